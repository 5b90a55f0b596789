import type { EntityManager } from 'typeorm';
import { objectionAfter, type ObjectionState } from '../domain/procedure/objection-states.js';
import { raiseOf, type ScoredNotice } from '../scoring/scoring.module.js';
import { ObjectionEntity, type Side } from './objection.entity.js';
import { objectionOutcome } from './objection-outcome.js';
import { standingFilings } from './objection-parties.js';
import { stepsOf, type WholeObjection } from './objection-store.js';

/** What a side can do about a notice now. */
export type ObjectionRoad =
  /** It objects (PQ2025:34); what was decided on the other side's objection, if anything, takes none of its right. */
  | {
      readonly kind: 'NEW';
      readonly decided: ObjectionEntity | null;
      /** That one, where it may go on to the bureau at the wish of this side as well. */
      readonly further: ObjectionEntity | null;
    }
  /** It joins the other side's objection, which is still to be decided. */
  | { readonly kind: 'JOIN'; readonly objection: ObjectionEntity }
  /** It takes what the agency decided to the bureau, or joins the other side there (PQ2025:35). */
  | { readonly kind: 'FURTHER'; readonly objection: ObjectionEntity }
  /** Its own is being handled, or nothing is left to object to. */
  | { readonly kind: 'NONE'; readonly objection: ObjectionEntity };

/** Decided by the agency, and by nobody else yet. */
const DECIDED: readonly ObjectionState[] = ['FIRST_REFUSED', 'MONTHS_OPEN', 'DECIDED'];

const filedIn = ({ steps }: WholeObjection, side: Side): boolean =>
  standingFilings(steps).some(({ filedBy }) => filedBy === side);

const isOpen = (
  { route, state }: ObjectionEntity,
  step: 'JOIN' | 'OBJECT_FURTHER' | 'JOIN_FURTHER',
): boolean => objectionAfter(route, state, step) !== null;

const upheldWhole = ({ steps }: WholeObjection): boolean => {
  const { outcome } = JSON.parse(objectionOutcome(steps)?.step.content ?? '{}') as { outcome?: string };
  return outcome === 'UPHELD';
};

/** What was decided before a raise was not about it. */
const decidedSince = ({ steps }: WholeObjection, raisedAt: string | null): boolean =>
  raisedAt === null || (objectionOutcome(steps)?.step.recordedAt ?? '') > raisedAt;

function furtherIn(whole: WholeObjection, side: Side): ObjectionRoad {
  const { head: objection } = whole;
  const joins = isOpen(objection, 'JOIN_FURTHER') && !filedIn(whole, side);
  const goesOn = isOpen(objection, 'OBJECT_FURTHER') && !upheldWhole(whole);
  return { kind: joins || goesOn ? 'FURTHER' : 'NONE', objection };
}

/**
 * Institution and person each have their own time to object (PQ2025:34): the agency's decision on the one side's objection
 * ends the right of that side, which then has the bureau (PQ2025:35), and not that of the other.
 */
export async function objectionRoad(
  manager: EntityManager,
  { head: { id }, events }: ScoredNotice,
  side: Side,
): Promise<ObjectionRoad> {
  const heads = await manager.find(ObjectionEntity, { where: { noticeId: id }, order: { openedAt: 'ASC' } });
  const all: WholeObjection[] = [];
  for (const head of heads) all.push({ head, steps: await stepsOf(manager, head.id) });
  const raisedAt = raiseOf(events)?.recordedAt ?? null;
  const standing = all.find(({ head }) => head.standingFor === id);
  const heard = all.findLast(
    (each) =>
      each !== standing &&
      objectionOutcome(each.steps) !== null &&
      filedIn(each, side) &&
      decidedSince(each, raisedAt),
  );
  if (standing === undefined)
    return heard === undefined ? { kind: 'NEW', decided: null, further: null } : furtherIn(heard, side);
  if (heard !== undefined || filedIn(standing, side)) return furtherIn(standing, side);
  const { head: objection } = standing;
  if (isOpen(objection, 'JOIN')) return { kind: 'JOIN', objection };
  const then = furtherIn(standing, side);
  if (!DECIDED.includes(objection.state)) return then;
  return { kind: 'NEW', decided: objection, further: then.kind === 'FURTHER' ? objection : null };
}
