import {
  OBJECTION_STATES,
  OBJECTION_STEPS,
  OBJECTION_TRANSITIONS,
  type ObjectionRoute,
  type ObjectionState,
  type ObjectionStep,
} from '../../../src/domain/procedure/objection-states.js';
import type { ObjectionTold } from '../appeals.js';

const MONTHS_OPEN = ['MONTHS_OPEN', 'FURTHER_MONTHS_OPEN'];

/** The step of the table that a line of the history is; null for one that only tells what another did. */
function stepOf(happening: string, from: ObjectionState, to: ObjectionState): ObjectionStep | null {
  switch (happening) {
    case 'SUPPLEMENTED':
      return to === 'SUPPLEMENT_ASKED' ? 'SUPPLEMENT_IN_PART' : 'SUPPLEMENT';
    case 'ACCEPTED':
      return 'ACCEPT';
    case 'FIRST_REVIEWED':
      return to === 'REFERRED' ? 'FIRST_REVIEW_AGREED' : 'FIRST_REVIEW_REFUSED';
    case 'DETERMINER_HEARD':
      return 'HEAR_DETERMINER';
    case 'EXPERT_ASSESSMENT':
      return 'ASSESS_BY_EXPERTS';
    case 'DECIDED':
      return MONTHS_OPEN.includes(to) ? 'LEAVE_MONTHS_OPEN' : 'DECIDE';
    case 'MONTHS_CHOSEN':
    case 'MONTHS_NOT_NEEDED':
      return 'CHOOSE_MONTHS';
    case 'JOINED':
      return to === 'SUPPLEMENT_ASKED' ? 'JOIN_IN_PART' : 'JOIN';
    case 'FURTHER_OBJECTION':
      return from === to ? 'JOIN_FURTHER' : 'OBJECT_FURTHER';
    case 'WITHDRAWN':
      return from === to ? 'LEAVE' : 'WITHDRAW';
    case 'GROUND_FELL':
      return 'LOSE_GROUND';
    default:
      return null;
  }
}

const edge = (route: ObjectionRoute, from: ObjectionState, step: ObjectionStep, to: ObjectionState): string =>
  `${route} ${from} ${step} ${to}`;

/** The steps of the table that an objection went, in order. */
export function edgesOf({ route: told, steps }: ObjectionTold): string[] {
  const route = told as ObjectionRoute;
  const walked: string[] = [];
  let from: ObjectionState | null = null;
  for (const { step: happening, state } of steps) {
    const to = state as ObjectionState;
    const step = from === null ? null : stepOf(happening, from, to);
    if (from !== null && step !== null) walked.push(edge(route, from, step, to));
    else if (from !== null && from !== to) throw new Error(`${happening} moved from ${from} to ${to}`);
    from = to;
  }
  return walked;
}

/** Every step of the table, on both routes. */
export const ALL_EDGES: readonly string[] = (['DISTRICT', 'MUNICIPAL'] as const).flatMap((route) =>
  Object.entries(OBJECTION_TRANSITIONS[route]).flatMap(([from, steps]) =>
    OBJECTION_STEPS.flatMap((step) => {
      const to = steps[step];
      return to === undefined ? [] : [edge(route, from as ObjectionState, step, to)];
    }),
  ),
);

/** The states of the table that objections were in, by route. */
export const statesOf = (edges: Iterable<string>): string[] =>
  [
    ...new Set(
      [...edges].flatMap((each) => {
        const [route = '', from = '', , to = ''] = each.split(' ');
        return [`${route} ${from}`, `${route} ${to}`];
      }),
    ),
  ].sort();

/** Every state of the table, on both routes: a district’s score is neither referred nor reviewed first. */
export const ALL_STATES: readonly string[] = [
  ...OBJECTION_STATES.filter((state) => state !== 'REFERRED' && state !== 'FIRST_REFUSED').map(
    (state) => `DISTRICT ${state}`,
  ),
  ...OBJECTION_STATES.map((state) => `MUNICIPAL ${state}`),
].sort();
