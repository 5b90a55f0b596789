import { figure } from '../rulebook/figure.js';
import type { Instrument } from '../rulebook/instrument.js';
import { policyOn } from '../rulebook/policy.js';
import { instrumentOn, type Rulebook } from '../rulebook/rulebook.js';
import type { CalendarDate } from '../shared/calendar-date.js';

const POINTS_RULES = 'PQ2025';
const MILLIONTHS = 1_000_000n;

/** Whole points from the lowest to the highest; both included. */
export interface Band {
  readonly min: number;
  readonly max: number;
}

export type ActivityLevel = 'DISTRICT' | 'MUNICIPAL' | 'NATIONAL';

export type ObjectionFrom = 'INSTITUTION' | 'PERSON' | 'LATER';

function objectionFromOf(value: string): ObjectionFrom {
  if (value === 'INSTITUTION' || value === 'PERSON' || value === 'LATER') return value;
  throw new Error(`objectionFrom has no ${value}`);
}

/** The figures of PQ2025 and the readings that are policies. */
export interface PointsLaw {
  /** First day of the scheme (PQ2025:50). */
  readonly start: CalendarDate;
  /** Of arts. 20, 21, 22, 23. */
  readonly bands: readonly Band[];
  /** PQ2025:23(2). */
  readonly licenceRevokedPoints: number;
  /** PQ2025:26: months of suspension by year total. */
  readonly suspension: ReadonlyMap<number, Band>;
  readonly terminationFrom: number;
  readonly yearsAccumulated: number;
  readonly yearsAtOnce: number;
  /** PQ2025:34, working days. */
  readonly objectionDays: number;
  /** PQ2025:30, working days before the last day. */
  readonly applyBeforeEnd: number;
  /** PQ2025:32. */
  readonly trainingPoints: number;
  readonly trainingCap: number;
  readonly activityCap: number;
  readonly activityPoints: Readonly<Record<ActivityLevel, number>>;
  readonly onceMeans: 'FINDING' | 'NOTICE';
  /** Whose receipt of the notice starts the time to object (S16). */
  readonly objectionFrom: ObjectionFrom;
  readonly measureStart: 'DAY_AFTER' | 'LAST_DAY';
  readonly monthsCountedFrom: 'START_DAY' | 'DEADLINE_DAY';
}

function activityPointsOf(value: string): PointsLaw['activityPoints'] {
  const points = new Map(
    value.split(',').map((part) => {
      const [level = '', count = ''] = part.split('=');
      return [level, Number(count)] as const;
    }),
  );
  const of = (level: ActivityLevel): number => {
    const count = points.get(level);
    if (count === undefined || !Number.isInteger(count)) throw new Error(`activityPoints has no ${level}`);
    return count;
  };
  return { DISTRICT: of('DISTRICT'), MUNICIPAL: of('MUNICIPAL'), NATIONAL: of('NATIONAL') };
}

function assemble(rules: Instrument, rulebook: Rulebook, day: CalendarDate): PointsLaw {
  const whole = (citation: string, key: string): number =>
    Number(figure(rules, citation, key).value / MILLIONTHS);
  const band = (citation: string): Band => ({
    min: whole(citation, 'minPoints'),
    max: whole(citation, 'maxPoints'),
  });
  const months = (total: number): readonly [number, Band] => [
    total,
    { min: whole('PQ2025:26.2', `minMonthsAt${total}`), max: whole('PQ2025:26.2', `maxMonthsAt${total}`) },
  ];
  const from = whole('PQ2025:26.2', 'fromPoints');
  const terminationFrom = whole('PQ2025:26.3', 'fromPoints');
  return {
    start: rules.validFrom,
    bands: ['PQ2025:20', 'PQ2025:21', 'PQ2025:22', 'PQ2025:23'].map(band),
    licenceRevokedPoints: whole('PQ2025:23(2)', 'points'),
    suspension: new Map(
      Array.from({ length: terminationFrom - from }, (_each, index) => months(from + index)),
    ),
    terminationFrom,
    yearsAccumulated: whole('PQ2025:26.3', 'yearsAccumulated'),
    yearsAtOnce: whole('PQ2025:26.3', 'yearsAtOnce'),
    objectionDays: whole('PQ2025:34', 'objectWithin'),
    applyBeforeEnd: whole('PQ2025:30', 'applyBeforeEnd'),
    trainingPoints: whole('PQ2025:32(1)', 'pointsEach'),
    trainingCap: whole('PQ2025:32(1)', 'yearlyCap'),
    activityCap: whole('PQ2025:32(2)', 'yearlyCap'),
    activityPoints: activityPointsOf(policyOn(rulebook, 'activityPoints', day)),
    onceMeans: policyOn(rulebook, 'onceMeans', day) === 'NOTICE' ? 'NOTICE' : 'FINDING',
    objectionFrom: objectionFromOf(policyOn(rulebook, 'objectionFrom', day)),
    measureStart: policyOn(rulebook, 'measureStart', day) === 'LAST_DAY' ? 'LAST_DAY' : 'DAY_AFTER',
    monthsCountedFrom:
      policyOn(rulebook, 'monthsCountedFrom', day) === 'DEADLINE_DAY' ? 'DEADLINE_DAY' : 'START_DAY',
  };
}

const known = new WeakMap<Rulebook, Map<CalendarDate, PointsLaw>>();

/** The points rules in force on the day; the earliest there are for a day before them (`start` tells). */
export function pointsLawOn(rulebook: Rulebook, day: CalendarDate): PointsLaw {
  const laws = known.get(rulebook) ?? new Map<CalendarDate, PointsLaw>();
  known.set(rulebook, laws);
  const law = laws.get(day) ?? findLaw(rulebook, day);
  laws.set(day, law);
  return law;
}

function findLaw(rulebook: Rulebook, day: CalendarDate): PointsLaw {
  const rules =
    instrumentOn(rulebook, POINTS_RULES, day) ??
    rulebook.instruments
      .filter(({ id }) => id === POINTS_RULES)
      .reduce<Instrument | undefined>(
        (first, each) => (first === undefined || each.validFrom < first.validFrom ? each : first),
        undefined,
      );
  if (rules === undefined) throw new Error('the rulebook has no PQ2025');
  return assemble(rules, rulebook, day);
}
