import type { CalendarDate } from '../shared/calendar-date.js';
import { latestInForce } from './in-force.js';

/** An open reading that is a value of the rulebook; the first value is the adopted one. */
export interface Policy {
  readonly name: string;
  /** The reading it settles: `P4`, `S16`. */
  readonly reading: string;
  readonly citation: string;
  readonly values: readonly string[];
  readonly adopted: string;
  /** Regular expression; a ruling may give any value that matches it as a whole, not only a listed one. */
  readonly pattern?: string;
}

/** An official ruling that sets a policy from a day on. */
export interface PolicyRuling {
  readonly policy: string;
  readonly value: string;
  readonly documentNo: string;
  readonly validFrom: CalendarDate;
  readonly validTo?: CalendarDate;
}

interface Policies {
  readonly policies: readonly Policy[];
  readonly rulings: readonly PolicyRuling[];
}

/** The pattern of a policy as an expression for a whole value; throws when it is none. */
export const wholeValue = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`, 'u');

/** Whether a ruling may set the policy to this value. */
export function admitsValue(policy: Policy, value: string): boolean {
  if (policy.values.includes(value)) return true;
  return policy.pattern !== undefined && wholeValue(policy.pattern).test(value);
}

/** The ruling in force on the day: of several the one that came into force last, of equals the later import. */
export function rulingOn(
  rulebook: Pick<Policies, 'rulings'>,
  name: string,
  day: CalendarDate,
): PolicyRuling | undefined {
  return latestInForce(
    rulebook.rulings.filter(({ policy }) => policy === name),
    day,
  );
}

/** The value of a policy on the day: that of the ruling in force, else the adopted one. */
export function policyOn(rulebook: Policies, name: string, day: CalendarDate): string {
  const policy = rulebook.policies.find((each) => each.name === name);
  if (policy === undefined) throw new Error(`the rulebook has no policy ${name}`);
  return rulingOn(rulebook, name, day)?.value ?? policy.adopted;
}
