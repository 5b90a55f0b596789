import fc from 'fast-check';
import type { Facts, ViolationFacts } from '../../../src/domain/discretion/facts.js';
import { evaluate } from '../../../src/domain/discretion/evaluate.js';
import { ITEMS } from '../../../src/domain/discretion/items.js';
import type { OffenderKind } from '../../../src/domain/rulebook/instrument.js';
import type { Rulebook } from '../../../src/domain/rulebook/rulebook.js';
import { addDays, date, type CalendarDate } from '../../../src/domain/shared/calendar-date.js';
import { money, type Fen } from '../../../src/domain/shared/money.js';
import { circumstance } from './a-case.js';

const PROVISIONS: Readonly<Record<OffenderKind, readonly string[]>> = {
  AGENCY: ['REG735:36(2)', 'REG735:37'],
  DESIGNATED_INSTITUTION: [
    'REG735:38(1)',
    'REG735:38(3)',
    'REG735:39(2)',
    'REG735:39(7)',
    'REG735:40.1(2)',
    'REG735:40.1(3)',
  ],
  INDIVIDUAL: ['REG735:41.1(1)', 'REG735:41.2'],
};

const AMOUNTS = ['0.01', '333.33', '92300.00', '9999999999999.99'] as const;
const IDS = ['v1', 'v2', 'v3'] as const;

const seldom = fc.integer({ min: 0, max: 3 }).map((drawn) => drawn === 0);

function amountFor(provision: string, amount: Fen, none: boolean): Fen | null {
  if (/^REG735:3[69]/.test(provision)) return null;
  return none && /^REG735:(38|41\.1)/.test(provision) ? null : amount;
}

/** Days about the start of the benchmark and about both limitations. */
const end = fc.integer({ min: -900, max: 400 }).map((days) => addDays(date('2025-06-09'), days));
const delay = fc.oneof(
  fc.integer({ min: -20, max: 200 }),
  fc.integer({ min: 728, max: 733 }),
  fc.integer({ min: 1824, max: 1829 }),
);

const violation = (kind: OffenderKind): fc.Arbitrary<Omit<ViolationFacts, 'id'>> =>
  fc
    .record({
      provision: fc.constantFrom(...PROVISIONS[kind]),
      conductId: fc.constantFrom('c1', 'c2'),
      amount: fc.constantFrom(...AMOUNTS).map(money),
      none: seldom,
      conductEndedOn: end,
      delay,
      fraudulentIntent: seldom,
      harmToLifeHealthOrFinancialSafety: seldom,
      refusedToCorrect: fc.boolean(),
      seriousConsequences: seldom,
    })
    .map(({ none, delay: days, ...stated }) => ({
      ...stated,
      amount: amountFor(stated.provision, stated.amount, none),
      discoveredOn: addDays(stated.conductEndedOn, days),
      grade: null,
    }));

const entry = fc.record({
  code: fc.constantFrom(...ITEMS),
  factId: fc.constantFrom(null, 'f1', 'f2'),
  ground: fc.constantFrom('REFUSAL', 'REPEAT'),
  violationIds: fc.option(fc.subarray([...IDS], { minLength: 1 })),
});

const latest = (violations: readonly Omit<ViolationFacts, 'id'>[]): CalendarDate =>
  violations.reduce(
    (last, { discoveredOn }) => (discoveredOn > last ? discoveredOn : last),
    date('2025-06-09'),
  );

/** Leaves out the circumstances that the law refuses, until it refuses none. */
function admissible(facts: Facts, rulebook: Rulebook): Facts {
  const answer = evaluate(facts, rulebook);
  if (answer.ok) return facts;
  const refused = new Set(answer.faults.map(({ pointer }) => pointer.split('/').slice(0, 3).join('/')));
  const circumstances = facts.circumstances.filter(
    (_entry, index) => !refused.has(`/circumstances/${index}`),
  );
  if (circumstances.length === facts.circumstances.length) {
    throw new Error(`not admissible: ${[...refused].join(', ')}`);
  }
  return admissible({ ...facts, circumstances }, rulebook);
}

/** Puts each violation in a row of its article that is in force, as drawn; null leaves it without. */
function graded(facts: Facts, drawn: readonly (number | null)[], rulebook: Rulebook): Facts {
  const answer = evaluate(facts, rulebook);
  if (!answer.ok) throw new Error('not admissible');
  const schedules = rulebook.schedules.filter(
    ({ validFrom, validTo }) =>
      validFrom <= facts.decisionDate && (validTo === undefined || facts.decisionDate <= validTo),
  );
  const violations = facts.violations.map((each, index) => {
    const basis = answer.value.violations[index]?.basis ?? '';
    const rows = schedules.flatMap(({ id, rows: all }) =>
      all.filter(({ bases }) => bases.includes(basis)).map((row) => ({ scheduleId: id, rowId: row.id })),
    );
    const at = drawn[index] ?? null;
    return { ...each, grade: at === null ? null : (rows[at % Math.max(1, rows.length)] ?? null) };
  });
  return { ...facts, violations };
}

const caseOf = (kind: OffenderKind, rulebook: Rulebook): fc.Arbitrary<Facts> =>
  fc
    .record({
      violations: fc.array(violation(kind), { minLength: 1, maxLength: 3 }),
      entries: fc.array(entry, { maxLength: 6 }),
      later: fc.integer({ min: 0, max: 400 }),
      age: kind === 'INDIVIDUAL' ? fc.constantFrom(null, 13, 14, 17, 18, 30) : fc.constant(null),
      suspectedCrime: seldom,
      rows: fc.tuple(...IDS.map(() => fc.option(fc.nat({ max: 20 })))),
    })
    .map(({ violations, entries, later, age, suspectedCrime, rows }) => {
      const ids = IDS.slice(0, violations.length);
      const circumstances = entries.map(({ code, factId, ground, violationIds }) => {
        const covered = violationIds?.filter((id) => ids.some((each) => each === id)) ?? [];
        return {
          ...circumstance(code, code === 'DB2025:18(2)' ? { ground } : {}),
          factId,
          violationIds: covered.length === 0 ? null : covered,
        };
      });
      const facts: Facts = {
        decisionDate: addDays(latest(violations), later),
        offender: { kind, age },
        suspectedCrime,
        violations: violations.map((each, index) => ({ ...each, id: IDS[index] ?? '' })),
        circumstances,
        proposal: [],
      };
      return graded(admissible(facts, rulebook), rows, rulebook);
    });

/** Any admissible case of one to three violations. */
export const anyCase = (rulebook: Rulebook): fc.Arbitrary<Facts> =>
  fc.constantFrom('AGENCY', 'DESIGNATED_INSTITUTION', 'INDIVIDUAL').chain((kind) => caseOf(kind, rulebook));
