import { itemOfAge } from '../age.js';
import type { Facts } from '../facts.js';
import { CHILD, MINOR } from '../items.js';
import type { DiscretionLaw } from '../law.js';
import type { Supposition } from './subject.js';

function aged(law: DiscretionLaw, facts: Facts, from: number, to: number): Supposition {
  const offender = { ...facts.offender, age: to };
  return {
    change: { kind: 'AGE', from, to },
    citation: itemOfAge(law, offender) ?? itemOfAge(law, facts.offender) ?? MINOR,
    clause: `当事人行为时 ${to} 周岁`,
    note: '',
    facts: {
      ...facts,
      offender,
      circumstances: facts.circumstances.filter(({ code }) => code !== MINOR && code !== CHILD),
    },
  };
}

/** A stated age on either side of each limit of age (P36); an age not stated is supposed by its items. */
export function ageSuppositions(law: DiscretionLaw, facts: Facts): Supposition[] {
  const from = facts.offender.age;
  if (from === null) return [];
  const { childUnderAge, minorFromAge, minorUnderAge } = law.rules;
  const ages = new Set([childUnderAge - 1, minorFromAge, minorUnderAge - 1, minorUnderAge]);
  return [...ages].filter((to) => to !== from).map((to) => aged(law, facts, from, to));
}

/** Suspicion of a crime the other way round: the transfer hangs on it, and nothing else (P33). */
export function crimeSupposition(facts: Facts): Supposition {
  const from = facts.suspectedCrime;
  return {
    change: { kind: 'FLAG', flag: 'suspectedCrime', from, to: !from },
    citation: 'DB2025:5',
    clause: from ? '违法行为不涉嫌犯罪' : '违法行为涉嫌犯罪',
    note: '',
    facts: { ...facts, suspectedCrime: !from },
  };
}
