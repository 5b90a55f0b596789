import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { LedgerFact } from '../domain/qualification/ledger-fact.js';
import { changesMeasures } from '../domain/qualification/repair-day.js';
import type { Account } from '../identity/identity.module.js';
import { LedgerService } from '../ledger/ledger.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { Problem, RuleViolation } from '../platform/http/problem.js';
import { RegistryService, type PersonRef } from '../registry/registry.module.js';
import { NoticeFollowService } from '../scoring/scoring.module.js';
import { RaisedNoticesService } from './raised-notices.service.js';
import { recordOf } from './record-of.js';
import type { RepairRevocationForm } from './repair.dto.js';
import { RepairEntity, RepairStepEntity } from './repair.entity.js';
import { insertRepairStep, loadRepair, repairSubject, type RepairOpinion } from './repair-store.js';
import { requireDistrictAgency } from './restoration-rights.js';
import { raisedNotices } from './reversal-raised.js';

/** Why a repair is revoked, and that a measure which comes of it is known and wanted. */
export type Revocation = Readonly<
  Pick<RepairRevocationForm, 'reason' | 'measureAcknowledged' | 'acknowledgedReasons'>
>;

/**
 * Takes back a repair that was granted wrongly: the points count from the start as if it had not been (S22, S31). What was
 * granted stays on record; a measure that would come of it is never made by the way.
 */
@Injectable()
export class RepairRevocationService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly registry: RegistryService,
    private readonly ledger: LedgerService,
    private readonly followed: NoticeFollowService,
    private readonly raises: RaisedNoticesService,
  ) {}

  /**
   * @throws RuleViolation SECOND_PERSON_REQUIRED, REVOCATION_RAISES_MEASURE, REASONS_REQUIRED; Problem NOT_FOUND, FORBIDDEN,
   *   CONFLICT.
   */
  revoke(id: string, form: Revocation, account: Account): Promise<void> {
    return this.database.write(async (tx, at) => {
      const { head, steps } = await loadRepair(tx, this.registry, id, account);
      requireDistrictAgency(account, head.district);
      if (head.state !== 'ACCEPTED')
        throw new Problem('CONFLICT', `此申请的状态为 ${head.state}，只有已准予的修复可以撤销。`);
      const granted = steps.find(({ step }) => step === 'ACCEPT');
      if (granted?.actor === account.username) throw new RuleViolation([samePerson]);
      const [line, ...lines] = await this.takeBack(tx, head, form, account, at);
      return { result: undefined, record: [line, ...lines] };
    });
  }

  /** Takes back whatever was granted to a person for a training, inside a change. @returns the lines for the record. */
  async revokeFor(
    tx: EntityManager,
    trainingId: string,
    { codes }: PersonRef,
    revocation: Revocation,
    account: Account,
    at: string,
  ): Promise<readonly RecordEntry[]> {
    const granted = await tx.findBy(RepairEntity, {
      trainingId,
      personCode: In([...codes]),
      state: 'ACCEPTED',
    });
    const lines: RecordEntry[] = [];
    for (const head of granted) lines.push(...(await this.takeBack(tx, head, revocation, account, at)));
    return lines;
  }

  private async takeBack(
    tx: EntityManager,
    head: RepairEntity,
    revocation: Revocation,
    account: Account,
    at: string,
  ): Promise<readonly [RecordEntry, ...RecordEntry[]]> {
    const on = this.clock.today();
    const { id, personId, personCode, countedOn: repairOn, level } = head;
    if (repairOn === null) throw new Error(`repair ${id} counts on no day`);
    const fact: LedgerFact = { type: 'REPAIR_VOIDED', on, repairOn, level };
    const rejudged = await this.ledger.append(tx, personId, [fact], account, at);
    const raises = changesMeasures(rejudged.before.standing, rejudged.after.standing);
    requireAcknowledged(raises, revocation);
    const sequence = (await tx.maximum(RepairStepEntity, 'sequence', { repairId: id })) ?? 0;
    const acknowledged =
      raises && revocation.acknowledgedReasons !== undefined
        ? { acknowledgedReasons: revocation.acknowledgedReasons }
        : {};
    const content: RepairOpinion = { on, opinion: revocation.reason, ...acknowledged };
    await insertRepairStep(tx, { id, sequence: sequence + 1, step: 'REVOKE', content }, account, at);
    await tx.update(RepairEntity, { id }, { state: 'REVOKED' });
    const line = recordOf(account, {
      action: 'REPAIR_REVOKED',
      subject: repairSubject(id),
      before: { state: head.state, countedOn: repairOn, deducted: head.deducted },
      after: { personCode, reason: revocation.reason, ...acknowledged },
    });
    const followed = await this.followed.follow(tx, rejudged, account, at);
    const raised = raisedNotices(rejudged, new Set());
    const raising = {
      by: repairSubject(id),
      acknowledged: raised.map(({ noticeId }) => noticeId),
      reasons: revocation.acknowledgedReasons ?? revocation.reason,
    };
    return [line, ...followed, ...(await this.raises.settle(tx, raised, raising, account, at))];
  }
}

const samePerson = {
  pointer: '',
  code: 'SECOND_PERSON_REQUIRED',
  detail: '此修复由您准予，请由其他人员撤销。',
  citation: 'PQ2025:31',
};

/** @throws RuleViolation: a new or graver measure is for the agency to decide, not for a correction to bring along. */
function requireAcknowledged(
  raises: boolean,
  { measureAcknowledged, acknowledgedReasons }: Revocation,
): void {
  if (measureAcknowledged && acknowledgedReasons === undefined) {
    const detail = '仍予撤销的，请写明理由。';
    throw new RuleViolation([{ pointer: '/acknowledgedReasons', code: 'REASONS_REQUIRED', detail }]);
  }
  if (!raises || measureAcknowledged) return;
  const detail =
    '撤销此修复将改变已有的处理或者产生新的、更重的暂停或终止，不随更正发生；由经办机构研究决定，仍予撤销的须明确表示知悉并写明理由。';
  throw new RuleViolation([
    { pointer: '/measureAcknowledged', code: 'REVOCATION_RAISES_MEASURE', detail, citation: 'PQ2025:31' },
  ]);
}
