import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { comparableCode } from '../domain/registry/codes.js';
import { comparableName } from '../domain/registry/identity-number.js';
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

/** What tells that a row is about somebody on the file. */
interface Known {
  /** Numbers and codes, which stand in it anywhere. */
  readonly signs: readonly string[];
  /** As names are compared: each fills a cell. */
  readonly names: readonly string[];
}

/** Which rows are about somebody, of each table, and how far it was looked through. */
export type HandedInFound = ReadonlyMap<
  SealedColumn,
  { readonly rows: readonly number[]; readonly upTo: number }
>;

/** Signs between codes in one cell. */
const SEVERAL = /[、,，;；\s]+/u;

const NOTHING = { rows: [], upTo: 0 } as const;

/** Finds and empties the rows about somebody in what was handed in and could not be taken. */
@Injectable()
export class HandedInService {
  constructor(
    private readonly identities: PersonIdentitiesService,
    private readonly vault: IdentityVault,
  ) {}

  /**
   * The rows that hold a number or a code of the file, or a name of it beside nobody's code, looked through a few at a
   * time. @param from where it was left.
   */
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
    known: Known,
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
      for (const { id, sealed } of rows)
        if (await isAbout(manager, this.vault.open(sealed), known)) found.push(id);
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

  private async known(manager: EntityManager, { personIds, codes, names }: WholeFile): Promise<Known> {
    const numbers: string[] = [];
    for (const personId of personIds) {
      const number = await this.identities.numberOf(manager, personId);
      if (number !== null) numbers.push(number);
    }
    return { signs: [...numbers, ...codes], names: names.map((name) => comparableName(name)) };
  }
}

const comparable = (text: string): string => text.normalize('NFKC').replaceAll(/\s/gu, '').toUpperCase();

async function isAbout(manager: EntityManager, content: string, { signs, names }: Known): Promise<boolean> {
  const text = comparable(content);
  if (signs.some((sign) => text.includes(sign))) return true;
  const { cells } = JSON.parse(content) as HandedIn;
  if (!cells.some((cell) => names.includes(comparableName(cell)))) return false;
  const held = await manager.query<unknown[]>(
    'SELECT 1 FROM "person_code" WHERE "code" IN (SELECT "value" FROM json_each(?)) LIMIT 1',
    [JSON.stringify(cells.flatMap((cell) => comparableCode(cell).split(SEVERAL)))],
  );
  return held.length === 0;
}
