import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../platform/database/database.js';
import { throughGate } from '../platform/database/personal-data-gate.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { IdentityVault } from '../platform/secrets/identity-vault.js';
import { PersonIdentitiesService } from '../registry/registry.module.js';
import { recordOf } from './record-of.js';
import { SEALED_COLUMNS, type SealedColumn } from './sealed-columns.js';

/** What a rotation did. */
export interface Rotation {
  /** Id of the master key that everything lies under now. */
  readonly keyId: string;
  /** Ids of the keys that are needed no more. */
  readonly previous: readonly string[];
  /** How many were renewed, by what they are. */
  readonly renewed: Readonly<Record<string, number>>;
}

/** So many rows keep others waiting for a tenth of a second or two. */
const ROWS_A_CHANGE = 200;
const PROGRAM = { username: 'rotate-keys', office: '110000' } as const;

/** Something that is stored under a master key. */
interface Stored {
  readonly table: string;
  /** Whether some of it is not stored as it would be today. */
  readonly isStale: (manager: EntityManager) => Promise<boolean>;
  /** Renews some of it; how many. */
  readonly renew: (tx: EntityManager) => Promise<number>;
}

/**
 * Puts everything under the present master key: people's keys are wrapped and their lookups hashed anew, other texts
 * sealed anew, a few rows a change. What was done stays done: killed anywhere, the next run does the rest.
 */
@Injectable()
export class KeyRotationService {
  constructor(
    private readonly database: Database,
    private readonly identities: PersonIdentitiesService,
    private readonly vault: IdentityVault,
  ) {}

  /** @throws Error where something lies under a key that is neither the present one nor given as a previous one. */
  async rotate(): Promise<Rotation> {
    const renewed: Record<string, number> = {};
    for (const each of [this.numbers(), ...SEALED_COLUMNS.map((column) => this.texts(column))])
      renewed[each.table] = await this.renewAll(each);
    const [keyId = '', ...previous] = this.vault.keyIds;
    const rotation = { keyId, previous, renewed };
    const record = recordOf(PROGRAM, 'DATA_KEYS_ROTATED', `data-key/${keyId}`, rotation);
    return this.database.write(() => Promise.resolve({ result: rotation, record }));
  }

  private async renewAll({ table, isStale, renew }: Stored): Promise<number> {
    let total = 0;
    while (await isStale(this.database.read))
      total += await this.database.write(async (tx) => {
        const result = await throughGate(tx, 'ROTATION', () => renew(tx));
        return { result, record: this.stepOf(table, result) };
      });
    return total;
  }

  private numbers(): Stored {
    return {
      table: 'person_identity',
      isStale: (manager) => this.identities.isStale(manager),
      renew: (tx) => this.identities.renew(tx, ROWS_A_CHANGE),
    };
  }

  private texts(column: SealedColumn): Stored {
    return {
      table: column.table,
      isStale: async (manager) => (await this.staleRows(manager, column, 1)).length > 0,
      renew: (tx) => this.renewTexts(tx, column),
    };
  }

  private stepOf(table: string, rows: number): RecordEntry {
    const { keyId } = this.vault;
    return recordOf(PROGRAM, 'DATA_KEY_ROTATION_STEP', `data-key/${keyId}`, { table, rows });
  }

  private staleRows(
    manager: EntityManager,
    { table, keys, column }: SealedColumn,
    limit: number,
  ): Promise<Record<string, string>[]> {
    const listed = [...keys, column].map((each) => `"${each}"`).join(', ');
    return manager.query(`SELECT ${listed} FROM "${table}" WHERE "${column}" NOT LIKE ? LIMIT ${limit}`, [
      `${this.vault.currentPrefix}%`,
    ]);
  }

  private async renewTexts(tx: EntityManager, stored: SealedColumn): Promise<number> {
    const { table, keys, column } = stored;
    const rows = await this.staleRows(tx, stored, ROWS_A_CHANGE);
    const same = keys.map((key) => `"${key}" = ?`).join(' AND ');
    for (const row of rows) {
      const sealed = this.vault.seal(this.vault.open(row[column] ?? ''));
      await tx.query(`UPDATE "${table}" SET "${column}" = ? WHERE ${same}`, [
        sealed,
        ...keys.map((key) => row[key] ?? ''),
      ]);
    }
    return rows.length;
  }
}
