import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { IdentityVault } from '../platform/secrets/identity-vault.js';
import { ERASED, PersonIdentitiesService } from '../registry/registry.module.js';
import type { WholeFile } from './file-matters.js';
import { SEALED_COLUMNS, type SealedColumn } from './sealed-columns.js';

/** Rows of files that were handed in and could not be taken: they hold what was typed. */
const HANDED_IN = SEALED_COLUMNS.filter(({ table }) => table !== 'webhook');
/** Only so many are held in memory at a time. */
const ROWS_A_LOOK = 500;

/** A row as it was kept: what was typed, and what was wrong with it. */
interface HandedIn {
  readonly cells: readonly string[];
}

interface Row {
  readonly id: number;
  readonly sealed: string;
}

/** Which rows are about somebody, of each table, and how far it was looked through. */
export type HandedInFound = ReadonlyMap<
  SealedColumn,
  { readonly rows: readonly number[]; readonly upTo: number }
>;

const NOTHING = { rows: [], upTo: 0 } as const;

/** Finds and empties the rows about somebody in what was handed in and could not be taken. */
@Injectable()
export class HandedInService {
  constructor(
    private readonly identities: PersonIdentitiesService,
    private readonly vault: IdentityVault,
  ) {}

  /** The rows that hold a number or a code of the file, looked through a few at a time. @param from where it was left. */
  async find(
    manager: EntityManager,
    file: WholeFile,
    from: HandedInFound = new Map(),
  ): Promise<HandedInFound> {
    const known = await this.known(manager, file);
    const found = new Map<SealedColumn, { rows: readonly number[]; upTo: number }>();
    for (const each of HANDED_IN) {
      const before = from.get(each) ?? NOTHING;
      found.set(each, await this.findIn(manager, each, known, before));
    }
    return found;
  }

  /** Empties the rows that were found, and any that came since; what was wrong with them stays. How many. */
  async erase(tx: EntityManager, file: WholeFile, before: HandedInFound): Promise<number> {
    let erased = 0;
    for (const [column, { rows }] of await this.find(tx, file, before)) {
      for (const id of rows) await this.empty(tx, column, id);
      erased += rows.length;
    }
    return erased;
  }

  private async findIn(
    manager: EntityManager,
    { table, column }: SealedColumn,
    known: readonly string[],
    before: { readonly rows: readonly number[]; readonly upTo: number },
  ): Promise<{ rows: readonly number[]; upTo: number }> {
    const sql = `SELECT rowid AS "id", "${column}" AS "sealed" FROM "${table}" WHERE rowid > ?
      ORDER BY rowid LIMIT ${ROWS_A_LOOK}`;
    const found = [...before.rows];
    let { upTo } = before;
    for (;;) {
      const rows = await manager.query<Row[]>(sql, [upTo]);
      const last = rows.at(-1);
      if (last === undefined) return { rows: found, upTo };
      found.push(
        ...rows.filter(({ sealed }) => mentions(this.vault.open(sealed), known)).map(({ id }) => id),
      );
      upTo = last.id;
    }
  }

  private async empty(tx: EntityManager, { table, column }: SealedColumn, id: number): Promise<void> {
    const sql = `SELECT rowid AS "id", "${column}" AS "sealed" FROM "${table}" WHERE rowid = ?`;
    const [row] = await tx.query<Row[]>(sql, [id]);
    if (row === undefined) return;
    const content = JSON.parse(this.vault.open(row.sealed)) as HandedIn;
    const emptied = this.vault.seal(JSON.stringify({ ...content, cells: content.cells.map(() => ERASED) }));
    await tx.query(`UPDATE "${table}" SET "${column}" = ? WHERE rowid = ?`, [emptied, id]);
  }

  /** What tells that a text is about somebody on the file: the numbers and the codes. */
  private async known(manager: EntityManager, { personIds, codes }: WholeFile): Promise<string[]> {
    const numbers: string[] = [];
    for (const personId of personIds) {
      const number = await this.identities.numberOf(manager, personId);
      if (number !== null) numbers.push(number);
    }
    return [...numbers, ...codes];
  }
}

const comparable = (text: string): string => text.normalize('NFKC').replaceAll(/\s/gu, '').toUpperCase();

function mentions(content: string, known: readonly string[]): boolean {
  const text = comparable(content);
  return known.some((each) => text.includes(each));
}
