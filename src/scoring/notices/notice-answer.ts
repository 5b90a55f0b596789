import type { NoticeMeasure } from '../../domain/qualification/standing.js';
import type { Plain } from '../plain.js';
import { scoreAnswer } from '../preview-answer.js';
import type {
  IssuedMeasureAnswer,
  MeasureNoticeAnswer,
  MonthsChosenAnswer,
  NoticeAnswer,
  NoticeListAnswer,
  NoticeRaiseAnswer,
  NoticeSummary,
  ServiceAnswer,
} from './notice-answer.dto.js';
import type { MeasureNoticeContent, MonthsContent, NoticeContent } from './notice-content.js';
import type { NoticeEvent, NoticeEventEntity } from './notice-event.entity.js';
import { raiseOf, type Carried } from './notice-raise.js';
import type { JudgedNotice, NoticePage } from './notice-reader.service.js';
import { servicesOf, standingService, type RecordedService } from './notice-store.js';
import { RECIPIENTS, type Recipient } from './notice.dto.js';
import type { ScoreNoticeEntity } from './score-notice.entity.js';

const noticeSummary = (head: ScoreNoticeEntity, served: boolean): Plain<NoticeSummary> => {
  const { points, yearTotalAfter } = JSON.parse(head.content) as NoticeContent;
  return {
    id: head.id,
    number: head.number,
    determinationId: head.determinationId,
    personCode: head.personCode,
    institution: head.institution,
    office: head.office,
    year: head.year,
    pointsDay: head.pointsDay,
    issuedOn: head.issuedOn,
    points,
    yearTotalAfter,
    state: served ? 'SERVED' : 'UNSERVED',
    recordedAt: head.recordedAt,
    by: head.actor,
  };
};

const issuedMeasure = (measure: NoticeMeasure): IssuedMeasureAnswer =>
  measure.kind === 'SUSPENSION'
    ? { kind: measure.kind, allowedMonths: measure.allowedMonths, months: measure.months }
    : { kind: measure.kind, years: measure.years };

const serviceAnswer = (service: RecordedService, all: readonly RecordedService[]): ServiceAnswer => ({
  recipient: service.recipient,
  method: service.method,
  receivedOn: service.receivedOn,
  servedBy: service.servedBy,
  receivedBy: service.receivedBy ?? null,
  proof: service.proof,
  refusal: service.refusal ?? null,
  consent: service.consent ?? null,
  deemedBasis: service.deemedBasis ?? null,
  backdatingReason: service.backdating?.reason ?? null,
  correctionReason: service.correction?.reason ?? null,
  stands: standingService(all, service.recipient)?.sequence === service.sequence,
  recordedAt: service.recordedAt,
  by: service.by,
});

/** What was stated in the events of one kind, with who stated it and when. */
const stated = <T extends object>(
  events: readonly NoticeEventEntity[],
  kind: NoticeEvent,
): (T & { readonly number: string | null; readonly recordedAt: string; readonly by: string })[] =>
  events
    .filter(({ event }) => event === kind)
    .map(({ content, number, recordedAt, actor }) => ({
      ...(JSON.parse(content) as T),
      number,
      recordedAt,
      by: actor,
    }));

const monthsChosen = (events: readonly NoticeEventEntity[]): MonthsChosenAnswer[] =>
  stated<MonthsContent>(events, 'MONTHS_CHOSEN').map(
    ({ months, reasons, allowedMonths, recordedAt, by }) => ({
      months,
      reasons,
      allowedMonths,
      recordedAt,
      by,
    }),
  );

const measureNotices = (events: readonly NoticeEventEntity[]): MeasureNoticeAnswer[] =>
  stated<MeasureNoticeContent>(events, 'MEASURE_NOTICE');

const carried = ({ points, measure }: Carried): NoticeRaiseAnswer['before'] => ({
  points,
  measure: measure === null ? null : issuedMeasure(measure),
});

/** The raise of a notice that stands, as it is told to both sides; null where there is none. */
export function raiseAnswer(events: readonly NoticeEventEntity[]): NoticeRaiseAnswer | null {
  const raise = raiseOf(events);
  if (raise === null) return null;
  const untold = RECIPIENTS.filter((side) => raise.told.every(({ by }) => by !== side));
  return {
    by: raise.by,
    before: carried(raise.before),
    after: carried(raise.after),
    recordedAt: raise.recordedAt,
    told: raise.told.map(({ by, on }) => ({ recipient: by, toldOn: on })),
    untold,
    inWords: raiseInWords(untold),
    citation: 'PQ2025:37',
  };
}

const SIDES: Readonly<Record<Recipient, string>> = { INSTITUTION: '机构', PERSON: '本人' };

const raiseInWords = (untold: readonly Recipient[]): string => {
  const who = untold.length === RECIPIENTS.length ? '' : untold.map((side) => SIDES[side]).join('、');
  return untold.length === 0
    ? '因他案加重，自告知之日起算。'
    : `因他案加重，自告知之日起算，${who}尚未告知。`;
};

/** A notice as sent: as it was issued, what happened to it, and how its score stands now. */
export function noticeAnswer({
  head,
  content,
  events,
  history,
  deadline,
  trace,
}: JudgedNotice): NoticeAnswer {
  const services = servicesOf(events);
  const score = history.standing.scores.find(({ id }) => id === head.id);
  return {
    ...noticeSummary(head, services.length > 0),
    findings: content.findings,
    pointsAlone: content.pointsAlone,
    measure: content.measure === null ? null : issuedMeasure(content.measure),
    monthsReasons: content.monthsReasons,
    backdatingReason: content.backdating,
    warnings: content.warnings,
    services: services.map((each) => serviceAnswer(each, services)),
    monthsChosen: monthsChosen(events),
    measureNotices: measureNotices(events),
    now:
      score === undefined
        ? null
        : Object.assign(scoreAnswer(score, history), { objectionDeadline: deadline }),
    raise: raiseAnswer(events),
    trace,
    receipt: content.receipt,
  };
}

export const noticeList = (
  { items, served, total }: NoticePage,
  page: number,
  pageSize: number,
): NoticeListAnswer => ({
  items: items.map((head) => noticeSummary(head, served.has(head.id))),
  total,
  page,
  pageSize,
});
