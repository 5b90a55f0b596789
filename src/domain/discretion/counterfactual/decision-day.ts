import type { DaysInForce } from '../../rulebook/in-force.js';
import type { Rulebook } from '../../rulebook/rulebook.js';
import { addDays, type CalendarDate } from '../../shared/calendar-date.js';
import type { Facts } from '../facts.js';
import type { DiscretionLaw } from '../law.js';
import type { Supposition } from './subject.js';

/** The open readings that a ruling may settle and that ranges hang on (P4, P13). */
const POLICIES: ReadonlySet<string> = new Set(['midpointOf', 'highestGradeWithin']);

/** What is looked up by the day of the decision, and the days it is in force. */
interface Version {
  readonly name: string;
  readonly days: DaysInForce;
  readonly citation: string;
}

function policyCitation({ policies }: Rulebook, name: string): string {
  const policy = policies.find((each) => each.name === name);
  if (policy === undefined) throw new Error(`the rulebook has no policy ${name}`);
  return policy.citation;
}

/** The benchmark (P32), rules that rank above it and are not to be had (P37), chosen schedules, rulings. */
function versionsFor({ rulebook, benchmark }: DiscretionLaw, facts: Facts): Version[] {
  const { instruments, schedules, rulings } = rulebook;
  const chosen = new Set(facts.violations.map(({ grade }) => grade?.scheduleId));
  return [
    ...instruments
      .filter(({ id }) => id === benchmark.id)
      .map((days) => ({ name: days.documentNo, days, citation: 'DB2025:27' })),
    ...instruments
      .filter(({ textAvailable }) => !textAvailable)
      .map((days) => ({ name: days.documentNo, days, citation: 'DB2025:6' })),
    ...schedules
      .filter(({ id }) => chosen.has(id))
      .map((days) => ({ name: `裁量细则 ${days.id} `, days, citation: 'DB2025:24' })),
    ...rulings
      .filter(({ policy }) => POLICIES.has(policy))
      .map((days) => ({ name: days.documentNo, days, citation: policyCitation(rulebook, days.policy) })),
  ];
}

/** The first day on which something is otherwise than on the day before. */
interface Limit {
  readonly day: CalendarDate;
  readonly citation: string;
  /** How it is on that day, and how it was the day before. */
  readonly since: string;
  readonly before: string;
}

const limitsOf = ({ name, days, citation }: Version): Limit[] => [
  { day: days.validFrom, citation, since: `${name}已经施行`, before: `${name}尚未施行` },
  ...(days.validTo === undefined
    ? []
    : [{ day: addDays(days.validTo, 1), citation, since: `${name}已经失效`, before: `${name}尚未失效` }]),
];

function across(facts: Facts, { day, citation, since, before }: Limit): Supposition & { to: CalendarDate } {
  const from = facts.decisionDate;
  const later = from < day;
  const to = later ? day : addDays(day, -1);
  return {
    change: { kind: 'DAY', day: 'decisionDate', from, to },
    citation,
    clause: `决定在 ${to} 作出`,
    note: `${later ? since : before}，`,
    facts: { ...facts, decisionDate: to },
    to,
  };
}

/** The decision on the first day on the other side of each limit of what is in force, by day. */
export function decisionDaySuppositions(law: DiscretionLaw, facts: Facts): Supposition[] {
  const all = versionsFor(law, facts)
    .flatMap(limitsOf)
    .map((limit) => across(facts, limit));
  return all
    .filter(({ to }, index) => all.findIndex((each) => each.to === to) === index)
    .sort((a, b) => (a.to < b.to ? -1 : 1));
}
