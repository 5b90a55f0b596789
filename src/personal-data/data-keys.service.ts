import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EnvironmentError } from '../platform/config/environment.js';
import { Database } from '../platform/database/database.js';
import { IdentityVault } from '../platform/secrets/identity-vault.js';
import { keyIdSql } from '../platform/secrets/sealed-text.js';
import { PersonIdentitiesService, unknownKeyDetail } from '../registry/registry.module.js';
import { SEALED_COLUMNS, type SealedColumn } from './sealed-columns.js';

/** Keeps a program from running on data whose keys it has not: it would take people it cannot find for new ones. */
@Injectable()
export class DataKeysService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly identities: PersonIdentitiesService,
    private readonly vault: IdentityVault,
  ) {}

  /** @throws EnvironmentError naming the first key that is missing, and the table that lies under it. */
  async onModuleInit(): Promise<void> {
    const unknown = await this.identities.unknownKey(this.database.read);
    if (unknown !== null) throw new EnvironmentError(`环境变量有误：${unknownKeyDetail(unknown)}`);
    for (const column of SEALED_COLUMNS) {
      const key = await this.unknownKeyOf(column);
      if (key !== null) throw new EnvironmentError(`环境变量有误：${unreadableDetail(column.table, key)}`);
    }
  }

  /** Goes from key to key by the index, of which there are few, however many texts there are. */
  private async unknownKeyOf({ table, column }: SealedColumn): Promise<string | null> {
    const keyId = keyIdSql(column);
    let last = '';
    for (;;) {
      const [row] = await this.database.read.query<{ keyId: string }[]>(
        `SELECT ${keyId} AS "keyId" FROM "${table}" WHERE ${keyId} > ? ORDER BY ${keyId} LIMIT 1`,
        [last],
      );
      if (row === undefined) return null;
      if (!this.vault.keyIds.includes(row.keyId)) return row.keyId;
      last = row.keyId;
    }
  }
}

const unreadableDetail = (table: string, keyId: string): string =>
  `数据表 ${table} 中有内容以本进程没有的数据密钥（编号 ${keyId}）保存，不能读取；请以 DATA_KEY 和 DATA_KEY_PREVIOUS 给出该密钥后重新启动，更换密钥的，运行 rotate-keys 至完成后再去掉。`;
