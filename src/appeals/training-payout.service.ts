import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CountedRepair } from '../domain/qualification/repair-day.js';
import type { Fault } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { RuleViolation } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { RegistryService, type InstitutionRef } from '../registry/registry.module.js';
import { asJson, recordOf } from './record-of.js';
import { RepairEntity } from './repair.entity.js';
import { RepairJudgingService } from './repair-judging.service.js';
import { insertRepairStep, repairSubject, sameRepair, type RepairGround } from './repair-store.js';
import type { TrainingPayoutAnswer, TrainingPayoutForm, PayoutItemAnswer } from './training.dto.js';
import {
  RepairPayoutEntity,
  type RepairAttendanceEntity,
  type RepairTrainingEntity,
} from './training.entity.js';
import { attendanceOf, loadTraining } from './training-store.js';
import { trainingSubject } from './trainings.service.js';

/** One assessment of everybody present. */
interface Payout {
  readonly training: RepairTrainingEntity;
  readonly attendance: readonly RepairAttendanceEntity[];
  readonly ground: RepairGround;
  readonly opinion: string;
  readonly account: Account;
  readonly at: string;
}

interface Paid {
  readonly item: PayoutItemAnswer;
  readonly record: readonly RecordEntry[];
}

/** Lets a training or an activity pay out to each who was present: all assessed in one change (PQ2025:32). */
@Injectable()
export class TrainingPayoutService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly registry: RegistryService,
    private readonly judging: RepairJudgingService,
  ) {}

  /**
   * Grants or refuses everybody present whose primary site lies in the district; the others are named and left alone.
   * @throws RuleViolation SECOND_PERSON_REQUIRED for whoever recorded the training; Problem NOT_FOUND.
   */
  payOut(id: string, { opinion }: TrainingPayoutForm, account: Account): Promise<TrainingPayoutAnswer> {
    return this.database.write(async (tx, at) => {
      const { head: training, attendance } = await loadTraining(tx, id);
      if (training.actor === account.username) throw new RuleViolation([sameAccount]);
      const ground = {
        trainingId: id,
        route: training.kind,
        level: training.level,
        activityOn: training.on,
      };
      const payout = { training, attendance, ground, opinion, account, at };
      const paid: Paid[] = [];
      for (const each of attendance.filter(({ present }) => present)) {
        paid.push(await this.payTo(tx, payout, each));
      }
      const items = paid.map(({ item }) => item);
      await tx.insert(RepairPayoutEntity, {
        id: this.ids.next(),
        trainingId: id,
        office: account.office,
        content: JSON.stringify({ opinion, items }),
        recordedAt: at,
        actor: account.username,
      });
      const record = recordOf(account, {
        action: 'TRAINING_PAID_OUT',
        subject: trainingSubject(id),
        after: { opinion, items: asJson(items.map(briefly)) },
      });
      return {
        result: { trainingId: id, items },
        record: [record, ...paid.flatMap((each) => [...each.record])],
      };
    });
  }

  private async payTo(tx: EntityManager, payout: Payout, attendance: RepairAttendanceEntity): Promise<Paid> {
    const { ground, account, at } = payout;
    const person = await this.registry.personById(tx, attendance.personId);
    if (person === null) throw new Error(`no person ${attendance.personId}`);
    const code = await this.registry.primarySiteOf(tx, person.id, this.clock.today());
    const site = code === null ? null : await this.registry.institution(tx, code);
    const left = leftAlone(site, attendance, account);
    if (left !== null) return refusedItem(attendance, [left]);
    const another = attendanceOf(payout, person.codes) !== attendance;
    if (another || (await sameRepair(tx, person.codes, ground)) !== null)
      return refusedItem(attendance, [paidBefore]);
    const judged = await this.judging.judge(tx, person.id, ground);
    if (!judged.ok || site === null) return refusedItem(attendance, judged.ok ? [] : judged.faults);
    const head = this.headOf(payout, attendance, site, judged.value);
    await this.insert(tx, head, payout);
    const followed = await this.judging.grant(tx, attendance.personId, ground, judged.value, account, at);
    return { item: grantedItem(head, judged.value), record: [grantedLine(head, account), ...followed] };
  }

  private headOf(
    { ground, account, at }: Payout,
    { personId, personCode }: RepairAttendanceEntity,
    { code: institution, district }: InstitutionRef,
    { on: countedOn, deducted, because }: CountedRepair,
  ): RepairEntity {
    const stands = { state: 'ACCEPTED', countedOn, deducted, because } as const;
    const recorded = { recordedAt: at, actor: account.username };
    return {
      id: this.ids.next(),
      personId,
      personCode,
      institution,
      district,
      ...ground,
      ...stands,
      ...recorded,
    };
  }

  private async insert(
    tx: EntityManager,
    head: RepairEntity,
    { training, opinion, account, at }: Payout,
  ): Promise<void> {
    const on = this.clock.today();
    const reasons = `参加 ${training.documentNo} ${training.title}，集中评估`;
    const filing = { on, reasons, evidence: [training.documentNo], institutionReview: null };
    await tx.insert(RepairEntity, head);
    await insertRepairStep(tx, { id: head.id, sequence: 1, step: 'FILE', content: filing }, account, at);
    const content = { on, opinion };
    await insertRepairStep(tx, { id: head.id, sequence: 2, step: 'ACCEPT', content }, account, at);
  }
}

const sameAccount: Fault = {
  pointer: '',
  code: 'SECOND_PERSON_REQUIRED',
  detail: '此次培训或活动由您登记，请由其他人员评估。',
  citation: 'PQ2025:31',
};

const paidBefore: Fault = {
  pointer: '',
  code: 'DUPLICATE_ID',
  detail: '此次培训或活动已申请过或已准予修复，一次只减免一回。',
  citation: 'PQ2025:32',
};

/** Why somebody present is not for this agency, or not for this account. */
function leftAlone(
  site: InstitutionRef | null,
  { actor }: RepairAttendanceEntity,
  { username, office }: Account,
): Fault | null {
  const fault = (code: string, detail: string): Fault => ({
    pointer: '',
    code,
    detail,
    citation: 'PQ2025:31',
  });
  if (site === null) return fault('NO_PRIMARY_SITE', '该人员没有主执业地，须在登记备案后另行申请。');
  if (site.district !== office)
    return fault('OTHER_DISTRICT', `由主执业地所在区（${site.district}）的经办机构评估。`);
  return actor === username
    ? fault('SECOND_PERSON_REQUIRED', '其到场情况由您更正，请由其他人员评估。')
    : null;
}

const refusedItem = ({ personCode }: RepairAttendanceEntity, faults: readonly Fault[]): Paid => ({
  item: {
    personCode,
    repairId: null,
    countedOn: null,
    deducted: 0,
    because: null,
    faults: faults.map(({ code, detail, citation }) => ({ code, detail, citation: citation ?? null })),
  },
  record: [],
});

const grantedItem = (
  { id, personCode }: RepairEntity,
  { on, deducted, because }: CountedRepair,
): PayoutItemAnswer => ({ personCode, repairId: id, countedOn: on, deducted, because, faults: [] });

const grantedLine = (head: RepairEntity, account: Account): RecordEntry =>
  recordOf(account, {
    action: 'REPAIR_ASSESSED',
    subject: repairSubject(head.id),
    after: {
      personCode: head.personCode,
      route: head.route,
      accepted: true,
      countedOn: head.countedOn,
      deducted: head.deducted,
    },
  });

/** An item without its words, for the record. */
const briefly = ({ personCode, deducted, faults }: PayoutItemAnswer) => ({
  personCode,
  deducted,
  codes: faults.map(({ code }) => code),
});
