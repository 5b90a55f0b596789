/** Where an application for restoration stands (PQ2025:30). */
export const RESTORATION_STATES = [
  'FILED',
  'FIRST_REVIEWED',
  'APPROVED',
  'REFUSED',
  'WITHDRAWN',
  'MOOT',
] as const;
export type RestorationState = (typeof RESTORATION_STATES)[number];

/** What can be done with an application; `SUPPLY_SITES` brings the commitments and registrations made anew. */
export const RESTORATION_STEPS = [
  'SUPPLY_SITES',
  'AGREE_FIRST',
  'REFUSE_FIRST',
  'APPROVE',
  'REFUSE_SECOND',
  'WITHDRAW',
] as const;
export type RestorationStep = (typeof RESTORATION_STEPS)[number];

/** What moves an application: a step, or that nothing is left to restore, which nobody decides. */
export const RESTORATION_MOVES = [...RESTORATION_STEPS, 'MOOT'] as const;
export type RestorationMove = (typeof RESTORATION_MOVES)[number];

/** What may follow what: the district reviews first, the city second; either can refuse. */
export const RESTORATION_TRANSITIONS: Readonly<
  Record<RestorationState, Partial<Readonly<Record<RestorationMove, RestorationState>>>>
> = {
  FILED: {
    SUPPLY_SITES: 'FILED',
    AGREE_FIRST: 'FIRST_REVIEWED',
    REFUSE_FIRST: 'REFUSED',
    WITHDRAW: 'WITHDRAWN',
    MOOT: 'MOOT',
  },
  FIRST_REVIEWED: {
    SUPPLY_SITES: 'FIRST_REVIEWED',
    APPROVE: 'APPROVED',
    REFUSE_SECOND: 'REFUSED',
    WITHDRAW: 'WITHDRAWN',
    MOOT: 'MOOT',
  },
  APPROVED: {},
  REFUSED: {},
  WITHDRAWN: {},
  MOOT: {},
};

/** The state after a step; null where the step is not open. */
export const restorationAfter = (state: RestorationState, move: RestorationMove): RestorationState | null =>
  RESTORATION_TRANSITIONS[state][move] ?? null;

/** The steps open in a state. */
export const openRestorationSteps = (state: RestorationState): readonly RestorationStep[] =>
  RESTORATION_STEPS.filter((step) => restorationAfter(state, step) !== null);

/** Whether an application still waits to be decided. */
export const isOpenRestoration = (state: RestorationState): boolean => openRestorationSteps(state).length > 0;
