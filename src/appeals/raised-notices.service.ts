import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClocksService } from '../clocks/clocks.module.js';
import { isPending } from '../domain/procedure/objection-states.js';
import { pointsLawOn } from '../domain/scoring/points-law.js';
import { date, type CalendarDate } from '../domain/shared/calendar-date.js';
import type { Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { Problem, RuleViolation } from '../platform/http/problem.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import {
  NoticeClocksService,
  noteRaised,
  noteRaiseTold,
  noticeSubject,
  raiseOf,
  requireAgencyOf,
  scoredNotice,
  type Raise,
  type Recipient,
  type ScoredNotice,
} from '../scoring/scoring.module.js';
import { ObjectionEntity } from './objection.entity.js';
import { raiseTellingFaults } from './outcome-telling.js';
import type { OutcomeTellingForm, RaiseToldAnswer } from './outcome-telling.dto.js';
import type { Plain } from './plain.js';
import { asJson, recordOf } from './record-of.js';
import { acknowledgementFaults, type RaisedNotice } from './reversal-raised.js';

/** What raised notices, and what was said of it. */
export interface Raising {
  /** `objection/ID`, `determination/ID`, `case/ID`, `repair/ID`, `person/ID` of a merge. */
  readonly by: string;
  readonly acknowledged: readonly string[];
  readonly reasons: string;
}

const SIDES = ['INSTITUTION', 'PERSON'] as const;

/** Notices that carry more by what was decided of something else: acknowledged, told, and open to objection anew (PQ2025:34, 37; S31). */
@Injectable()
export class RaisedNoticesService {
  constructor(
    private readonly database: Database,
    private readonly rulebooks: RulebookService,
    private readonly clocks: ClocksService,
    private readonly noticeClocks: NoticeClocksService,
    private readonly clock: Clock,
  ) {}

  /**
   * Notes on each notice that it was raised; an objection to it that was decided before stands in no way of a new one.
   * @returns a line for the record for each. @throws RuleViolation OTHER_NOTICE_RAISED, NOT_RAISED
   */
  async settle(
    tx: EntityManager,
    raised: readonly RaisedNotice[],
    { by, acknowledged, reasons }: Raising,
    account: Account,
    at: string,
  ): Promise<readonly RecordEntry[]> {
    const notices = await noticesOf(tx, raised);
    const numbers = new Map(notices.map(({ notice }) => [notice.head.id, notice.head.number]));
    const faults = acknowledgementFaults(notices, acknowledged, numbers);
    if (faults.length > 0) throw new RuleViolation(faults);
    const lines: RecordEntry[] = [];
    for (const { notice, before, after } of notices) {
      await noteRaised(tx, notice, { by, before, after, reasons }, at, account);
      await freeForObjection(tx, notice);
      await this.awaitTelling(tx, notice, at);
      const stated = asJson({ by, before, after });
      const subject = noticeSubject(notice.head.id);
      lines.push(recordOf(account, { action: 'SCORE_NOTICE_RAISED', subject, after: stated }));
    }
    return lines;
  }

  /** Somebody was told of the decision that raised some notices: so far as these are theirs, of the raise as well. */
  async toldWith(
    tx: EntityManager,
    by: string,
    { recipient, toldOn }: Plain<OutcomeTellingForm>,
    { institution, raised }: { readonly institution: string; readonly raised: readonly string[] },
    account: Account,
    at: string,
  ): Promise<void> {
    for (const id of raised) {
      const notice = await scoredNotice(tx, id);
      const raise = notice === null ? null : raiseOf(notice.events);
      if (notice === null || raise?.by !== by) continue;
      if (recipient === 'INSTITUTION' && notice.head.institution !== institution) continue;
      await this.note(tx, notice, raise, recipient, date(toldOn), account, at);
    }
  }

  /**
   * The agency that scored tells a side that the notice carries more; from then its time to object runs.
   * @throws RuleViolation DATE_ORDER, SECOND_PERSON_REQUIRED; Problem NOT_FOUND, FORBIDDEN, CONFLICT.
   */
  async tell(id: string, form: Plain<OutcomeTellingForm>, account: Account): Promise<RaiseToldAnswer> {
    return this.database.write(async (tx, at) => {
      const notice = await scoredNotice(tx, id);
      if (notice === null) throw new Problem('NOT_FOUND', `没有编号为 ${id} 的记分处理通知书。`);
      requireAgencyOf(account, notice.head.office);
      const raise = raiseOf(notice.events);
      if (raise === null) throw new Problem('CONFLICT', '此通知书没有因他案而加重。');
      const { recipient, toldOn, method, correction } = form;
      const today = this.clock.today();
      const faults = raiseTellingFaults(form, raise, today, account.username);
      if (faults.length > 0) throw new RuleViolation(faults);
      const days = await this.note(tx, notice, raise, recipient, date(toldOn), account, at);
      const after = { recipient, method, toldOn, correction: correction?.reason ?? null };
      const subject = noticeSubject(id);
      return {
        result: toldAnswer(id, raise, days),
        record: recordOf(account, { action: 'SCORE_NOTICE_RAISE_TOLD', subject, after }),
      };
    });
  }

  private async note(
    tx: EntityManager,
    notice: ScoredNotice,
    { by, told }: Raise,
    recipient: Recipient,
    toldOn: CalendarDate,
    account: Account,
    at: string,
  ): Promise<ReadonlyMap<Recipient, string>> {
    await noteRaiseTold(tx, notice, { by, recipient, toldOn }, at, account);
    const days = new Map<Recipient, string>(told.map((each) => [each.by, each.on])).set(recipient, toldOn);
    if (SIDES.every((side) => days.has(side)))
      await this.clocks.close(tx, 'TELL_OUTCOME', noticeSubject(notice.head.id), at);
    const rulebook = await this.rulebooks.asSeenBy(tx);
    const counts = pointsLawOn(rulebook, date(notice.head.pointsDay)).objectionFrom;
    const counted = counts === 'LATER' ? SIDES : [counts];
    const last = [...days.values()].sort().at(-1);
    if (last !== undefined && counted.every((side) => days.has(side)))
      await this.noticeClocks.raised(tx, notice.head, date(last), rulebook, at);
    return days;
  }

  private async awaitTelling(tx: EntityManager, { head }: ScoredNotice, at: string): Promise<void> {
    await this.clocks.close(tx, 'OBJECTION_PERIOD', noticeSubject(head.id), at);
    await this.clocks.open(
      tx,
      {
        kind: 'TELL_OUTCOME',
        subject: noticeSubject(head.id),
        office: head.office,
        officeKind: 'AGENCY',
        title: `将记分因他案而加重告知机构和本人：${head.personCode}（${head.number}）`,
        citation: 'PQ2025:37',
        from: this.clock.today(),
        term: null,
      },
      at,
    );
  }
}

const toldAnswer = (
  noticeId: string,
  { by }: Raise,
  days: ReadonlyMap<Recipient, string>,
): RaiseToldAnswer => ({
  noticeId,
  by,
  told: [...days].map(([recipient, toldOn]) => ({ recipient, toldOn })),
  untold: SIDES.filter((side) => !days.has(side)),
});

/** What was raised, with its notice; a score without one is nobody's to tell. */
async function noticesOf(
  tx: EntityManager,
  raised: readonly RaisedNotice[],
): Promise<readonly (RaisedNotice & { readonly notice: ScoredNotice })[]> {
  const notices: (RaisedNotice & { readonly notice: ScoredNotice })[] = [];
  for (const each of raised) {
    const notice = await scoredNotice(tx, each.noticeId);
    if (notice !== null) notices.push({ ...each, notice });
  }
  return notices;
}

/** What was decided before the raise was not about it; one still pending takes it in. */
async function freeForObjection(tx: EntityManager, { head }: ScoredNotice): Promise<void> {
  const objection = await tx.findOneBy(ObjectionEntity, { standingFor: head.id });
  if (objection === null || isPending(objection.state)) return;
  await tx.update(ObjectionEntity, { id: objection.id }, { standingFor: null });
}
