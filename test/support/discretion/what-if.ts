/** Every single change of fact, worked out by loops of its own straight over `evaluate`, on the whole case. */
import type { Assessment, ViolationAssessment } from '../../../src/domain/discretion/assessment.js';
import type {
  CaseSummary,
  Counterfactual,
  FactChange,
} from '../../../src/domain/discretion/counterfactual/counterfactual.js';
import { evaluate } from '../../../src/domain/discretion/evaluate.js';
import type { Circumstance, Facts, ViolationFacts } from '../../../src/domain/discretion/facts.js';
import { ITEMS, RESIDUAL_ITEMS, type ItemCode } from '../../../src/domain/discretion/items.js';
import type { Rulebook } from '../../../src/domain/rulebook/rulebook.js';
import { addDays, date, type CalendarDate } from '../../../src/domain/shared/calendar-date.js';
import { money } from '../../../src/domain/shared/money.js';

/** A change by its name (`v1 DB2025:13(2) +`, `case age 18`), and the facts that would then be stated. */
export interface SingleChange {
  readonly name: string;
  readonly facts: Facts;
}

const REFUSAL_OR_REPEAT: ItemCode = 'DB2025:18(2)';

/** The anniversary, worked out on the digits: 29 February's is 28 February. */
function anniversary(day: CalendarDate, years: number): CalendarDate {
  const year = Number(day.slice(0, 4)) + years;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return date(`${year}${day.endsWith('-02-29') && !leap ? '-02-28' : day.slice(4)}`);
}

const yearsOf = (violation: ViolationFacts): number => (violation.harmToLifeHealthOrFinancialSafety ? 5 : 2);

const late = (violation: ViolationFacts): boolean =>
  violation.discoveredOn > anniversary(violation.conductEndedOn, yearsOf(violation));

/** Takes circumstances away from one violation, leaving them to the others they cover. */
function without(facts: Facts, id: string, gone: (entry: Circumstance) => boolean): Facts {
  const all = facts.violations.map((violation) => violation.id);
  const circumstances = facts.circumstances.flatMap((entry) => {
    const covered = entry.violationIds ?? all;
    if (!covered.includes(id) || !gone(entry)) return [entry];
    const violationIds = covered.filter((each) => each !== id);
    return violationIds.length === 0 ? [] : [{ ...entry, violationIds }];
  });
  return { ...facts, circumstances };
}

const withViolation = (facts: Facts, id: string, changes: Partial<ViolationFacts>): Facts => ({
  ...facts,
  violations: facts.violations.map((each) => (each.id === id ? { ...each, ...changes } : each)),
});

/** Rows that evaluate itself says do not fit are taken out. */
function withoutMisfits(facts: Facts, rulebook: Rulebook): Facts {
  const answer = evaluate(facts, rulebook);
  if (answer.ok) return facts;
  const misfit = (index: number): boolean =>
    answer.faults.some(
      ({ pointer, code }) =>
        pointer.startsWith(`/violations/${index}/grade`) &&
        (code === 'GRADE_NOT_FOR_PROVISION' || code === 'SCHEDULE_NOT_IN_FORCE'),
    );
  const lawless = answer.faults.some(({ code }) => code === 'NO_RULEBOOK_IN_FORCE');
  const violations = facts.violations.map((each, index) =>
    !lawless && misfit(index) ? { ...each, grade: null } : each,
  );
  return { ...facts, violations };
}

/** What only says again what the dates or the flag said goes with them. */
function consistent(facts: Facts, id: string, rulebook: Rulebook): Facts {
  const violation = facts.violations.find((each) => each.id === id);
  if (violation === undefined) throw new Error(`no violation ${id}`);
  const { refusedToCorrect } = violation;
  const gone = ({ code, ground }: Circumstance): boolean =>
    (code === 'DB2025:16(5)' && !late(violation)) ||
    (code === REFUSAL_OR_REPEAT && ground !== 'REPEAT' && !refusedToCorrect);
  return withoutMisfits(without(facts, id, gone), rulebook);
}

/** What is one case of the item: of 18(2) the repeat. */
const isCase = (entry: Circumstance, item: ItemCode): boolean =>
  entry.code === item && (item !== REFUSAL_OR_REPEAT || entry.ground === 'REPEAT');

function* itemChanges(facts: Facts, id: string): Generator<SingleChange> {
  for (const item of ITEMS) {
    if (item === 'DB2025:16(5)') continue;
    const ofAge = item === 'DB2025:13(1)' || item === 'DB2025:16(1)';
    if (ofAge && facts.offender.age !== null) continue;
    const given = facts.circumstances.filter(
      (entry) => isCase(entry, item) && (entry.violationIds?.includes(id) ?? true),
    );
    if (given.length > 0) {
      yield { name: `${id} ${item} -`, facts: without(facts, id, (entry) => isCase(entry, item)) };
    }
    if (given.some(({ factId }) => factId === null)) continue;
    const other = item === 'DB2025:13(1)' ? 'DB2025:16(1)' : 'DB2025:13(1)';
    const base = ofAge ? without(facts, id, ({ code }) => code === other) : facts;
    const entry: Circumstance = {
      code: item,
      violationIds: [id],
      factId: null,
      ground: item === REFUSAL_OR_REPEAT ? 'REPEAT' : null,
      basis: RESIDUAL_ITEMS.has(item) ? '某法第一条' : null,
    };
    yield { name: `${id} ${item} +`, facts: { ...base, circumstances: [...base.circumstances, entry] } };
  }
}

function* flagChanges(facts: Facts, { id, ...violation }: ViolationFacts): Generator<SingleChange> {
  for (const flag of [
    'refusedToCorrect',
    'seriousConsequences',
    'harmToLifeHealthOrFinancialSafety',
    'fraudulentIntent',
  ] as const) {
    yield { name: `${id} ${flag}`, facts: withViolation(facts, id, { [flag]: !violation[flag] }) };
  }
  const none = violation.amount === null || violation.amount === 0n;
  yield { name: `${id} amount`, facts: withViolation(facts, id, { amount: none ? money('1') : null }) };
}

function* rowChanges(
  facts: Facts,
  { id, grade }: ViolationFacts,
  basis: string,
  rulebook: Rulebook,
): Generator<SingleChange> {
  for (const schedule of rulebook.schedules) {
    const applies =
      grade === null
        ? schedule.validFrom <= facts.decisionDate && facts.decisionDate <= (schedule.validTo ?? '9999')
        : schedule.id === grade.scheduleId;
    if (!applies) continue;
    for (const row of schedule.rows) {
      if (!row.bases.includes(basis) || row.id === grade?.rowId) continue;
      const to = { scheduleId: schedule.id, rowId: row.id };
      yield { name: `${id} row ${schedule.id} ${row.id}`, facts: withViolation(facts, id, { grade: to }) };
    }
  }
  if (grade !== null) yield { name: `${id} row none`, facts: withViolation(facts, id, { grade: null }) };
}

/** The first end of conduct, day by day, for which discovery is in time. */
function firstEndInTime(violation: ViolationFacts): CalendarDate {
  let day = addDays(anniversary(violation.discoveredOn, -yearsOf(violation)), -3);
  while (anniversary(day, yearsOf(violation)) < violation.discoveredOn) day = addDays(day, 1);
  return day;
}

function* dayChanges(facts: Facts, violation: ViolationFacts): Generator<SingleChange> {
  const { id, conductEndedOn } = violation;
  const start = date('2025-06-09');
  const inTime = firstEndInTime(violation);
  const ends = new Set([
    late(violation) ? inTime : addDays(inTime, -1),
    conductEndedOn < start ? start : addDays(start, -1),
  ]);
  for (const day of ends) {
    yield { name: `${id} ended ${day}`, facts: withViolation(facts, id, { conductEndedOn: day }) };
  }
  const last = anniversary(conductEndedOn, yearsOf(violation));
  const found = late(violation) ? last : addDays(last, 1);
  yield { name: `${id} discovered ${found}`, facts: withViolation(facts, id, { discoveredOn: found }) };
}

/** The days from which something else is in force; a decision moves to the nearer side beyond each. */
function* decisionChanges(facts: Facts, rulebook: Rulebook): Generator<SingleChange> {
  const schedules = rulebook.schedules.filter(({ id }) =>
    facts.violations.some(({ grade }) => grade?.scheduleId === id),
  );
  const limits = [
    date('2025-06-09'),
    date('2026-04-01'),
    ...[...schedules, ...rulebook.rulings].flatMap(({ validFrom, validTo }) =>
      validTo === undefined ? [validFrom] : [validFrom, addDays(validTo, 1)],
    ),
  ];
  const days = new Set(limits.map((day) => (facts.decisionDate < day ? day : addDays(day, -1))));
  for (const decisionDate of days) {
    const name = `case decisionDate ${decisionDate}`;
    yield { name, facts: withoutMisfits({ ...facts, decisionDate }, rulebook) };
  }
}

function* caseChanges(facts: Facts, rulebook: Rulebook): Generator<SingleChange> {
  if (facts.offender.age !== null) {
    for (const age of [13, 14, 17, 18].filter((each) => each !== facts.offender.age)) {
      const circumstances = facts.circumstances.filter(
        ({ code }) => code !== 'DB2025:13(1)' && code !== 'DB2025:16(1)',
      );
      yield {
        name: `case age ${age}`,
        facts: { ...facts, offender: { ...facts.offender, age }, circumstances },
      };
    }
  }
  yield { name: 'case suspectedCrime', facts: { ...facts, suspectedCrime: !facts.suspectedCrime } };
  yield* decisionChanges(facts, rulebook);
}

/** Every single change of fact of an admissible case. */
export function singleChanges(facts: Facts, rulebook: Rulebook): SingleChange[] {
  const answer = evaluate(facts, rulebook);
  if (!answer.ok) throw new Error('refused');
  const ofViolations = facts.violations.flatMap((violation, index) => {
    const basis = answer.value.violations[index]?.basis ?? '';
    return [
      ...itemChanges(facts, violation.id),
      ...flagChanges(facts, violation),
      ...rowChanges(facts, violation, basis, rulebook),
      ...dayChanges(facts, violation),
    ].map(({ name, facts: changed }) => ({ name, facts: consistent(changed, violation.id, rulebook) }));
  });
  return [...ofViolations, ...caseChanges(facts, rulebook)];
}

const nameOfChange = (change: FactChange): string => {
  switch (change.kind) {
    case 'ITEM':
      return `${change.item} ${change.to ? '+' : '-'}`;
    case 'FLAG':
      return change.flag;
    case 'AMOUNT':
      return 'amount';
    case 'GRADE':
      return change.to === null ? 'row none' : `row ${change.to.scheduleId} ${change.to.rowId}`;
    case 'DAY':
      return `${change.day === 'conductEndedOn' ? 'ended' : change.day === 'discoveredOn' ? 'discovered' : change.day} ${change.to}`;
    case 'AGE':
      return `age ${change.to}`;
  }
};

/** The name that a reported change has among the single changes. */
export const nameOf = ({ violationId, change }: Pick<Counterfactual, 'violationId' | 'change'>): string =>
  `${violationId ?? 'case'} ${nameOfChange(change)}`;

const seen = (violation: ViolationAssessment, assumed: boolean): CaseSummary['violations'][number] => ({
  id: violation.id,
  basis: violation.basis,
  outcome: violation.outcome,
  fineBasis: violation.fineBasis,
  gradeRange: violation.gradeRange,
  directions: violation.directions.map((open) => ({
    ...open,
    fineMin: assumed ? null : open.fineMin,
    fineMax: assumed ? null : open.fineMax,
  })),
  refund: assumed ? null : violation.refund,
  departmentSuspension: violation.departmentSuspension,
  settlementSuspension: violation.settlementSuspension,
  needsOfficer: violation.needsOfficer.map(({ code }) => code),
});

const text = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? each.toString() : each));

/**
 * What two answers to the same violations differ in, as a counterfactual would show it; null for nothing.
 * @param assumed the violation whose amount nobody has stated: its sums mean nothing.
 */
export function difference(
  before: Assessment,
  after: Assessment,
  assumed: string | null,
): { readonly before: CaseSummary; readonly after: CaseSummary } | null {
  const pairs = after.violations.flatMap((violation, index) => {
    const was = before.violations[index];
    if (was === undefined) return [];
    const pair = [seen(was, false), seen(violation, violation.id === assumed)] as const;
    return text(pair[0]) === text(pair[1]) ? [] : [pair];
  });
  const { transferToJudicialOrgan, totals } = before;
  const sameTransfer = transferToJudicialOrgan === after.transferToJudicialOrgan;
  const sameTotals = text(totals) === text(after.totals);
  if (pairs.length === 0 && sameTransfer && sameTotals) return null;
  return {
    before: { transferToJudicialOrgan, violations: pairs.map(([was]) => was), totals },
    after: {
      transferToJudicialOrgan: after.transferToJudicialOrgan,
      violations: pairs.map(([, is]) => is),
      totals: assumed === null ? after.totals : null,
    },
  };
}
