import type { Liability } from '../rulebook/instrument.js';
import { itemOfAge } from './age.js';
import type { Circumstance, Offender, ViolationFacts } from './facts.js';
import {
  AGGRAVATE,
  FIRST_TIME,
  MAY_MITIGATE,
  NO_PENALTY_ITEMS,
  OUT_OF_TIME,
  REFUSAL_OR_REPEAT,
  SHALL_MITIGATE,
  type ItemCode,
} from './items.js';
import type { DiscretionLaw } from './law.js';
import type { Limitation } from './limitation.js';

/** The items of the benchmark that stand for one violation. */
export interface Standing {
  /** Given by the clerk for this violation. */
  readonly given: ReadonlyMap<ItemCode, readonly Circumstance[]>;
  /** Added by the software from age, limitation or refusal. */
  readonly added: ReadonlySet<ItemCode>;
  readonly shallMitigate: readonly ItemCode[];
  readonly mayMitigate: readonly ItemCode[];
  readonly aggravate: readonly ItemCode[];
  /** Given, but resting only on facts already used (P9). */
  readonly passedOver: ReadonlySet<ItemCode>;
  readonly noPenalty: readonly ItemCode[];
  readonly waiver: boolean;
}

/** Under art. 39 the refusal to correct is what the fine is for. */
const refusalIsTrigger = (liability: Liability): boolean => liability.fine?.trigger === 'REFUSED_TO_CORRECT';

/** P19: a refusal that triggers the fine is not counted again as an aggravating item; a repeat is. */
function p19CountsAgain(liability: Liability, entry: Circumstance): boolean {
  return !(entry.code === REFUSAL_OR_REPEAT && entry.ground !== 'REPEAT' && refusalIsTrigger(liability));
}

function byItem(entries: readonly Circumstance[], liability: Liability): Map<ItemCode, Circumstance[]> {
  const given = new Map<ItemCode, Circumstance[]>();
  for (const entry of entries) {
    if (!p19CountsAgain(liability, entry)) continue;
    const sameItem = given.get(entry.code);
    if (sameItem) sameItem.push(entry);
    else given.set(entry.code, [entry]);
  }
  return given;
}

function addedBySoftware(
  law: DiscretionLaw,
  offender: Offender,
  violation: ViolationFacts,
  liability: Liability,
  limitation: Limitation,
): Set<ItemCode> {
  const added = new Set<ItemCode>();
  const ofAge = itemOfAge(law, offender);
  if (ofAge !== null) added.add(ofAge);
  if (limitation.discoveredTooLate) added.add(OUT_OF_TIME);
  if (violation.refusedToCorrect && !refusalIsTrigger(liability)) added.add(REFUSAL_OR_REPEAT);
  return added;
}

/**
 * P9, P16: counts by item, in the order of the text; an item given counts if one of its entries rests on a fact
 * that no item counted before has used. An item the software adds needs no fact.
 */
function p9ItemsThatCount(
  order: readonly ItemCode[],
  given: ReadonlyMap<ItemCode, readonly Circumstance[]>,
  added: ReadonlySet<ItemCode>,
): Set<ItemCode> {
  const counted = new Set<ItemCode>();
  const used = new Set<string>();
  for (const item of order) {
    const entries = given.get(item) ?? [];
    const stands = added.has(item) || entries.some(({ factId }) => factId === null || !used.has(factId));
    if (!stands) continue;
    counted.add(item);
    for (const { factId } of entries) if (factId !== null) used.add(factId);
  }
  return counted;
}

const MITIGATING_ORDER: readonly ItemCode[] = [...SHALL_MITIGATE, ...MAY_MITIGATE];

/**
 * Which items stand for a violation: those that count (P9, P16, P19) and those of arts. 16 and 17.
 * @param entries the circumstances given for this violation.
 */
export function standingItems(
  law: DiscretionLaw,
  offender: Offender,
  violation: ViolationFacts,
  liability: Liability,
  limitation: Limitation,
  entries: readonly Circumstance[],
): Standing {
  const given = byItem(entries, liability);
  const added = addedBySoftware(law, offender, violation, liability, limitation);
  const mitigating = p9ItemsThatCount(MITIGATING_ORDER, given, added);
  const aggravating = p9ItemsThatCount(AGGRAVATE, given, added);
  const stands = (item: ItemCode): boolean => given.has(item) || added.has(item);
  return {
    given,
    added,
    shallMitigate: SHALL_MITIGATE.filter((item) => mitigating.has(item)),
    mayMitigate: MAY_MITIGATE.filter((item) => mitigating.has(item)),
    aggravate: AGGRAVATE.filter((item) => aggravating.has(item)),
    passedOver: new Set(
      [...MITIGATING_ORDER, ...AGGRAVATE].filter(
        (item) => given.has(item) && !mitigating.has(item) && !aggravating.has(item),
      ),
    ),
    noPenalty: NO_PENALTY_ITEMS.filter(stands),
    waiver: stands(FIRST_TIME),
  };
}
