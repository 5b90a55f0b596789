import type { Fault } from '../shared/result.js';
import { itemOfAge } from './age.js';
import { circumstancesByViolation } from './covering.js';
import type { Circumstance, Facts, ViolationFacts } from './facts.js';
import { fault, OFFENDER_WORDS } from './fault.js';
import {
  CHILD,
  FIRST_TIME,
  GRAVE_CONSEQUENCES,
  MINOR,
  NATURAL_PERSON_ITEMS,
  NO_HARM,
  OUT_OF_TIME,
  REFUSAL_OR_REPEAT,
  RESIDUAL_ITEMS,
  type ItemCode,
} from './items.js';
import type { DiscretionLaw } from './law.js';
import { p27Limitation } from './limitation.js';

/** The items given for each violation, by its id. */
type ItemsGiven = ReadonlyMap<string, ReadonlySet<ItemCode>>;

/** A circumstance with what it has to be judged by. */
interface Given {
  readonly law: DiscretionLaw;
  readonly facts: Facts;
  readonly itemsGiven: ItemsGiven;
  readonly entry: Circumstance;
}

/** A fault at the circumstance's code, or none. */
type Objection = Omit<Fault, 'pointer'> | null;

const objection = (code: string, entry: Circumstance, detail: string): Objection => ({
  code,
  detail,
  citation: entry.code,
});

function coveredBy({ facts, entry }: Given): readonly ViolationFacts[] {
  if (entry.violationIds === null) return facts.violations;
  const ids = new Set(entry.violationIds);
  return facts.violations.filter(({ id }) => ids.has(id));
}

function notForOffender({ facts, entry }: Given): Objection {
  if (!NATURAL_PERSON_ITEMS.has(entry.code) || facts.offender.kind === 'INDIVIDUAL') return null;
  const detail = `${entry.code} 只适用于自然人，当事人是${OFFENDER_WORDS[facts.offender.kind]}。`;
  return objection('CIRCUMSTANCE_NOT_FOR_OFFENDER', entry, detail);
}

function againstAge({ law, facts, entry }: Given): Objection {
  const { age } = facts.offender;
  if (age === null || (entry.code !== MINOR && entry.code !== CHILD)) return null;
  if (itemOfAge(law, facts.offender) === entry.code) return null;
  const detail = `当事人行为时 ${age} 岁，与 ${entry.code} 不符；年龄情形由系统按年龄认定，请删去或更正年龄。`;
  return objection('AGE_CONTRADICTS', entry, detail);
}

function stillInTime(given: Given): Objection {
  if (given.entry.code !== OUT_OF_TIME) return null;
  const inTime = coveredBy(given)
    .map((violation) => ({ id: violation.id, ...p27Limitation(given.law, violation) }))
    .filter(({ discoveredTooLate }) => !discoveredTooLate);
  if (inTime.length === 0) return null;
  const which = inTime
    .map(({ id, years, lastDay }) => `${id}（追究期限 ${years} 年，至 ${lastDay}）`)
    .join('、');
  const detail = `违法行为 ${which} 的发现日仍在期限内，不能适用 ${given.entry.code}；该情形由系统按日期认定。`;
  return objection('LIMITATION_CONTRADICTS', given.entry, detail);
}

function refusalNotFound(given: Given): Objection {
  const { entry } = given;
  if (entry.code !== REFUSAL_OR_REPEAT || entry.ground === 'REPEAT') return null;
  const without = coveredBy(given).filter(({ refusedToCorrect }) => !refusedToCorrect);
  if (without.length === 0) return null;
  const which = without.map(({ id }) => id).join('、');
  const detail = `${entry.code} 以拒不改正为由，但违法行为 ${which} 未认定拒不改正（refusedToCorrect）；一年内再犯请用 ground=REPEAT。`;
  return objection('REFUSAL_CONTRADICTS', entry, detail);
}

/** What an item that presupposes a slight, corrected violation does not go with (P26). */
function graveFacts(violation: ViolationFacts, items: ReadonlySet<ItemCode> | undefined): string[] {
  return [
    ...(violation.refusedToCorrect ? ['拒不改正'] : []),
    ...(violation.seriousConsequences ? ['造成严重后果'] : []),
    ...[GRAVE_CONSEQUENCES, REFUSAL_OR_REPEAT].filter((item) => items?.has(item)),
  ];
}

/** P26; and nobody is both under 14 and between 14 and 18. */
function contradicted(given: Given): Objection {
  const { entry, itemsGiven } = given;
  const slight = entry.code === NO_HARM || entry.code === FIRST_TIME;
  if (!slight && entry.code !== MINOR) return null;
  const contradictions = coveredBy(given).flatMap((violation) => {
    const items = itemsGiven.get(violation.id);
    const others = slight ? graveFacts(violation, items) : items?.has(CHILD) ? [CHILD] : [];
    return others.length === 0 ? [] : [`违法行为 ${violation.id} 同时有${others.join('、')}`];
  });
  if (contradictions.length === 0) return null;
  const detail = `${entry.code} 与下列事实不能并存：${contradictions.join('；')}。`;
  return objection('CIRCUMSTANCES_CONTRADICT', entry, detail);
}

const OBJECTIONS = [notForOffender, againstAge, stillInTime, refusalNotFound, contradicted] as const;

function referenceFaults({ entry, itemsGiven }: Given, at: string): Fault[] {
  return (entry.violationIds ?? []).flatMap((id, index) =>
    itemsGiven.has(id)
      ? []
      : [fault(`${at}/violationIds/${index}`, 'UNKNOWN_REFERENCE', `没有编号为 ${id} 的违法行为。`)],
  );
}

function basisFaults({ entry }: Given, at: string): Fault[] {
  if (!RESIDUAL_ITEMS.has(entry.code) || entry.basis !== null) return [];
  const detail = `${entry.code} 是兜底情形，须写明所依据的法律、法规、规章条款（basis）。`;
  return [fault(`${at}/basis`, 'BASIS_REQUIRED', detail, entry.code)];
}

function faultsOf(given: Given, index: number): Fault[] {
  const at = `/circumstances/${index}`;
  const faults = [...referenceFaults(given, at), ...basisFaults(given, at)];
  for (const object of OBJECTIONS) {
    const found = object(given);
    if (found !== null) faults.push({ pointer: `${at}/code`, ...found });
  }
  return faults;
}

/** Faults of law in each circumstance: references, offender, age, limitation, refusal, contradictions, basis. */
export function circumstanceFaults(law: DiscretionLaw, facts: Facts): Fault[] {
  if (facts.circumstances.length === 0) return [];
  const itemsGiven: ItemsGiven = new Map(
    [...circumstancesByViolation(facts)].map(([id, entries]) => [
      id,
      new Set(entries.map(({ code }) => code)),
    ]),
  );
  return facts.circumstances.flatMap((entry, index) => faultsOf({ law, facts, itemsGiven, entry }, index));
}
