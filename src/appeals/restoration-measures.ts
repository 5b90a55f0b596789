import { In, type EntityManager } from 'typeorm';
import { endingLast } from '../domain/qualification/restoration-application.js';
import type { Restriction } from '../domain/qualification/standing.js';
import { DeterminationEntity, LinkedMeasureEntity, ScoreNoticeEntity } from '../scoring/scoring.module.js';

/** The papers behind a measure. */
interface MeasurePaper {
  readonly cause: string;
  /** District of the institution that it goes back to. */
  readonly district: string;
  /** Usernames of whoever determined responsibility, and whoever scored or linked. */
  readonly actors: readonly string[];
}

/** The papers that some measures go back to; a cause without papers is absent. */
async function papersOf(manager: EntityManager, causes: readonly string[]): Promise<MeasurePaper[]> {
  const notices = await manager.findBy(ScoreNoticeEntity, { id: In([...causes]) });
  const linked = await manager.findBy(LinkedMeasureEntity, { id: In([...causes]) });
  const papers = [...notices, ...linked];
  const determinations = await manager.findBy(DeterminationEntity, {
    id: In(papers.map(({ determinationId }) => determinationId)),
  });
  return papers.flatMap(({ id, determinationId, actor }) => {
    const determination = determinations.find((each) => each.id === determinationId);
    if (determination === undefined) return [];
    return [{ cause: id, district: determination.district, actors: [determination.actor, actor] }];
  });
}

/** Usernames of those who determined and scored what is to be lifted: they do not review it. */
export async function involvedIn(
  manager: EntityManager,
  measures: readonly Restriction[],
): Promise<ReadonlySet<string>> {
  const papers = await papersOf(
    manager,
    measures.map(({ cause }) => cause),
  );
  return new Set(papers.flatMap(({ actors }) => actors));
}

/**
 * PQ2025:30: where a person without employer applies: at the agency of the district of the institution that the measure
 * came from; of several measures, that which ends last.
 * @returns null where no paper tells.
 */
export async function triggeringDistrict(
  manager: EntityManager,
  measures: readonly Restriction[],
): Promise<string | null> {
  const last = endingLast(measures);
  if (last === null) return null;
  const [paper] = await papersOf(manager, [last.cause]);
  return paper?.district ?? null;
}
