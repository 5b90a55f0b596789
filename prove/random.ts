/** Amounts and dates, which have no end: drawn at random from a fixed seed. */
import fc from 'fast-check';
import { evaluate } from '../src/domain/discretion/evaluate.js';
import type { Rulebook } from '../src/domain/rulebook/rulebook.js';
import { addDays, date, type CalendarDate } from '../src/domain/shared/calendar-date.js';
import { formatMoney, type Fen } from '../src/domain/shared/money.js';
import { factsOf, type Scenario } from './scenario.js';
import { note, type Tallies } from './tally.js';

const SEED = 735;
const LARGEST = 999_999_999_999_999n;

const loss: Scenario = {
  provision: 'REG735:38(3)',
  offender: 'DESIGNATED_INSTITUTION',
  withAmount: true,
  fraudulentIntent: false,
  refusedToCorrect: false,
  seriousConsequences: false,
  rowId: null,
  items: ['DB2025:14(1)'],
  grounds: [],
};

const scenarios: readonly Scenario[] = [
  loss,
  { ...loss, rowId: '38-C-2' },
  { ...loss, rowId: '38-A-1' },
  { ...loss, provision: 'REG735:40.1(3)', rowId: '40-B-1' },
];

/** Half up to one fen: the rounded fine is at most half a fen away, and up where it is exactly half. */
function roundedHalfUp(fine: Fen, amount: Fen, multiple: bigint): boolean {
  const away = fine * 1_000_000n - amount * multiple;
  return away > -500_000n && away <= 500_000n;
}

/** Every fine shown is amount × multiple, rounded once, half up (P34). */
function amounts(rulebook: Rulebook, tallies: Tallies, runs: number): void {
  const drawn = fc.sample(fc.tuple(fc.constantFrom(...scenarios), fc.bigInt({ min: 1n, max: LARGEST })), {
    numRuns: runs,
    seed: SEED,
  });
  for (const [scenario, fen] of drawn) {
    const amount = fen as Fen;
    const facts = factsOf(scenario);
    const answer = evaluate(
      { ...facts, violations: facts.violations.map((each) => ({ ...each, amount })) },
      rulebook,
    );
    const held =
      answer.ok &&
      (answer.value.violations[0]?.directions ?? []).every(
        ({ min, max, fineMin, fineMax }) =>
          roundedHalfUp(fineMin, amount, min) && roundedHalfUp(fineMax, amount, max),
      );
    note(tallies, 'rounding', held, () => `${JSON.stringify(scenario)} ${formatMoney(amount)}`);
  }
}

/** The anniversary, worked out on the digits: 29 February's is 28 February. */
function anniversary(day: CalendarDate, years: number): string {
  const year = Number(day.slice(0, 4)) + years;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return `${year}${day.endsWith('-02-29') && !leap ? '-02-28' : day.slice(4)}`;
}

/** Out of time is discovery after the anniversary of the end, and nothing else (P27). */
function dates(rulebook: Rulebook, tallies: Tallies, runs: number): void {
  const drawn = fc.sample(
    fc.record({
      ended: fc.oneof(fc.integer({ min: 0, max: 4000 }), fc.constant(1154)),
      years: fc.constantFrom(2, 5),
      off: fc.integer({ min: -3, max: 3 }),
    }),
    { numRuns: runs, seed: SEED },
  );
  for (const { ended, years, off } of drawn) {
    const conductEndedOn = addDays(date('2021-01-01'), ended);
    const discoveredOn = addDays(date(anniversary(conductEndedOn, years)), off);
    const facts = factsOf(loss);
    const answer = evaluate(
      {
        ...facts,
        decisionDate: date('2040-01-01'),
        violations: facts.violations.map((each) => ({
          ...each,
          conductEndedOn,
          discoveredOn,
          harmToLifeHealthOrFinancialSafety: years === 5,
        })),
      },
      rulebook,
    );
    const outOfTime = answer.ok && answer.value.violations[0]?.outcome === 'NO_PENALTY';
    note(tallies, 'limitation', answer.ok && outOfTime === off > 0, () =>
      JSON.stringify({ conductEndedOn, discoveredOn, years }),
    );
  }
}

export function sweepRandom(rulebook: Rulebook, tallies: Tallies, runs: number): void {
  amounts(rulebook, tallies, runs);
  dates(rulebook, tallies, runs);
}
