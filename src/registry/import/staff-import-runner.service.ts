import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Account } from '../../identity/identity.module.js';
import { Database } from '../../platform/database/database.js';
import type { RecordEntry } from '../../platform/database/record-entry.js';
import type { HeadedRow } from '../../platform/files/headed-table.js';
import { RuleViolation } from '../../platform/http/problem.js';
import { IdentityVault } from '../../platform/secrets/identity-vault.js';
import { recordOf } from '../record-of.js';
import type { StaffMember } from './staff-columns.js';
import {
  StaffImportChunkEntity,
  StaffImportFaultEntity,
  type StaffImportEntity,
} from './staff-import.entity.js';
import {
  faultyRow,
  problemOf,
  readStaffRow,
  repeatedRows,
  type FaultyRow,
  type ListedInstitution,
} from './staff-row.js';
import { StaffRowsService } from './staff-rows.service.js';

type Row = HeadedRow<StaffMember>;

/** A staff list on its way in. */
export interface StaffList {
  readonly head: StaffImportEntity;
  readonly institution: ListedInstitution;
  readonly rows: readonly Row[];
  readonly account: Account;
}

/** How some rows went. */
interface Gone {
  readonly taken: number;
  readonly unchanged: number;
  readonly faulty: readonly FaultyRow[];
  /** Codes of those whom the list was told to be restricted: who learns how others stand is on the record. */
  readonly restricted: readonly string[];
  readonly record: readonly RecordEntry[];
}

/** A row that was not taken, and whom it was told to be restricted. */
interface Refused {
  readonly refused: FaultyRow;
  readonly restricted: readonly string[];
}

const refused = (row: FaultyRow): Refused => ({ refused: row, restricted: [] });

/** Undoes what was only tried. */
class Tried extends Error {
  constructor(readonly gone: Gone) {
    super('tried only');
  }
}

/** A change of so many rows keeps others waiting for a tenth of a second or two. */
const ROWS_A_CHANGE = 25;

/** Goes through staff lists behind the scenes, one after another, a few rows a change. */
@Injectable()
export class StaffImportRunnerService implements BeforeApplicationShutdown {
  private readonly log = new Logger('staff-import');
  /** Imports under way in this process, by id, with their institution. */
  private readonly active = new Map<string, string>();
  private last: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly staff: StaffRowsService,
    private readonly vault: IdentityVault,
  ) {}

  isActive(importId: string): boolean {
    return this.active.has(importId);
  }

  isBusyWith(institutionCode: string): boolean {
    return [...this.active.values()].includes(institutionCode);
  }

  /** Takes a list in hand; it is gone through after those handed in before. */
  begin(list: StaffList): void {
    const { id, institutionCode } = list.head;
    this.active.set(id, institutionCode);
    this.last = this.last.then(() => this.run(list));
  }

  /** Waits for the lists that are in hand. */
  idle(): Promise<void> {
    return this.last;
  }

  /** Stops after the change under way: what was taken is kept, the rest can be handed in again. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.idle();
  }

  private async run(list: StaffList): Promise<void> {
    const { id } = list.head;
    try {
      const repeated = repeatedRows(list.rows);
      for (let from = 0; from < list.rows.length && !this.stopping; from += ROWS_A_CHANGE) {
        const rows = list.rows.slice(from, from + ROWS_A_CHANGE);
        await (list.head.dryRun
          ? this.tryRows(list, rows, repeated, from)
          : this.takeRows(list, rows, repeated, from));
      }
    } catch (error) {
      this.log.error(
        `staff import ${id} was interrupted: ${error instanceof Error ? error.message : 'unknown'}`,
      );
    } finally {
      this.active.delete(id);
    }
  }

  private takeRows(
    list: StaffList,
    rows: readonly Row[],
    repeated: ReadonlyMap<number, string[]>,
    from: number,
  ): Promise<void> {
    return this.database.write(async (tx, at) => {
      const gone = await this.enterAll(tx, at, list, rows, repeated);
      const progress = await this.keepProgress(tx, at, list, rows.length, from, gone);
      return { result: undefined, record: [progress, ...gone.record] };
    });
  }

  private async tryRows(
    list: StaffList,
    rows: readonly Row[],
    repeated: ReadonlyMap<number, string[]>,
    from: number,
  ): Promise<void> {
    const gone = await this.tried((tx, at) => this.enterAll(tx, at, list, rows, repeated));
    await this.database.write(async (tx, at) => ({
      result: undefined,
      record: await this.keepProgress(tx, at, list, rows.length, from, gone),
    }));
  }

  private async tried(enter: (tx: EntityManager, at: string) => Promise<Gone>): Promise<Gone> {
    try {
      return await this.database.write<Gone>(async (tx, at) => {
        throw new Tried(await enter(tx, at));
      });
    } catch (error) {
      if (error instanceof Tried) return error.gone;
      throw error;
    }
  }

  private async enterAll(
    tx: EntityManager,
    at: string,
    { institution, account }: StaffList,
    rows: readonly Row[],
    repeated: ReadonlyMap<number, string[]>,
  ): Promise<Gone> {
    const faulty: FaultyRow[] = [];
    const record: RecordEntry[] = [];
    const restricted: string[] = [];
    let [taken, unchanged] = [0, 0];
    for (const row of rows) {
      const entered = await this.enterRow(tx, at, row, repeated.get(row.number) ?? [], institution, account);
      if ('refused' in entered) {
        faulty.push(entered.refused);
        restricted.push(...entered.restricted);
      } else if (entered.length === 0) unchanged += 1;
      else {
        taken += 1;
        record.push(...entered);
      }
    }
    return { taken, unchanged, faulty, restricted, record };
  }

  private async enterRow(
    tx: EntityManager,
    at: string,
    row: Row,
    repeated: readonly string[],
    institution: ListedInstitution,
    account: Account,
  ): Promise<readonly RecordEntry[] | Refused> {
    const read = readStaffRow(row, institution);
    if ('problems' in read) return refused({ ...read, problems: [...repeated, ...read.problems] });
    if (repeated.length > 0) return refused(faultyRow(row, repeated));
    try {
      // A row that is refused half way leaves nothing of itself.
      return await tx.transaction((ofRow) => this.staff.enter(ofRow, read, { account, at }));
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      const isRestricted = error.errors.some(({ code }) => code === 'RESTRICTED');
      const restricted = isRestricted ? await this.staff.codesOf(tx, read.form) : [];
      return { refused: faultyRow(row, error.errors.map(problemOf)), restricted };
    }
  }

  private async keepProgress(
    tx: EntityManager,
    at: string,
    { head, account }: StaffList,
    rows: number,
    from: number,
    { taken, unchanged, faulty, restricted }: Gone,
  ): Promise<RecordEntry> {
    const counts = { rows, taken, unchanged, faulty: faulty.length };
    const ordinal = from / ROWS_A_CHANGE;
    await tx.insert(StaffImportChunkEntity, { importId: head.id, ordinal, ...counts, recordedAt: at });
    const sealed = faulty.map((each) => ({
      importId: head.id,
      row: each.row,
      sealed: this.vault.seal(JSON.stringify(each)),
    }));
    if (sealed.length > 0) await tx.insert(StaffImportFaultEntity, sealed);
    return recordOf(account, {
      action: head.dryRun ? 'STAFF_ROWS_TRIED' : 'STAFF_ROWS_TAKEN',
      subject: `staff-import/${head.id}`,
      after: {
        institutionCode: head.institutionCode,
        firstRow: from + 1,
        ...counts,
        restricted: { codes: [...restricted] },
      },
    });
  }
}
