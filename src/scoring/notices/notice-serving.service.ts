import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { date, type CalendarDate } from '../../domain/shared/calendar-date.js';
import type { Fault } from '../../domain/shared/result.js';
import type { Account } from '../../identity/identity.module.js';
import { LedgerService } from '../../ledger/ledger.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { RecordEntry } from '../../platform/database/record-entry.js';
import { Problem, RuleViolation } from '../../platform/http/problem.js';
import { RulebookService } from '../../rulebook/rulebook.module.js';
import { backdatingFaults } from '../backdating.js';
import { recordOf } from '../record-of.js';
import { requireAgencyOf } from '../scoring-rights.js';
import { NoticeClocksService, objectionFrom } from './notice-clocks.service.js';
import { NoticeFollowService, noticeSubject } from './notice-follow.service.js';
import {
  appendNoticeEvent,
  loadNotice,
  servicesOf,
  standingService,
  type RecordedService,
  type WholeNotice,
} from './notice-store.js';
import type { NoticeEventEntity } from './notice-event.entity.js';
import { objectionRunsFrom, raiseOf, receiptsOf, startOf } from './notice-raise.js';
import { RECIPIENTS, type ServiceForm } from './notice.dto.js';

/** Records the service of score notices (送达): from the receipt that counts the time to object runs, and the measure after it. */
@Injectable()
export class NoticeServingService {
  constructor(
    private readonly database: Database,
    private readonly rulebooks: RulebookService,
    private readonly ledger: LedgerService,
    private readonly followed: NoticeFollowService,
    private readonly clocks: NoticeClocksService,
    private readonly clock: Clock,
  ) {}

  /**
   * Records a proof of service.
   * @throws RuleViolation on days and persons; Problem CONFLICT when that recipient was served and nothing is corrected.
   */
  async serve(id: string, form: ServiceForm, account: Account): Promise<void> {
    return this.database.write(async (tx, at) => {
      const notice = await loadNotice(tx, id, account);
      requireAgencyOf(account, notice.head.office);
      const services = servicesOf(notice.events);
      const earlier = standingService(services, form.recipient);
      requireFirst(form, earlier);
      const faults = this.faultsOf(form, notice, earlier, account);
      if (faults.length > 0) throw new RuleViolation(faults);
      const row = await appendNoticeEvent(tx, notice, { event: 'SERVED', content: form }, at, account);
      const received = { type: 'RECEIVED', on: date(form.receivedOn), scoreId: notice.head.id } as const;
      const fact = { ...received, recipient: form.recipient };
      const rejudged = await this.ledger.append(tx, notice.head.personId, [fact], account, at);
      const revoked = await this.isRevoked(tx, notice);
      if (!revoked) await this.start(tx, notice, [...notice.events, row], at);
      const lines = await this.followed.follow(tx, rejudged, account, at);
      if (form.recipient === 'INSTITUTION' && !revoked)
        await this.clocks.told(tx, notice.head, date(form.receivedOn), earlier !== undefined, at);
      const record = servedLine(notice, form, earlier, account);
      return { result: undefined, record: [record, ...lines] };
    });
  }

  /** Of a notice revoked since nothing runs any more. */
  private async isRevoked(tx: EntityManager, { head }: WholeNotice): Promise<boolean> {
    const facts = await this.ledger.factsOf(tx, head.personId);
    return facts.some((fact) => fact.type === 'REVOKE' && fact.scoreId === head.id);
  }

  private faultsOf(
    form: ServiceForm,
    { head }: WholeNotice,
    earlier: RecordedService | undefined,
    account: Account,
  ): Fault[] {
    const today = this.clock.today();
    const entered = { day: form.receivedOn, pointer: '/receivedOn', today, actor: account.username };
    return [
      ...receiptDayFaults(form, head.issuedOn, today),
      ...(earlier === undefined
        ? backdatingFaults({ ...entered, reason: form.backdating?.reason, stepBefore: head.actor })
        : correctionFaults(account, earlier)),
    ];
  }

  /** When the receipt that counts is new or corrected, the time to object runs from there, of a raise too. */
  private async start(
    tx: EntityManager,
    { head, events: before }: WholeNotice,
    after: readonly NoticeEventEntity[],
    at: string,
  ): Promise<void> {
    const rulebook = await this.rulebooks.asSeenBy(tx);
    const counts = objectionFrom(rulebook, date(head.pointsDay));
    if (startOf(receiptsOf(after), counts) !== null) await this.clocks.served(tx, head, at);
    const startsFrom = startOf(objectionRunsFrom(after), counts);
    if (startsFrom !== null && startsFrom !== startOf(objectionRunsFrom(before), counts))
      await this.clocks.started(tx, head, startsFrom, rulebook, at);
    if (raiseOf(after)?.told.length === RECIPIENTS.length) await this.clocks.raiseTold(tx, head, at);
  }
}

/** @throws Problem CONFLICT */
function requireFirst({ recipient, correction }: ServiceForm, earlier: RecordedService | undefined): void {
  const who = recipient === 'INSTITUTION' ? '机构' : '本人';
  if (earlier !== undefined && correction === undefined) {
    throw new Problem('CONFLICT', `对${who}的送达已有记录；记录有误的，请由另一人以 correction 更正。`);
  }
  if (earlier === undefined && correction !== undefined) {
    throw new Problem('CONFLICT', `对${who}的送达尚无记录，没有可更正的。`);
  }
}

function receiptDayFaults(
  { receivedOn, consent }: ServiceForm,
  issuedOn: string,
  today: CalendarDate,
): Fault[] {
  const wrong = (pointer: string, detail: string): Fault => ({
    pointer,
    code: 'DATE_ORDER',
    detail,
    citation: 'PQ2025:34',
  });
  return [
    ...(receivedOn < issuedOn
      ? [wrong('/receivedOn', `收到之日 ${receivedOn} 早于通知书出具日 ${issuedOn}，请核对。`)]
      : []),
    ...(receivedOn > today
      ? [wrong('/receivedOn', `收到之日 ${receivedOn} 晚于今日 ${today}，请核对。`)]
      : []),
    ...(consent !== undefined && consent.on > receivedOn
      ? [wrong('/consent/on', `同意电子送达之日 ${consent.on} 晚于收到之日 ${receivedOn}，请核对。`)]
      : []),
  ];
}

const correctionFaults = ({ username }: Account, earlier: RecordedService): Fault[] =>
  username === earlier.by
    ? [
        {
          pointer: '/correction',
          code: 'SECOND_PERSON_REQUIRED',
          detail: '更正送达记录须由原记录人以外的人员办理。',
        },
      ]
    : [];

const servedLine = (
  { head }: WholeNotice,
  { recipient, method, receivedOn, correction, backdating }: ServiceForm,
  earlier: RecordedService | undefined,
  account: Account,
): RecordEntry =>
  recordOf(account, {
    action: 'SCORE_NOTICE_SERVED',
    subject: noticeSubject(head.id),
    ...(earlier !== undefined && {
      before: { recipient, method: earlier.method, receivedOn: earlier.receivedOn },
    }),
    after: {
      recipient,
      method,
      receivedOn,
      correction: correction?.reason ?? null,
      backdating: backdating?.reason ?? null,
    },
  });
