import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClocksService } from '../clocks/clocks.module.js';
import { daysLate } from '../domain/procedure/clock.js';
import { date, type CalendarDate } from '../domain/shared/calendar-date.js';
import type { Fault } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { Problem, RuleViolation } from '../platform/http/problem.js';
import { recordOf } from './record-of.js';
import type { ConfirmationForm } from './site-notice.dto.js';
import { SiteNoticeConfirmationEntity, SiteNoticeEntity } from './site-notice.entity.js';
import { siteNoticeSubject, withOutcome, type SiteNotice } from './site-notice-store.js';

/** A status may be changed neither before its day, until which the old one holds, nor in the future. */
function dayFaults(on: string, changedOn: CalendarDate, today: CalendarDate): Fault[] {
  const pointer = '/changedOn';
  if (changedOn > today) {
    return [{ pointer, code: 'DATE_ORDER', detail: `变更之日 ${changedOn} 晚于今日 ${today}，请核对。` }];
  }
  if (changedOn >= on) return [];
  const detail = `状态应自 ${on} 起变更，此前应维持原状态；填写的变更之日是 ${changedOn}，请核对。`;
  return [{ pointer, code: 'DATE_ORDER', detail, citation: 'PQ2025:15' }];
}

/** @throws Problem CONFLICT where nothing waits to be confirmed. */
function requireWaiting({ notice, voided, confirmation }: SiteNotice): string {
  if (confirmation !== null) throw new Problem('CONFLICT', '已经确认，不能再次确认。');
  if (voided !== null) throw new Problem('CONFLICT', '本通知已被其后的通知取代，无须确认。');
  if (notice.dueOn === null) throw new Problem('CONFLICT', '本通知无须变更状态，不用确认。');
  return notice.dueOn;
}

/** Takes in that a site changed the status, in time or late (PQ2025:24, 39; S33). */
@Injectable()
export class SiteConfirmationService {
  constructor(
    private readonly database: Database,
    private readonly clocks: ClocksService,
    private readonly clock: Clock,
  ) {}

  /** @throws RuleViolation; Problem NOT_FOUND for another institution's, CONFLICT where nothing waits. */
  async confirm(id: string, form: ConfirmationForm, account: Account): Promise<void> {
    return this.database.write(async (tx, at) => {
      const waiting = await this.ownNotice(tx, id, account);
      const dueOn = date(requireWaiting(waiting));
      const changedOn = date(form.changedOn);
      const confirmedOn = this.clock.today();
      const faults = dayFaults(waiting.notice.on, changedOn, confirmedOn);
      if (faults.length > 0) throw new RuleViolation(faults);
      const late = {
        daysLate: daysLate(dueOn, changedOn),
        confirmedDaysLate: daysLate(dueOn, confirmedOn),
      };
      const days = { changedOn, confirmedOn, ...late };
      const by = { note: form.note ?? null, recordedAt: at, actor: account.username };
      await tx.insert(SiteNoticeConfirmationEntity, { noticeId: id, ...days, ...by });
      await this.clocks.close(tx, 'CHANGE_STATUS', siteNoticeSubject(id), at);
      const record = recordOf(account, {
        action: 'STATUS_CHANGE_CONFIRMED',
        subject: siteNoticeSubject(id),
        after: { ...days, dueOn },
      });
      return { result: undefined, record };
    });
  }

  private async ownNotice(tx: EntityManager, id: string, account: Account): Promise<SiteNotice> {
    const notice = await tx.findOneBy(SiteNoticeEntity, { id });
    const [found] = notice === null ? [] : await withOutcome(tx, [notice]);
    if (found?.notice.institutionCode !== account.office)
      throw new Problem('NOT_FOUND', `没有编号为 ${id} 的状态变更通知。`);
    return found;
  }
}
