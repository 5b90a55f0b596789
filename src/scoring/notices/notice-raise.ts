import { dayOfInstant } from '../../domain/duties/period.js';
import type { NoticeMeasure } from '../../domain/qualification/standing.js';
import { date, type CalendarDate } from '../../domain/shared/calendar-date.js';
import type { NoticeEventEntity } from './notice-event.entity.js';
import { servicesOf, standingService } from './notice-store.js';
import { RECIPIENTS, type Recipient } from './notice.dto.js';

/** What a notice carries. */
export interface Carried {
  readonly points: number;
  readonly measure: NoticeMeasure | null;
}

/** That a notice carries more than before, by what was decided of something else (S6, S7, S31). */
export interface RaisedContent {
  /** The decision that did it: `objection/ID`, `determination/ID`, `case/ID`, `repair/ID`, `person/ID` of a merge. */
  readonly by: string;
  readonly before: Carried;
  readonly after: Carried;
  readonly reasons: string;
}

/** That one side was told of it. */
export interface RaiseToldContent {
  readonly by: string;
  readonly recipient: Recipient;
  readonly toldOn: string;
}

/** That a side has something in hand, and since when. */
export interface Reception {
  readonly by: Recipient;
  readonly on: string;
}

/** A raise of a notice that stands, and who was told of it when. */
export interface Raise extends RaisedContent {
  readonly recordedAt: string;
  /** Of each side what was recorded last: a telling, or a receipt of the notice since the raise. */
  readonly told: readonly (Reception & { readonly actor: string })[];
}

/** Receipts that stand, one for each recipient served. */
export const receiptsOf = (events: readonly NoticeEventEntity[]): readonly Reception[] =>
  RECIPIENTS.flatMap((by) => {
    const service = standingService(servicesOf(events), by);
    return service === undefined ? [] : [{ by, on: service.receivedOn }];
  });

/** The raises that no later judgement took back, oldest first. */
export function standingRaises(events: readonly NoticeEventEntity[]): readonly NoticeEventEntity[] {
  const standing: NoticeEventEntity[] = [];
  for (const event of events) {
    if (event.event === 'RAISED') standing.push(event);
    if (event.event === 'RAISE_ENDED') standing.pop();
  }
  return standing;
}

/** The raise that stands last; null where none does. */
export function raiseOf(events: readonly NoticeEventEntity[]): Raise | null {
  const raised = standingRaises(events).at(-1);
  if (raised === undefined) return null;
  const { recordedAt } = raised;
  const content = JSON.parse(raised.content) as RaisedContent;
  const tellings = [...tellingsOf(events, raised, content.by), ...receiptsSince(events, raised)].sort(
    (a, b) => a.sequence - b.sequence,
  );
  const told = RECIPIENTS.flatMap((side) => {
    const last = tellings.findLast(({ by }) => by === side);
    return last === undefined ? [] : [{ by: side, on: last.on, actor: last.actor }];
  });
  return { ...content, recordedAt, told };
}

interface Recorded extends Reception {
  readonly sequence: number;
  readonly actor: string;
}

const tellingsOf = (
  events: readonly NoticeEventEntity[],
  raised: NoticeEventEntity,
  decision: string,
): readonly Recorded[] =>
  events
    .filter(({ event, sequence }) => event === 'RAISE_TOLD' && sequence > raised.sequence)
    .map(({ sequence, content, actor }) => ({
      ...(JSON.parse(content) as RaiseToldContent),
      sequence,
      actor,
    }))
    .filter(({ by }) => by === decision)
    .map(({ sequence, recipient, toldOn, actor }) => ({ sequence, by: recipient, on: toldOn, actor }));

/** Whoever receives a raised notice is told of the raise with it; a receipt from before stays one, however corrected. */
function receiptsSince(
  events: readonly NoticeEventEntity[],
  { sequence: raisedAt, recordedAt }: NoticeEventEntity,
): readonly Recorded[] {
  const services = servicesOf(events);
  const raisedOn = dayOfInstant(recordedAt);
  return RECIPIENTS.flatMap((by) => {
    const service = standingService(services, by);
    if (service === undefined || service.sequence < raisedAt) return [];
    const before = services.some((each) => each.recipient === by && each.sequence < raisedAt);
    if (before ? service.receivedOn <= raisedOn : service.receivedOn < raisedOn) return [];
    return [{ sequence: service.sequence, by, on: service.receivedOn, actor: service.by }];
  });
}

/** From what the time to object runs: the receipts; of a raised notice the tellings of the raise (PQ2025:34, 37). */
export const objectionRunsFrom = (events: readonly NoticeEventEntity[]): readonly Reception[] =>
  raiseOf(events)?.told.map(({ by, on }) => ({ by, on })) ?? receiptsOf(events);

/** The day from which the time runs (S16); null while the receipt or telling that counts is missing. */
export function startOf(receptions: readonly Reception[], counts: Recipient | 'LATER'): CalendarDate | null {
  const receivedBy = (recipient: Recipient): CalendarDate | null => {
    const reception = receptions.find(({ by }) => by === recipient);
    return reception === undefined ? null : date(reception.on);
  };
  if (counts !== 'LATER') return receivedBy(counts);
  const [institution, person] = [receivedBy('INSTITUTION'), receivedBy('PERSON')];
  if (institution === null || person === null) return null;
  return institution > person ? institution : person;
}
