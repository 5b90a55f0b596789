/** A history as it was recorded: how its scores come to stand, what is refused on the way, and what is made of it in the end. */
import type { HistoryEvent, ReviseEvent } from '../../src/domain/qualification/event.js';
import type { Finding } from '../../src/domain/scoring/finding.js';
import type { Day } from './calendar.js';
import {
  actsOf,
  dayOfEvent,
  highest,
  settle,
  sum,
  type Book,
  type Expected,
  type ExpectedMeasure,
} from './expectation.js';

interface Placed {
  readonly event: HistoryEvent;
  readonly place: number;
  readonly day: Day;
}

const inOrder = (events: readonly HistoryEvent[]): Placed[] =>
  events
    .map((event, place) => ({ event, place, day: dayOfEvent(event) }))
    .sort((a, b) => a.day - b.day || a.place - b.place);

const noticePoints = (findings: readonly Finding[]): number =>
  sum(actsOf(findings).map((act) => highest(findings, act)));

/** Goes through a history as it was recorded, and keeps how its scores stand. */
class Reading {
  readonly findings = new Map<string, readonly Finding[]>();
  readonly months = new Map<string, number>();
  readonly revoked = new Set<string>();
  readonly faults: string[] = [];
  readonly whenHandled = new Map<string, ExpectedMeasure>();
  private readonly read: HistoryEvent[] = [];

  take({ event, place }: Placed): void {
    this.read.push(event);
    if (event.type === 'SCORE') {
      this.findings.set(event.id, event.findings);
      this.choose(event.id, event.months, place);
      const measure = this.measureOf(event.id);
      if (measure) this.whenHandled.set(event.id, measure);
    } else if (event.type === 'REVISE') this.revise(event, place);
    else if (event.type === 'REVOKE') {
      this.findings.set(event.scoreId, []);
      this.revoked.add(event.scoreId);
    } else if (event.type === 'MONTHS') this.choose(event.scoreId, event.months, place);
  }

  /** S31: a reversal never raises; once revoked, nothing is left to revise. */
  private revise({ scoreId, findings, months }: ReviseEvent, place: number): void {
    const raises = noticePoints(findings) > noticePoints(this.findings.get(scoreId) ?? []);
    if (raises || this.revoked.has(scoreId)) this.faults.push(`/events/${place}/findings REVISION_RAISES`);
    else {
      this.findings.set(scoreId, findings);
      this.choose(scoreId, months, place);
    }
  }

  private measureOf(id: string): ExpectedMeasure | null {
    return settle(this.read, this).scores.find((each) => each.id === id)?.measure ?? null;
  }

  /** S12: months are judged when given; where none are needed they are nothing. */
  private choose(id: string, months: number | null, place: number): void {
    const open = months === null ? null : this.measureOf(id)?.open;
    if (!open || months === null) return;
    if (months < open[0] || months > open[1]) this.faults.push(`/events/${place}/months MONTHS_OUT_OF_RANGE`);
    this.months.set(id, months);
  }

  settled(): Book {
    return settle(this.read, this);
  }
}

/** What the articles make of a history whose findings are sound and whose references lead somewhere. */
export function expectationOf(events: readonly HistoryEvent[]): Expected {
  const reading = new Reading();
  for (const placed of inOrder(events)) reading.take(placed);
  const { faults, whenHandled } = reading;
  return { ...reading.settled(), faults, whenHandled };
}
