import { evaluate } from '../../src/domain/discretion/evaluate.js';
import type { Circumstance, Facts } from '../../src/domain/discretion/facts.js';
import type { ItemCode } from '../../src/domain/discretion/items.js';
import { scheduleById, type Rulebook } from '../../src/domain/rulebook/rulebook.js';
import type { Schedule, ScheduleRow } from '../../src/domain/rulebook/schedule.js';
import { date } from '../../src/domain/shared/calendar-date.js';
import { formatDecimal, type Decimal } from '../../src/domain/shared/decimal.js';
import { formatMoney, money, type Fen } from '../../src/domain/shared/money.js';
import type { Question, Verdict } from './decision.js';

/** The same case as facts, as a question to an engine of general rules, and the verdict of the rules. */
export interface Sample {
  readonly facts: Facts;
  readonly question: Question;
  readonly expected: Verdict;
}

const SCHEDULE = 'sample-2025';
const AMOUNT = '57227.40';

interface Case {
  readonly provision: string;
  readonly fraudulentIntent: boolean;
  readonly rowId: string;
  readonly refusedToCorrect: boolean;
  readonly items: readonly ItemCode[];
}

const CHARGES = [
  { provision: 'REG735:38(3)', fraudulentIntent: false, rows: '38' },
  { provision: 'REG735:38(1)', fraudulentIntent: true, rows: '40' },
  { provision: 'REG735:40.1(3)', fraudulentIntent: false, rows: '40' },
] as const;

const GRADES = ['C-1', 'C-2', 'B-1', 'B-2', 'A-1', 'A-2'];

const SHALL: readonly (readonly ItemCode[])[] = [[], ['DB2025:13(2)'], ['DB2025:13(2)', 'DB2025:13(5)']];
const MAY: readonly (readonly ItemCode[])[] = [[], ['DB2025:14(1)']];

/** What is for or against the offender otherwise: nothing, items of 16 and 17, obstruction, also with a refusal. */
const OTHERS: readonly { readonly refused: boolean; readonly items: readonly ItemCode[] }[] = [
  { refused: false, items: [] },
  { refused: false, items: ['DB2025:16(4)'] },
  { refused: false, items: ['DB2025:17'] },
  { refused: false, items: ['DB2025:18(3)'] },
  { refused: true, items: [] },
  { refused: true, items: ['DB2025:18(3)'] },
];

const CASES: readonly Case[] = CHARGES.flatMap(({ rows, ...charge }) =>
  GRADES.flatMap((grade) =>
    SHALL.flatMap((shall) =>
      MAY.flatMap((may) =>
        OTHERS.map(({ refused, items }) => ({
          ...charge,
          rowId: `${rows}-${grade}`,
          refusedToCorrect: refused,
          items: [...shall, ...may, ...items],
        })),
      ),
    ),
  ),
);

const circumstance = (code: ItemCode): Circumstance => ({
  code,
  violationIds: null,
  factId: null,
  ground: null,
  basis: null,
});

const factsOf = ({ rowId, items, ...stated }: Case): Facts => ({
  decisionDate: date('2025-09-01'),
  offender: { kind: 'DESIGNATED_INSTITUTION', age: null },
  suspectedCrime: false,
  violations: [
    {
      ...stated,
      id: 'v1',
      conductId: 'v1',
      amount: money(AMOUNT),
      conductEndedOn: date('2025-06-20'),
      discoveredOn: date('2025-07-02'),
      harmToLifeHealthOrFinancialSafety: false,
      seriousConsequences: false,
      grade: { scheduleId: SCHEDULE, rowId },
    },
  ],
  circumstances: items.map(circumstance),
  proposal: [],
});

const figure = (value: Decimal): number => Number(formatDecimal(value));
const yuan = (value: Fen): number => Number(formatMoney(value));

const span = ({ min, max }: ScheduleRow): Question['row'] => ({ min: figure(min), max: figure(max) });

function questionOf({ rowId, ...stated }: Case, { rows }: Schedule): Question {
  const chosen = rows.find(({ id }) => id === rowId);
  if (chosen === undefined) throw new Error(`the schedule has no row ${rowId}`);
  const inTier = rows.filter(
    ({ tier, bases }) => tier === chosen.tier && bases.includes(chosen.bases[0] ?? ''),
  );
  const highest = inTier.reduce((best, each) => (each.max > best.max ? each : best));
  const amount = Number(AMOUNT);
  return { ...stated, amount, seriousConsequences: false, row: span(chosen), highest: span(highest) };
}

function verdictOf(facts: Facts, rulebook: Rulebook): Verdict {
  const answer = evaluate(facts, rulebook);
  const [assessed] = answer.ok ? answer.value.violations : [];
  if (assessed === undefined) throw new Error('a sample that cannot be assessed');
  const { basis, outcome, circumstances, departmentSuspension, directions } = assessed;
  return {
    basis,
    outcome,
    shall: circumstances.shallMitigate,
    may: circumstances.mayMitigate,
    aggravate: circumstances.aggravate,
    departmentSuspended: departmentSuspension !== null,
    directions: directions.map(({ min, max, fineMin, fineMax, ...open }) => ({
      ...open,
      min: figure(min),
      max: figure(max),
      fineMin: yuan(fineMin),
      fineMax: yuan(fineMax),
    })),
  };
}

/** Three charges × six grades × items of 13 × of 14 × what else: 648 cases. */
export function samples(rulebook: Rulebook): Sample[] {
  const schedule = scheduleById(rulebook, SCHEDULE);
  if (schedule === undefined) throw new Error(`no schedule ${SCHEDULE}`);
  return CASES.map((each) => {
    const facts = factsOf(each);
    return { facts, question: questionOf(each, schedule), expected: verdictOf(facts, rulebook) };
  });
}
