import { In, type EntityManager } from 'typeorm';
import type { History } from '../domain/qualification/history.js';
import type { NoticeMeasure, Standing } from '../domain/qualification/standing.js';
import { RestrictionEntity } from './restriction.entity.js';
import { StandingEntity } from './standing.entity.js';

interface Stored {
  readonly standing: Standing;
  readonly measureWhenHandled: readonly (readonly [string, NoticeMeasure])[];
}

/** Of a person without any facts. */
export const CLEAN_HISTORY: History = {
  standing: { scores: [], repairs: [], restorations: [], restrictions: [], movements: [] },
  measureWhenHandled: new Map(),
};

export const historyText = ({ standing, measureWhenHandled }: History): string =>
  JSON.stringify({ standing, measureWhenHandled: [...measureWhenHandled] } satisfies Stored);

function historyFrom(text: string): History {
  const { standing, measureWhenHandled } = JSON.parse(text) as Stored;
  return { standing, measureWhenHandled: new Map(measureWhenHandled) };
}

/** The stored history of a person, by index. */
export async function storedHistory(manager: EntityManager, personId: string): Promise<History> {
  const row = await manager.findOneBy(StandingEntity, { personId });
  return row === null ? CLEAN_HISTORY : historyFrom(row.content);
}

/** Puts a judged history in the place of whatever was stored for the members of a file. */
export async function storeHistory(
  tx: EntityManager,
  fileId: string,
  members: readonly string[],
  history: History,
): Promise<void> {
  const content = historyText(history);
  await tx.upsert(
    StandingEntity,
    members.map((personId) => ({ personId, fileId, content })),
    ['personId'],
  );
  await tx.delete(RestrictionEntity, { personId: In([...members]) });
  const restrictions = restrictionRows(fileId, history);
  if (restrictions.length > 0) await tx.insert(RestrictionEntity, restrictions);
}

const restrictionRows = (fileId: string, { standing }: History): RestrictionEntity[] =>
  standing.restrictions.map(({ cause, kind, from, to, restoredOn }) => ({
    personId: fileId,
    cause,
    kind,
    from,
    to,
    restoredOn,
  }));

const rowText = (rows: readonly RestrictionEntity[]): string =>
  JSON.stringify(
    rows
      .map(({ personId, cause, kind, from, to, restoredOn }) => [personId, cause, kind, from, to, restoredOn])
      .sort(),
  );

/** The members of a file of whom something else is stored than a judged history says. */
export async function differingFrom(
  manager: EntityManager,
  fileId: string,
  members: readonly string[],
  history: History,
): Promise<string[]> {
  const content = historyText(history);
  const stored = new Map(
    (await manager.findBy(StandingEntity, { personId: In([...members]) })).map((row) => [row.personId, row]),
  );
  const restrictions = await manager.findBy(RestrictionEntity, { personId: In([...members]) });
  const listed = rowText(restrictions) === rowText(restrictionRows(fileId, history));
  return members.filter((member) => {
    const row = stored.get(member);
    return row?.content !== content || row.fileId !== fileId || (member === fileId && !listed);
  });
}

/** Persons with something stored who are on no file with facts. */
export async function projectedWithoutFacts(
  manager: EntityManager,
  judged: ReadonlySet<string>,
): Promise<string[]> {
  const clean = historyText(CLEAN_HISTORY);
  const standings = await manager.find(StandingEntity);
  const restrictions = await manager.find(RestrictionEntity, { select: ['personId'] });
  return [
    ...standings.filter(({ content }) => content !== clean).map(({ personId }) => personId),
    ...restrictions.map(({ personId }) => personId),
  ].filter((person) => !judged.has(person));
}
