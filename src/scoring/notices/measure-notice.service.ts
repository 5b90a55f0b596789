import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClocksService } from '../../clocks/clocks.module.js';
import { countWorkingDays } from '../../domain/procedure/working-days.js';
import type { JudgedScore, NoticeMeasure } from '../../domain/qualification/standing.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { pointsLawOn } from '../../domain/scoring/points-law.js';
import type { CalendarDate } from '../../domain/shared/calendar-date.js';
import type { Fault } from '../../domain/shared/result.js';
import type { Account } from '../../identity/identity.module.js';
import { LedgerService } from '../../ledger/ledger.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { Problem, RuleViolation } from '../../platform/http/problem.js';
import { RulebookService } from '../../rulebook/rulebook.module.js';
import { asJson, recordOf } from '../record-of.js';
import { requireAgencyOf } from '../scoring-rights.js';
import type { MeasureNoticeContent } from './notice-content.js';
import { PaperNumbersService } from './paper-numbers.service.js';
import { noticeSubject } from './notice-follow.service.js';
import { appendNoticeEvent, loadNotice, type WholeNotice } from './notice-store.js';
import type { MeasureNoticeForm } from './notice.dto.js';

/** A measure whose dates are all known. */
interface Dated {
  readonly score: JudgedScore;
  readonly measure: NoticeMeasure;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly deadline: CalendarDate;
}

const MONTHS_REQUIRED: Fault = {
  pointer: '',
  code: 'MONTHS_REQUIRED',
  detail: '暂停月数未定，请先选定月数。',
  citation: 'PQ2025:26.2',
};

/** Issues the paper of a suspension or termination (暂停/终止医保支付资格处理通知书, PQ2025:24). */
@Injectable()
export class MeasureNoticeService {
  constructor(
    private readonly database: Database,
    private readonly rulebooks: RulebookService,
    private readonly ledger: LedgerService,
    private readonly clocks: ClocksService,
    private readonly clock: Clock,
    private readonly numbers: PaperNumbersService,
  ) {}

  /**
   * @throws RuleViolation NOT_RECEIVED, CALENDAR_YEAR_MISSING (S34), MONTHS_REQUIRED, DUPLICATE_ID; Problem CONFLICT
   *   without a measure, or when the paper with these dates was issued.
   */
  async issue(id: string, form: MeasureNoticeForm, account: Account): Promise<void> {
    return this.database.write(async (tx, at) => {
      const notice = await loadNotice(tx, id, account);
      requireAgencyOf(account, notice.head.office);
      const { standing } = await this.ledger.storedHistoryOf(tx, notice.head.personId);
      const score = standing.scores.find((each) => each.id === id);
      if (score === undefined || score.measure === null) {
        throw new Problem('CONFLICT', '此通知书没有导致暂停或终止，或该措施已经无效。');
      }
      const faults = [...(await this.numbers.faults(tx, form.number)), ...(await this.monthsFaults(tx, id))];
      const dated = datedMeasure(score, score.measure, faults);
      const content = this.contentOf(dated, await this.rulebooks.asSeenBy(tx));
      requireNew(notice, content);
      await appendNoticeEvent(
        tx,
        notice,
        { event: 'MEASURE_NOTICE', number: form.number, content },
        at,
        account,
      );
      await this.clocks.close(tx, 'ISSUE_MEASURE_NOTICE', noticeSubject(id), at);
      const record = recordOf(account, {
        action: 'MEASURE_NOTICE_ISSUED',
        subject: noticeSubject(id),
        after: { number: form.number, ...(asJson(content) as Record<string, never>) },
      });
      return { result: undefined, record };
    });
  }

  /** While months wait to be chosen, those that stand in for them are nobody's decision (S12). */
  private async monthsFaults(tx: EntityManager, scoreId: string): Promise<Fault[]> {
    const open = await this.clocks.find(tx, 'CHOOSE_MONTHS', `score/${scoreId}`);
    return open === null ? [] : [MONTHS_REQUIRED];
  }

  private contentOf({ score, measure, from, to, deadline }: Dated, rulebook: Rulebook): MeasureNoticeContent {
    return {
      kind: measure.kind,
      yearTotal: score.yearTotalAfter,
      months: measure.kind === 'SUSPENSION' ? measure.months : null,
      years: measure.kind === 'TERMINATION' ? measure.years : null,
      from,
      to,
      issuedOn: this.clock.today(),
      objectionDeadline: deadline,
      ...restorationOf(measure.kind, to, rulebook),
      rulebookHash: rulebook.hash,
    };
  }
}

/** S20: when and how to ask for restoration; the day is left open where its year has no calendar yet (S34). */
export function restorationOf(
  kind: NoticeMeasure['kind'],
  to: CalendarDate,
  rulebook: Rulebook,
): Pick<MeasureNoticeContent, 'restorationFrom' | 'restoration'> {
  const { applyBeforeEnd } = pointsLawOn(rulebook, to);
  const window = countWorkingDays(to, -applyBeforeEnd, rulebook.calendars);
  const restorationFrom = window.provisional ? null : window.date;
  const since = restorationFrom ?? `期满前第 ${applyBeforeEnd} 个工作日（当年工作日安排公布后确定）`;
  const anew = kind === 'TERMINATION' ? '恢复前须重新作出服务承诺并登记备案。' : '';
  return {
    restorationFrom,
    restoration: `自 ${since} 起可申请恢复：填写恢复申请书，经所在机构审核同意后报辖区经办机构；期满不自动恢复。${anew}`,
  };
}

/** @throws RuleViolation naming everything that keeps the paper from being issued. */
function datedMeasure(score: JudgedScore, measure: NoticeMeasure, others: readonly Fault[]): Dated {
  const faults = [...others];
  const fault = (code: string, detail: string, citation: string): void => {
    faults.push({ pointer: '', code, detail, citation });
  };
  if (score.objectionDeadline === null) {
    fault('NOT_RECEIVED', '通知书尚未送达，措施没有起止日，不能出具。', 'PQ2025:24');
  }
  if (score.provisional) {
    const detail = '期限所涉年份尚无国务院办公厅的工作日安排，日期是暂定的，不能出具；导入该年安排后再办。';
    fault('CALENDAR_YEAR_MISSING', detail, 'PQ2025:34');
  }
  const open = measure.kind === 'SUSPENSION' && measure.months === null;
  if (open && !faults.includes(MONTHS_REQUIRED)) faults.push(MONTHS_REQUIRED);
  const { from, to } = measure;
  const deadline = score.objectionDeadline;
  if (faults.length > 0 || from === null || to === null || deadline === null) throw new RuleViolation(faults);
  return { score, measure, from, to, deadline };
}

const saidBy = ({ kind, from, to, yearTotal, months, years }: MeasureNoticeContent): string =>
  JSON.stringify([kind, from, to, yearTotal, months, years]);

/** @throws Problem CONFLICT when the last paper says the same, ground and dates. */
function requireNew({ events }: WholeNotice, content: MeasureNoticeContent): void {
  const last = events.filter(({ event }) => event === 'MEASURE_NOTICE').at(-1);
  if (last === undefined) return;
  const issued = JSON.parse(last.content) as MeasureNoticeContent;
  if (saidBy(issued) === saidBy(content)) {
    throw new Problem('CONFLICT', `已出具 ${last.number ?? ''}，依据和起止日没有变化。`);
  }
}
