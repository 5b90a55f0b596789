import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../domain/shared/calendar-date.js';
import type { Rejudged } from '../ledger/ledger.module.js';
import { VoidMeasureEntity } from './void-measure.entity.js';

type Fallen = Omit<VoidMeasureEntity, 'voidedOn'>;

/** Scores whose measure, which followed when they were handled, does not follow any more. */
const ofScores = ({ personId, after }: Rejudged): Fallen[] =>
  after.standing.scores.flatMap(({ id, measure }): Fallen[] => {
    const was = after.measureWhenHandled.get(id);
    if (measure !== null || was === undefined) return [];
    return [{ cause: id, personId, kind: was.kind, from: was.from, to: was.to }];
  });

/** Linked measures that are no longer on the file. */
function ofLinks({ personId, before, after }: Rejudged): Fallen[] {
  const scores = new Set(before.standing.scores.map(({ id }) => id));
  const stands = new Set(after.standing.restrictions.map(({ cause }) => cause));
  return before.standing.restrictions
    .filter(({ cause }) => !scores.has(cause) && !stands.has(cause))
    .map(({ cause, kind, from, to }) => ({ cause, personId, kind, from, to }));
}

/** Keeps the list of void measures as the file stands now; one that follows again leaves it. */
export async function listVoidMeasures(
  tx: EntityManager,
  rejudged: Rejudged,
  today: CalendarDate,
): Promise<void> {
  const fallen = [...ofScores(rejudged), ...ofLinks(rejudged)];
  for (const each of fallen) {
    const known = await tx.findOneBy(VoidMeasureEntity, { cause: each.cause });
    await tx.upsert(VoidMeasureEntity, { ...each, voidedOn: known?.voidedOn ?? today }, ['cause']);
  }
  const { scores, restrictions } = rejudged.after.standing;
  const stands = [
    ...scores.flatMap(({ id, measure }) => (measure === null ? [] : [id])),
    ...restrictions.map(({ cause }) => cause),
  ];
  for (const cause of new Set(stands)) await tx.delete(VoidMeasureEntity, { cause });
}
