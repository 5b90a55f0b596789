import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { objectionWindow, periodInWords } from '../domain/procedure/objection-window.js';
import { pointsLawOn } from '../domain/scoring/points-law.js';
import { date, type CalendarDate } from '../domain/shared/calendar-date.js';
import type { Fault } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import { LedgerService } from '../ledger/ledger.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { Problem, RuleViolation } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import { CITY, type ScoredNotice } from '../scoring/scoring.module.js';
import { ObjectionClocksService } from './objection-clocks.service.js';
import type { ObjectionForm } from './objection.dto.js';
import { ObjectionEntity } from './objection.entity.js';
import { filerFaults, missingOf, signatureFaults } from './objection-faults.js';
import { ObjectionLoadingService } from './objection-loading.service.js';
import type { Standing } from './objection-rights.js';
import { appendStep, happenedLine } from './objection-store.js';
import type { Plain } from './plain.js';

const CITATION = 'PQ2025:34';

/** Takes objections in (PQ2025:34): by either side or at the counter, complete or not, in time only. */
@Injectable()
export class ObjectionFilingService {
  constructor(
    private readonly database: Database,
    private readonly rulebooks: RulebookService,
    private readonly ledger: LedgerService,
    private readonly loading: ObjectionLoadingService,
    private readonly clocks: ObjectionClocksService,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Files an objection. @returns its id.
   * @throws RuleViolation OBJECTION_LATE, DATE_ORDER, FILER_MISMATCH and more, all at once; Problem NOT_FOUND; CONFLICT
   *   when the notice is objected to already, or revoked.
   */
  async file(form: ObjectionForm, account: Account): Promise<string> {
    return this.database.write(async (tx, at) => {
      const { notice, as } = await this.loading.notice(tx, form.noticeId, account);
      await this.requireObjectable(tx, notice);
      const filedOn = form.filedOn === undefined ? this.clock.today() : date(form.filedOn);
      const faults = await this.faultsOf(tx, form, notice, as, filedOn, account);
      if (faults.length > 0) throw new RuleViolation(faults);
      const objection = this.headOf(form, notice, filedOn, at);
      await tx.insert(ObjectionEntity, objection);
      await this.writeHistory(tx, objection, form, as, account, at);
      await this.clocks.received(tx, objection, at);
      const missing = JSON.parse(objection.missing) as string[];
      const told = { filedOn, filedBy: form.filedBy, as, missing };
      return { result: objection.id, record: happenedLine(account, null, objection, { as: 'FILED', told }) };
    });
  }

  /** @throws Problem CONFLICT */
  private async requireObjectable(tx: EntityManager, { head }: ScoredNotice): Promise<void> {
    const facts = await this.ledger.factsOf(tx, head.personId);
    if (facts.some((fact) => fact.type === 'REVOKE' && fact.scoreId === head.id))
      throw new Problem('CONFLICT', '该记分已被撤销，没有可申诉的。');
    const standing = await tx.findOneBy(ObjectionEntity, { standingFor: head.id });
    if (standing === null) return;
    throw new Problem(
      'CONFLICT',
      `对此通知书已有异议申诉（${standing.id}）；对办理结果仍有异议的，另行提出（PQ2025:35）。`,
    );
  }

  private async faultsOf(
    tx: EntityManager,
    form: ObjectionForm,
    notice: ScoredNotice,
    as: Standing,
    filedOn: CalendarDate,
    account: Account,
  ): Promise<Fault[]> {
    const today = this.clock.today();
    return [
      ...filerFaults(form.filedBy, as),
      ...signatureFaults(form, notice.head.issuedOn, today),
      ...filedOnFaults(form, filedOn, today, notice, as, account),
      ...(await this.windowFaults(tx, notice, filedOn)),
    ];
  }

  /** S16: in time by either receipt; the refusal says how the time was counted. */
  private async windowFaults(
    tx: EntityManager,
    { head, receipts }: ScoredNotice,
    filedOn: CalendarDate,
  ): Promise<Fault[]> {
    const rulebook = await this.rulebooks.asSeenBy(tx);
    const { objectionDays } = pointsLawOn(rulebook, date(head.pointsDay));
    const received = receipts.map(({ by, on }) => ({ by, on: date(on) }));
    const { inTime, period } = objectionWindow(received, objectionDays, filedOn, rulebook.calendars);
    if (inTime || period === null) return [];
    const detail = `${periodInWords(period, objectionDays)}；${filedOn} 提出已逾期，视为无异议。`;
    return [{ pointer: '/filedOn', code: 'OBJECTION_LATE', detail, citation: CITATION }];
  }

  private headOf(
    form: ObjectionForm,
    { head }: ScoredNotice,
    filedOn: CalendarDate,
    at: string,
  ): ObjectionEntity {
    const missing = missingOf(form);
    return {
      id: this.ids.next(),
      noticeId: head.id,
      standingFor: head.id,
      noticeNumber: head.number,
      personId: head.personId,
      personCode: head.personCode,
      institution: head.institution,
      district: head.district,
      route: head.office === CITY ? 'MUNICIPAL' : 'DISTRICT',
      state: missing.length > 0 ? 'SUPPLEMENT_ASKED' : 'FILED',
      filedBy: form.filedBy,
      filedOn,
      missing: JSON.stringify(missing),
      monthsOpen: '[]',
      openedAt: at,
      changedAt: at,
    };
  }

  private async writeHistory(
    tx: EntityManager,
    { id, state, missing }: ObjectionEntity,
    form: Plain<ObjectionForm>,
    as: Standing,
    account: Account,
    at: string,
  ): Promise<void> {
    await appendStep(tx, id, { step: 'FILED', state, content: { ...form, as } }, account, at);
    if (state === 'SUPPLEMENT_ASKED') {
      const content = { missing: JSON.parse(missing) as string[] };
      await appendStep(tx, id, { step: 'SUPPLEMENT_ASKED', state, content }, account, at);
    }
  }
}

/** A day before today is entered at the counter only, with a reason, by somebody other than who scored. */
function filedOnFaults(
  { backdating }: ObjectionForm,
  filedOn: CalendarDate,
  today: CalendarDate,
  { head, handledBy }: ScoredNotice,
  as: Standing,
  { username }: Account,
): Fault[] {
  const faults: Fault[] = [];
  const fault = (pointer: string, code: string, detail: string): void => {
    faults.push({ pointer, code, detail, citation: CITATION });
  };
  if (filedOn > today) fault('/filedOn', 'DATE_ORDER', `提出日 ${filedOn} 晚于今日 ${today}，请核对。`);
  if (filedOn < head.issuedOn)
    fault('/filedOn', 'DATE_ORDER', `提出日 ${filedOn} 早于通知书出具日 ${head.issuedOn}，请核对。`);
  if (filedOn >= today) return faults;
  if (as !== 'COUNTER') {
    fault('/filedOn', 'COUNTER_ONLY', `提出日 ${filedOn} 早于今日 ${today}：只由辖区经办机构窗口补录。`);
    return faults;
  }
  if (backdating === undefined)
    fault('/backdating', 'BACKDATING_REASON_REQUIRED', '补录须说明理由（backdating.reason）。');
  if (handledBy.has(username))
    fault('/filedOn', 'SECOND_PERSON_REQUIRED', '补录须由作出认定或记分以外的人员办理。');
  return faults;
}
