import { Injectable } from '@nestjs/common';
import type { LedgerFact } from '../../domain/qualification/ledger-fact.js';
import type { NoticeMeasure } from '../../domain/qualification/standing.js';
import type { Account } from '../../identity/identity.module.js';
import { LedgerService } from '../../ledger/ledger.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { Problem, RuleViolation } from '../../platform/http/problem.js';
import { recordOf } from '../record-of.js';
import { requireAgencyOf } from '../scoring-rights.js';
import type { MonthsContent } from './notice-content.js';
import { NoticeFollowService, noticeSubject } from './notice-follow.service.js';
import { appendNoticeEvent, loadNotice } from './notice-store.js';
import type { MonthsForm } from './notice.dto.js';

type Suspension = Extract<NoticeMeasure, { kind: 'SUSPENSION' }>;

/** The months last chosen for a score, in the order of the record; null where none ever were. */
export function monthsLastChosen(facts: readonly LedgerFact[], scoreId: string): number | null {
  const chosen = facts.flatMap((fact) => {
    if (fact.type === 'SCORE') return fact.id === scoreId && fact.months !== null ? [fact.months] : [];
    if (fact.type !== 'MONTHS' && fact.type !== 'REVISE') return [];
    return fact.scoreId === scoreId && fact.months !== null ? [fact.months] : [];
  });
  return chosen.at(-1) ?? null;
}

/** Whether the months of a suspension have to be chosen: they are open, or others stand in the place of those chosen (S31). */
const open = ({ months }: Suspension, chosen: number | null): boolean => months === null || months !== chosen;

/** Chooses the months of a suspension anew, after a re-judgement left them open or no longer fitting (S12, S31). */
@Injectable()
export class NoticeMonthsService {
  constructor(
    private readonly database: Database,
    private readonly ledger: LedgerService,
    private readonly followed: NoticeFollowService,
    private readonly clock: Clock,
  ) {}

  /** @throws RuleViolation MONTHS_OUT_OF_RANGE; Problem CONFLICT when there is nothing to choose. */
  async choose(id: string, form: MonthsForm, account: Account): Promise<void> {
    return this.database.write(async (tx, at) => {
      const notice = await loadNotice(tx, id, account);
      const { head } = notice;
      requireAgencyOf(account, head.office);
      const { standing } = await this.ledger.storedHistoryOf(tx, head.personId);
      const measure = standing.scores.find((each) => each.id === id)?.measure;
      const chosen = monthsLastChosen(await this.ledger.factsOf(tx, head.personId), id);
      if (measure?.kind !== 'SUSPENSION' || !open(measure, chosen)) {
        throw new Problem('CONFLICT', '此通知书没有待定的暂停月数。');
      }
      requireFitting(form.months, measure);
      const fact = {
        type: 'MONTHS',
        on: this.clock.today(),
        scoreId: id,
        months: form.months,
      } as const;
      const rejudged = await this.ledger.append(tx, head.personId, [fact], account, at);
      const { allowedMonths } = measure;
      const content: MonthsContent = { months: form.months, reasons: form.reasons, allowedMonths };
      await appendNoticeEvent(tx, notice, { event: 'MONTHS_CHOSEN', content }, at, account);
      const lines = await this.followed.follow(tx, rejudged, account, at);
      const record = recordOf(account, {
        action: 'SUSPENSION_MONTHS_CHOSEN',
        subject: noticeSubject(id),
        before: { months: chosen },
        after: { months: form.months, reasons: form.reasons },
      });
      return { result: undefined, record: [record, ...lines] };
    });
  }
}

/** @throws RuleViolation */
function requireFitting(months: number, { allowedMonths: { min, max } }: Suspension): void {
  if (months >= min && months <= max) return;
  const detail = `可选 ${min} 至 ${max} 个月，填写的是 ${months} 个月。`;
  throw new RuleViolation([
    { pointer: '/months', code: 'MONTHS_OUT_OF_RANGE', detail, citation: 'PQ2025:26.2' },
  ]);
}
