import { LessThanOrEqual, type EntityManager } from 'typeorm';
import { LedgerMergeEntity } from './ledger-merge.entity.js';

/** Which files have been joined: each person's file leads to the one that holds it. */
export class FileMembers {
  private readonly parent: ReadonlyMap<string, string>;

  constructor(merges: readonly Pick<LedgerMergeEntity, 'kind' | 'into' | 'other'>[]) {
    const parent = new Map<string, string>();
    for (const { kind, into, other } of merges) {
      if (kind === 'MERGED') parent.set(other, into);
      else parent.delete(other);
    }
    this.parent = parent;
  }

  /** The file that a person's facts are judged in. */
  fileOf(personId: string): string {
    const into = this.parent.get(personId);
    return into === undefined ? personId : this.fileOf(into);
  }

  /** Everybody whose facts are judged in the file, itself first. */
  membersOf(fileId: string): readonly string[] {
    return [fileId, ...[...this.parent.keys()].filter((each) => this.fileOf(each) === fileId)];
  }

  /** Whether `other` was joined to `into` itself, and has not been parted since. */
  joined(into: string, other: string): boolean {
    return this.parent.get(other) === into;
  }
}

/** The files joined so far, or by an instant. */
export async function fileMembers(manager: EntityManager, knownAt?: string): Promise<FileMembers> {
  const merges = await manager.find(LedgerMergeEntity, {
    where: knownAt === undefined ? {} : { recordedAt: LessThanOrEqual(knownAt) },
    order: { sequence: 'ASC' },
  });
  return new FileMembers(merges);
}
