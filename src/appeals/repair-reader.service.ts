import { Injectable } from '@nestjs/common';
import type { Account } from '../identity/identity.module.js';
import { LedgerService } from '../ledger/ledger.module.js';
import { Database } from '../platform/database/database.js';
import { RegistryService } from '../registry/registry.module.js';
import type {
  RepairApplicationAnswer,
  RepairItemAnswer,
  RepairListAnswer,
  RepairQuery,
} from './repair.dto.js';
import { RepairEntity, type RepairStepEntity } from './repair.entity.js';
import { repairNow } from './repair-now.js';
import { dayWords, loadRepair, type RepairOpinion } from './repair-store.js';
import { onlyReadable, ownCodes } from './restoration-rights.js';

/** Reads applications for repair, each account those it may see. */
@Injectable()
export class RepairReaderService {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryService,
    private readonly ledger: LedgerService,
  ) {}

  /** @throws Problem NOT_FOUND */
  async byId(id: string, account: Account): Promise<RepairApplicationAnswer> {
    const manager = this.database.read;
    const { head, steps, filing } = await loadRepair(manager, this.registry, id, account);
    const codes = (await this.registry.personById(manager, head.personId))?.codes ?? [];
    return {
      ...itemAnswer(head),
      now: head.state === 'ACCEPTED' ? await repairNow(manager, this.ledger, head, codes) : null,
      reasons: filing.reasons,
      evidence: [...filing.evidence],
      institutionReview: filing.institutionReview,
      steps: steps.map((step) => stepAnswer(step, account)),
    };
  }

  /** One page of those that fit the query, newest first. */
  async list(query: RepairQuery, account: Account): Promise<RepairListAnswer> {
    const manager = this.database.read;
    const found = manager.createQueryBuilder(RepairEntity, 'one').where('1 = 1');
    onlyReadable('repair.read', found, account, await ownCodes(this.registry, manager, account));
    for (const member of ['state', 'institution', 'district', 'trainingId'] as const) {
      if (query[member] !== undefined)
        found.andWhere(`one.${member} = :${member}`, { [member]: query[member] });
    }
    if (query.person !== undefined) {
      const person = await this.registry.personByCode(manager, query.person);
      found.andWhere('one.personCode IN (:...codes)', { codes: person?.codes ?? [query.person] });
    }
    const { page, pageSize } = query;
    const [rows, total] = await found
      .orderBy('one.recordedAt', 'DESC')
      .addOrderBy('one.id', 'ASC')
      .skip((page - 1) * pageSize)
      .take(pageSize)
      .getManyAndCount();
    return { items: rows.map(itemAnswer), total, page, pageSize };
  }
}

function countedAnswer({ countedOn: on, deducted, because }: RepairEntity): RepairItemAnswer['counted'] {
  if (on === null || deducted === null || because === null) return null;
  return { on, deducted, because, detail: dayWords({ on, because }) };
}

const itemAnswer = (head: RepairEntity): Readonly<RepairItemAnswer> => ({
  id: head.id,
  personCode: head.personCode,
  state: head.state,
  institution: head.institution,
  district: head.district,
  trainingId: head.trainingId,
  route: head.route,
  level: head.level,
  activityOn: head.activityOn,
  counted: countedAnswer(head),
  recordedAt: head.recordedAt,
});

/** Institutions and persons see which office did what, not who there. */
function stepAnswer(
  { step, content, office, recordedAt, actor }: RepairStepEntity,
  { role }: Account,
): RepairApplicationAnswer['steps'][number] {
  const { on, opinion } = JSON.parse(content) as Partial<RepairOpinion>;
  const outside = role === 'INSTITUTION_CLERK' || role === 'PERSON';
  return {
    step,
    on: on ?? '',
    opinion: opinion ?? null,
    office,
    by: outside ? null : actor,
    at: recordedAt,
  };
}
