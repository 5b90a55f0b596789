import type { DiscretionLaw } from './law.js';
import { CHILD, MINOR, type ItemCode } from './items.js';
import type { Offender } from './facts.js';

/** P36: the item that the offender's age at the conduct brings about by itself; null when there is none. */
export function itemOfAge(law: DiscretionLaw, offender: Offender): ItemCode | null {
  if (offender.age === null) return null;
  if (offender.age < law.rules.childUnderAge) return CHILD;
  return offender.age >= law.rules.minorFromAge && offender.age < law.rules.minorUnderAge ? MINOR : null;
}
