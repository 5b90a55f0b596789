import type { NoticeMeasure } from '../../domain/qualification/standing.js';
import type { NoticeEventEntity } from './notice-event.entity.js';
import type { Recipient } from './notice.dto.js';

/** What a notice carries. */
export interface Carried {
  readonly points: number;
  readonly measure: NoticeMeasure | null;
}

/** That a notice carries more since the act it shares was taken from another (S6, S31). */
export interface RaisedContent {
  /** The decision that did it: `objection/ID`, `determination/ID`, `case/ID`. */
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

/** The last raise of a notice, and who was told of it when. */
export interface Raise extends RaisedContent {
  readonly recordedAt: string;
  /** The telling recorded last for each side. */
  readonly told: readonly { readonly by: Recipient; readonly on: string; readonly actor: string }[];
}

/** The raise that stands last; null where the notice was never raised. */
export function raiseOf(events: readonly NoticeEventEntity[]): Raise | null {
  const raised = events.findLast(({ event }) => event === 'RAISED');
  if (raised === undefined) return null;
  const tellings = events
    .filter(({ event, sequence }) => event === 'RAISE_TOLD' && sequence > raised.sequence)
    .map(({ content, actor }) => ({ ...(JSON.parse(content) as RaiseToldContent), actor }));
  const recipients = [...new Set(tellings.map(({ recipient }) => recipient))];
  return {
    ...(JSON.parse(raised.content) as RaisedContent),
    recordedAt: raised.recordedAt,
    told: recipients.flatMap((by) => {
      const last = tellings.findLast(({ recipient }) => recipient === by);
      return last === undefined ? [] : [{ by, on: last.toldOn, actor: last.actor }];
    }),
  };
}
