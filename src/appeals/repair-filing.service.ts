import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { comparableCode } from '../domain/registry/codes.js';
import { registrationStands } from '../domain/registry/registration.js';
import { date } from '../domain/shared/calendar-date.js';
import type { Fault } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { Problem, RuleViolation } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { RegistryService, type InstitutionRef, type PersonRef } from '../registry/registry.module.js';
import { recordOf } from './record-of.js';
import type { RepairForm } from './repair.dto.js';
import { RepairEntity } from './repair.entity.js';
import { RepairJudgingService } from './repair-judging.service.js';
import {
  insertRepairStep,
  repairSubject,
  sameRepair,
  type RepairFiling,
  type RepairGround,
} from './repair-store.js';
import { dayAheadFaults, reviewFaults } from './restoration-route.js';
import { RepairTrainingEntity } from './training.entity.js';
import { attendanceOf, loadTraining } from './training-store.js';

const CITATION = 'PQ2025:31';

interface Asked {
  readonly ground: RepairGround | null;
  /** Pointer of the day or the training in the request. */
  readonly at: string;
  readonly faults: readonly Fault[];
}

/** Takes applications for repair in, through the primary site (PQ2025:31). */
@Injectable()
export class RepairFilingService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly registry: RegistryService,
    private readonly judging: RepairJudgingService,
  ) {}

  /**
   * @returns the id of the application.
   * @throws RuleViolation CAP_REACHED, TERMINATED, NOTHING_TO_REPAIR, NO_SCORE_BEFORE, WOULD_CHANGE_MEASURE, DUPLICATE_ID and
   *   every other reason; Problem NOT_FOUND.
   */
  file(form: RepairForm, account: Account): Promise<string> {
    return this.database.write(async (tx, at) => {
      const person = await this.registry.personByCode(tx, form.personCode);
      if (person === null) throw new Problem('NOT_FOUND', `没有代码为 ${form.personCode} 的人员。`);
      const { site, faults: siteFaults } = await this.siteOf(tx, person, form, account);
      const { ground, at: pointer, faults: groundFaults } = await this.groundOf(tx, person, form);
      const today = this.clock.today();
      const appliedOn = ground?.activityOn ?? today;
      const faults = [
        ...siteFaults,
        ...groundFaults,
        ...reviewFaults(form.institutionReview, { appliedOn, today }, CITATION),
        ...(ground === null ? [] : await this.lawFaults(tx, person, ground, pointer)),
      ];
      if (faults.length > 0 || site === null || ground === null) throw new RuleViolation(faults);
      const head = this.headOf(person, form, site, ground, account, at);
      await this.insert(tx, head, form, account, at);
      const { personCode, institution, trainingId, route, level, activityOn } = head;
      const record = recordOf(account, {
        action: 'REPAIR_FILED',
        subject: repairSubject(head.id),
        after: { personCode, institution, trainingId, route, level, activityOn },
      });
      return { result: head.id, record };
    });
  }

  /** @throws Problem NOT_FOUND for an institution that has nothing to do with the person. */
  private async siteOf(
    tx: EntityManager,
    person: PersonRef,
    { personCode }: RepairForm,
    { role, office }: Account,
  ): Promise<{ readonly site: InstitutionRef | null; readonly faults: readonly Fault[] }> {
    const today = this.clock.today();
    const fault = (code: string, detail: string): Fault => ({
      pointer: '/personCode',
      code,
      detail,
      citation: CITATION,
    });
    if (role === 'INSTITUTION_CLERK') {
      const here = (await this.registry.registrationsOf(tx, person.id)).some(
        (each) => each.institutionCode === office && registrationStands(each, today),
      );
      if (!here) throw new Problem('NOT_FOUND', `本机构没有代码为 ${personCode} 的人员。`);
    }
    const code = await this.registry.primarySiteOf(tx, person.id, today);
    const site = code === null ? null : await this.registry.institution(tx, code);
    if (site === null) {
      const detail = '该人员没有主执业地；修复申请经主执业地定点医药机构申报。';
      return { site, faults: [fault('NO_PRIMARY_SITE', detail)] };
    }
    if (role === 'INSTITUTION_CLERK' && site.code !== office) {
      const detail = '本机构不是该人员的主执业地；修复申请经主执业地定点医药机构申报。';
      return { site, faults: [fault('NOT_PRIMARY_SITE', detail)] };
    }
    if (role === 'DISTRICT_AGENCY' && site.district !== office) {
      const detail = `由主执业地所在区（${site.district}）的经办机构受理。`;
      return { site, faults: [fault('OTHER_DISTRICT', detail)] };
    }
    return { site, faults: [] };
  }

  private async groundOf(tx: EntityManager, person: PersonRef, form: RepairForm): Promise<Asked> {
    const { activity, trainingId } = form;
    if (activity !== undefined) {
      const at = '/activity/on';
      const ahead = dayAheadFaults(activity.on, this.clock.today(), at);
      const activityOn = date(activity.on);
      const ground = { trainingId: null, route: activity.route, level: activity.level ?? null, activityOn };
      return { ground: ahead.length > 0 ? null : ground, at, faults: ahead };
    }
    const at = '/trainingId';
    if (trainingId === undefined || !(await tx.existsBy(RepairTrainingEntity, { id: trainingId }))) {
      const detail = `没有编号为 ${trainingId ?? ''} 的培训或活动。`;
      return { ground: null, at, faults: [{ pointer: at, code: 'UNKNOWN_REFERENCE', detail }] };
    }
    const training = await loadTraining(tx, trainingId);
    const { kind: route, level, on: activityOn } = training.head;
    const present = attendanceOf(training, person.codes)?.present === true;
    const detail = '该人员没有到场的记录；确已到场的，请登记单位更正到场情况。';
    const faults = present ? [] : [{ pointer: at, code: 'NOT_PRESENT', detail, citation: CITATION }];
    return { ground: { trainingId, route, level, activityOn }, at, faults };
  }

  private async lawFaults(
    tx: EntityManager,
    { id, codes }: PersonRef,
    ground: RepairGround,
    pointer: string,
  ): Promise<Fault[]> {
    const judged = await this.judging.judge(tx, id, ground);
    const faults = judged.ok ? [] : judged.faults.map((fault) => ({ ...fault, pointer }));
    if ((await sameRepair(tx, codes, ground)) === null) return faults;
    const detail = `该人员 ${ground.activityOn} 的此次培训或活动已申请过修复，一次只减免一回。`;
    return [...faults, { pointer, code: 'DUPLICATE_ID', detail, citation: 'PQ2025:32' }];
  }

  private headOf(
    person: PersonRef,
    form: RepairForm,
    { code: institution, district }: InstitutionRef,
    ground: RepairGround,
    account: Account,
    at: string,
  ): RepairEntity {
    return {
      id: this.ids.next(),
      personId: person.personId,
      personCode: comparableCode(form.personCode),
      institution,
      district,
      ...ground,
      state: 'FILED',
      countedOn: null,
      deducted: null,
      because: null,
      recordedAt: at,
      actor: account.username,
    };
  }

  private async insert(
    tx: EntityManager,
    head: RepairEntity,
    { reasons, activity, institutionReview }: RepairForm,
    account: Account,
    at: string,
  ): Promise<void> {
    const content: RepairFiling = {
      on: this.clock.today(),
      reasons,
      evidence: activity?.evidence ?? [],
      institutionReview,
    };
    await tx.insert(RepairEntity, head);
    await insertRepairStep(tx, { id: head.id, sequence: 1, step: 'FILE', content }, account, at);
  }
}
