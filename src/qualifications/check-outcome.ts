import { forecastOf, type Forecast } from '../domain/qualification/forecast.js';
import {
  s26Check,
  s26NotRegistered,
  s26Unknown,
  type CheckVerdict,
} from '../domain/qualification/payable.js';
import { yearTotalOn } from '../domain/qualification/year-total.js';
import { comparableCode } from '../domain/registry/codes.js';
import { committedAt } from '../domain/registry/commitment.js';
import { agreementOn, departmentOn } from '../domain/registry/institution-state.js';
import { registrationStands } from '../domain/registry/registration.js';
import { policyOn } from '../domain/rulebook/policy.js';
import { yearOf } from '../domain/shared/calendar-date.js';
import type { CheckFacts, PersonFacts, SiteFacts, SiteRegistration } from './check-facts.js';
import { learns, type Question, type Sight } from './question.js';

/** What a question is answered with. */
export interface Outcome extends CheckVerdict {
  /** Calendar year of the day; null with the total. */
  readonly year: number | null;
  /** Points of that year up to the day; null to a caller who may not learn of the person. */
  readonly yearTotal: number | null;
  readonly forecast: Forecast | null;
}

const NO_SITE: SiteFacts = { district: null, facts: [] };

const nothingOf = (verdict: CheckVerdict): Outcome => ({
  ...verdict,
  year: null,
  yearTotal: null,
  forecast: null,
});

/** PQ2025:27: the service of the registration's department, where one is named. */
const departmentOpen = (
  standing: readonly SiteRegistration[],
  { facts }: SiteFacts,
  { on }: Question,
  knownAt: string | null,
): boolean =>
  standing.some(
    ({ departmentCode }) =>
      departmentCode === null || departmentOn(facts, departmentCode, on, knownAt).state === 'OPEN',
  );

function judged(
  question: Question,
  person: PersonFacts,
  standing: readonly SiteRegistration[],
  facts: CheckFacts,
): Outcome {
  const { on, emergency } = question;
  const { knownAt, rulebook } = facts;
  const institution = comparableCode(question.institution);
  const site = facts.sites.get(institution) ?? NO_SITE;
  const verdict = s26Check({
    on,
    emergency,
    restrictions: person.standing.restrictions,
    registered: standing.length > 0,
    committed: committedAt(person.commitments, institution, on, knownAt),
    agreementInForce: agreementOn(site.facts, on, knownAt).state === 'IN_FORCE',
    departmentOpen: departmentOpen(standing, site, question, knownAt),
    unrestoredAfterExpiry:
      policyOn(rulebook, 'unrestoredAfterExpiry', on) === 'PAYABLE' ? 'PAYABLE' : 'NOT_PAYABLE',
  });
  return {
    ...verdict,
    year: yearOf(on),
    yearTotal: yearTotalOn(person.standing, on),
    forecast: forecastOf(person.standing, on, rulebook),
  };
}

/**
 * Answers a question (S26). Pure. To a caller who may not learn of the person, somebody else's person is answered
 * exactly as nobody.
 */
export function outcomeOf(question: Question, sight: Sight, facts: CheckFacts): Outcome {
  const person = facts.people.get(comparableCode(question.personCode));
  const institution = comparableCode(question.institution);
  const standing = (person?.registrations ?? []).filter(
    (each) => each.institutionCode === institution && registrationStands(each, question.on, facts.knownAt),
  );
  if (!learns(sight, question, standing.length > 0)) return nothingOf(s26NotRegistered(question.on));
  if (person !== undefined) return judged(question, person, standing, facts);
  return nothingOf(sight.of === 'ALL' ? s26Unknown() : s26NotRegistered(question.on));
}
