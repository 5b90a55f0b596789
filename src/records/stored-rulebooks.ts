import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { EntityManager } from 'typeorm';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { date } from '../domain/shared/calendar-date.js';
import {
  assembleRulebook,
  canonicalHash,
  loadRulebookFiles,
  RulebookImportEntity,
  type RulebookImport,
} from '../rulebook/rulebook.module.js';
import { RulebookEditionEntity } from './rulebook-edition.entity.js';

type Files = ReturnType<typeof loadRulebookFiles>;
type Data = Readonly<Record<string, unknown>>;

/** Files and so many imports: one state of the rulebook. */
interface State {
  readonly edition: RulebookEditionEntity;
  readonly imports: number;
}

/** Assembled rulebooks kept at hand. */
const MOST_KEPT = 8;

/** Every state the rulebook ever had, from what the database keeps of it: never from the files on disk. */
export class StoredRulebooks {
  private readonly assembled = new Map<string, Rulebook | null>();
  private readonly files = new Map<string, Files | null>();

  private constructor(
    private readonly editions: readonly RulebookEditionEntity[],
    private readonly imports: readonly RulebookImportEntity[],
    private readonly states: ReadonlyMap<string, State>,
  ) {}

  static async read(manager: EntityManager): Promise<StoredRulebooks> {
    const editions = await manager.find(RulebookEditionEntity, { order: { sequence: 'ASC' } });
    const imports = await manager.find(RulebookImportEntity, { order: { sequence: 'ASC' } });
    return new StoredRulebooks(editions, imports, statesOf(editions, imports));
  }

  /** The rulebook of this hash; null where it is not stored, or what is stored is no longer that. */
  byHash(hash: string): Rulebook | null {
    const known = this.assembled.get(hash);
    if (known !== undefined) return known;
    const state = this.states.get(hash);
    const rulebook = state === undefined ? null : this.assemble(state, hash);
    if (this.assembled.size >= MOST_KEPT) this.assembled.clear();
    this.assembled.set(hash, rulebook);
    return rulebook;
  }

  /** The rulebook that a change recorded at the instant (RFC 3339) saw; null where its files are not stored. */
  knownAt(instant: string): Rulebook | null {
    const edition = this.editions.findLast(({ recordedAt }) => recordedAt <= instant);
    const known = this.imports.filter(({ recordedAt }) => recordedAt === null || recordedAt <= instant);
    return edition === undefined ? null : this.byHash(hashOf(edition, known));
  }

  /** The version of the rules of discretion that a change recorded at the instant was made by; null where unknown. */
  engineAt(instant: string): string | null {
    return this.editions.findLast(({ recordedAt }) => recordedAt <= instant)?.engineVersion ?? null;
  }

  /** Rulebook and version of the rules that a change recorded at the instant was made by. */
  thenAt(
    instant: string,
    rulebook: Rulebook | null = this.knownAt(instant),
  ): { readonly rulebook: Rulebook | null; readonly engine: string | null } {
    return { rulebook, engine: this.engineAt(instant) };
  }

  /** The rulebook in use now. */
  current(): Rulebook | null {
    const edition = this.editions.at(-1);
    return edition === undefined ? null : this.byHash(hashOf(edition, this.imports));
  }

  /** Whether something was adopted or imported since this was read. */
  async grown(manager: EntityManager): Promise<boolean> {
    const editions = (await manager.maximum(RulebookEditionEntity, 'sequence')) ?? 0;
    const imports = (await manager.maximum(RulebookImportEntity, 'sequence')) ?? 0;
    return (
      editions !== (this.editions.at(-1)?.sequence ?? 0) || imports !== (this.imports.at(-1)?.sequence ?? 0)
    );
  }

  private assemble({ edition, imports }: State, hash: string): Rulebook | null {
    const files = this.filesOf(edition);
    if (files === null) return null;
    try {
      const rulebook = assembleRulebook(files, this.imports.slice(0, imports).map(importOf));
      return rulebook.hash === hash ? rulebook : null;
    } catch {
      return null;
    }
  }

  private filesOf(edition: RulebookEditionEntity): Files | null {
    const known = this.files.get(edition.content);
    if (known !== undefined) return known;
    const files = loaded(edition);
    this.files.set(edition.content, files);
    return files;
  }
}

/** Every state by the hash it has: each edition with the first import, the first two, and so on. */
function statesOf(
  editions: readonly RulebookEditionEntity[],
  imports: readonly RulebookImportEntity[],
): ReadonlyMap<string, State> {
  const states = new Map<string, State>();
  for (const edition of editions) {
    for (let count = 0; count <= imports.length; count += 1) {
      states.set(hashOf(edition, imports.slice(0, count)), { edition, imports: count });
    }
  }
  return states;
}

const dataOf = ({ content }: RulebookEditionEntity): Data => JSON.parse(content) as Data;

const hashesOf = (data: Data): Record<string, string> =>
  Object.fromEntries(Object.entries(data).map(([path, each]) => [path, canonicalHash(each)]));

const fileHashes = new WeakMap<RulebookEditionEntity, Record<string, string>>();

/** The hash of a rulebook: of the adopted files and of everything imported, in order. */
export function hashOf(edition: RulebookEditionEntity, imports: readonly RulebookImportEntity[]): string {
  const files = fileHashes.get(edition) ?? hashesOf(dataOf(edition));
  fileHashes.set(edition, files);
  return canonicalHash({ files, imports: imports.map(({ hash }) => hash) });
}

/** JSON is YAML: the stored files are read by what reads those on disk. Null for what this program cannot decide by. */
function loaded(edition: RulebookEditionEntity): Files | null {
  const folder = mkdtempSync(join(tmpdir(), 'rulebook-'));
  try {
    for (const [path, data] of Object.entries(dataOf(edition))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), JSON.stringify(data));
    }
    return loadRulebookFiles(folder);
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const importOf = (row: RulebookImportEntity): RulebookImport => ({
  kind: row.kind,
  id: row.importId,
  documentNo: row.documentNo,
  validFrom: date(row.validFrom),
  ...(row.validTo === null ? {} : { validTo: date(row.validTo) }),
  content: JSON.parse(row.content) as RulebookImport['content'],
  hash: row.hash,
});
