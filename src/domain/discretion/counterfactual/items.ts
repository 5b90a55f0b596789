import type { Circumstance } from '../facts.js';
import {
  CHILD,
  ITEMS,
  MINOR,
  OUT_OF_TIME,
  REFUSAL_OR_REPEAT,
  RESIDUAL_ITEMS,
  type ItemCode,
} from '../items.js';
import { clauseOfItem } from './item-clauses.js';
import type { Subject, Supposition } from './subject.js';

/** Stands for the provision that a residual item would have to name (P38). */
const BASIS_TO_BE_NAMED = '（须写明所依据的法律、法规、规章条款）';

/** Of the two items of age only one can stand: who would be under 14 would not be between 14 and 18. */
const INSTEAD_OF: Partial<Record<ItemCode, ItemCode>> = { [MINOR]: CHILD, [CHILD]: MINOR };

/** 16(5) follows from the dates, and the items of age from the age where it is stated (P27, P36). */
const followsFromOtherFacts = (item: ItemCode, { facts }: Subject): boolean =>
  item === OUT_OF_TIME || ((item === MINOR || item === CHILD) && facts.offender.age !== null);

/** 18(2) as a refusal is the flag; as an item it is the repeat. */
const isItem = (entry: Circumstance, item: ItemCode): boolean =>
  entry.code === item && (item !== REFUSAL_OR_REPEAT || entry.ground === 'REPEAT');

function supposition(
  { law, facts }: Subject,
  item: ItemCode,
  to: boolean,
  clause: string,
  circumstances: readonly Circumstance[],
): Supposition {
  const basisToBeNamed = to && RESIDUAL_ITEMS.has(item);
  return {
    change: {
      kind: 'ITEM',
      item,
      heading: law.headingOf(item),
      ground: item === REFUSAL_OR_REPEAT ? 'REPEAT' : null,
      basisToBeNamed,
      from: !to,
      to,
    },
    citation: item,
    clause,
    note: basisToBeNamed ? '须写明所依据的条款，' : '',
    facts: { ...facts, circumstances },
  };
}

function added(subject: Subject, item: ItemCode, another: boolean): Supposition {
  const entry: Circumstance = {
    code: item,
    violationIds: null,
    factId: null,
    ground: item === REFUSAL_OR_REPEAT ? 'REPEAT' : null,
    basis: RESIDUAL_ITEMS.has(item) ? BASIS_TO_BE_NAMED : null,
  };
  const { had } = clauseOfItem(subject.law, item);
  const clause = another ? `另有独立的事实表明${had}` : had;
  const others = subject.facts.circumstances.filter(({ code }) => code !== INSTEAD_OF[item]);
  return supposition(subject, item, true, clause, [...others, entry]);
}

function removed(subject: Subject, item: ItemCode): Supposition {
  const others = subject.facts.circumstances.filter((entry) => !isItem(entry, item));
  return supposition(subject, item, false, clauseOfItem(subject.law, item).hadNot, others);
}

/**
 * Each item of arts. 13, 14, 16, 17 and 18 left out where it is given, and added, with a fact of its own, where
 * it is not given or rests only on facts that another item may have used (P9).
 */
export function itemSuppositions(subject: Subject): Supposition[] {
  return ITEMS.filter((item) => !followsFromOtherFacts(item, subject)).flatMap((item) => {
    const given = subject.facts.circumstances.filter((entry) => isItem(entry, item));
    const restsOnItsOwnFact = given.some(({ factId }) => factId === null);
    return [
      ...(given.length > 0 ? [removed(subject, item)] : []),
      ...(restsOnItsOwnFact ? [] : [added(subject, item, given.length > 0)]),
    ];
  });
}
