/** Where a case stands. */
export const CASE_STATES = ['DRAFT', 'EVALUATED', 'PROPOSED', 'DECIDED'] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** A penalty case of the bureau, or a matter the agency settles under the agreement. */
export const CASE_TRACKS = ['PENALTY', 'AGREEMENT'] as const;
export type CaseTrack = (typeof CASE_TRACKS)[number];

export const CASE_STEPS = ['REVISE', 'EVALUATE', 'PROPOSE', 'DECIDE'] as const;
export type CaseStep = (typeof CASE_STEPS)[number];

type Steps = Readonly<Record<CaseState, Partial<Readonly<Record<CaseStep, CaseState>>>>>;

/**
 * What may follow what. A revision takes a penalty case back to a draft, so that no proposal outlives the facts it
 * rests on; what is decided is not revised, its decision is changed or withdrawn.
 */
export const CASE_TRANSITIONS: Readonly<Record<CaseTrack, Steps>> = {
  PENALTY: {
    DRAFT: { REVISE: 'DRAFT', EVALUATE: 'EVALUATED' },
    EVALUATED: { REVISE: 'DRAFT', EVALUATE: 'EVALUATED', PROPOSE: 'PROPOSED' },
    PROPOSED: { REVISE: 'DRAFT', EVALUATE: 'EVALUATED', PROPOSE: 'PROPOSED', DECIDE: 'DECIDED' },
    DECIDED: {},
  },
  AGREEMENT: {
    DRAFT: { REVISE: 'DRAFT', DECIDE: 'DECIDED' },
    EVALUATED: {},
    PROPOSED: {},
    DECIDED: {},
  },
};

/** The state after a step; null where the step is not open. */
export const stateAfter = (track: CaseTrack, state: CaseState, step: CaseStep): CaseState | null =>
  CASE_TRANSITIONS[track][state][step] ?? null;

/** The steps open in a state. */
export const openSteps = (track: CaseTrack, state: CaseState): readonly CaseStep[] =>
  CASE_STEPS.filter((step) => stateAfter(track, state, step) !== null);
