import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CountedRepair } from '../domain/qualification/repair-day.js';
import type { Fault } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { RuleViolation } from '../platform/http/problem.js';
import { RegistryService } from '../registry/registry.module.js';
import { recordOf } from './record-of.js';
import type { RepairAssessmentForm, RepairWithdrawalForm } from './repair.dto.js';
import { RepairEntity } from './repair.entity.js';
import { RepairJudgingService } from './repair-judging.service.js';
import {
  insertRepairStep,
  loadRepair,
  repairSubject,
  requireUndecided,
  type RepairOpinion,
  type WholeRepair,
} from './repair-store.js';
import { requireDistrictAgency, requireFiler } from './restoration-rights.js';
import { requireOwnWithdrawal } from './restoration-withdrawal.js';
import { attendanceOf, loadTraining } from './training-store.js';

/** The district agency's assessment of an application for repair (PQ2025:31), and its withdrawal. */
@Injectable()
export class RepairAssessmentService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly registry: RegistryService,
    private readonly judging: RepairJudgingService,
  ) {}

  /**
   * @throws RuleViolation SECOND_PERSON_REQUIRED for whoever entered the evidence, and what the law has against an acceptance;
   *   Problem NOT_FOUND, FORBIDDEN, CONFLICT.
   */
  assess(id: string, form: RepairAssessmentForm, account: Account): Promise<void> {
    return this.database.write(async (tx, at) => {
      const whole = await loadRepair(tx, this.registry, id, account);
      const { head } = whole;
      requireDistrictAgency(account, head.district);
      requireUndecided(whole);
      const faults = await this.evidenceFaults(tx, whole, form, account);
      const judged = form.accepted ? await this.judging.judge(tx, head.personId, head) : null;
      if (judged?.ok === false)
        faults.push(...judged.faults.map((fault) => ({ ...fault, pointer: '/accepted' })));
      if (faults.length > 0) throw new RuleViolation(faults);
      const counted = judged?.ok === true ? judged.value : null;
      await this.decide(tx, whole, counted, form.opinion, account, at);
      const lines =
        counted === null ? [] : await this.judging.grant(tx, head.personId, head, counted, account, at);
      const record = recordOf(account, {
        action: 'REPAIR_ASSESSED',
        subject: repairSubject(id),
        before: { state: head.state },
        after: {
          personCode: head.personCode,
          accepted: form.accepted,
          opinion: form.opinion,
          countedOn: counted?.on ?? null,
          deducted: counted?.deducted ?? null,
        },
      });
      return { result: undefined, record: [record, ...lines] };
    });
  }

  /** @throws RuleViolation WRITTEN_WITHDRAWAL_REQUIRED; Problem NOT_FOUND, FORBIDDEN, CONFLICT. */
  withdraw(id: string, form: RepairWithdrawalForm, account: Account): Promise<void> {
    return this.database.write(async (tx, at) => {
      const whole = await loadRepair(tx, this.registry, id, account);
      requireFiler(account, whole.head);
      requireUndecided(whole);
      requireOwnWithdrawal(account, form, [], 'PQ2025:31');
      const { reason, documentNo } = form;
      const document = documentNo === undefined ? {} : { documentNo };
      const content = { on: this.clock.today(), opinion: reason, ...document };
      await this.append(tx, whole, 'WITHDRAW', content, account, at);
      await tx.update(RepairEntity, { id }, { state: 'WITHDRAWN' });
      const record = recordOf(account, {
        action: 'REPAIR_WITHDRAWN',
        subject: repairSubject(id),
        before: { state: whole.head.state },
        after: { personCode: whole.head.personCode, reason, ...document },
      });
      return { result: undefined, record };
    });
  }

  /** Whoever entered what it rests on does not assess it; and it still has to be so that the person was present. */
  private async evidenceFaults(
    tx: EntityManager,
    { head }: WholeRepair,
    { accepted }: RepairAssessmentForm,
    { username }: Account,
  ): Promise<Fault[]> {
    const training = head.trainingId === null ? null : await loadTraining(tx, head.trainingId);
    const person = await this.registry.personById(tx, head.personId);
    const attendance = training === null ? null : attendanceOf(training, person?.codes ?? []);
    const faults: Fault[] = [];
    if ([head.actor, training?.head.actor, attendance?.actor].includes(username)) {
      const detail = '佐证材料由您录入，请由其他人员评估。';
      faults.push({ pointer: '', code: 'SECOND_PERSON_REQUIRED', detail, citation: 'PQ2025:31' });
    }
    if (accepted && training !== null && attendance?.present !== true) {
      const detail = '到场情况已更正为未到场，不能准予。';
      faults.push({ pointer: '/accepted', code: 'NOT_PRESENT', detail, citation: 'PQ2025:31' });
    }
    return faults;
  }

  private async decide(
    tx: EntityManager,
    whole: WholeRepair,
    counted: CountedRepair | null,
    opinion: string,
    account: Account,
    at: string,
  ): Promise<void> {
    const content: RepairOpinion = { on: this.clock.today(), opinion };
    await this.append(tx, whole, counted === null ? 'REFUSE' : 'ACCEPT', content, account, at);
    await tx.update(
      RepairEntity,
      { id: whole.head.id },
      counted === null
        ? { state: 'REFUSED' }
        : { state: 'ACCEPTED', countedOn: counted.on, deducted: counted.deducted, because: counted.because },
    );
  }

  private append(
    tx: EntityManager,
    { head: { id }, steps }: WholeRepair,
    step: 'ACCEPT' | 'REFUSE' | 'WITHDRAW',
    content: RepairOpinion,
    account: Account,
    at: string,
  ): Promise<void> {
    return insertRepairStep(
      tx,
      { id, sequence: (steps.at(-1)?.sequence ?? 0) + 1, step, content },
      account,
      at,
    );
  }
}
