import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { comparableCode } from '../domain/registry/codes.js';
import { date } from '../domain/shared/calendar-date.js';
import type { Fault } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { Problem, RuleViolation } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { RegistryService, type PersonRef } from '../registry/registry.module.js';
import { recordOf } from './record-of.js';
import { RepairRevocationService } from './repair-revocation.service.js';
import { dayAheadFaults } from './restoration-route.js';
import type { TrainingAttendanceForm, RepairTrainingForm } from './training.dto.js';
import { RepairAttendanceEntity, RepairTrainingEntity } from './training.entity.js';
import { attendanceOf, loadTraining, type WholeTraining } from './training-store.js';

export const trainingSubject = (id: string): string => `training/${id}`;

interface Present {
  readonly person: PersonRef;
  readonly personCode: string;
}

/** Records trainings and activities once, with everybody present (PQ2025:32). */
@Injectable()
export class TrainingsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly registry: RegistryService,
    private readonly revocations: RepairRevocationService,
  ) {}

  /** @returns the id. @throws RuleViolation naming every unknown or repeated person, DUPLICATE_ID, DATE_ORDER. */
  record(form: RepairTrainingForm, account: Account): Promise<string> {
    return this.database.write(async (tx, at) => {
      const { present, faults } = await this.presentIn(tx, form);
      const all = [
        ...dayAheadFaults(form.on, this.clock.today(), '/on'),
        ...(await recordedBefore(tx, form)),
        ...faults,
      ];
      if (all.length > 0) throw new RuleViolation(all);
      const head = this.headOf(form, account, at);
      await tx.insert(RepairTrainingEntity, head);
      for (const [place, each] of present.entries()) {
        await tx.insert(
          RepairAttendanceEntity,
          await this.row(tx, head, each, { sequence: place + 1, present: true, reason: null }, account, at),
        );
      }
      const { id, kind, level, on, documentNo } = head;
      const codes = present.map(({ personCode }) => personCode);
      const record = recordOf(account, {
        action: 'TRAINING_RECORDED',
        subject: trainingSubject(id),
        after: { kind, level, on, documentNo, present: codes },
      });
      return { result: id, record };
    });
  }

  /**
   * Corrects whether somebody was present, by a further fact with its reason.
   * A repair that rests on a presence which never was falls with it.
   * @throws RuleViolation SECOND_PERSON_REQUIRED, REVOCATION_RAISES_MEASURE, REASONS_REQUIRED; Problem NOT_FOUND, FORBIDDEN,
   *   CONFLICT where nothing would change.
   */
  correct(id: string, form: TrainingAttendanceForm, account: Account): Promise<void> {
    return this.database.write(async (tx, at) => {
      const training = await loadTraining(tx, id);
      if (training.head.office !== account.office)
        throw new Problem('FORBIDDEN', '到场情况由登记该次培训或活动的单位更正。');
      const person = await this.registry.personByCode(tx, form.personCode);
      if (person === null) throw new RuleViolation([unknownPerson(form.personCode, '/personCode')]);
      const before = attendanceOf(training, person.codes)?.present ?? false;
      if (before === form.present) throw new Problem('CONFLICT', '到场情况与所填一致，没有可更正的。');
      const revoked = form.present ? [] : await this.revokeRepairs(tx, training, person, form, account, at);
      const personCode = comparableCode(form.personCode);
      const stated = { sequence: training.lastSequence + 1, present: form.present, reason: form.reason };
      await tx.insert(
        RepairAttendanceEntity,
        await this.row(tx, training.head, { person, personCode }, stated, account, at),
      );
      const record = recordOf(account, {
        action: 'ATTENDANCE_CORRECTED',
        subject: trainingSubject(id),
        before: { personCode, present: before },
        after: { personCode, present: form.present, reason: form.reason },
      });
      return { result: undefined, record: [record, ...revoked] };
    });
  }

  /** Whoever entered the presence does not take back what was granted for it. */
  private async revokeRepairs(
    tx: EntityManager,
    training: WholeTraining,
    person: PersonRef,
    { reason, measureAcknowledged, acknowledgedReasons }: TrainingAttendanceForm,
    account: Account,
    at: string,
  ): Promise<readonly RecordEntry[]> {
    const revocation = {
      reason,
      measureAcknowledged,
      ...(acknowledgedReasons !== undefined && { acknowledgedReasons }),
    };
    const { id } = training.head;
    const lines = await this.revocations.revokeFor(tx, id, person, revocation, account, at);
    const entered = attendanceOf(training, person.codes)?.actor;
    if (lines.length === 0 || entered !== account.username) return lines;
    const detail = '已凭此次到场准予修复；到场由您录入，请由其他人员更正。';
    throw new RuleViolation([{ pointer: '', code: 'SECOND_PERSON_REQUIRED', detail, citation: 'PQ2025:31' }]);
  }

  private async presentIn(
    tx: EntityManager,
    { personCodes }: RepairTrainingForm,
  ): Promise<{ readonly present: readonly Present[]; readonly faults: readonly Fault[] }> {
    const present = new Map<string, Present>();
    const faults: Fault[] = [];
    for (const [place, given] of personCodes.entries()) {
      const pointer = `/personCodes/${place}`;
      const person = await this.registry.personByCode(tx, given);
      if (person === null) faults.push(unknownPerson(given, pointer));
      else if (present.has(person.id)) {
        faults.push({ pointer, code: 'DUPLICATE_ID', detail: `${given} 与前面所填的是同一人。` });
      } else present.set(person.id, { person, personCode: comparableCode(given) });
    }
    return { present: [...present.values()], faults };
  }

  private headOf(form: RepairTrainingForm, account: Account, at: string): RepairTrainingEntity {
    return {
      id: this.ids.next(),
      kind: form.kind,
      level: form.level ?? null,
      title: form.title,
      on: date(form.on),
      organiser: form.organiser,
      documentNo: form.documentNo.trim(),
      office: account.office,
      recordedAt: at,
      actor: account.username,
    };
  }

  private async row(
    tx: EntityManager,
    { id, on }: RepairTrainingEntity,
    { person, personCode }: Present,
    stated: Pick<RepairAttendanceEntity, 'sequence' | 'present' | 'reason'>,
    { username: actor }: Account,
    at: string,
  ): Promise<RepairAttendanceEntity> {
    const institution = await this.registry.primarySiteOf(tx, person.id, on);
    return {
      trainingId: id,
      personId: person.personId,
      personCode,
      institution,
      ...stated,
      recordedAt: at,
      actor,
    };
  }
}

const unknownPerson = (code: string, pointer: string): Fault => ({
  pointer,
  code: 'UNKNOWN_REFERENCE',
  detail: `没有代码为 ${code} 的人员，请先登记。`,
});

async function recordedBefore(
  tx: EntityManager,
  { kind, on, documentNo }: RepairTrainingForm,
): Promise<Fault[]> {
  const same = { kind, on: date(on), documentNo: documentNo.trim() };
  if (!(await tx.existsBy(RepairTrainingEntity, same))) return [];
  const detail = `${on} 的 ${documentNo} 已登记过；一次培训或活动只登记一次，漏记的人员请更正到场情况。`;
  return [{ pointer: '/documentNo', code: 'DUPLICATE_ID', detail }];
}
