import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { parse } from 'yaml';
import { packageRoot } from '../platform/config/package-root.js';
import { Database } from '../platform/database/database.js';
import { RecordEntryEntity } from '../platform/database/record-entry.entity.js';
import type { Json } from '../platform/database/record-entry.js';
import { Problem } from '../platform/http/problem.js';
import { canonicalHash, loadRulebookFiles, RulebookImportEntity } from '../rulebook/rulebook.module.js';
import { RulebookEditionEntity } from './rulebook-edition.entity.js';

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
  /** Every state of the files that was ever decided by, oldest first. */
  readonly editions: readonly RulebookEdition[];
}

/** The files as they were adopted; `hash`: of `{path → hash of the data}` as canonical JSON. */
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- an interface would not be plain JSON
export type RulebookEdition = {
  readonly hash: string;
  readonly engineVersion: string;
  readonly recordedAt: string;
  readonly files: Json;
};

const CONFIG_DIR = join(packageRoot(), 'config');

/** Tells the rulebook in use down to its data. */
@Injectable()
export class RulebookContentsService {
  /** As the program started with them. */
  private readonly hashes = loadRulebookFiles().hashes;

  constructor(private readonly database: Database) {}

  /**
   * What was known when the record had so many entries.
   * @throws Problem RECORD_BROKEN when a file is no longer what the program started with.
   */
  async contents(size: number): Promise<RulebookContents> {
    const files = this.files();
    const at = await this.instantOf(size);
    const known = ({ recordedAt }: { readonly recordedAt: string | null }): boolean =>
      recordedAt === null || recordedAt <= at;
    const order = { sequence: 'ASC' } as const;
    const rows = (await this.database.read.find(RulebookImportEntity, { order })).filter(known);
    const editions = (await this.database.read.find(RulebookEditionEntity, { order })).filter(known);
    const hash = canonicalHash({ files: this.hashes, imports: rows.map((row) => row.hash) });
    return { hash, files, imports: rows.map(importOf), editions: editions.map(editionOf) };
  }

  /** Of the change that left the entry: no two changes share an instant. */
  private async instantOf(sequence: number): Promise<string> {
    return (await this.database.read.findOneBy(RecordEntryEntity, { sequence }))?.at ?? '';
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

const editionOf = ({ hash, engineVersion, recordedAt, content }: RulebookEditionEntity): RulebookEdition => ({
  hash,
  engineVersion,
  recordedAt,
  files: JSON.parse(content) as Json,
});

const importOf = (row: RulebookImportEntity): Json => ({
  kind: row.kind,
  id: row.importId,
  documentNo: row.documentNo,
  validFrom: row.validFrom,
  ...(row.validTo !== null && { validTo: row.validTo }),
  content: JSON.parse(row.content) as Json,
  hash: row.hash,
});
