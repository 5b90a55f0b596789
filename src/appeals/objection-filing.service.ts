import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { objectionWindow, periodInWords } from '../domain/procedure/objection-window.js';
import { pointsLawOn } from '../domain/scoring/points-law.js';
import { date, type CalendarDate } from '../domain/shared/calendar-date.js';
import type { Fault } from '../domain/shared/result.js';
import { type Account, CITY } from '../identity/identity.module.js';
import { LedgerService } from '../ledger/ledger.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database, type Change } from '../platform/database/database.js';
import { Problem, RuleViolation } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import { type ScoredNotice } from '../scoring/scoring.module.js';
import { ObjectionClocksService } from './objection-clocks.service.js';
import type { ObjectionForm } from './objection.dto.js';
import { ObjectionEntity } from './objection.entity.js';
import { filerFaults, missingOf, signatureFaults, stillMissing } from './objection-faults.js';
import { ObjectionLoadingService } from './objection-loading.service.js';
import type { Standing } from './objection-rights.js';
import { objectionRoad, type ObjectionRoad } from './objection-road.js';
import { appendStep, happenedLine, moveOn, type Happening } from './objection-store.js';
import type { Plain } from './plain.js';

const CITATION = 'PQ2025:34';

/** What is handed in, as whom, and on which day. */
interface Stated extends Plain<ObjectionForm> {
  readonly filedOn: CalendarDate;
  readonly as: Standing;
}

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
   * Files an objection; where the other side's is still to be decided, it joins that one; where that was decided, this one
   * is handled anew by the same road (S29). @returns its id.
   * @throws RuleViolation OBJECTION_LATE, DATE_ORDER, FILER_MISMATCH and more, all at once; Problem NOT_FOUND; CONFLICT
   *   when that side objects already, its own is decided, or the notice is revoked.
   */
  async file(form: Plain<ObjectionForm>, account: Account): Promise<string> {
    return this.database.write(async (tx, at) => {
      const { notice, as } = await this.loading.notice(tx, form.noticeId, account);
      await this.requireStanding(tx, notice);
      const road = requireRoad(await objectionRoad(tx, notice, form.filedBy));
      const filedOn = form.filedOn === undefined ? this.clock.today() : date(form.filedOn);
      const faults = await this.faultsOf(tx, form, notice, as, filedOn, account);
      if (faults.length > 0) throw new RuleViolation(faults);
      const stated = { ...form, filedOn, as };
      if (road.kind === 'JOIN') return this.join(tx, road.objection, stated, account, at);
      if (road.decided !== null)
        await tx.update(ObjectionEntity, { id: road.decided.id }, { standingFor: null });
      return this.open(tx, stated, notice, account, at);
    });
  }

  private async open(
    tx: EntityManager,
    stated: Stated,
    notice: ScoredNotice,
    account: Account,
    at: string,
  ): Promise<Change<string>> {
    const objection = this.headOf(stated, notice, at);
    await tx.insert(ObjectionEntity, objection);
    await this.writeHistory(tx, objection, stated, account, at);
    await this.clocks.received(tx, objection, at);
    const { filedOn, filedBy, as } = stated;
    const told = { filedOn, filedBy, as, missing: JSON.parse(objection.missing) as string[] };
    return { result: objection.id, record: happenedLine(account, null, objection, { as: 'FILED', told }) };
  }

  /** The other side's grounds, and what it signed or sealed, are taken in with the first (PQ2025:34). */
  private async join(
    tx: EntityManager,
    other: ObjectionEntity,
    stated: Stated,
    account: Account,
    at: string,
  ): Promise<Change<string>> {
    const missing = stillMissing(other, stated);
    const inPart = other.state === 'SUPPLEMENT_ASKED' && missing.length > 0;
    const { filedOn, filedBy, as } = stated;
    const happening: Happening = {
      takes: inPart ? 'JOIN_IN_PART' : 'JOIN',
      as: 'JOINED',
      content: { ...stated, missing },
      told: { filedOn, filedBy, as, missing },
      change: { missing: JSON.stringify(missing) },
    };
    const joined = await moveOn(tx, other, happening, account, at);
    if (other.state === 'SUPPLEMENT_ASKED' && joined.state === 'FILED')
      await this.clocks.completed(tx, joined, filedOn, at);
    return { result: other.id, record: happenedLine(account, other, joined, happening) };
  }

  /** @throws Problem CONFLICT */
  private async requireStanding(tx: EntityManager, { head }: ScoredNotice): Promise<void> {
    const facts = await this.ledger.factsOf(tx, head.personId);
    if (facts.some((fact) => fact.type === 'REVOKE' && fact.scoreId === head.id))
      throw new Problem('CONFLICT', '该记分已被撤销，没有可申诉的。');
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
    { head, objectionFrom }: ScoredNotice,
    filedOn: CalendarDate,
  ): Promise<Fault[]> {
    const rulebook = await this.rulebooks.asSeenBy(tx);
    const { objectionDays, objectionFrom: counts } = pointsLawOn(rulebook, date(head.pointsDay));
    const received = objectionFrom.map(({ by, on }) => ({ by, on: date(on) }));
    const time = { workingDays: objectionDays, counts };
    const { inTime, period } = objectionWindow(received, time, filedOn, rulebook.calendars);
    if (inTime || period === null) return [];
    const detail = `${periodInWords(period, objectionDays)}；${filedOn} 提出已逾期，视为无异议。`;
    return [{ pointer: '/filedOn', code: 'OBJECTION_LATE', detail, citation: CITATION }];
  }

  private headOf(stated: Stated, { head }: ScoredNotice, at: string): ObjectionEntity {
    const missing = missingOf(stated);
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
      filedBy: stated.filedBy,
      filedOn: stated.filedOn,
      missing: JSON.stringify(missing),
      monthsOpen: '[]',
      openedAt: at,
      changedAt: at,
    };
  }

  private async writeHistory(
    tx: EntityManager,
    { id, state, missing }: ObjectionEntity,
    stated: Stated,
    account: Account,
    at: string,
  ): Promise<void> {
    await appendStep(tx, id, { step: 'FILED', state, content: stated }, account, at);
    if (state === 'SUPPLEMENT_ASKED') {
      const content = { missing: JSON.parse(missing) as string[] };
      await appendStep(tx, id, { step: 'SUPPLEMENT_ASKED', state, content }, account, at);
    }
  }
}

/** @throws Problem CONFLICT when the side's own objection is being handled or was decided */
function requireRoad(road: ObjectionRoad): Extract<ObjectionRoad, { kind: 'NEW' | 'JOIN' }> {
  if (road.kind === 'NEW' || road.kind === 'JOIN') return road;
  const { id } = road.objection;
  const then =
    road.kind === 'FURTHER'
      ? `对办理结果仍有异议的，提请同级医疗保障行政部门处理（POST /objections/${id}/further-objection，PQ2025:35）。`
      : '不重复提出；对办理结果仍有异议的，另行提出（PQ2025:35）。';
  throw new Problem('CONFLICT', `对此通知书已有异议申诉（${id}）；${then}`);
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
