import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { parse } from 'yaml';
import { packageRoot } from '../platform/config/package-root.js';
import { Database } from '../platform/database/database.js';
import type { Json } from '../platform/database/record-entry.js';
import { Problem } from '../platform/http/problem.js';
import { canonicalHash, loadRulebookFiles, RulebookImportEntity } from '../rulebook/rulebook.module.js';

/** A file of the rulebook; `hash`: of the data as canonical JSON. */
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- an interface would not be plain JSON
export type RulebookFile = {
  readonly path: string;
  readonly hash: string;
  readonly data: Json;
};

/** Everything a rulebook hash covers, so that anybody can compute it again. */
export interface RulebookContents {
  /** Of `{files: path → hash, imports: [hash, …]}` as canonical JSON. */
  readonly hash: string;
  readonly files: readonly RulebookFile[];
  /** `hash`: of the other members as canonical JSON. */
  readonly imports: readonly Json[];
}

const CONFIG_DIR = join(packageRoot(), 'config');

/** Tells the rulebook in use down to its data. */
@Injectable()
export class RulebookContentsService {
  /** As the program started with them. */
  private readonly hashes = loadRulebookFiles().hashes;

  constructor(private readonly database: Database) {}

  /** @throws Problem RECORD_BROKEN when a file is no longer what the program started with. */
  async contents(): Promise<RulebookContents> {
    const files = this.files();
    const rows = await this.database.read.find(RulebookImportEntity, { order: { sequence: 'ASC' } });
    const imports = rows.map(importOf);
    const hash = canonicalHash({ files: this.hashes, imports: rows.map((row) => row.hash) });
    return { hash, files, imports };
  }

  /** The files as the program started with them. @throws Problem RECORD_BROKEN when one is no longer that. */
  files(): RulebookFile[] {
    return Object.entries(this.hashes).map(([path, hash]) => ({
      path,
      hash,
      data: rulebookData(CONFIG_DIR, path, hash),
    }));
  }
}

/**
 * The data of a rulebook file.
 * @param hash of the data when the program started.
 * @throws Problem RECORD_BROKEN when it was edited since.
 */
export function rulebookData(configDir: string, path: string, hash: string): Json {
  const data = parse(readFileSync(join(configDir, path), 'utf8')) as Json;
  if (canonicalHash(data) === hash) return data;
  throw new Problem('RECORD_BROKEN', `规则库文件 ${path} 在程序启动后被改动，已停止导出；请查明后重新启动。`);
}

const importOf = (row: RulebookImportEntity): Json => ({
  kind: row.kind,
  id: row.importId,
  documentNo: row.documentNo,
  validFrom: row.validFrom,
  ...(row.validTo !== null && { validTo: row.validTo }),
  content: JSON.parse(row.content) as Json,
  hash: row.hash,
});
