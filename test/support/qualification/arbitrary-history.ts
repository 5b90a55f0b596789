/**
 * Histories that are sound by construction: event by event, each on the day of the one before or later, put together
 * from what the history so far leads to. Months lie in the range of their total, a revision never raises, nothing is
 * said of a score that is not there or revoked.
 */
import fc from 'fast-check';
import type { HistoryEvent, ScoreEvent } from '../../../src/domain/qualification/event.js';
import type { JudgedScore } from '../../../src/domain/qualification/standing.js';
import {
  ADJUSTMENTS,
  allowedPoints,
  DEGREES,
  NEGATIVE_CIRCUMSTANCES,
  pointsAlone,
  type Finding,
} from '../../../src/domain/scoring/finding.js';
import { pointsLawOn } from '../../../src/domain/scoring/points-law.js';
import { addDays, date, type CalendarDate } from '../../../src/domain/shared/calendar-date.js';
import { SHIPPED } from '../discretion/rulebook.js';
import { judgedSound } from './judging.js';

const FIRST_DAY = date('2025-04-15');
const LAW = pointsLawOn(SHIPPED, FIRST_DAY);
const LEVELS = ['DISTRICT', 'MUNICIPAL', 'NATIONAL'] as const;
const MOST_EVENTS = 30;

/** Numbers from which an event is made; each is used for whatever the kind of event asks. */
interface Draw {
  readonly kind: 'SCORE' | 'REPAIR' | 'RESTORE' | 'REVISE' | 'REVOKE' | 'MONTHS' | 'LINKED';
  readonly wait: number;
  readonly numbers: readonly number[];
}

/** Takes one number after the other, each below a bound; zero when they have run out. */
class Numbers {
  private taken = 0;

  constructor(private readonly numbers: readonly number[]) {}

  below(bound: number): number {
    const next = this.numbers[this.taken] ?? 0;
    this.taken += 1;
    return next % bound;
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}

const draws: fc.Arbitrary<Draw> = fc.record({
  kind: fc.oneof(
    { weight: 6, arbitrary: fc.constant('SCORE' as const) },
    { weight: 3, arbitrary: fc.constant('REPAIR' as const) },
    { weight: 3, arbitrary: fc.constant('RESTORE' as const) },
    { weight: 2, arbitrary: fc.constant('REVISE' as const) },
    { weight: 1, arbitrary: fc.constant('REVOKE' as const) },
    { weight: 1, arbitrary: fc.constant('MONTHS' as const) },
    { weight: 1, arbitrary: fc.constant('LINKED' as const) },
  ),
  wait: fc.oneof(fc.nat(3), fc.nat(60)),
  numbers: fc.array(fc.nat(999), { minLength: 16, maxLength: 16 }),
});

/** A finding of one of a few acts, so that acts come again (S6). */
function findingFrom(numbers: Numbers): Finding {
  const bare: Finding = {
    conductId: `c${numbers.below(5) + 1}`,
    circumstance: numbers.of(NEGATIVE_CIRCUMSTANCES),
    degree: numbers.of(DEGREES),
    adjustment: numbers.of(ADJUSTMENTS),
    points: null,
    basis: '测试规定',
  };
  const allowed = allowedPoints(LAW, bare);
  const pick = numbers.below(8);
  if (allowed === null) return { ...bare, adjustment: 'NONE' };
  return pick === 0 ? bare : { ...bare, points: allowed.min + (pick % (allowed.max - allowed.min + 1)) };
}

const findingsFrom = (numbers: Numbers): Finding[] =>
  Array.from({ length: 1 + (numbers.below(4) === 0 ? 1 : 0) }, () => findingFrom(numbers));

/** What the history so far says of the next event. */
interface SoFar {
  readonly events: readonly HistoryEvent[];
  /** Findings of the scores that stand: as last revised, without those revoked. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  readonly day: CalendarDate;
}

const scoreOf = (events: readonly HistoryEvent[], id: string): JudgedScore | undefined =>
  judgedSound(events).standing.scores.find((each) => each.id === id);

/** Months of the range that the score has after these events; null for none or left open. */
function monthsFor(events: readonly HistoryEvent[], id: string, numbers: Numbers): number | null {
  const measure = scoreOf(events, id)?.measure;
  if (measure?.kind !== 'SUSPENSION') return null;
  const { min, max } = measure.allowedMonths;
  const pick = numbers.below(4);
  return pick === 0 ? null : min + (pick % (max - min + 1));
}

function scoreEvent({ events, day }: SoFar, numbers: Numbers): HistoryEvent {
  const id = `n${events.length + 1}`;
  const received = numbers.below(6);
  const bare: ScoreEvent = {
    type: 'SCORE',
    id,
    effectiveOn: day,
    findings: findingsFrom(numbers),
    noticeReceivedOn: received === 0 ? null : addDays(day, received * 2),
    months: null,
  };
  return { ...bare, months: monthsFor([...events, bare], id, numbers) };
}

/** Around the window of the latest end where there is one, else anywhere. */
function restoreEvent({ events, day }: SoFar, numbers: Numbers): HistoryEvent {
  const ends = judgedSound(events).standing.restrictions.flatMap(({ to, restoredOn }) =>
    to !== null && restoredOn === null ? [to] : [],
  );
  const latest = ends.sort().at(-1);
  const near = latest === undefined ? day : addDays(latest, numbers.below(40) - 30);
  const appliedOn = near > day && numbers.below(4) > 0 ? near : day;
  return { type: 'RESTORE', appliedOn, approvedOn: addDays(appliedOn, numbers.below(15)) };
}

/** The same findings, or one fewer, or others that carry no more. */
function milder(standing: readonly Finding[], numbers: Numbers): readonly Finding[] {
  const others = findingsFrom(numbers);
  const pick = numbers.below(4);
  if (pick === 0) return standing;
  if (pick === 1 && standing.length > 1) return standing.slice(1);
  return pointsAlone(LAW, others) <= pointsAlone(LAW, standing) ? others : standing;
}

function reviseEvent(soFar: SoFar, numbers: Numbers): HistoryEvent | null {
  const ids = [...soFar.findings.keys()];
  if (ids.length === 0) return null;
  const scoreId = numbers.of(ids);
  const findings = milder(soFar.findings.get(scoreId) ?? [], numbers);
  const bare: HistoryEvent = { type: 'REVISE', on: soFar.day, scoreId, findings, months: null };
  return { ...bare, months: monthsFor([...soFar.events, bare], scoreId, numbers) };
}

function monthsEvent({ events, findings, day }: SoFar, numbers: Numbers): HistoryEvent | null {
  const ids = [...findings.keys()];
  if (ids.length === 0) return null;
  const scoreId = numbers.of(ids);
  const months = monthsFor(events, scoreId, numbers);
  return months === null ? null : { type: 'MONTHS', on: day, scoreId, months };
}

function linkedEvent({ events, day }: SoFar, numbers: Numbers): HistoryEvent {
  const from = addDays(day, numbers.below(10));
  return {
    type: 'LINKED',
    id: `l${events.length + 1}`,
    on: day,
    kind: numbers.below(3) === 0 ? 'TERMINATION' : 'SUSPENSION',
    from,
    to: numbers.below(4) === 0 ? null : addDays(from, numbers.below(200)),
  };
}

/** The event that a draw makes of a history; null where there is nothing it could speak of. */
function eventFrom({ kind, numbers: drawn }: Draw, soFar: SoFar): HistoryEvent | null {
  const numbers = new Numbers(drawn);
  switch (kind) {
    case 'SCORE':
      return scoreEvent(soFar, numbers);
    case 'REPAIR':
      return { type: 'REPAIR', on: soFar.day, level: numbers.of([null, ...LEVELS]) };
    case 'RESTORE':
      return restoreEvent(soFar, numbers);
    case 'REVISE':
      return reviseEvent(soFar, numbers);
    case 'REVOKE': {
      const ids = [...soFar.findings.keys()];
      return ids.length === 0 ? null : { type: 'REVOKE', on: soFar.day, scoreId: numbers.of(ids) };
    }
    case 'MONTHS':
      return monthsEvent(soFar, numbers);
    case 'LINKED':
      return linkedEvent(soFar, numbers);
  }
}

function findingsAfter(findings: SoFar['findings'], event: HistoryEvent): SoFar['findings'] {
  const after = new Map(findings);
  if (event.type === 'SCORE') after.set(event.id, event.findings);
  else if (event.type === 'REVISE') after.set(event.scoreId, event.findings);
  else if (event.type === 'REVOKE') after.delete(event.scoreId);
  return after;
}

function historyFrom(drawn: readonly Draw[]): readonly HistoryEvent[] {
  const events: HistoryEvent[] = [];
  let findings: SoFar['findings'] = new Map();
  let last = FIRST_DAY;
  for (const draw of drawn) {
    const day = addDays(last, draw.wait);
    const event = eventFrom(draw, { events, findings, day });
    if (event === null) continue;
    events.push(event);
    findings = findingsAfter(findings, event);
    last = event.type === 'RESTORE' ? event.approvedOn : day;
  }
  return events;
}

/**
 * Sound histories of at most 30 events of every kind, in the order of their days, from 15 April 2025 on; scores are
 * `n1`, `n2` …, linked measures `l1` … by their place, acts `c1` to `c5`.
 */
export const soundHistory = (mostEvents = MOST_EVENTS): fc.Arbitrary<readonly HistoryEvent[]> =>
  fc.array(draws, { maxLength: mostEvents, size: 'max' }).map(historyFrom);
