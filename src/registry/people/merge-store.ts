import { In, type EntityManager } from 'typeorm';
import { MergeUndoEntity } from '../entities/merge-undo.entity.js';
import { PersonFileEntity } from '../entities/person-file.entity.js';
import { PersonMergeEntity } from '../entities/person-merge.entity.js';
import { codesOf } from './person-store.js';

/** A merge as it is told, whether undone or not. */
export interface Merge {
  readonly merge: PersonMergeEntity;
  readonly undo: MergeUndoEntity | null;
  readonly intoCodes: readonly string[];
  readonly otherCodes: readonly string[];
}

interface MaybeUndone {
  readonly merge: PersonMergeEntity;
  readonly undo: MergeUndoEntity | null;
}

/** Every merge that some persons were ever in, in the order of recording. */
async function mergesAmong(manager: EntityManager, personIds: readonly string[]): Promise<MaybeUndone[]> {
  const ids = In([...personIds]);
  const merges = await manager.find(PersonMergeEntity, {
    where: [{ intoId: ids }, { otherId: ids }],
    order: { recordedAt: 'ASC' },
  });
  const undone = await manager.findBy(MergeUndoEntity, { mergeId: In(merges.map(({ id }) => id)) });
  const undoOf = new Map(undone.map((undo) => [undo.mergeId, undo]));
  return merges.map((merge) => ({ merge, undo: undoOf.get(merge.id) ?? null }));
}

const members = async (manager: EntityManager, fileId: string): Promise<string[]> =>
  (await manager.findBy(PersonFileEntity, { fileId })).map(({ personId }) => personId);

/** Every merge that anybody on a file was ever in. */
export async function mergesOf(manager: EntityManager, fileId: string): Promise<Merge[]> {
  const merges = await mergesAmong(manager, await members(manager, fileId));
  const codes = await codesOf(
    manager,
    merges.flatMap(({ merge }) => [merge.intoId, merge.otherId]),
  );
  const codesOfPerson = (id: string): string[] =>
    codes.filter(({ personId }) => personId === id).map(({ code }) => code);
  return merges.map(({ merge, undo }) => ({
    merge,
    undo,
    intoCodes: codesOfPerson(merge.intoId),
    otherCodes: codesOfPerson(merge.otherId),
  }));
}

/** Makes everybody on a file follow the merges that stand now. */
export async function regroup(tx: EntityManager, fileId: string): Promise<void> {
  const people = await members(tx, fileId);
  const standing = (await mergesAmong(tx, people)).filter(({ undo }) => undo === null);
  const into = new Map(standing.map(({ merge }) => [merge.otherId, merge.intoId]));
  const follow = (id: string): string => {
    const next = into.get(id);
    return next === undefined ? id : follow(next);
  };
  for (const personId of people)
    await tx.update(PersonFileEntity, { personId }, { fileId: follow(personId) });
}
