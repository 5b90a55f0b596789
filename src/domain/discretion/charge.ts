import type { Liability } from '../rulebook/instrument.js';
import { NO_MONEY, type Fen } from '../shared/money.js';
import type { ViolationFacts } from './facts.js';
import type { DiscretionLaw } from './law.js';

/** What a violation is judged under. */
export interface Charge {
  /** The article charged. */
  readonly charged: Liability;
  /** The article that sets the fine, after intent (P22). */
  readonly liability: Liability;
  readonly amount: Fen;
}

/** P22: an act done in order to defraud, and causing a loss, is judged under the article on fraud. */
function p22LiabilityAfterIntent(law: DiscretionLaw, charged: Liability, facts: ViolationFacts): Liability {
  const fraud = facts.fraudulentIntent && (facts.amount ?? NO_MONEY) > NO_MONEY;
  return fraud && charged.withIntent !== null ? law.liabilityOf(charged.withIntent) : charged;
}

/** The charge of a violation; throws when the provision is not one of the statute's. */
export function chargeOf(law: DiscretionLaw, facts: ViolationFacts): Charge {
  const charged = law.liabilityCharged(facts.provision);
  return {
    charged,
    liability: p22LiabilityAfterIntent(law, charged, facts),
    amount: facts.amount ?? NO_MONEY,
  };
}
