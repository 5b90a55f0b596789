import { In, type EntityManager } from 'typeorm';
import type { Restriction } from '../domain/qualification/standing.js';
import { inForceOn } from '../domain/qualification/timeline.js';
import type { CalendarDate } from '../domain/shared/calendar-date.js';
import { DeterminationEntity, LinkedMeasureEntity } from '../scoring/scoring.module.js';
import type { OwnMeasureAnswer } from './own-file.dto.js';
import type { OwnNotice } from './own-notices.js';

/** The institution of the determination behind each linked measure, by the measure's id. */
export async function sitesOfLinked(
  manager: EntityManager,
  causes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const linked = await manager.findBy(LinkedMeasureEntity, { id: In([...causes]) });
  const determinations = await manager.findBy(DeterminationEntity, {
    id: In(linked.map(({ determinationId }) => determinationId)),
  });
  return new Map(
    linked.flatMap(({ id, determinationId }) => {
      const behind = determinations.find((each) => each.id === determinationId);
      return behind === undefined ? [] : [[id, behind.institution]];
    }),
  );
}

function stateOf(measure: Restriction, today: CalendarDate): OwnMeasureAnswer['state'] {
  if (today < measure.from) return 'NOT_BEGUN';
  if (!inForceOn(measure, today)) return 'RESTORED';
  return measure.to !== null && today > measure.to ? 'EXPIRED_NOT_RESTORED' : 'IN_FORCE';
}

/** A measure as its person is told of it. A void one is none; the notice it came from says so. */
export function ownMeasure(
  measure: Restriction,
  notices: readonly OwnNotice[],
  linked: ReadonlyMap<string, string>,
  today: CalendarDate,
): OwnMeasureAnswer {
  const { cause, kind, from, to, restoredOn } = measure;
  const behind = notices.find(({ notice }) => notice.head.id === cause);
  const own = kind === 'SUSPENSION' ? 'PQ2025:26.2' : 'PQ2025:26.3';
  return {
    cause,
    kind,
    from,
    to,
    restoredOn,
    state: stateOf(measure, today),
    noticeId: behind?.notice.head.id ?? null,
    noticeNumber: behind?.notice.head.number ?? null,
    institution: behind?.notice.head.institution ?? linked.get(cause) ?? null,
    provisional: behind?.score.provisional ?? false,
    citation: behind === undefined ? 'PQ2025:27' : own,
  };
}
