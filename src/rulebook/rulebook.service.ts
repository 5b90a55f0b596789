import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { date } from '../domain/shared/calendar-date.js';
import { Database } from '../platform/database/database.js';
import { assembleRulebook } from './assemble-rulebook.js';
import { loadRulebookFiles, type RulebookFiles } from './load-rulebook-files.js';
import { RulebookImportEntity } from './rulebook-import.entity.js';
import { importHash, type RulebookImport } from './rulebook-import.js';

interface Assembled {
  /** Sequence of the last import it holds; 0 without any. */
  readonly position: number;
  readonly rulebook: Rulebook;
}

/** The rulebook that everything is decided by: the shipped files and what was imported. */
@Injectable()
export class RulebookService implements OnModuleInit {
  private readonly files: RulebookFiles = loadRulebookFiles();
  private assembled: Assembled | null = null;
  /** What a change under way has appended to. */
  private readonly ofChange = new WeakMap<EntityManager, Assembled>();

  constructor(private readonly database: Database) {}

  /** Stops the boot when a file or an import is not fit to decide by. */
  async onModuleInit(): Promise<void> {
    await this.current();
  }

  /** The rulebook with every import committed so far, also those of another process. */
  async current(): Promise<Rulebook> {
    const position = (await this.database.read.maximum(RulebookImportEntity, 'sequence')) ?? 0;
    if (this.assembled?.position !== position) this.assembled = await this.assemble(this.database.read);
    return this.assembled.rulebook;
  }

  /** The rulebook as a change sees it that is under way. */
  async asSeenBy(tx: EntityManager): Promise<Rulebook> {
    const position = (await tx.maximum(RulebookImportEntity, 'sequence')) ?? 0;
    if (this.assembled?.position === position) return this.assembled.rulebook;
    const known = this.ofChange.get(tx);
    if (known?.position === position) return known.rulebook;
    const assembled = await this.assemble(tx);
    this.ofChange.set(tx, assembled);
    return assembled.rulebook;
  }

  /** The rulebook as it was known at an instant: without the imports recorded later. */
  async knownAt(manager: EntityManager, instant: string): Promise<Rulebook> {
    const all = await importsSeenBy(manager);
    const known = all.filter(({ recordedAt }) => recordedAt === null || recordedAt <= instant);
    if (known.length === all.length) return this.asSeenBy(manager);
    return assembleRulebook(this.files, known.map(importOf));
  }

  /**
   * Appends an import inside a change; once that is committed, `current` holds it.
   * @param at the instant of the change.
   * @throws RulebookFault when the rulebook would not be sound with it: what a user can get wrong is for the caller
   *   to check before.
   */
  async append(tx: EntityManager, draft: Omit<RulebookImport, 'hash'>, at: string): Promise<RulebookImport> {
    const complete: RulebookImport = { ...draft, hash: importHash(draft) };
    const earlier = await importsSeenBy(tx);
    assembleRulebook(this.files, [...earlier.map(importOf), complete]);
    await tx.insert(RulebookImportEntity, { ...rowOf(complete), recordedAt: at });
    return complete;
  }

  private async assemble(manager: EntityManager): Promise<Assembled> {
    const imports = await importsSeenBy(manager);
    const rulebook = assembleRulebook(this.files, imports.map(importOf));
    return { position: imports.at(-1)?.sequence ?? 0, rulebook };
  }
}

const importsSeenBy = (manager: EntityManager): Promise<RulebookImportEntity[]> =>
  manager.find(RulebookImportEntity, { order: { sequence: 'ASC' } });

const importOf = (row: RulebookImportEntity): RulebookImport => ({
  kind: row.kind,
  id: row.importId,
  documentNo: row.documentNo,
  validFrom: date(row.validFrom),
  ...(row.validTo === null ? {} : { validTo: date(row.validTo) }),
  content: JSON.parse(row.content) as RulebookImport['content'],
  hash: row.hash,
});

const rowOf = (each: RulebookImport): Omit<RulebookImportEntity, 'sequence' | 'recordedAt'> => ({
  kind: each.kind,
  importId: each.id,
  documentNo: each.documentNo,
  validFrom: each.validFrom,
  validTo: each.validTo ?? null,
  content: JSON.stringify(each.content),
  hash: each.hash,
});
