import type { OpenDirection, ViolationAssessment } from '../src/domain/discretion/assessment.js';
import type { Assessment } from '../src/domain/discretion/assessment.js';
import { ITEMS } from '../src/domain/discretion/items.js';
import type { Result } from '../src/domain/shared/result.js';
import {
  countsOf,
  directionsExpected,
  fineExpected,
  fineTriggered,
  hasNoPenaltyItem,
  isFixed,
  isFraud,
  isLoss,
  mayBeWaived,
  mustBeRefused,
  statuteOf,
} from './expectation.js';
import { AMOUNT, type Scenario } from './scenario.js';

/** A scenario with what the rules answered. */
export interface Case {
  readonly scenario: Scenario;
  readonly answer: Result<Assessment>;
}

export interface Statement {
  readonly id: string;
  readonly says: string;
  readonly citation: string;
  /** True or false where the statement speaks of the case; null where it does not. */
  readonly holds: (each: Case) => boolean | null;
}

type OfViolation = (
  violation: ViolationAssessment,
  scenario: Scenario,
  assessment: Assessment,
) => boolean | null;

const ofAnswer =
  (holds: OfViolation): Statement['holds'] =>
  ({ answer, scenario }) => {
    const violation = answer.ok ? answer.value.violations[0] : undefined;
    return answer.ok && violation ? holds(violation, scenario, answer.value) : null;
  };

/** Speaks of each open direction of a kind; null where there is none. */
const ofDirections = (
  concerns: (open: OpenDirection, scenario: Scenario) => boolean,
  holds: (open: OpenDirection, violation: ViolationAssessment, scenario: Scenario) => boolean,
): Statement['holds'] =>
  ofAnswer((violation, scenario) => {
    const concerned = violation.directions.filter((open) => concerns(open, scenario));
    return concerned.length === 0 ? null : concerned.every((open) => holds(open, violation, scenario));
  });

/** Decimals are millionths; the expectations are ten-thousandths of a multiple or fen. */
const tenThousandths = (multiple: number): bigint => BigInt(multiple) * 100n;
const fenAsMillionths = (fen: number): bigint => BigInt(fen) * 10_000n;

const named = (violation: ViolationAssessment): Set<string> =>
  new Set(violation.directions.map(({ direction }) => direction));
const asked = (violation: ViolationAssessment): Set<string> =>
  new Set(violation.needsOfficer.map(({ code }) => code));

function withinStatute(open: OpenDirection, violation: ViolationAssessment, scenario: Scenario): boolean {
  const statute = statuteOf(scenario);
  const grade = violation.gradeRange;
  if (statute === null || grade === null) return false;
  const unit = isFixed(scenario) ? fenAsMillionths : tenThousandths;
  const [least, most] = [unit(statute[0]), unit(statute[1])];
  if (open.min > open.max || open.max > most || open.max > grade.max) return false;
  if (open.direction !== 'MITIGATED' && open.direction !== 'WEIGHED') {
    return open.min >= least && open.min >= grade.min;
  }
  if (isFixed(scenario)) return open.min === 0n && !open.minInclusive;
  const { shall, may } = countsOf(scenario);
  const reduced = grade.min - tenThousandths(10_000 * (shall + may));
  const floor = isFraud(scenario) ? tenThousandths(20_000) : tenThousandths(5_000);
  return open.min === (reduced > floor ? reduced : floor) && open.minInclusive;
}

const elementCounted = ({ provision, items }: Scenario): boolean =>
  (provision === 'REG735:39(7)' && items.includes('DB2025:18(3)')) ||
  (provision === 'REG735:40.1(2)' && items.includes('DB2025:18(4)'));

function questionsExpected(violation: ViolationAssessment, scenario: Scenario): Set<string> {
  const expected = new Set<string>();
  if (!fineExpected(scenario)) return expected;
  const counts = countsOf(scenario);
  const offered = named(violation);
  const directions = directionsExpected(counts);
  if (scenario.rowId === null) expected.add('GRADE_SCHEDULE_REQUIRED');
  if (scenario.rowId === null && counts.aggravate >= 2 && counts.shall + counts.may === 0) {
    expected.add('HIGHEST_GRADE_UNKNOWN');
  }
  if (directions.includes('LIGHTER') && !offered.has('LIGHTER')) expected.add('LIGHTER_OUTSIDE_GRADE');
  if (directions.includes('HEAVIER') && !offered.has('HEAVIER')) expected.add('HEAVIER_OUTSIDE_GRADE');
  if (directions.includes('WEIGHED')) expected.add('MIXED_CIRCUMSTANCES');
  if (elementCounted(scenario)) expected.add('ELEMENT_OF_VIOLATION');
  if (scenario.seriousConsequences && !scenario.items.includes('DB2025:18(1)')) expected.add('CONSIDER_18_1');
  return expected;
}

const sameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((each) => b.has(each));

const everyItemTraced = ({ trace }: ViolationAssessment): boolean => {
  const rules = new Set(trace.map(({ rule }) => rule));
  return ITEMS.every((item) => rules.has(item));
};

export const STATEMENTS: readonly Statement[] = [
  {
    id: 'refusals',
    says: 'Facts are refused exactly when offender, grade or circumstances contradict each other or the article.',
    citation: 'DB2025:13–18; readings P19, P26, P36',
    holds: ({ scenario, answer }) => answer.ok !== mustBeRefused(scenario),
  },
  {
    id: 'no-penalty',
    says: 'An item of art. 16 always ends the fine and the department suspension.',
    citation: 'DB2025:16',
    holds: ofAnswer((violation, scenario, { totals }) =>
      hasNoPenaltyItem(scenario)
        ? violation.outcome === 'NO_PENALTY' &&
          violation.fineBasis === 'NONE' &&
          violation.directions.length === 0 &&
          violation.departmentSuspension === null &&
          totals.fineMax === 0n
        : violation.outcome !== 'NO_PENALTY',
    ),
  },
  {
    id: 'no-fine',
    says: 'Without an item of art. 16, there is no fine exactly when the statute sets none or its trigger is not met.',
    citation: 'REG735:36–41; readings P18, P20',
    holds: ofAnswer((violation, scenario) =>
      hasNoPenaltyItem(scenario)
        ? null
        : (violation.outcome === 'NO_FINE') === !fineTriggered(scenario) &&
          (violation.fineBasis === 'NONE') === !fineTriggered(scenario),
    ),
  },
  {
    id: 'waiver',
    says: 'Art. 17 permits a waiver wherever a fine is possible; the ranges are still shown and the total starts at zero.',
    citation: 'DB2025:17',
    holds: ofAnswer((violation, scenario, { totals }) =>
      fineExpected(scenario)
        ? (violation.outcome === 'WAIVER_PERMITTED') === mayBeWaived(scenario) &&
          (!mayBeWaived(scenario) || totals.fineMin === 0n || totals.fineMin === null)
        : null,
    ),
  },
  {
    id: 'fraud-floor',
    says: 'A fraud fine is never under 2 ×.',
    citation: 'DB2025:15; reading P11',
    holds: ofDirections(
      (_open, scenario) => isFraud(scenario),
      (open) => open.min >= tenThousandths(20_000) && open.fineMin >= 2n * AMOUNT,
    ),
  },
  {
    id: 'loss-floor',
    says: 'A loss fine is never under 0.5 ×.',
    citation: 'DB2025:15; reading P8',
    holds: ofDirections(
      (_open, scenario) => isLoss(scenario),
      (open) => open.min >= tenThousandths(5_000) && 2n * open.fineMin >= AMOUNT,
    ),
  },
  {
    id: 'bounds',
    says: 'Every offered bound lies inside the statute and the grade, or is the lawful mitigation: grade minimum less one multiple an item, not below the floor.',
    citation: 'DB2025:10, 11, 15; readings P5, P7, P8',
    holds: ofDirections(() => true, withinStatute),
  },
  {
    id: 'lighter-below',
    says: 'Lighter lies strictly below the midpoint.',
    citation: 'DB2025:10; reading P3',
    holds: ofDirections(
      ({ direction }) => direction === 'LIGHTER',
      (open, { midpoint }) =>
        midpoint !== null && (open.max < midpoint || (open.max === midpoint && !open.maxInclusive)),
    ),
  },
  {
    id: 'heavier-above',
    says: 'Heavier lies strictly above the midpoint.',
    citation: 'DB2025:10; reading P3',
    holds: ofDirections(
      ({ direction }) => direction === 'HEAVIER',
      (open, { midpoint }) =>
        midpoint !== null && (open.min > midpoint || (open.min === midpoint && !open.minInclusive)),
    ),
  },
  {
    id: 'mitigated-below-grade',
    says: 'Mitigated lies strictly below the grade.',
    citation: 'DB2025:10, 11; reading P12',
    holds: ofDirections(
      ({ direction }) => direction === 'MITIGATED',
      (open, { gradeRange }) => open.max === gradeRange?.min && !open.maxInclusive,
    ),
  },
  {
    id: 'directions',
    says: 'The directions offered are those of the table for the items that count, less those that do not meet the grade.',
    citation: 'DB2025:13–19; readings P9, P10, P13–P16, P19',
    holds: ofAnswer((violation, scenario) => {
      if (!fineExpected(scenario)) return violation.directions.length === 0;
      const expected = directionsExpected(countsOf(scenario));
      const offered = violation.directions.map(({ direction }) => direction as string);
      const outside = new Set(['LIGHTER', 'HEAVIER', 'MITIGATED']);
      return (
        offered.every((direction) => expected.includes(direction)) &&
        expected.every((direction) => offered.includes(direction) || outside.has(direction))
      );
    }),
  },
  {
    id: 'shall-mitigate',
    says: 'With an item of art. 13 and none of art. 18, neither an ordinary nor a heavier fine is open.',
    citation: 'DB2025:13; reading P10',
    holds: ofAnswer((violation, scenario) => {
      const { shall, aggravate } = countsOf(scenario);
      if (shall === 0 || aggravate > 0) return null;
      return !named(violation).has('ORDINARY') && !named(violation).has('HEAVIER');
    }),
  },
  {
    id: 'nothing-offered',
    says: 'Where a fine is possible but no direction is offered, needsOfficer says why and the totals are open.',
    citation: 'DB2025:10, 22; reading P4',
    holds: ofAnswer((violation, scenario, { totals }) =>
      fineExpected(scenario) && violation.directions.length === 0
        ? asked(violation).has('HEAVIER_OUTSIDE_GRADE') && totals.fineMin === null && totals.fineMax === null
        : null,
    ),
  },
  {
    id: 'needs-officer',
    says: 'Where a person must decide, needsOfficer says so; nowhere else.',
    citation: 'DB2025:3, 9, 10, 18, 19; readings P4, P13, P15, P19',
    holds: ofAnswer((violation, scenario) => {
      const lawUnavailable = new Set(['NATIONAL_RULES_UNAVAILABLE', 'OLD_LAW_UNAVAILABLE']);
      const questions = new Set([...asked(violation)].filter((code) => !lawUnavailable.has(code)));
      return sameSet(questions, questionsExpected(violation, scenario));
    }),
  },
  {
    id: 'refund',
    says: 'The refund is the amount whatever the outcome, and never part of the fine.',
    citation: 'REG735:45; reading P35',
    holds: ofAnswer(
      (violation, scenario, { totals }) =>
        violation.refund === (scenario.withAmount ? AMOUNT : 0n) && totals.refund === violation.refund,
    ),
  },
  {
    id: 'trace',
    says: 'The trace names every item of arts. 13, 14, 16, 17 and 18, fired or not.',
    citation: 'contract: trace',
    holds: ofAnswer(everyItemTraced),
  },
];
