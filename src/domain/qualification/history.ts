import type { Rulebook } from '../rulebook/rulebook.js';
import { findingFaults, pointsAlone, type Finding } from '../scoring/finding.js';
import { pointsLawOn } from '../scoring/points-law.js';
import type { CalendarDate } from '../shared/calendar-date.js';
import { refused, success, type Fault, type Result } from '../shared/result.js';
import { dayOf, type HistoryEvent, type ReviseEvent, type ScoreEvent } from './event.js';
import { HistoryFold, type FoldContext } from './fold.js';
import type { JudgedScore, NoticeMeasure, Standing } from './standing.js';

/** A history as it is judged in the end, with the measures that fell away. */
export interface History {
  readonly standing: Standing;
  /** What followed from a score when it was handled, by score id; absent where nothing followed. */
  readonly measureWhenHandled: ReadonlyMap<string, NoticeMeasure>;
}

interface Placed {
  readonly event: HistoryEvent;
  /** Place in the history as given, for pointers. */
  readonly index: number;
}

const inOrder = (events: readonly HistoryEvent[]): Placed[] =>
  events
    .map((event, index) => ({ event, index }))
    .sort((a, b) =>
      dayOf(a.event) < dayOf(b.event) ? -1 : dayOf(a.event) > dayOf(b.event) ? 1 : a.index - b.index,
    );

/** Handles the events one by one, as they were recorded; what they say of scores and months is kept in maps. */
class Handling {
  readonly faults: Fault[] = [];
  readonly measureWhenHandled = new Map<string, NoticeMeasure>();
  private readonly findings = new Map<string, readonly Finding[]>();
  private readonly revoked = new Set<string>();
  private readonly months = new Map<string, number>();
  /** The points' day of every score handled. */
  private readonly days = new Map<string, CalendarDate>();
  private readonly handled: HistoryEvent[] = [];
  private fold: HistoryFold;
  /** A reversal has come since the fold was made. */
  private stale = false;

  constructor(
    private readonly context: FoldContext,
    /** How many of the events are on record: what they say was judged when it was recorded. */
    private readonly recorded: number,
  ) {
    this.fold = this.newFold();
  }

  get standing(): Standing {
    return this.current().standing;
  }

  private newFold(): HistoryFold {
    return new HistoryFold(this.context, {
      findings: this.findings,
      revoked: this.revoked,
      months: this.months,
    });
  }

  /** S31: after a reversal everything is judged as if it had always been so; once, when it is next asked for. */
  private current(): HistoryFold {
    if (!this.stale) return this.fold;
    this.fold = this.newFold();
    for (const event of this.handled) this.fold.step(event);
    this.stale = false;
    return this.fold;
  }

  private append(event: HistoryEvent): void {
    const fold = this.current();
    this.handled.push(event);
    fold.step(event);
  }

  handle({ event, index }: Placed): void {
    const before = this.faults.length;
    this.take(event, `/events/${index}`);
    if (index < this.recorded) this.faults.length = before;
  }

  private take(event: HistoryEvent, at: string): void {
    switch (event.type) {
      case 'SCORE':
        this.score(event, at);
        return;
      case 'REVISE':
        this.revise(event, at);
        return;
      case 'REVOKE':
        this.revoke(event.scoreId, at);
        return;
      case 'MONTHS':
        if (this.isKnown(event.scoreId, at)) this.choose(event.scoreId, event.months, `${at}/months`);
        return;
      case 'REPAIR':
      case 'RESTORE':
      case 'LINKED':
        this.append(event);
    }
  }

  /** The months given hold from the start, if months are needed at all. */
  private score(event: ScoreEvent, at: string): void {
    this.days.set(event.id, event.effectiveOn);
    this.findings.set(event.id, event.findings);
    if (event.months !== null) this.months.set(event.id, event.months);
    this.append(event);
    const measure = this.judged(event.id)?.measure ?? null;
    if (measure?.kind !== 'SUSPENSION') this.months.delete(event.id);
    else this.checkMonths(event.months, measure, `${at}/months`);
    if (measure !== null) this.measureWhenHandled.set(event.id, measure);
  }

  private revoke(scoreId: string, at: string): void {
    if (!this.isKnown(scoreId, at)) return;
    this.revoked.add(scoreId);
    this.stale = true;
  }

  private judged(id: string): JudgedScore | undefined {
    return this.current().scoreOf(id);
  }

  private isKnown(scoreId: string, at: string): boolean {
    if (this.days.has(scoreId)) return true;
    const detail = `在此之前没有编号为 ${scoreId} 的记分。`;
    this.faults.push({ pointer: `${at}/scoreId`, code: 'UNKNOWN_SCORE', detail });
    return false;
  }

  /** S31: a reversal never raises points; after a revocation nothing is left to revise. */
  private revise(event: ReviseEvent, at: string): void {
    if (!this.isKnown(event.scoreId, at)) return;
    const law = this.context.lawOn(this.days.get(event.scoreId) ?? event.on);
    const before = pointsAlone(law, this.findings.get(event.scoreId) ?? []);
    const after = pointsAlone(law, event.findings);
    if (after > before || this.revoked.has(event.scoreId)) {
      const detail = this.revoked.has(event.scoreId)
        ? '该记分已被撤销，不能再作更正；有更重的认定的，另行记分。'
        : `更正不得提高分值：此前 ${before} 分，更正后 ${after} 分；有更重的认定的，另行记分。`;
      this.faults.push({ pointer: `${at}/findings`, code: 'REVISION_RAISES', detail, citation: 'PQ2025:37' });
      return;
    }
    this.findings.set(event.scoreId, event.findings);
    this.stale = true;
    if (event.months !== null) this.choose(event.scoreId, event.months, `${at}/months`);
  }

  /** S12: months are judged when they are given; where none are needed they are ignored. */
  private choose(scoreId: string, months: number, pointer: string): void {
    const measure = this.judged(scoreId)?.measure;
    if (measure?.kind !== 'SUSPENSION') return;
    this.checkMonths(months, measure, pointer);
    this.months.set(scoreId, months);
    this.stale = true;
  }

  private checkMonths(
    months: number | null,
    { allowedMonths: { min, max } }: Extract<NoticeMeasure, { kind: 'SUSPENSION' }>,
    pointer: string,
  ): void {
    if (months === null || (months >= min && months <= max)) return;
    const detail = `可选 ${min} 至 ${max} 个月，填写的是 ${months} 个月。`;
    this.faults.push({ pointer, code: 'MONTHS_OUT_OF_RANGE', detail, citation: 'PQ2025:26.2' });
  }
}

function scoreFaults({ effectiveOn, issuedOn }: ScoreEvent, { lawOn }: FoldContext, at: string): Fault[] {
  const { start } = lawOn(effectiveOn);
  const faults: Fault[] = [];
  if (effectiveOn < start) {
    const detail = `记分时点 ${effectiveOn} 早于制度施行日 ${start}，不能记分。`;
    faults.push({ pointer: `${at}/effectiveOn`, code: 'BEFORE_SCHEME', detail, citation: 'PQ2025:50' });
  }
  if (issuedOn !== undefined && issuedOn < effectiveOn) {
    const detail = `通知书出具日 ${issuedOn} 早于记分时点 ${effectiveOn}。`;
    faults.push({ pointer: `${at}/issuedOn`, code: 'DATE_ORDER', detail, citation: 'PQ2025:24' });
  }
  return faults;
}

const repeatedId = (id: string, at: string): Fault => ({
  pointer: `${at}/id`,
  code: 'DUPLICATE_ID',
  detail: `编号 ${id} 重复，请改用不同的编号。`,
});

/** The points' day by whose rules the findings of an event are judged. */
function findingsDay(event: ScoreEvent | ReviseEvent, events: readonly HistoryEvent[]): CalendarDate {
  if (event.type === 'SCORE') return event.effectiveOn;
  const score = events.find((each) => each.type === 'SCORE' && each.id === event.scoreId);
  return score?.type === 'SCORE' ? score.effectiveOn : event.on;
}

/** Faults that each event shows by itself, and ids given twice; of the events not yet on record. */
function faultsOfForm(events: readonly HistoryEvent[], context: FoldContext, recorded: number): Fault[] {
  const ids = new Set<string>();
  return events.flatMap((event, index) => {
    const at = `/events/${index}`;
    const faults: Fault[] = [];
    if (event.type === 'SCORE' || event.type === 'LINKED') {
      if (ids.has(event.id)) faults.push(repeatedId(event.id, at));
      ids.add(event.id);
    }
    if (event.type === 'SCORE') faults.push(...scoreFaults(event, context, at));
    if (event.type === 'SCORE' || event.type === 'REVISE') {
      const law = context.lawOn(findingsDay(event, events));
      event.findings.forEach((finding, place) => {
        faults.push(...findingFaults(law, finding, `${at}/findings/${place}`));
      });
    }
    return index < recorded ? [] : faults;
  });
}

/**
 * Judges a history: points, measures, repairs, restorations (PQ2025:17–32; S1–S23, S31). Pure. Each event is judged by
 * the rules and policies of its own day, a score by those of its points' day.
 * @param recorded how many of the events, from the first, are on record. What they say was judged when it was recorded
 *   and raises no fault now; months that no longer fit give way to the least that do (S31).
 * @returns the history, or every fault with a pointer into `events`.
 */
export function judgeHistory(
  events: readonly HistoryEvent[],
  rulebook: Rulebook,
  recorded = 0,
): Result<History> {
  const context: FoldContext = {
    lawOn: (day) => pointsLawOn(rulebook, day),
    calendars: rulebook.calendars,
    objections: new Map(),
    windows: new Map(),
  };
  const faults = faultsOfForm(events, context, recorded);
  if (faults.length > 0) return refused([...faults, ...unknownScores(events)]);
  const handling = new Handling(context, recorded);
  for (const placed of inOrder(events)) handling.handle(placed);
  if (handling.faults.length > 0) return refused(handling.faults);
  return success({ standing: handling.standing, measureWhenHandled: handling.measureWhenHandled });
}

/** References to scores that are nowhere, told beside the faults that keep the history from being judged. */
function unknownScores(events: readonly HistoryEvent[]): Fault[] {
  const ids = new Set(events.flatMap((event) => (event.type === 'SCORE' ? [event.id] : [])));
  return events.flatMap((event, index) =>
    'scoreId' in event && !ids.has(event.scoreId)
      ? [
          {
            pointer: `/events/${index}/scoreId`,
            code: 'UNKNOWN_SCORE',
            detail: `没有编号为 ${event.scoreId} 的记分。`,
          },
        ]
      : [],
  );
}
