import type { ScoreEvent } from '../../domain/qualification/event.js';
import type { JudgedScore } from '../../domain/qualification/standing.js';
import { yearOf, type CalendarDate } from '../../domain/shared/calendar-date.js';
import type { Account } from '../../identity/identity.module.js';
import type { RecordEntry } from '../../platform/database/record-entry.js';
import type { ContentFinding, Warning } from '../determinations/determination-content.js';
import type { DeterminationPersonEntity } from '../determinations/determination-person.entity.js';
import type { DeterminationEntity } from '../determinations/determination.entity.js';
import { recordOf } from '../record-of.js';
import type { NoticeContent } from './notice-content.js';
import { noticeSubject } from './notice-follow.service.js';
import type { NoticeReceipt } from './notice-receipt.js';
import type { NoticeForm } from './notice.dto.js';
import type { ScoreNoticeEntity } from './score-notice.entity.js';

/** The person noticed, and what the determination found of them. */
export interface Noticed {
  readonly row: DeterminationPersonEntity;
  readonly findings: readonly ContentFinding[];
}

/** All that a notice is written from. */
export interface Issued {
  readonly form: NoticeForm;
  readonly head: DeterminationEntity;
  readonly noticed: Noticed;
  /** As it goes on the ledger, with the months settled. */
  readonly fact: ScoreEvent;
  readonly score: JudgedScore;
  readonly warnings: readonly Warning[];
  readonly receipt: NoticeReceipt;
  readonly today: CalendarDate;
}

function contentOf({ form, noticed, fact, score, warnings, receipt, today }: Issued): NoticeContent {
  const backdated = form.issuedOn !== undefined && form.issuedOn < today;
  return {
    findings: noticed.findings,
    months: fact.months,
    monthsReasons: fact.months === null ? null : (form.monthsReasons ?? null),
    backdating: backdated ? (form.backdating?.reason ?? null) : null,
    points: score.points,
    pointsAlone: score.pointsAlone,
    yearTotalAfter: score.yearTotalAfter,
    measure: score.measure,
    warnings,
    receipt,
  };
}

/** The row of a notice about to be issued. */
export const noticeRow = (issued: Issued, account: Account, at: string): ScoreNoticeEntity => ({
  id: issued.fact.id,
  number: issued.form.number,
  determinationId: issued.head.id,
  personId: issued.noticed.row.personId,
  personCode: issued.noticed.row.personCode,
  institution: issued.head.institution,
  district: issued.head.district,
  office: issued.head.office,
  year: yearOf(issued.fact.effectiveOn),
  pointsDay: issued.head.pointsDay,
  issuedOn: issued.form.issuedOn ?? issued.today,
  content: JSON.stringify(contentOf(issued)),
  rulebookHash: issued.receipt.rulebookHash,
  outputHash: issued.receipt.outputHash,
  recordedAt: at,
  actor: account.username,
});

/** The line in the record of a notice issued. */
export const issuedLine = (
  notice: ScoreNoticeEntity,
  { points, yearTotalAfter, measure }: JudgedScore,
  months: number | null,
  account: Account,
): RecordEntry =>
  recordOf(account, {
    action: 'SCORE_NOTICE_ISSUED',
    subject: noticeSubject(notice.id),
    after: {
      number: notice.number,
      determination: notice.determinationId,
      personCode: notice.personCode,
      issuedOn: notice.issuedOn,
      pointsDay: notice.pointsDay,
      points,
      yearTotalAfter,
      measure: measure?.kind ?? null,
      months,
    },
    receipt: notice.outputHash,
  });
