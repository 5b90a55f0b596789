import { CITY } from '../../identity/identity.module.js';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClocksService, type NewClock } from '../../clocks/clocks.module.js';
import { figure } from '../../domain/rulebook/figure.js';
import { policyOn } from '../../domain/rulebook/policy.js';
import { instrumentOn, type Rulebook } from '../../domain/rulebook/rulebook.js';
import { pointsLawOn } from '../../domain/scoring/points-law.js';
import { date, type CalendarDate } from '../../domain/shared/calendar-date.js';
import { issueSubject } from '../determinations/determination.service.js';
import { noticeSubject } from './notice-follow.service.js';
import type { NoticeEventEntity } from './notice-event.entity.js';
import { objectionRunsFrom, receiptsOf, startOf } from './notice-raise.js';
import type { Recipient } from './notice.dto.js';
import type { ScoreNoticeEntity } from './score-notice.entity.js';

const MILLIONTHS = 1_000_000n;

/** PQ2025:24: working days in which a district agency tells the institution. */
function tellInstitutionWithin(rulebook: Rulebook, day: CalendarDate): number {
  const rules = instrumentOn(rulebook, 'PQ2025', day);
  if (rules === undefined) throw new Error(`no PQ2025 on ${day}`);
  return Number(figure(rules, 'PQ2025:24', 'tellInstitutionWithin').value / MILLIONTHS);
}

/** S16: whose receipt starts the time, by the rules of the points' day. */
export function objectionFrom(rulebook: Rulebook, pointsDay: CalendarDate): Recipient | 'LATER' {
  const value = policyOn(rulebook, 'objectionFrom', pointsDay);
  return value === 'PERSON' || value === 'LATER' ? value : 'INSTITUTION';
}

/** The deadlines of a notice from its issue to its service. */
@Injectable()
export class NoticeClocksService {
  constructor(private readonly clocks: ClocksService) {}

  /** The notice is out: a district agency tells the institution in time; without proof of service nothing starts. */
  async issued(tx: EntityManager, notice: ScoreNoticeEntity, rulebook: Rulebook, at: string): Promise<void> {
    await this.clocks.close(tx, 'ISSUE_NOTICE', issueSubject(notice.determinationId, notice.personCode), at);
    const issuedOn = date(notice.issuedOn);
    if (notice.office !== CITY) {
      const count = tellInstitutionWithin(rulebook, issuedOn);
      await this.clocks.open(
        tx,
        {
          ...ofAgency(notice, 'TELL_INSTITUTION', `将记分处理告知机构 ${notice.institution}`),
          from: issuedOn,
          term: { count, unit: 'WORKING_DAYS' },
        },
        at,
      );
    }
    if (toBeServed(notice, rulebook)) await this.awaitService(tx, notice, at);
  }

  private async awaitService(tx: EntityManager, notice: ScoreNoticeEntity, at: string): Promise<void> {
    const from = date(notice.issuedOn);
    const clock = { ...ofAgency(notice, 'SERVE_NOTICE', '送达记分处理通知书'), from, term: null };
    await this.clocks.open(tx, clock, at);
  }

  /**
   * The institution was told; it now talks to the person (PQ2025:28).
   * @param corrected the day was told before and corrected: a talk still due is due from the other day, one held stays held.
   */
  async told(
    tx: EntityManager,
    notice: ScoreNoticeEntity,
    receivedOn: CalendarDate,
    corrected: boolean,
    at: string,
  ): Promise<void> {
    const subject = noticeSubject(notice.id);
    if (corrected) {
      await this.clocks.move(tx, 'REMINDER_TALK', subject, receivedOn, at);
      return;
    }
    await this.clocks.close(tx, 'TELL_INSTITUTION', subject, at);
    await this.clocks.open(
      tx,
      {
        ...ofInstitution(notice, 'REMINDER_TALK', '通知本人并谈话提醒，做好记录', 'PQ2025:28'),
        from: receivedOn,
        term: null,
      },
      at,
    );
  }

  /** The time to object runs from the day (PQ2025:34); a corrected day sets it anew. */
  async started(
    tx: EntityManager,
    notice: ScoreNoticeEntity,
    startsFrom: CalendarDate,
    rulebook: Rulebook,
    at: string,
  ): Promise<void> {
    await this.served(tx, notice, at);
    await this.openPeriod(tx, notice, startsFrom, rulebook, at);
  }

  /** The receipt that counts is there. */
  async served(tx: EntityManager, { id }: ScoreNoticeEntity, at: string): Promise<void> {
    await this.clocks.close(tx, 'SERVE_NOTICE', noticeSubject(id), at);
  }

  /** Both sides know that the notice carries more, or it does so no more. */
  async raiseTold(tx: EntityManager, { id }: ScoreNoticeEntity, at: string): Promise<void> {
    await this.clocks.close(tx, 'TELL_OUTCOME', noticeSubject(id), at);
  }

  private async openPeriod(
    tx: EntityManager,
    notice: ScoreNoticeEntity,
    startsFrom: CalendarDate,
    rulebook: Rulebook,
    at: string,
  ): Promise<void> {
    const { objectionDays } = pointsLawOn(rulebook, date(notice.pointsDay));
    await this.clocks.open(
      tx,
      {
        ...ofInstitution(notice, 'OBJECTION_PERIOD', '记分异议申诉期', 'PQ2025:34'),
        from: startsFrom,
        term: { count: objectionDays, unit: 'WORKING_DAYS' },
      },
      at,
    );
  }

  /** The notice carries more by the reversal of another: the time to object runs anew from the telling of that (PQ2025:34, 37). */
  async raised(
    tx: EntityManager,
    notice: ScoreNoticeEntity,
    toldOn: CalendarDate,
    rulebook: Rulebook,
    at: string,
  ): Promise<void> {
    await this.openPeriod(tx, notice, toldOn, rulebook, at);
  }

  /**
   * The time to object runs from another day by a ruling, or since a raise ended; or it waits for one (PQ2025:34, S16).
   * @param events all that happened to the notice.
   */
  async realign(
    tx: EntityManager,
    notice: ScoreNoticeEntity,
    events: readonly NoticeEventEntity[],
    rulebook: Rulebook,
    at: string,
  ): Promise<void> {
    const subject = noticeSubject(notice.id);
    const counts = objectionFrom(rulebook, date(notice.pointsDay));
    const startsFrom = startOf(objectionRunsFrom(events), counts);
    const isServed = startOf(receiptsOf(events), counts) !== null;
    const running = await this.clocks.find(tx, 'OBJECTION_PERIOD', subject);
    if (startsFrom !== null) {
      if (running?.from !== startsFrom) await this.started(tx, notice, startsFrom, rulebook, at);
      return;
    }
    await this.clocks.close(tx, 'OBJECTION_PERIOD', subject, at);
    if (isServed || !toBeServed(notice, rulebook)) await this.served(tx, notice, at);
    else if ((await this.clocks.find(tx, 'SERVE_NOTICE', subject)) === null)
      await this.awaitService(tx, notice, at);
  }
}

/** Whether a service is waited for beside the telling of the institution by its district (PQ2025:24). */
const toBeServed = ({ office, pointsDay }: ScoreNoticeEntity, rulebook: Rulebook): boolean =>
  office === CITY || objectionFrom(rulebook, date(pointsDay)) !== 'INSTITUTION';

type WithoutTerm = Omit<NewClock, 'from' | 'term'>;

const ofAgency = (notice: ScoreNoticeEntity, kind: NewClock['kind'], what: string): WithoutTerm => ({
  kind,
  subject: noticeSubject(notice.id),
  office: notice.office,
  officeKind: 'AGENCY',
  title: `${what}：${notice.personCode}（${notice.number}）`,
  citation: 'PQ2025:24',
});

const ofInstitution = (
  notice: ScoreNoticeEntity,
  kind: NewClock['kind'],
  what: string,
  citation: string,
): WithoutTerm => ({
  kind,
  subject: noticeSubject(notice.id),
  office: notice.institution,
  officeKind: 'INSTITUTION',
  supervisedBy: notice.district,
  title: `${what}：${notice.personCode}（${notice.number}）`,
  citation,
});
