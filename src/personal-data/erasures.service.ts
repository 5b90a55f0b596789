import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { comparableCode } from '../domain/registry/codes.js';
import { erasureFaults } from '../domain/registry/retention.js';
import type { Fault } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { Problem, RuleViolation } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import {
  loadPerson,
  membersOf,
  PersonEntity,
  PersonIdentitiesService,
  RegistryService,
} from '../registry/registry.module.js';
import { ErasingService } from './erasing.service.js';
import type { ErasureAnswer, ErasureForm } from './erasure.dto.js';
import { ErasureEndEntity, ErasureEntity, type ErasureEnd } from './erasure.entity.js';
import type { WholeFile } from './file-matters.js';
import { recordOf } from './record-of.js';
import { RetainedService } from './retained.service.js';

interface Proposal {
  readonly head: ErasureEntity;
  readonly file: WholeFile;
}

/** Erasing what is personal on a file: proposed by one, confirmed by another, refused while anything forbids it. */
@Injectable()
export class ErasuresService {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryService,
    private readonly identities: PersonIdentitiesService,
    private readonly retained: RetainedService,
    private readonly erasing: ErasingService,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @throws Problem NOT_FOUND; CONFLICT while another proposal waits; RuleViolation naming everything that forbids it. */
  async propose(code: string, { reason, basis }: ErasureForm, account: Account): Promise<ErasureAnswer> {
    return this.database.write(async (tx, at) => {
      const { file, personCode } = await this.file(tx, code, account);
      await this.requirePermitted(tx, file, []);
      if ((await this.waiting(tx, file)) !== null)
        throw new Problem('CONFLICT', '已有删除申请待另一人确认。');
      const by = { recordedAt: at, actor: account.username };
      const head = { id: this.ids.next(), fileId: file.fileId, personCode, reason, basis, ...by };
      await tx.insert(ErasureEntity, head);
      const after = { erasure: head.id, codes: [...file.codes], reason, basis };
      const record = recordOf(account, 'PERSON_ERASURE_PROPOSED', `person/${personCode}`, after);
      return { result: answerOf({ head, file }, null, null), record };
    });
  }

  /**
   * Erases, for ever.
   * @throws Problem NOT_FOUND; RuleViolation SECOND_PERSON_REQUIRED for whoever proposed it, and as {@link propose}.
   */
  async confirm(code: string, id: string, account: Account): Promise<ErasureAnswer> {
    const { file } = await this.file(this.database.read, code, account);
    const found = await this.erasing.lookAhead(this.database.read, file);
    const erased = await this.database.write(async (tx, at) => {
      const proposal = await this.proposal(tx, code, id, account);
      const same = proposal.head.actor === account.username ? [SAME_PERSON] : [];
      await this.requirePermitted(tx, proposal.file, same);
      const gone = await this.erasing.erase(
        tx,
        proposal.file,
        sameFile(file, proposal.file) ? found : new Map(),
      );
      const end = await keepEnd(tx, id, 'ERASED', at, account);
      const after = { erasure: id, codes: [...proposal.file.codes], ...gone };
      const record = recordOf(account, 'PERSON_ERASED', `person/${proposal.head.personCode}`, after);
      return { result: { proposal, end }, record };
    });
    return answerOf(erased.proposal, erased.end, await this.database.truncateJournal());
  }

  /** Takes a proposal back. @throws Problem NOT_FOUND. */
  withdraw(code: string, id: string, account: Account): Promise<ErasureAnswer> {
    return this.database.write(async (tx, at) => {
      const proposal = await this.proposal(tx, code, id, account);
      const end = await keepEnd(tx, id, 'WITHDRAWN', at, account);
      const subject = `person/${proposal.head.personCode}`;
      const record = recordOf(account, 'PERSON_ERASURE_WITHDRAWN', subject, { erasure: id });
      return { result: answerOf(proposal, end, null), record };
    });
  }

  /** What was proposed for a file, the newest first. @throws Problem NOT_FOUND. */
  async list(code: string, account: Account): Promise<ErasureAnswer[]> {
    const manager = this.database.read;
    const { file } = await this.file(manager, code, account);
    const heads = await manager.find(ErasureEntity, {
      where: file.personIds.map((fileId) => ({ fileId })),
      order: { recordedAt: 'DESC' },
    });
    return Promise.all(
      heads.map(async (head) =>
        this.listed({ head, file }, await manager.findOneBy(ErasureEndEntity, { erasureId: head.id })),
      ),
    );
  }

  private listed(proposal: Proposal, end: ErasureEndEntity | null): ErasureAnswer {
    return answerOf(proposal, end, end?.outcome === 'ERASED' ? this.database.isJournalEmptied : null);
  }

  private async file(
    manager: EntityManager,
    code: string,
    account: Account,
  ): Promise<{ readonly file: WholeFile; readonly personCode: string }> {
    const { fileId, code: personCode } = await loadPerson(manager, comparableCode(code), account);
    const personIds = await membersOf(manager, [fileId]);
    const codes = (await this.registry.personById(manager, fileId))?.codes ?? [];
    const people = await manager.findBy(PersonEntity, { id: In(personIds) });
    const names = [...new Set(people.map(({ name }) => name))];
    return { file: { fileId, personIds, codes, names }, personCode };
  }

  private async requirePermitted(
    tx: EntityManager,
    file: WholeFile,
    others: readonly Fault[],
  ): Promise<void> {
    if (await this.isErased(tx, file)) throw new Problem('CONFLICT', '该人员的个人信息已删除。');
    const faults = erasureFaults(await this.retained.of(tx, file), this.clock.today());
    if (others.length + faults.length > 0) throw new RuleViolation([...others, ...faults]);
  }

  private async isErased(tx: EntityManager, { personIds }: WholeFile): Promise<boolean> {
    for (const personId of personIds)
      if ((await this.identities.numberOf(tx, personId)) !== null) return false;
    return true;
  }

  private waiting(tx: EntityManager, { personIds }: WholeFile): Promise<ErasureEntity | null> {
    return tx
      .createQueryBuilder(ErasureEntity, 'one')
      .leftJoin(ErasureEndEntity, 'end', 'end.erasureId = one.id')
      .where('one.fileId IN (:...personIds)', { personIds })
      .andWhere('end.erasureId IS NULL')
      .getOne();
  }

  /** One that waits. */
  private async proposal(tx: EntityManager, code: string, id: string, account: Account): Promise<Proposal> {
    const { file } = await this.file(tx, code, account);
    const head = await tx.findOneBy(ErasureEntity, { id });
    if (head === null || !file.personIds.includes(head.fileId))
      throw new Problem('NOT_FOUND', `没有编号为 ${id} 的删除申请。`);
    if (await tx.existsBy(ErasureEndEntity, { erasureId: id }))
      throw new Problem('CONFLICT', '该删除申请已办结。');
    return { head, file };
  }
}

async function keepEnd(
  tx: EntityManager,
  erasureId: string,
  outcome: ErasureEnd,
  recordedAt: string,
  { username: actor }: Account,
): Promise<ErasureEndEntity> {
  const end = { erasureId, outcome, recordedAt, actor };
  await tx.insert(ErasureEndEntity, end);
  return end;
}

/** Nobody was joined to the file or parted from it, and no code was added. */
const sameFile = (one: WholeFile, other: WholeFile): boolean =>
  JSON.stringify([one.personIds, one.codes]) === JSON.stringify([other.personIds, other.codes]);

const answerOf = (
  { head, file }: Proposal,
  end: ErasureEndEntity | null,
  journalEmptied: boolean | null,
): ErasureAnswer => ({
  id: head.id,
  personCodes: [...file.codes],
  state: end?.outcome ?? 'PROPOSED',
  reason: head.reason,
  basis: head.basis,
  proposedBy: head.actor,
  proposedAt: head.recordedAt,
  endedBy: end?.actor ?? null,
  endedAt: end?.recordedAt ?? null,
  journalEmptied,
});

const SAME_PERSON: Fault = {
  pointer: '',
  code: 'SECOND_PERSON_REQUIRED',
  detail: '此申请由您提出，须由另一人确认。',
};
