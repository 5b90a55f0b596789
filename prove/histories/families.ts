/**
 * The families of histories that are swept. A family is cut by the points of the first notice, so that the parts can be
 * swept side by side.
 */
import { dayOfText } from './calendar.js';
import {
  AT_START,
  BEFORE_START,
  DISTRICT,
  EARLY,
  IN_TIME,
  LATE,
  MUNICIPAL,
  NATIONAL,
  TRAINING,
  TRAINING_SOON,
} from './moves.js';
import { checkAllRevoked, checkObjections, checkReversals, checkSameDay } from './reversals.js';
import {
  FEW_POINTS,
  inOneYear,
  interleaved,
  ofActs,
  ofFindings,
  overYears,
  POINTS,
  SOME_POINTS,
} from './trees.js';
import type { Sweep } from './visit.js';

const checkNothing = (): void => undefined;

const REPAIRS = [TRAINING_SOON, TRAINING, DISTRICT, MUNICIPAL, NATIONAL];
const RESTORATIONS = [EARLY, IN_TIME, LATE];

function oneYear(first: number, sweep: Sweep): void {
  for (const choices of ['LEAST', 'MOST'] as const) inOneYear(first, sweep, 4, choices, checkNothing);
  inOneYear(first, sweep, 4, 'NONE', checkAllRevoked);
  inOneYear(first, sweep, 3, 'EVERY', checkObjections);
}

function acts(first: number, sweep: Sweep): void {
  ofActs(first, sweep, 3, 'NONE');
  ofActs(first, sweep, 4, 'UNRECEIVED');
}

function severalFindings(first: number, sweep: Sweep): void {
  for (const sizes of [[2], [3], [1, 2], [2, 1]]) ofFindings(first, sweep, sizes, POINTS);
  ofFindings(first, sweep, [2, 2], SOME_POINTS);
}

function years(first: number, sweep: Sweep): void {
  overYears(first, sweep, 3, POINTS, false);
  overYears(first, sweep, 3, POINTS, true);
  overYears(first, sweep, 4, SOME_POINTS, false);
}

function between1(first: number, sweep: Sweep): void {
  const between = [...REPAIRS, BEFORE_START, AT_START, ...RESTORATIONS];
  const start = dayOfText('2025-09-01');
  const how = { points: POINTS, between, choices: 'EVERY', sameAct: false } as const;
  interleaved(first, sweep, { ...how, start, atMost: [3] });
}

function between2(first: number, sweep: Sweep): void {
  const start = dayOfText('2025-06-02');
  const how = { points: POINTS, between: [...REPAIRS, ...RESTORATIONS], choices: 'MOST', start } as const;
  interleaved(first, sweep, { ...how, sameAct: false, atMost: [2, 1] });
  interleaved(first, sweep, { ...how, sameAct: true, atMost: [1, 1] });
}

function between3(first: number, sweep: Sweep): void {
  const between = [TRAINING, MUNICIPAL, ...RESTORATIONS];
  const start = dayOfText('2025-08-11');
  const how = { points: SOME_POINTS, between, choices: 'LEAST', sameAct: false } as const;
  interleaved(first, sweep, { ...how, start, atMost: [1, 1, 1] });
}

function between4(first: number, sweep: Sweep): void {
  const between = [NATIONAL, IN_TIME, LATE];
  const start = dayOfText('2025-05-06');
  const how = { points: FEW_POINTS, between, choices: 'LEAST', sameAct: false } as const;
  interleaved(first, sweep, { ...how, start, atMost: [1, 1, 1, 0] });
}

function reversals(first: number, sweep: Sweep): void {
  checkReversals(first, sweep, 3);
}

/** A family: which first points it has, and how one of them is swept. */
export interface Family {
  readonly name: string;
  readonly says: string;
  readonly firsts: readonly number[];
  readonly sweep: (first: number, sweep: Sweep) => void;
}

export const FAMILIES: readonly Family[] = [
  {
    name: 'one-year',
    says: 'up to 4 notices of different acts in one year, with the least, the most or no months, those without then all revoked; up to 3 with every choice of months, received or not, then all or one revoked, each revised to the same, any number of months',
    firsts: POINTS,
    sweep: oneYear,
  },
  {
    name: 'acts',
    says: 'up to 3 notices, and up to 4 not received, by every way of being of one act or several',
    firsts: POINTS,
    sweep: acts,
  },
  {
    name: 'several-findings',
    says: 'notices of 2 or 3 findings, and two notices of 1 + 2, 2 + 1 and (fewer points) 2 + 2, of one act or several',
    firsts: POINTS,
    sweep: severalFindings,
  },
  {
    name: 'years',
    says: 'up to 3 notices of one act or three, and 4 of fewer points, the new year between any of them',
    firsts: POINTS,
    sweep: years,
  },
  {
    name: 'between-1',
    says: 'one notice, every choice of months, then every sequence of up to 3 repairs and restorations',
    firsts: POINTS,
    sweep: between1,
  },
  {
    name: 'between-2',
    says: 'two notices, up to 2 repairs or restorations between and up to 1 after; of one act, up to 1 between',
    firsts: POINTS,
    sweep: between2,
  },
  {
    name: 'between-3',
    says: 'three notices of fewer points, a repair or restoration or none after each',
    firsts: SOME_POINTS,
    sweep: between3,
  },
  {
    name: 'between-4',
    says: 'four notices of one point a band, 9 and 12, a repair or restoration or none between',
    firsts: FEW_POINTS,
    sweep: between4,
  },
  {
    name: 'one-day',
    says: 'up to 4 notices of different sites on one day, in every order',
    firsts: POINTS,
    sweep: checkSameDay,
  },
  {
    name: 'reversals',
    says: 'up to 3 notices with months chosen, then any of them revoked, or revised to any number of points (more: refused)',
    firsts: POINTS,
    sweep: reversals,
  },
];
