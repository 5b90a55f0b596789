import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { comparableCode } from '../../domain/registry/codes.js';
import type { Account } from '../../identity/identity.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { HeadedRow } from '../../platform/files/headed-table.js';
import { Problem } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { IdentityVault } from '../../platform/secrets/identity-vault.js';
import { InstitutionEntity } from '../entities/institution.entity.js';
import { recordOf } from '../record-of.js';
import { seesInstitution } from '../registry-rights.js';
import type { StaffMember } from './staff-columns.js';
import { StaffImportRunnerService } from './staff-import-runner.service.js';
import { StaffImportChunkEntity, StaffImportEntity, StaffImportFaultEntity } from './staff-import.entity.js';
import type { FaultyRow } from './staff-row.js';

/** A staff list as it was sent. */
export interface SentStaff {
  readonly bytes: Buffer;
  readonly rows: readonly HeadedRow<StaffMember>[];
}

export const IMPORT_STATES = ['RUNNING', 'FINISHED', 'INTERRUPTED'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** An import and how far it is. */
export interface StaffImport {
  readonly head: StaffImportEntity;
  readonly state: ImportState;
  readonly read: number;
  readonly taken: number;
  readonly unchanged: number;
  readonly faulty: number;
  /** Instant of the last progress, RFC 3339. */
  readonly lastAt: string;
}

/** An import of another process that was not heard of for so long is at work no more. */
const SILENCE_MINUTES = 10;

/** Staff lists: handed in, gone through behind the scenes, looked after. */
@Injectable()
export class StaffImportsService {
  constructor(
    private readonly database: Database,
    private readonly runner: StaffImportRunnerService,
    private readonly vault: IdentityVault,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Takes a staff list in hand.
   * @param dryRun goes through it without entering anybody.
   * @throws Problem NOT_FOUND for an institution that is not theirs; CONFLICT while another list of it is gone through.
   */
  async begin(
    code: string,
    dryRun: boolean,
    { bytes, rows }: SentStaff,
    account: Account,
  ): Promise<StaffImport> {
    const institution = await this.institution(code, account);
    if (this.runner.isBusyWith(institution.code))
      throw new Problem('CONFLICT', '该机构的另一份名单正在导入，请待其完成后再提交。');
    const contentHash = createHash('sha256').update(bytes).digest('hex');
    const id = this.ids.next();
    const head = await this.database.write(async (tx, at) => {
      const row: StaffImportEntity = {
        id,
        institutionCode: institution.code,
        dryRun,
        rows: rows.length,
        contentHash,
        recordedAt: at,
        actor: account.username,
        office: account.office,
      };
      await tx.insert(StaffImportEntity, row);
      const after = { institutionCode: institution.code, dryRun, rows: rows.length, contentHash };
      const subject = `staff-import/${id}`;
      return { result: row, record: recordOf(account, { action: 'STAFF_IMPORT_BEGUN', subject, after }) };
    });
    this.runner.begin({ head, institution, rows, account });
    return { head, state: 'RUNNING', read: 0, taken: 0, unchanged: 0, faulty: 0, lastAt: head.recordedAt };
  }

  /** @throws Problem NOT_FOUND, also for an import that is not theirs to see. */
  async byId(id: string, account: Account): Promise<StaffImport> {
    const { read } = this.database;
    const head = await read.findOneBy(StaffImportEntity, { id });
    const site = head && (await read.findOneBy(InstitutionEntity, { code: head.institutionCode }));
    if (head === null || site === null || !seesInstitution(account, site))
      throw new Problem('NOT_FOUND', `没有编号为 ${id} 的名单导入。`);
    const chunks = await read.find(StaffImportChunkEntity, {
      where: { importId: id },
      order: { ordinal: 'ASC' },
    });
    const sum = (member: 'rows' | 'taken' | 'unchanged' | 'faulty'): number =>
      chunks.reduce((total, chunk) => total + chunk[member], 0);
    const [done, lastAt] = [sum('rows'), chunks.at(-1)?.recordedAt ?? head.recordedAt];
    return {
      head,
      state: done === head.rows ? 'FINISHED' : this.unfinished(id, lastAt),
      read: done,
      taken: sum('taken'),
      unchanged: sum('unchanged'),
      faulty: sum('faulty'),
      lastAt,
    };
  }

  /**
   * The rows that could not be taken, as they were sent.
   * @throws Problem NOT_FOUND; FORBIDDEN for anybody but the office that sent them: they hold what that office typed of people.
   */
  async faultyRows(id: string, account: Account): Promise<readonly FaultyRow[]> {
    const { head } = await this.byId(id, account);
    if (head.office !== account.office)
      throw new Problem('FORBIDDEN', '有误的行含有个人信息，只由提交名单的单位下载。');
    const rows = await this.database.read.find(StaffImportFaultEntity, {
      where: { importId: id },
      order: { row: 'ASC' },
    });
    return rows.map(({ sealed }) => JSON.parse(this.vault.open(sealed)) as FaultyRow);
  }

  /** @throws Problem NOT_FOUND for an institution that is not theirs. */
  async institution(given: string, account: Account): Promise<InstitutionEntity> {
    const code = comparableCode(given);
    const found = await this.database.read.findOneBy(InstitutionEntity, { code });
    if (found === null || !seesInstitution(account, found))
      throw new Problem('NOT_FOUND', `没有代码为 ${code} 的定点医药机构，或者不由本单位管理。`);
    return found;
  }

  private unfinished(id: string, lastAt: string): ImportState {
    if (this.runner.isActive(id)) return 'RUNNING';
    const silentSince = Temporal.Instant.from(lastAt).add({ minutes: SILENCE_MINUTES });
    const silent = Temporal.Instant.compare(Temporal.Instant.from(this.clock.instant()), silentSince) > 0;
    return silent ? 'INTERRUPTED' : 'RUNNING';
  }
}
