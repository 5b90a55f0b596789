import { Injectable } from '@nestjs/common';
import { Between } from 'typeorm';
import { ClocksService } from '../../clocks/clocks.module.js';
import { periodFaults } from '../../domain/duties/period.js';
import { comparableCode } from '../../domain/registry/codes.js';
import { date, type CalendarDate } from '../../domain/shared/calendar-date.js';
import type { Fault } from '../../domain/shared/result.js';
import { districtWithin, institutionWithin, type Account } from '../../identity/identity.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { RuleViolation } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { RegistryService } from '../../registry/registry.module.js';
import { NoticeReaderService } from '../../scoring/scoring.module.js';
import type { Plain } from '../plain.js';
import { recordOf } from '../record-of.js';
import { ReminderTalkEntity } from './reminder-talk.entity.js';
import type { HeldQuery, ReminderTalkAnswer, ReminderTalkForm, ReminderTalksAnswer } from './talk.dto.js';

export const TALK_CITATION = 'PQ2025:28';

const answerOf = (row: ReminderTalkEntity): Plain<ReminderTalkAnswer> => ({
  id: row.id,
  noticeId: row.noticeId,
  noticeNumber: row.noticeNumber,
  personCode: row.personCode,
  institution: row.institution,
  office: row.office,
  on: row.on,
  by: row.by,
  summary: row.summary,
  recordedAt: row.recordedAt,
});

/** Reminder talks that were held with people who were scored (PQ2025:28). */
@Injectable()
export class ReminderTalksService {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryService,
    private readonly notices: NoticeReaderService,
    private readonly clocks: ClocksService,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Records a talk and closes the deadline of its notice.
   * @throws RuleViolation NOT_RECEIVED, DATE_ORDER, UNKNOWN_REFERENCE; Problem NOT_FOUND for a notice out of sight.
   */
  async record(form: ReminderTalkForm, account: Account): Promise<ReminderTalkAnswer> {
    const { head, events } = await this.notices.byId(form.noticeId, account);
    const person = await this.registry.personByCode(this.database.read, form.personCode);
    const isTheirs = person?.codes.includes(head.personCode) === true;
    const faults = [
      ...(isTheirs ? [] : [notOfNotice(form.personCode, head.number)]),
      ...dayFaults(form.on, receivedOn(events), this.clock.today()),
    ];
    if (faults.length > 0) throw new RuleViolation(faults);
    return this.database.write(async (tx, at) => {
      const row: ReminderTalkEntity = {
        id: this.ids.next(),
        noticeId: head.id,
        noticeNumber: head.number,
        personId: head.personId,
        personCode: comparableCode(form.personCode),
        institution: head.institution,
        district: head.district,
        office: account.office,
        on: form.on,
        by: form.by,
        summary: form.summary,
        recordedAt: at,
        actor: account.username,
      };
      await tx.insert(ReminderTalkEntity, row);
      await this.clocks.close(tx, 'REMINDER_TALK', `notice/${head.id}`, at);
      const record = recordOf(account, {
        action: 'REMINDER_TALK_HELD',
        subject: `reminder-talk/${row.id}`,
        after: { notice: head.id, personCode: row.personCode, institution: row.institution, on: row.on },
      });
      return { result: answerOf(row), record };
    });
  }

  /** Those held in a period, earliest first. @throws RuleViolation DATE_ORDER */
  async list({ from, to, institution }: HeldQuery, account: Account): Promise<ReminderTalksAnswer> {
    const faults = periodFaults({ from: date(from), to: date(to) });
    if (faults.length > 0) throw new RuleViolation(faults);
    const district = districtWithin('duty.read', account);
    const own = institutionWithin('duty.read', account);
    const rows = await this.database.read.find(ReminderTalkEntity, {
      where: {
        on: Between(from, to),
        ...(institution !== undefined && { institution: comparableCode(institution) }),
        ...(district !== null && { district }),
      },
      order: { on: 'ASC', recordedAt: 'ASC' },
    });
    return {
      from,
      to,
      items: rows.filter((row) => (own ?? row.institution) === row.institution).map(answerOf),
    };
  }
}

/** The institution's receipt of a notice: the last recorded stands. */
function receivedOn(
  events: readonly { readonly event: string; readonly content: string }[],
): CalendarDate | null {
  const receipts = events
    .filter(({ event }) => event === 'SERVED')
    .map(({ content }) => JSON.parse(content) as { readonly recipient: string; readonly receivedOn: string })
    .filter(({ recipient }) => recipient === 'INSTITUTION');
  const last = receipts.at(-1);
  return last === undefined ? null : date(last.receivedOn);
}

const notOfNotice = (code: string, number: string): Fault => ({
  pointer: '/personCode',
  code: 'UNKNOWN_REFERENCE',
  detail: `${number} 不是对 ${code} 的通知书，请核对。`,
});

function dayFaults(on: string, received: CalendarDate | null, today: CalendarDate): Fault[] {
  const fault = (pointer: string, code: string, detail: string): Fault => ({
    pointer,
    code,
    detail,
    citation: TALK_CITATION,
  });
  if (received === null) return [fault('/noticeId', 'NOT_RECEIVED', '通知书尚无送达机构的记录。')];
  if (on < received)
    return [fault('/on', 'DATE_ORDER', `谈话之日 ${on} 早于机构收到通知书之日 ${received}。`)];
  return on > today ? [fault('/on', 'DATE_ORDER', `谈话之日 ${on} 晚于今日 ${today}，请在谈话后录入。`)] : [];
}
