/** Whose score an objection is against: it decides the route (PQ2025:34). */
export const OBJECTION_ROUTES = ['DISTRICT', 'MUNICIPAL'] as const;
export type ObjectionRoute = (typeof OBJECTION_ROUTES)[number];

/** Where an objection stands. */
export const OBJECTION_STATES = [
  'SUPPLEMENT_ASKED',
  'FILED',
  'ACCEPTED',
  'REFERRED',
  'DETERMINER_HEARD',
  'FIRST_REFUSED',
  'MONTHS_OPEN',
  'DECIDED',
  'FURTHER_OBJECTED',
  'FURTHER_MONTHS_OPEN',
  'CLOSED',
  'WITHDRAWN',
] as const;
export type ObjectionState = (typeof OBJECTION_STATES)[number];

export const OBJECTION_STEPS = [
  /** Something that was missing is in hand, and something still missing. */
  'SUPPLEMENT_IN_PART',
  /** Nothing is missing any more, or further evidence came. */
  'SUPPLEMENT',
  /** The other side objects too, with which something is still missing. */
  'JOIN_IN_PART',
  /** The other side objects too. */
  'JOIN',
  /** One of two sides withdraws; the other stands. */
  'LEAVE',
  'ACCEPT',
  'FIRST_REVIEW_AGREED',
  'FIRST_REVIEW_REFUSED',
  'HEAR_DETERMINER',
  'ASSESS_BY_EXPERTS',
  /** Upheld, upheld in part, or refused. */
  'DECIDE',
  /** Upheld in part or whole, with months of a measure that still follows to be chosen (S31). */
  'LEAVE_MONTHS_OPEN',
  'CHOOSE_MONTHS',
  'OBJECT_FURTHER',
  'JOIN_FURTHER',
  'WITHDRAW',
  /** The score fell with the decision it rested on. */
  'LOSE_GROUND',
] as const;
export type ObjectionStep = (typeof OBJECTION_STEPS)[number];

type Steps = Readonly<Record<ObjectionState, Partial<Readonly<Record<ObjectionStep, ObjectionState>>>>>;

const UNDECIDED = { WITHDRAW: 'WITHDRAWN', LOSE_GROUND: 'CLOSED' } as const;

/** Each side has the right to object (PQ2025:34): to one objection, until it is decided. */
const joinable = <S extends ObjectionState>(state: S) => ({ JOIN: state, LEAVE: state });

/** What both routes share; what the agency does between acceptance and decision is each route's own. */
const SHARED = {
  SUPPLEMENT_ASKED: {
    ...UNDECIDED,
    JOIN_IN_PART: 'SUPPLEMENT_ASKED',
    JOIN: 'FILED',
    LEAVE: 'SUPPLEMENT_ASKED',
    SUPPLEMENT_IN_PART: 'SUPPLEMENT_ASKED',
    SUPPLEMENT: 'FILED',
    ACCEPT: 'ACCEPTED',
  },
  FILED: { ...UNDECIDED, ...joinable('FILED'), SUPPLEMENT: 'FILED', ACCEPT: 'ACCEPTED' },
  DETERMINER_HEARD: {
    ...UNDECIDED,
    ...joinable('DETERMINER_HEARD'),
    HEAR_DETERMINER: 'DETERMINER_HEARD',
    ASSESS_BY_EXPERTS: 'DETERMINER_HEARD',
    DECIDE: 'DECIDED',
    LEAVE_MONTHS_OPEN: 'MONTHS_OPEN',
  },
  MONTHS_OPEN: { CHOOSE_MONTHS: 'DECIDED', LOSE_GROUND: 'CLOSED' },
  DECIDED: { OBJECT_FURTHER: 'FURTHER_OBJECTED', LOSE_GROUND: 'CLOSED' },
  /** Withdrawn, it leaves what the agency decided as it is. */
  FURTHER_OBJECTED: {
    JOIN_FURTHER: 'FURTHER_OBJECTED',
    LEAVE: 'FURTHER_OBJECTED',
    ASSESS_BY_EXPERTS: 'FURTHER_OBJECTED',
    DECIDE: 'CLOSED',
    LEAVE_MONTHS_OPEN: 'FURTHER_MONTHS_OPEN',
    WITHDRAW: 'CLOSED',
    LOSE_GROUND: 'CLOSED',
  },
  FURTHER_MONTHS_OPEN: { CHOOSE_MONTHS: 'CLOSED', LOSE_GROUND: 'CLOSED' },
  CLOSED: {},
  WITHDRAWN: {},
} as const;

/**
 * What may follow what (PQ2025:34–37, S29). A district's score is decided by its agency together with who determined; a
 * municipal one goes up only when the district agency agrees. What an agency decided may go on to the bureau.
 */
export const OBJECTION_TRANSITIONS: Readonly<Record<ObjectionRoute, Steps>> = {
  DISTRICT: {
    ...SHARED,
    ACCEPTED: {
      ...UNDECIDED,
      ...joinable('ACCEPTED'),
      SUPPLEMENT: 'ACCEPTED',
      ASSESS_BY_EXPERTS: 'ACCEPTED',
      HEAR_DETERMINER: 'DETERMINER_HEARD',
    },
    REFERRED: {},
    FIRST_REFUSED: {},
  },
  MUNICIPAL: {
    ...SHARED,
    ACCEPTED: {
      ...UNDECIDED,
      ...joinable('ACCEPTED'),
      SUPPLEMENT: 'ACCEPTED',
      ASSESS_BY_EXPERTS: 'ACCEPTED',
      FIRST_REVIEW_AGREED: 'REFERRED',
      FIRST_REVIEW_REFUSED: 'FIRST_REFUSED',
    },
    REFERRED: {
      ...UNDECIDED,
      ...joinable('REFERRED'),
      ASSESS_BY_EXPERTS: 'REFERRED',
      HEAR_DETERMINER: 'DETERMINER_HEARD',
    },
    FIRST_REFUSED: { OBJECT_FURTHER: 'FURTHER_OBJECTED', LOSE_GROUND: 'CLOSED' },
  },
};

/** The state after a step; null where the step is not open. */
export const objectionAfter = (
  route: ObjectionRoute,
  state: ObjectionState,
  step: ObjectionStep,
): ObjectionState | null => OBJECTION_TRANSITIONS[route][state][step] ?? null;

/** The steps open in a state. */
export const openObjectionSteps = (route: ObjectionRoute, state: ObjectionState): readonly ObjectionStep[] =>
  OBJECTION_STEPS.filter((step) => objectionAfter(route, state, step) !== null);

/** Whether somebody still has to do something about it. */
export const isPending = (state: ObjectionState): boolean =>
  !(['FIRST_REFUSED', 'DECIDED', 'CLOSED', 'WITHDRAWN'] as readonly ObjectionState[]).includes(state);
