import { historyTrace } from '../domain/qualification/history-trace.js';
import type { ScoredNotice } from '../scoring/scoring.module.js';
import type { OwnNoticeAnswer } from './own-notice.dto.js';
import { ownNoticeSummary, type OwnNotice } from './own-notices.js';

type Event = ScoredNotice['events'][number];
type Months = Pick<OwnNoticeAnswer['monthsChosen'][number], 'months' | 'reasons'>;
type Paper = Omit<OwnNoticeAnswer['measureNotices'][number], 'number'>;

const eventsOf = ({ notice }: OwnNotice, kind: Event['event']): readonly Event[] =>
  notice.events.filter(({ event }) => event === kind);

/** A notice in full, as far as it is about the person: who served it, took it or witnessed is others' business. */
export function ownNoticeAnswer(own: OwnNotice, codes: readonly string[]): OwnNoticeAnswer {
  const { content, receipts, head } = own.notice;
  return Object.assign(ownNoticeSummary(own), {
    findings: content.findings.filter(({ personCode }) => codes.includes(personCode)),
    months: content.months,
    monthsReasons: content.monthsReasons,
    services: receipts.map(({ by, on }) => ({ recipient: by, receivedOn: on })),
    monthsChosen: eventsOf(own, 'MONTHS_CHOSEN').map((event) => {
      const { months, reasons } = JSON.parse(event.content) as Months;
      return { months, reasons, recordedAt: event.recordedAt };
    }),
    measureNotices: eventsOf(own, 'MEASURE_NOTICE').map((event) => {
      const { kind, from, to, restorationFrom, restoration } = JSON.parse(event.content) as Paper;
      return { number: event.number, kind, from, to, restorationFrom, restoration };
    }),
    trace: historyTrace(own.history).filter(({ detail }) => detail.startsWith(`${head.id}：`)),
  });
}
