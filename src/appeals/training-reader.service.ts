import { Injectable } from '@nestjs/common';
import { Brackets, type SelectQueryBuilder } from 'typeorm';
import type { Account } from '../identity/identity.module.js';
import { Database } from '../platform/database/database.js';
import { Problem } from '../platform/http/problem.js';
import { RegistryService } from '../registry/registry.module.js';
import { ownCodes } from './restoration-rights.js';
import type {
  RepairTrainingAnswer,
  RepairTrainingItemAnswer,
  RepairTrainingListAnswer,
  RepairTrainingQuery,
} from './training.dto.js';
import { RepairAttendanceEntity, RepairTrainingEntity } from './training.entity.js';
import { loadTraining } from './training-store.js';

/** Reads trainings and activities: offices all, institutions and persons those of their own people. */
@Injectable()
export class TrainingReaderService {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryService,
  ) {}

  /** @throws Problem NOT_FOUND */
  async byId(id: string, account: Account): Promise<RepairTrainingAnswer> {
    const manager = this.database.read;
    const { head, attendance } = await loadTraining(manager, id);
    const codes = await ownCodes(this.registry, manager, account);
    const seen = attendance.filter((each) => sees(account, each, codes));
    if (seen.length === 0 && isOutside(account))
      throw new Problem('NOT_FOUND', `没有编号为 ${id} 的培训或活动。`);
    return {
      ...itemAnswer(head),
      attendance: seen.map(({ personCode, present, institution, reason }) => ({
        personCode,
        present,
        institution,
        corrected: reason,
      })),
    };
  }

  /** One page of those that fit the query, latest held first. */
  async list(query: RepairTrainingQuery, account: Account): Promise<RepairTrainingListAnswer> {
    const manager = this.database.read;
    const found = manager.createQueryBuilder(RepairTrainingEntity, 'one').where('1 = 1');
    if (query.kind !== undefined) found.andWhere('one.kind = :kind', { kind: query.kind });
    if (query.office !== undefined) found.andWhere('one.office = :office', { office: query.office });
    keepTo(found, await this.conditions(query, account));
    const { page, pageSize } = query;
    const [rows, total] = await found
      .orderBy('one.on', 'DESC')
      .addOrderBy('one.id', 'ASC')
      .skip((page - 1) * pageSize)
      .take(pageSize)
      .getManyAndCount();
    return { items: rows.map(itemAnswer), total, page, pageSize };
  }

  /** What one attendance has to be at once; institutions and persons find only that of their own people. */
  private async conditions(query: RepairTrainingQuery, account: Account): Promise<Attending> {
    const manager = this.database.read;
    const { person, institution } = query;
    const asked =
      person === undefined ? null : ((await this.registry.personByCode(manager, person))?.codes ?? []);
    const own = account.role === 'PERSON' ? await ownCodes(this.registry, manager, account) : null;
    return {
      codes: [asked, own].filter((codes) => codes !== null),
      institutions: [
        ...(institution === undefined ? [] : [institution]),
        ...(account.role === 'INSTITUTION_CLERK' ? [account.office] : []),
      ],
    };
  }
}

/** What an attendance is asked for: one of the codes of every list, at every institution named. */
interface Attending {
  readonly codes: readonly (readonly string[])[];
  readonly institutions: readonly string[];
}

const isOutside = ({ role }: Account): boolean => role === 'INSTITUTION_CLERK' || role === 'PERSON';

function sees(
  { role, office }: Account,
  { institution, personCode }: RepairAttendanceEntity,
  codes: readonly string[],
): boolean {
  if (role === 'INSTITUTION_CLERK') return institution === office;
  return role !== 'PERSON' || codes.includes(personCode);
}

type Query = SelectQueryBuilder<RepairTrainingEntity>;

/** Keeps to trainings with an attendance that is all of this. */
function keepTo(found: Query, { codes, institutions }: Attending): void {
  if (codes.length === 0 && institutions.length === 0) return;
  const values: Record<string, unknown> = {};
  const rows = found
    .subQuery()
    .select('1')
    .from(RepairAttendanceEntity, 'each')
    .where('each.trainingId = one.id');
  for (const [place, list] of codes.entries()) {
    values[`codes${place}`] = list;
    rows.andWhere(list.length === 0 ? '1 = 0' : `each.personCode IN (:...codes${place})`);
  }
  for (const [place, institution] of institutions.entries()) {
    values[`institution${place}`] = institution;
    rows.andWhere(`each.institution = :institution${place}`);
  }
  found.andWhere(new Brackets((one) => one.where(`EXISTS ${rows.getQuery()}`, values)));
}

const itemAnswer = (head: RepairTrainingEntity): Readonly<RepairTrainingItemAnswer> => ({
  id: head.id,
  kind: head.kind,
  level: head.level,
  title: head.title,
  on: head.on,
  organiser: head.organiser,
  documentNo: head.documentNo,
  office: head.office,
  recordedAt: head.recordedAt,
});
