import { describe, expect, it } from '@jest/globals';
import { aCase, violation, type CaseBuilder } from '../../../../test/support/discretion/a-case.js';
import { rulebookWith, ruling, schedule, SHIPPED } from '../../../../test/support/discretion/rulebook.js';
import { difference } from '../../../../test/support/discretion/what-if.js';
import type { Rulebook } from '../../rulebook/rulebook.js';
import { addDays, date, type CalendarDate } from '../../shared/calendar-date.js';
import type { Assessment } from '../assessment.js';
import { evaluate } from '../evaluate.js';
import type { Facts } from '../facts.js';
import { counterfactuals } from './counterfactuals.js';

type Day = 'conductEndedOn' | 'discoveredOn' | 'decisionDate';

const FIRST: Readonly<Record<Day, CalendarDate>> = {
  conductEndedOn: date('2019-01-01'),
  discoveredOn: date('2023-01-01'),
  decisionDate: date('2025-06-09'),
};

function onDay(facts: Facts, day: Day, to: CalendarDate): Facts {
  if (day === 'decisionDate') return { ...facts, decisionDate: to };
  return { ...facts, violations: facts.violations.map((each) => ({ ...each, [day]: to })) };
}

function answerTo(facts: Facts, rulebook: Rulebook): Assessment | null {
  const answer = evaluate(facts, rulebook);
  return answer.ok ? answer.value : null;
}

const differ = (a: Assessment | null, b: Assessment | null): boolean =>
  a === null || b === null ? a !== b : difference(a, b, null) !== null;

/** Walks day by day, and gives the first day on the other side of each day on which the answer turns. */
function walked(facts: Facts, day: Day, until: CalendarDate, rulebook: Rulebook): CalendarDate[] {
  const now = answerTo(facts, rulebook);
  const today = day === 'decisionDate' ? facts.decisionDate : facts.violations[0]?.[day];
  const found: CalendarDate[] = [];
  let before = answerTo(onDay(facts, day, FIRST[day]), rulebook);
  for (let to = addDays(FIRST[day], 1); to <= until; to = addDays(to, 1)) {
    const answer = answerTo(onDay(facts, day, to), rulebook);
    if (today !== undefined && differ(before, answer)) {
      const [side, there] = today < to ? [to, answer] : [addDays(to, -1), before];
      if (there !== null && differ(now, there)) found.push(side);
    }
    before = answer;
  }
  return found;
}

function reported(facts: Facts, day: Day, rulebook: Rulebook): CalendarDate[] {
  const answer = counterfactuals(facts, rulebook);
  if (!answer.ok) throw new Error('refused');
  return answer.value.counterfactuals
    .flatMap(({ change }) => (change.kind === 'DAY' && change.day === day ? [change.to] : []))
    .sort();
}

const fraud = violation('REG735:40.1(3)');

const CASES: readonly (readonly [string, CaseBuilder])[] = [
  ['in time', aCase(fraud)],
  ['out of time', aCase(fraud.ended('2023-01-10').discovered('2025-06-25')).decidedOn('2025-09-01')],
  ['in time by harm', aCase(fraud.ended('2023-01-10').discovered('2025-06-25').harmingLifeHealthOrFinance())],
  [
    'out of time in spite of harm',
    aCase(fraud.ended('2020-01-10').discovered('2025-06-25').harmingLifeHealthOrFinance()),
  ],
  ['ended on 29 February', aCase(fraud.ended('2024-02-29').discovered('2025-06-25')).decidedOn('2027-01-01')],
  ['found on 29 February', aCase(fraud.ended('2026-02-10').discovered('2028-02-29')).decidedOn('2028-05-01')],
  ['found on 28 February', aCase(fraud.ended('2024-02-29').discovered('2026-02-28')).decidedOn('2026-05-01')],
  [
    'found before it ended',
    aCase(fraud.ended('2025-06-25').discovered('2025-06-15')).decidedOn('2028-01-01'),
  ],
];

describe('the limits, walked day by day', () => {
  it.each(CASES)('end of the conduct: %s', (_name, { facts }) => {
    const days = walked(facts, 'conductEndedOn', facts.decisionDate, SHIPPED);
    expect(days.length).toBeGreaterThan(0);
    expect(reported(facts, 'conductEndedOn', SHIPPED)).toEqual(days);
  });

  it.each(CASES)('discovery: %s', (_name, { facts }) => {
    expect(reported(facts, 'discoveredOn', SHIPPED)).toEqual(
      walked(facts, 'discoveredOn', facts.decisionDate, SHIPPED),
    );
  });

  const ruled = rulebookWith(
    schedule('own', [['b', 'REG735:40', 'B', 1, '3', '4']], '2025-06-20', '2025-12-31'),
    ruling('midpointOf', 'GRADE', '2025-10-01'),
  );
  const mixed = aCase(fraud.inGrade('40-B-2')).given('DB2025:14(1)');

  it.each([
    ['before the national rules', aCase(fraud), SHIPPED],
    ['under the national rules', aCase(fraud).decidedOn('2026-06-01'), SHIPPED],
    ['before a ruling on the midpoint', mixed, ruled],
    ['after a ruling on the midpoint', mixed.decidedOn('2025-11-01'), ruled],
  ])('decision: %s', (_name, { facts }, rulebook) => {
    const days = walked(facts, 'decisionDate', date('2026-12-31'), rulebook);
    expect(days.length).toBeGreaterThan(0);
    expect(reported(facts, 'decisionDate', rulebook)).toEqual(days);
  });
});

describe('the limits of age, walked year by year', () => {
  it.each([0, 13, 14, 16, 17, 18, 40])('from %d', (now) => {
    const { facts } = aCase(violation('REG735:41.2')).aged(now);
    const at = (age: number): Assessment | null =>
      answerTo({ ...facts, offender: { ...facts.offender, age } }, SHIPPED);
    const turns = Array.from({ length: 150 }, (_none, index) => index + 1).filter((age) =>
      differ(at(age - 1), at(age)),
    );
    const ages = turns.flatMap((age) => [age - 1, age]).filter((age) => differ(at(now), at(age)));
    const answer = counterfactuals(facts, SHIPPED);
    expect(turns).toEqual([14, 18]);
    expect(
      answer.ok &&
        answer.value.counterfactuals.flatMap(({ change }) => (change.kind === 'AGE' ? [change.to] : [])),
    ).toEqual(ages);
  });
});
