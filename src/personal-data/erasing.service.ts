import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Database } from '../platform/database/database.js';
import { throughGate } from '../platform/database/personal-data-gate.js';
import { IdentityVault } from '../platform/secrets/identity-vault.js';
import { ERASED, PersonEntity, PersonIdentitiesService } from '../registry/registry.module.js';
import type { WholeFile } from './file-matters.js';
import { SEALED_COLUMNS, type SealedColumn } from './sealed-columns.js';

/** How much was erased, by what it was. */
export interface Erased {
  readonly people: number;
  readonly marks: number;
  readonly licenceRows: number;
  readonly importedRows: number;
}

/** Rows of files that were handed in and could not be taken: they hold what was typed. */
const HANDED_IN = SEALED_COLUMNS.filter(({ table }) => table !== 'webhook');

/** A row as it was kept: what was typed, and what was wrong with it. */
interface HandedIn {
  readonly cells: readonly string[];
}

/** Takes what is personal off a file, inside one change; facts, points and the record stay as they are. */
@Injectable()
export class ErasingService {
  constructor(
    private readonly database: Database,
    private readonly identities: PersonIdentitiesService,
    private readonly vault: IdentityVault,
  ) {}

  /** Destroys keys, numbers and lookups, and overwrites names wherever the program keeps them by person. */
  erase(tx: EntityManager, file: WholeFile): Promise<Erased> {
    return throughGate(tx, 'ERASURE', async () => {
      const known = await this.known(tx, file);
      await this.identities.erase(tx, file.personIds);
      await tx.update(PersonEntity, { id: In([...file.personIds]) }, { name: ERASED });
      const marks = await eraseMarks(tx, file);
      const licenceRows = await eraseLicenceRows(tx, file);
      let importedRows = 0;
      for (const each of HANDED_IN) importedRows += await this.eraseHandedIn(tx, each, known);
      return { people: file.personIds.length, marks, licenceRows, importedRows };
    });
  }

  /** Leaves nothing of it in the journal beside the database file. */
  async wipeTraces(): Promise<void> {
    await this.database.truncateJournal();
  }

  /** What tells that a text is about somebody on the file: the numbers and the codes. */
  private async known(tx: EntityManager, { personIds, codes }: WholeFile): Promise<string[]> {
    const numbers: string[] = [];
    for (const personId of personIds) {
      const number = await this.identities.numberOf(tx, personId);
      if (number !== null) numbers.push(number);
    }
    return [...numbers, ...codes];
  }

  private async eraseHandedIn(
    tx: EntityManager,
    { table, keys, column }: SealedColumn,
    known: readonly string[],
  ): Promise<number> {
    const rows = await tx.query<Record<string, string>[]>(`SELECT * FROM "${table}"`);
    const same = keys.map((key) => `"${key}" = ?`).join(' AND ');
    let erased = 0;
    for (const row of rows) {
      const content = JSON.parse(this.vault.open(row[column] ?? '')) as HandedIn;
      if (!mentions(content, known)) continue;
      const nothing = this.vault.seal(JSON.stringify(emptied(content)));
      const values = [nothing, ...keys.map((key) => row[key] ?? '')];
      await tx.query(`UPDATE "${table}" SET "${column}" = ? WHERE ${same}`, values);
      erased += 1;
    }
    return erased;
  }
}

const comparable = (text: string): string => text.normalize('NFKC').replaceAll(/\s/gu, '').toUpperCase();

const mentions = (content: object, known: readonly string[]): boolean => {
  const text = comparable(JSON.stringify(content));
  return known.some((each) => text.includes(each));
};

/** The same row with its cells emptied; what was wrong with them stays. */
const emptied = (content: HandedIn): object => ({
  ...content,
  cells: content.cells.map(() => ERASED),
});

async function eraseMarks(tx: EntityManager, { personIds }: WholeFile): Promise<number> {
  const of = `"person_id" IN (SELECT "value" FROM json_each(?))`;
  const ids = JSON.stringify(personIds);
  const rows = await tx.query<unknown[]>(`SELECT 1 FROM "published_mark" WHERE ${of}`, [ids]);
  await tx.query(`UPDATE "published_mark" SET "name" = ? WHERE ${of}`, [ERASED, ids]);
  return rows.length;
}

interface LicenceRow {
  readonly personCode: string | null;
}

async function eraseLicenceRows(tx: EntityManager, { codes }: WholeFile): Promise<number> {
  const lists = await tx.query<{ id: string; content: string }[]>(
    'SELECT "id", "content" FROM "licence_list"',
  );
  let erased = 0;
  for (const { id, content } of lists) {
    const rows = JSON.parse(content) as LicenceRow[];
    const ours = rows.filter(({ personCode }) => personCode !== null && codes.includes(personCode)).length;
    if (ours === 0) continue;
    const kept = rows.map((row) => (codes.includes(row.personCode ?? '') ? { ...row, name: ERASED } : row));
    await tx.query('UPDATE "licence_list" SET "content" = ? WHERE "id" = ?', [JSON.stringify(kept), id]);
    erased += ours;
  }
  return erased;
}
