import fc from 'fast-check';
import {
  DIRECTIONS,
  PROVISIONS,
  type Circumstance,
  type Facts,
  type Offender,
  type ProposedFigure,
  type ProposedFine,
  type ViolationFacts,
} from '../../../src/domain/discretion/facts.js';
import { ITEMS, REFUSAL_OR_REPEAT, type ItemCode } from '../../../src/domain/discretion/items.js';
import type { OffenderKind } from '../../../src/domain/rulebook/instrument.js';
import { addDays, date, type CalendarDate } from '../../../src/domain/shared/calendar-date.js';
import type { Decimal } from '../../../src/domain/shared/decimal.js';
import type { Fen } from '../../../src/domain/shared/money.js';
import { SHIPPED } from './rulebook.js';

/** Null as often as not; plain `fc.option` is null too seldom. */
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof(fc.constant(null), arbitrary);

const seldom = fc.integer({ min: 0, max: 5 }).map((number) => number === 0);

const dayFrom = (first: string, days: number): fc.Arbitrary<CalendarDate> =>
  fc.integer({ min: 0, max: days }).map((after) => addDays(date(first), after));

const ROWS = [...(SHIPPED.schedules[0]?.rows.map(({ id }) => id) ?? []), 'unknown'];

const OFFENDERS: fc.Arbitrary<Offender> = fc.oneof(
  fc.record({
    kind: fc.constantFrom<OffenderKind>('AGENCY', 'DESIGNATED_INSTITUTION'),
    age: fc.constant(null),
  }),
  fc.record({
    kind: fc.constant<OffenderKind>('INDIVIDUAL'),
    age: maybe(fc.integer({ min: 0, max: 150 })),
  }),
);

const FEN = fc.bigInt({ min: 0n, max: 999_999_999_999_999n }).map((fen) => fen as Fen);
const IDS = ['v1', 'v2', 'v3', 'v4', 'v5', 'v6'] as const;

const violationFacts = (id: string): fc.Arbitrary<ViolationFacts> =>
  fc.record({
    id: fc.oneof({ weight: 20, arbitrary: fc.constant(id) }, { weight: 1, arbitrary: fc.constant('v1') }),
    provision: fc.constantFrom(...PROVISIONS),
    conductId: fc.constantFrom(id, 'c1', 'c2'),
    fraudulentIntent: fc.boolean(),
    amount: maybe(FEN),
    conductEndedOn: dayFrom('2019-01-01', 3000),
    discoveredOn: dayFrom('2019-01-01', 3000),
    harmToLifeHealthOrFinancialSafety: fc.boolean(),
    refusedToCorrect: seldom,
    seriousConsequences: seldom,
    grade: maybe(
      fc.record({
        scheduleId: fc.constantFrom('sample-2025', 'sample-2025', 'unknown'),
        rowId: fc.constantFrom(...ROWS),
      }),
    ),
  });

const GROUNDS = maybe(fc.constantFrom('REFUSAL' as const, 'REPEAT' as const));

const CIRCUMSTANCE: fc.Arbitrary<Circumstance> = fc
  .record({
    code: fc.constantFrom(...ITEMS),
    violationIds: maybe(fc.array(fc.constantFrom(...IDS), { minLength: 1, maxLength: 3 })),
    factId: maybe(fc.constantFrom('f1', 'f2', 'f3')),
    ground: GROUNDS,
    basis: maybe(fc.constant('测试法第一条')),
  })
  .map((entry) => (entry.code === REFUSAL_OR_REPEAT ? entry : { ...entry, ground: null }));

const MULTIPLE: fc.Arbitrary<ProposedFigure> = fc.record({
  kind: fc.constant('MULTIPLE' as const),
  multiple: fc.integer({ min: 0, max: 60 }).map((tenths) => (BigInt(tenths) * 100_000n) as Decimal),
});
const FINE: fc.Arbitrary<ProposedFigure> = fc.record({ kind: fc.constant('FINE' as const), fine: FEN });

const PROPOSAL: fc.Arbitrary<ProposedFine> = fc.record({
  violationId: fc.constantFrom(...IDS),
  direction: fc.constantFrom(...DIRECTIONS),
  figure: fc.oneof(MULTIPLE, FINE),
});

const upToSix = fc
  .integer({ min: 1, max: IDS.length })
  .chain((count) => fc.tuple(...IDS.slice(0, count).map(violationFacts)));

/** Any facts of sound form, nearly always with faults of law: up to six violations, twelve circumstances, six proposals. */
export const WELL_FORMED: fc.Arbitrary<Facts> = fc.record({
  decisionDate: dayFrom('2025-01-01', 1000),
  offender: OFFENDERS,
  suspectedCrime: fc.boolean(),
  violations: upToSix,
  circumstances: fc.array(CIRCUMSTANCE, { maxLength: 12 }),
  proposal: fc.array(PROPOSAL, { maxLength: 6 }),
});

const BY_OFFENDER: Readonly<Record<OffenderKind, readonly string[]>> = {
  AGENCY: ['REG735:36(1)', 'REG735:37'],
  DESIGNATED_INSTITUTION: [
    'REG735:38(1)',
    'REG735:38(3)',
    'REG735:39(1)',
    'REG735:39(7)',
    'REG735:40.1(1)',
    'REG735:40.1(2)',
  ],
  INDIVIDUAL: ['REG735:41.1(1)', 'REG735:41.2'],
};

const NO_AMOUNT = /^REG735:3[69]/;
const ROW_PREFIX: readonly (readonly [RegExp, string])[] = [
  [/^REG735:38/, '38-'],
  [/^REG735:39/, '39-'],
  [/^REG735:(37|40|41\.2)/, '40-'],
];

const rowsFor = (provision: string, fraud: boolean): readonly string[] => {
  const prefix = fraud ? '40-' : ROW_PREFIX.find(([pattern]) => pattern.test(provision))?.[1];
  return prefix === undefined ? [] : ROWS.filter((row) => row.startsWith(prefix));
};

/** A violation that the offender can commit, with an amount and a row that fit it; now and then out of time. */
const soundViolation = (id: string, kind: OffenderKind, slight: boolean): fc.Arbitrary<ViolationFacts> =>
  fc
    .record({
      provision: fc.constantFrom(...BY_OFFENDER[kind]),
      fen: fc.bigInt({ min: 1n, max: 10_000_000_000n }),
      conductId: fc.constantFrom(id, 'c1', 'c2'),
      fraudulentIntent: fc.boolean(),
      flag: fc.constantFrom(null, 'refusedToCorrect', 'seriousConsequences'),
      ended: fc.constantFrom('2025-06-01', '2025-06-15', '2025-06-20'),
      late: seldom,
      pick: maybe(fc.nat({ max: 100 })),
    })
    .map(({ provision, fen, conductId, fraudulentIntent, flag, ended, late, pick }) => {
      const rows = rowsFor(provision, fraudulentIntent && /^REG735:(38|41\.1)/.test(provision));
      const rowId = pick === null ? undefined : rows[pick % Math.max(rows.length, 1)];
      return {
        id,
        provision,
        conductId,
        fraudulentIntent,
        amount: NO_AMOUNT.test(provision) ? null : (fen as Fen),
        conductEndedOn: date(late ? '2023-06-01' : ended),
        discoveredOn: date('2025-06-25'),
        harmToLifeHealthOrFinancialSafety: false,
        refusedToCorrect: !slight && flag === 'refusedToCorrect',
        seriousConsequences: !slight && flag === 'seriousConsequences',
        grade: rowId === undefined ? null : { scheduleId: 'sample-2025', rowId },
      };
    });

const GRAVE = ['DB2025:18(1)', 'DB2025:18(2)'];
/** Items that need the offender's age or the dates, or rule others out. */
const BOUND = [
  'DB2025:13(1)',
  'DB2025:14(3)',
  'DB2025:16(1)',
  'DB2025:16(2)',
  'DB2025:16(3)',
  'DB2025:16(5)',
];
const FREE_ITEMS = ITEMS.filter((item) => !BOUND.includes(item) && item !== 'DB2025:17');
/** Items of 16 end everything: they are to be seldom. */
const ITEM = fc.oneof(
  { weight: 15, arbitrary: fc.constantFrom(...FREE_ITEMS.filter((item) => !item.startsWith('DB2025:16'))) },
  { weight: 1, arbitrary: fc.constantFrom<ItemCode>('DB2025:16(4)', 'DB2025:16(6)') },
);

/** A circumstance that stands for any offender; 18(2) on a repeat, so that it needs no refusal. */
const soundCircumstance = (ids: readonly string[]): fc.Arbitrary<Circumstance> =>
  fc
    .record({
      code: ITEM,
      violationIds: maybe(fc.array(fc.constantFrom(...ids), { minLength: 1, maxLength: 2 })),
      factId: maybe(fc.constantFrom('f1', 'f2', 'f3')),
      basis: fc.constant('测试法第一条'),
    })
    .map((entry) => ({ ...entry, ground: entry.code === REFUSAL_OR_REPEAT ? 'REPEAT' : null }));

const FIRST_TIME_ENTRY: Circumstance = {
  code: 'DB2025:17',
  violationIds: ['v1'],
  factId: null,
  ground: null,
  basis: null,
};

const soundProposal = ({ id, provision }: ViolationFacts): fc.Arbitrary<ProposedFine> =>
  fc.record({
    violationId: fc.constant(id),
    direction: fc.constantFrom(...DIRECTIONS),
    figure: provision.startsWith('REG735:39') ? FINE : fc.oneof(MULTIPLE, FINE),
  });

/** Facts that are sound in law: up to six violations, twelve circumstances, a proposal for some violations. */
export const SOUND: fc.Arbitrary<Facts> = fc
  .record({
    kind: fc.constantFrom<OffenderKind>('AGENCY', 'DESIGNATED_INSTITUTION', 'INDIVIDUAL'),
    age: fc.constantFrom(null, null, 10, 16, 40),
    slight: fc.boolean(),
    ids: fc.integer({ min: 1, max: IDS.length }).map((count) => IDS.slice(0, count)),
  })
  .chain(({ kind, age, slight, ids }) =>
    fc
      .record({
        decisionDate: fc.constantFrom(date('2025-07-01'), date('2026-04-01')),
        offender: fc.constant({ kind, age: kind === 'INDIVIDUAL' ? age : null }),
        suspectedCrime: fc.boolean(),
        violations: fc.tuple(...ids.map((id) => soundViolation(id, kind, slight))),
        circumstances: fc
          .array(soundCircumstance(ids), { maxLength: 11 })
          .map((given) =>
            slight ? [FIRST_TIME_ENTRY, ...given.filter(({ code }) => !GRAVE.includes(code))] : given,
          ),
      })
      .chain((facts) =>
        fc
          .tuple(...facts.violations.map((each) => maybe(soundProposal(each))))
          .map((proposals) => ({ ...facts, proposal: proposals.filter((each) => each !== null) })),
      ),
  );
