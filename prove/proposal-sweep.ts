/** Every direction and a fine net of figures proposed against every kind of cell: a proposal passes exactly when it lies inside. */
import type { OpenDirection } from '../src/domain/discretion/assessment.js';
import { evaluate } from '../src/domain/discretion/evaluate.js';
import { DIRECTIONS, type Facts, type ProposedFigure } from '../src/domain/discretion/facts.js';
import { AGGRAVATE, MAY_MITIGATE, SHALL_MITIGATE, type ItemCode } from '../src/domain/discretion/items.js';
import type { Rulebook } from '../src/domain/rulebook/rulebook.js';
import { decimal, type Decimal } from '../src/domain/shared/decimal.js';
import type { Fen } from '../src/domain/shared/money.js';
import { isFixed, mustBeRefused } from './expectation.js';
import { factsOf, type Scenario } from './scenario.js';
import { note, type Tallies } from './tally.js';

/** An amount whose products do not come out even, so that rounding shows. */
const ODD_AMOUNT = 1_234_567n as Fen;

const CHARGES: readonly Pick<Scenario, 'provision' | 'offender' | 'withAmount' | 'refusedToCorrect'>[] = [
  { provision: 'REG735:37', offender: 'AGENCY', withAmount: true, refusedToCorrect: false },
  {
    provision: 'REG735:38(3)',
    offender: 'DESIGNATED_INSTITUTION',
    withAmount: true,
    refusedToCorrect: false,
  },
  {
    provision: 'REG735:39(4)',
    offender: 'DESIGNATED_INSTITUTION',
    withAmount: false,
    refusedToCorrect: true,
  },
  {
    provision: 'REG735:40.1(3)',
    offender: 'DESIGNATED_INSTITUTION',
    withAmount: true,
    refusedToCorrect: false,
  },
  { provision: 'REG735:41.1(1)', offender: 'INDIVIDUAL', withAmount: true, refusedToCorrect: false },
  { provision: 'REG735:41.2', offender: 'INDIVIDUAL', withAmount: true, refusedToCorrect: false },
];

const upTo = (list: readonly ItemCode[], most: number): ItemCode[][] =>
  Array.from({ length: most + 1 }, (_each, count) => list.slice(0, count));

const shall = SHALL_MITIGATE.filter((item) => item !== 'DB2025:13(1)');
const may = MAY_MITIGATE.filter((item) => item !== 'DB2025:14(3)');
const aggravate = AGGRAVATE.filter((item) => item !== 'DB2025:18(2)');
const ENDINGS: readonly (readonly ItemCode[])[] = [[], ['DB2025:17'], ['DB2025:16(4)']];

function scenarios(rulebook: Rulebook): Scenario[] {
  const rows = rulebook.schedules.find(({ id }) => id === 'sample-2025')?.rows.map(({ id }) => id) ?? [];
  return CHARGES.flatMap((charge) =>
    [null, ...rows].flatMap((rowId) =>
      upTo(shall, 2).flatMap((first) =>
        upTo(may, 1).flatMap((second) =>
          upTo(aggravate, 2).flatMap((third) =>
            ENDINGS.map((ending) => ({
              ...charge,
              rowId,
              fraudulentIntent: false,
              seriousConsequences: false,
              items: [...first, ...second, ...third, ...ending],
              grounds: [],
            })),
          ),
        ),
      ),
    ),
  ).filter((scenario) => !mustBeRefused(scenario));
}

const SMALLEST_MULTIPLE = decimal('0.0001');
const GRID = Array.from({ length: 23 }, (_each, index) => (BigInt(index) * decimal('0.25')) as Decimal);

const around = <T extends bigint>(value: T, step: bigint): T[] =>
  [value - step, value, value + step].filter((each) => each >= 0n) as T[];

function multiplesToTry(directions: readonly OpenDirection[]): ProposedFigure[] {
  const bounds = directions.flatMap(({ min, max }) => [min, max]);
  const figures = [...GRID, ...bounds.flatMap((bound) => around(bound, SMALLEST_MULTIPLE))];
  return [...new Set(figures)].map((multiple) => ({ kind: 'MULTIPLE', multiple }));
}

function finesToTry(directions: readonly OpenDirection[]): ProposedFigure[] {
  const bounds = directions.flatMap(({ fineMin, fineMax }) => [fineMin, fineMax]);
  const fines = [0n as Fen, 5_000_000n as Fen, ...bounds.flatMap((bound) => around(bound, 1n))];
  return [...new Set(fines)].map((fine) => ({ kind: 'FINE', fine }));
}

/** A figure above or below a bound, both times the same exact amount: in millionths of a fen. */
function position(
  figure: ProposedFigure,
  bound: Decimal,
  rounded: Fen,
  inclusive: boolean,
  fixed: boolean,
): bigint {
  if (figure.kind === 'MULTIPLE') return figure.multiple - bound;
  if (inclusive) return figure.fine - rounded;
  return fixed ? figure.fine * 10_000n - bound : figure.fine * 1_000_000n - ODD_AMOUNT * bound;
}

function lies(figure: ProposedFigure, open: OpenDirection | undefined, fixed: boolean): boolean {
  if (open === undefined) return false;
  const low = position(figure, open.min, open.fineMin, open.minInclusive, fixed);
  const high = position(figure, open.max, open.fineMax, open.maxInclusive, fixed);
  return (open.minInclusive ? low >= 0n : low > 0n) && (open.maxInclusive ? high <= 0n : high < 0n);
}

function withAmount(facts: Facts, withOddAmount: boolean): Facts {
  const violations = facts.violations.map((each) => ({ ...each, amount: withOddAmount ? ODD_AMOUNT : null }));
  return { ...facts, violations };
}

/** Proposes every figure in every direction of every cell. */
export function sweepProposals(rulebook: Rulebook, tallies: Tallies): void {
  for (const scenario of scenarios(rulebook)) {
    const facts = withAmount(factsOf(scenario), scenario.withAmount);
    const bare = evaluate(facts, rulebook);
    const directions = bare.ok ? (bare.value.violations[0]?.directions ?? []) : [];
    const fixed = isFixed(scenario);
    const figures = [...finesToTry(directions), ...(fixed ? [] : multiplesToTry(directions))];
    for (const direction of DIRECTIONS) {
      const open = directions.find((each) => each.direction === direction);
      for (const figure of figures) {
        const answer = evaluate({ ...facts, proposal: [{ violationId: 'v1', direction, figure }] }, rulebook);
        const passes = answer.ok && answer.value.proposalFindings.length === 0;
        note(
          tallies,
          'proposals',
          answer.ok && passes === lies(figure, open, fixed),
          () =>
            `${JSON.stringify(scenario)} ${direction} ${figure.kind === 'FINE' ? figure.fine : figure.multiple}`,
        );
      }
    }
  }
}
