import { figure } from '../rulebook/figure.js';
import type { Instrument, Liability } from '../rulebook/instrument.js';
import { policyOn } from '../rulebook/policy.js';
import { instrumentOn, type Rulebook } from '../rulebook/rulebook.js';
import type { CalendarDate } from '../shared/calendar-date.js';
import type { Decimal } from '../shared/decimal.js';

const BENCHMARK = 'DB2025';
const STATUTE = 'REG735';
const NATIONAL_RULES = 'NHSA7';

/** The figures of the benchmark that the rules compute with. */
export interface BenchmarkRules {
  /** × taken off for each mitigating item (DB2025:15). */
  readonly reductionPerItem: Decimal;
  readonly floorLoss: Decimal;
  readonly floorFraud: Decimal;
  /** DB2025:16(5). */
  readonly limitationYears: number;
  readonly extendedLimitationYears: number;
  /** DB2025:13(1), 16(1). */
  readonly minorFromAge: number;
  readonly minorUnderAge: number;
  readonly childUnderAge: number;
  /** The rolling time within which a second violation is a repeat (DB2025:18(2)). */
  readonly repeatWithinYears: number;
  /** Aggravating items from which the highest grade applies (DB2025:19.1). */
  readonly highestGradeFrom: number;
}

/** The law that a decision of one day is judged by. */
export interface DiscretionLaw {
  readonly rulebook: Rulebook;
  readonly decisionDate: CalendarDate;
  readonly benchmark: Instrument;
  readonly rules: BenchmarkRules;
  readonly midpointOf: 'STATUTE' | 'GRADE';
  readonly highestGradeWithin: 'TIER' | 'PROVISION';
  /** Whether national rules whose wording is not to be had are in force (P37). */
  readonly nationalRulesUnavailable: boolean;
  /** The liability a provision is charged under; throws for a provision the statute does not have. */
  liabilityCharged(provision: string): Liability;
  /** The liability of a basis; throws for a basis the statute does not have. */
  liabilityOf(basis: string): Liability;
  /** Whether acts charged elsewhere come under this basis when done in order to defraud (P22). */
  reachedByIntent(basis: string): boolean;
  /** Short Chinese heading of a provision of the benchmark. */
  headingOf(citation: string): string;
}

const ONE = 1_000_000n;
const wholeNumber = (value: Decimal): number => Number(value / ONE);

const memo = <K extends object, V>(compute: (key: K) => V): ((key: K) => V) => {
  const known = new WeakMap<K, V>();
  return (key) => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
};

const rulesOf = memo((benchmark: Instrument): BenchmarkRules => {
  const value = (citation: string, key: string): Decimal => figure(benchmark, citation, key).value;
  const whole = (citation: string, key: string): number => wholeNumber(value(citation, key));
  return {
    reductionPerItem: value('DB2025:15', 'reductionPerItem'),
    floorLoss: value('DB2025:15', 'floorLoss'),
    floorFraud: value('DB2025:15', 'floorFraud'),
    limitationYears: whole('DB2025:16(5)', 'limitation'),
    extendedLimitationYears: whole('DB2025:16(5)', 'extendedLimitation'),
    minorFromAge: whole('DB2025:13(1)', 'fromAge'),
    minorUnderAge: whole('DB2025:13(1)', 'underAge'),
    childUnderAge: whole('DB2025:16(1)', 'underAge'),
    repeatWithinYears: whole('DB2025:18(2)', 'repeatWithin'),
    highestGradeFrom: whole('DB2025:19.1', 'aggravatingCount'),
  };
});

const headingsOf = memo(
  (benchmark: Instrument) =>
    new Map(benchmark.provisions.map(({ citation, heading }) => [citation, heading])),
);

const liabilitiesOf = memo((statute: Instrument) => ({
  byBasis: new Map(statute.liabilities.map((each) => [each.basis, each])),
  reachedByIntent: new Set(statute.liabilities.map(({ withIntent }) => withIntent)),
  byProvision: new Map(
    statute.liabilities.flatMap((each) => each.provisions.map((provision) => [provision, each] as const)),
  ),
}));

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the rulebook has no ${what}`);
  return value;
}

function assemble(
  rulebook: Rulebook,
  decisionDate: CalendarDate,
  benchmark: Instrument,
  statute: Instrument,
): DiscretionLaw {
  const liabilities = liabilitiesOf(statute);
  const headings = headingsOf(benchmark);
  return {
    rulebook,
    decisionDate,
    benchmark,
    rules: rulesOf(benchmark),
    midpointOf: policyOn(rulebook, 'midpointOf', decisionDate) === 'GRADE' ? 'GRADE' : 'STATUTE',
    highestGradeWithin:
      policyOn(rulebook, 'highestGradeWithin', decisionDate) === 'PROVISION' ? 'PROVISION' : 'TIER',
    nationalRulesUnavailable: instrumentOn(rulebook, NATIONAL_RULES, decisionDate)?.textAvailable === false,
    liabilityCharged: (provision) =>
      found(liabilities.byProvision.get(provision), `liability for ${provision}`),
    liabilityOf: (basis) => found(liabilities.byBasis.get(basis), `liability ${basis}`),
    reachedByIntent: (basis) => liabilities.reachedByIntent.has(basis),
    headingOf: (citation) => found(headings.get(citation), `heading of ${citation}`),
  };
}

/** The law in force on the day of the decision; null when the rulebook has no benchmark or statute for it. */
export function lawOn(rulebook: Rulebook, decisionDate: CalendarDate): DiscretionLaw | null {
  const benchmark = instrumentOn(rulebook, BENCHMARK, decisionDate);
  const statute = instrumentOn(rulebook, STATUTE, decisionDate);
  return benchmark && statute ? assemble(rulebook, decisionDate, benchmark, statute) : null;
}

const earliest = (rulebook: Rulebook, id: string): Instrument =>
  found(
    rulebook.instruments
      .filter((each) => each.id === id)
      .reduce<Instrument | undefined>(
        (first, each) => (first === undefined || each.validFrom < first.validFrom ? each : first),
        undefined,
      ),
    id,
  );

/** The law to find faults by on a day before any benchmark was in force: the earliest version there is. */
export function earliestLaw(rulebook: Rulebook, decisionDate: CalendarDate): DiscretionLaw {
  return assemble(rulebook, decisionDate, earliest(rulebook, BENCHMARK), earliest(rulebook, STATUTE));
}
