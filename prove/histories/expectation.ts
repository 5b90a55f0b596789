/** What the articles make of a history: the oracle that the sweep holds the rules against. It calls none of them. */
import type {
  HistoryEvent,
  LinkedEvent,
  MeasureKind,
  RepairEvent,
  RestoreEvent,
  ScoreEvent,
} from '../../src/domain/qualification/event.js';
import type { Finding } from '../../src/domain/scoring/finding.js';
import {
  APPLY_BEFORE_END,
  LIMIT,
  MONTHS_OPEN,
  pointsOfFinding,
  REPAIR_CAP,
  REPAIR_WORTH,
  TO_OBJECT,
  YEARS_ACCUMULATED,
  YEARS_AT_ONCE,
} from './articles.js';
import { dayOfText, lastDayOfMonths, workingDaysFrom, yearOfDay, type Day } from './calendar.js';

export interface ExpectedMeasure {
  readonly kind: MeasureKind;
  /** Of a suspension. */
  readonly open: readonly [number, number] | null;
  readonly months: number | null;
  /** Of a termination. */
  readonly years: number | null;
  readonly from: Day | null;
  readonly to: Day | null;
}

export interface ExpectedScore {
  readonly id: string;
  readonly adds: number;
  readonly total: number;
  readonly deadline: Day | null;
  readonly guessed: boolean;
  readonly measure: ExpectedMeasure | null;
}

export interface ExpectedRepair {
  readonly day: Day;
  readonly route: 'TRAINING' | 'ACTIVITY';
  readonly taken: number;
  readonly code: 'TERMINATED' | 'CAP_REACHED' | 'NOTHING_TO_REPAIR' | null;
}

export interface ExpectedRestoration {
  readonly normalFrom: Day | null;
  readonly code: 'TOO_EARLY' | 'NOT_RESTRICTED' | null;
}

/** A restriction: from its first day until the day that a restoration makes the first normal one. */
export interface ExpectedRestriction {
  readonly cause: string;
  readonly kind: MeasureKind;
  readonly from: Day;
  readonly to: Day | null;
  normalFrom: Day | null;
}

export interface Expected {
  readonly scores: readonly ExpectedScore[];
  readonly repairs: readonly ExpectedRepair[];
  readonly restorations: readonly ExpectedRestoration[];
  readonly restrictions: readonly ExpectedRestriction[];
  /** Points by the day they came or went. */
  readonly ledger: readonly { readonly day: Day; readonly points: number }[];
  /** Why the history is refused: `pointer code`; empty where it stands. */
  readonly faults: readonly string[];
  /** The measure of each score as it was when the score was handled. */
  readonly whenHandled: ReadonlyMap<string, ExpectedMeasure>;
}

/** How the scores stand after objections. */
export interface Standing {
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  readonly months: ReadonlyMap<string, number>;
}

export function dayOfEvent(event: HistoryEvent): Day {
  if (event.type === 'SCORE') return dayOfText(event.effectiveOn);
  return dayOfText(event.type === 'RESTORE' ? event.approvedOn : event.on);
}

export const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);

export interface Book {
  readonly scores: ExpectedScore[];
  readonly repairs: ExpectedRepair[];
  readonly restorations: ExpectedRestoration[];
  readonly restrictions: ExpectedRestriction[];
  readonly ledger: { readonly day: Day; readonly points: number }[];
  /** Every finding that was ever scored, oldest first. */
  readonly scored: Finding[];
}

const totalOf = ({ ledger }: Book, year: number): number =>
  sum(ledger.filter(({ day }) => yearOfDay(day) === year).map(({ points }) => points));

export const highest = (findings: readonly Finding[], act: string): number =>
  Math.max(0, ...findings.filter(({ conductId }) => conductId === act).map(pointsOfFinding));

/** What an act adds to what it was scored before, in whatever year (PQ2025:18, S6). */
const addedBy = (act: string, findings: readonly Finding[], { scored }: Book): number =>
  Math.max(0, highest(findings, act) - highest(scored, act));

export const actsOf = (findings: readonly Finding[]): string[] => [
  ...new Set(findings.map(({ conductId }) => conductId)),
];

/** PQ2025:26: what a notice that adds points leads to, by the year total after all of it (S11). */
function kindOf(total: number, atOnce: boolean): Pick<ExpectedMeasure, 'kind' | 'open' | 'years'> | null {
  if (total >= LIMIT) {
    return { kind: 'TERMINATION', open: null, years: atOnce ? YEARS_AT_ONCE : YEARS_ACCUMULATED };
  }
  const open = MONTHS_OPEN[total];
  return open === undefined ? null : { kind: 'SUSPENSION', open, years: null };
}

function monthsStanding(open: readonly [number, number], given: number | undefined): number | null {
  if (given === undefined) return null;
  return given >= open[0] && given <= open[1] ? given : open[0];
}

function score(event: ScoreEvent, book: Book, standing: Standing): void {
  const findings = standing.findings.get(event.id) ?? [];
  const day = dayOfText(event.effectiveOn);
  const adds = sum(actsOf(findings).map((act) => addedBy(act, findings, book)));
  const atOnce = findings.some(
    (finding) => pointsOfFinding(finding) >= LIMIT && addedBy(finding.conductId, findings, book) > 0,
  );
  book.scored.push(...findings);
  book.ledger.push({ day, points: adds });
  const total = totalOf(book, yearOfDay(day));
  const deadline =
    event.noticeReceivedOn === null ? null : workingDaysFrom(dayOfText(event.noticeReceivedOn), TO_OBJECT);
  const ground = adds === 0 ? null : kindOf(total, atOnce);
  const months = ground?.open ? monthsStanding(ground.open, standing.months.get(event.id)) : null;
  const lasts = ground?.years ? ground.years * 12 : months;
  const from = deadline && deadline.day + 1;
  const to = from === null || lasts === null ? null : lastDayOfMonths(from, lasts);
  const measure = ground && { ...ground, months, from, to };
  const guessed = deadline?.guessed ?? false;
  book.scores.push({ id: event.id, adds, total, deadline: deadline?.day ?? null, guessed, measure });
  if (measure !== null && from !== null) {
    book.restrictions.push({ cause: event.id, kind: measure.kind, from, to, normalFrom: null });
  }
}

/** Whether a restriction is in force on a day: begun, and not yet restored (S19). */
export const inForce = ({ from, normalFrom }: ExpectedRestriction, day: Day): boolean =>
  day >= from && (normalFrom === null || day < normalFrom);

/** PQ2025:31, 32. */
function repair({ on, level }: RepairEvent, book: Book): void {
  const day = dayOfText(on);
  const route = level === null ? 'TRAINING' : 'ACTIVITY';
  const sameRoute = book.repairs.filter(
    (each) => each.route === route && yearOfDay(each.day) === yearOfDay(day),
  );
  const left = REPAIR_CAP - sum(sameRoute.map(({ taken }) => taken));
  const total = totalOf(book, yearOfDay(day));
  const terminated = book.restrictions.some((each) => each.kind === 'TERMINATION' && inForce(each, day));
  const taken = terminated ? 0 : Math.min(REPAIR_WORTH[level ?? 'TRAINING'], left, total);
  const code = terminated
    ? 'TERMINATED'
    : left === 0
      ? 'CAP_REACHED'
      : total === 0
        ? 'NOTHING_TO_REPAIR'
        : null;
  book.repairs.push({ day, route, taken, code });
  if (taken > 0) book.ledger.push({ day, points: -taken });
}

/** PQ2025:30: the last of the measures begun and not restored decides (S19, S20). */
function restore({ appliedOn, approvedOn }: RestoreEvent, book: Book): void {
  const approved = dayOfText(approvedOn);
  const open = book.restrictions.filter(({ from, normalFrom }) => normalFrom === null && from <= approved);
  const ends = open.flatMap(({ to }) => (to === null ? [] : [to]));
  if (open.length === 0) {
    book.restorations.push({ normalFrom: null, code: 'NOT_RESTRICTED' });
    return;
  }
  const last = Math.max(...ends);
  if (ends.length < open.length || dayOfText(appliedOn) < windowOf(last)) {
    book.restorations.push({ normalFrom: null, code: 'TOO_EARLY' });
    return;
  }
  const normalFrom = Math.max(approved, last + 1);
  for (const each of open) each.normalFrom = normalFrom;
  book.restorations.push({ normalFrom, code: null });
}

/** First day on which a restoration may be applied for. */
export const windowOf = (lastDay: Day): Day => workingDaysFrom(lastDay, -APPLY_BEFORE_END).day;

function link({ id, kind, from, to }: LinkedEvent, book: Book): void {
  const end = to === null ? null : dayOfText(to);
  book.restrictions.push({ cause: id, kind, from: dayOfText(from), to: end, normalFrom: null });
}

/** Judges events in their order, with every score as it stands in the end. */
export function settle(ordered: readonly HistoryEvent[], standing: Standing): Book {
  const book: Book = {
    scores: [],
    repairs: [],
    restorations: [],
    restrictions: [],
    ledger: [],
    scored: [],
  };
  for (const event of ordered) {
    if (event.type === 'SCORE') score(event, book, standing);
    else if (event.type === 'REPAIR') repair(event, book);
    else if (event.type === 'RESTORE') restore(event, book);
    else if (event.type === 'LINKED') link(event, book);
  }
  return book;
}
