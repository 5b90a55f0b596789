import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aCase, violation } from '../../../test/support/discretion/a-case.js';
import { judged, questionsOf, readingOf } from '../../../test/support/discretion/judging.js';
import { SHIPPED } from '../../../test/support/discretion/rulebook.js';
import { addDays, addYears, date } from '../shared/calendar-date.js';
import { lawOn } from './law.js';
import { p27Limitation } from './limitation.js';

const LATE = '2040-01-01';

describe('the limitation (DB2025:16(5), P27)', () => {
  it.each([
    ['on the day of the second anniversary', '2025-06-15', '2027-06-15', 'PENALISE'],
    ['the day after it', '2025-06-15', '2027-06-16', 'NO_PENALTY'],
    ['on 28 February, for conduct that ended on 29 February', '2024-02-29', '2026-02-28', 'PENALISE'],
    ['on 1 March, for conduct that ended on 29 February', '2024-02-29', '2026-03-01', 'NO_PENALTY'],
    ['on 29 February, for conduct that ended on 28 February', '2026-02-28', '2028-02-29', 'NO_PENALTY'],
    ['on the day the conduct ended', '2025-06-15', '2025-06-15', 'PENALISE'],
    ['before a continuing conduct ended', '2026-06-15', '2025-06-15', 'PENALISE'],
  ])('of two years runs from the end of the conduct to its discovery: %s', (_when, ended, found, outcome) =>
    expect(
      judged(aCase(violation('REG735:38(3)').ended(ended).discovered(found)).decidedOn(LATE)).outcome,
    ).toBe(outcome),
  );

  it.each([
    ['on the day of the fifth anniversary', '2025-06-15', '2030-06-15', 'PENALISE'],
    ['the day after it', '2025-06-15', '2030-06-16', 'NO_PENALTY'],
    ['on 28 February, for conduct that ended on 29 February', '2024-02-29', '2029-02-28', 'PENALISE'],
    ['on 1 March, for conduct that ended on 29 February', '2024-02-29', '2029-03-01', 'NO_PENALTY'],
  ])(
    'is five years where life, health or financial safety was harmed: %s',
    (_when, ended, found, outcome) => {
      const harmful = violation('REG735:38(3)').harmingLifeHealthOrFinance().ended(ended).discovered(found);
      expect(judged(aCase(harmful).decidedOn(LATE)).outcome).toBe(outcome);
    },
  );

  it('looks at the discovery, not at the decision', () =>
    expect(judged(aCase(violation('REG735:38(3)')).decidedOn('2035-01-01')).outcome).toBe('PENALISE'));

  it('has nothing to do with serious consequences for the fund: they do not make it five years', () => {
    const late = violation('REG735:38(3)').withSeriousConsequences().discovered('2027-06-16');
    expect(judged(aCase(late).decidedOn(LATE)).outcome).toBe('NO_PENALTY');
  });

  it('is looked at for each violation by itself', () => {
    const [late, inTime] = [violation('REG735:38(3)').discovered('2027-06-16'), violation('REG735:38(1)')];
    expect(judged(aCase(late, inTime).decidedOn(LATE)).outcome).toBe('NO_PENALTY');
    expect(judged(aCase(inTime, late).decidedOn(LATE)).outcome).toBe('PENALISE');
  });

  it('that has run out is found by the software, and the item given as well changes nothing', () => {
    const late = aCase(violation('REG735:38(3)').discovered('2027-06-16')).decidedOn(LATE);
    expect(judged(late.given('DB2025:16(5)'))).toEqual(judged(late));
  });

  it('that has run out leaves the refund, and nothing that only a fine raises (P35)', () => {
    const late = violation('REG735:38(3)').withSeriousConsequences().discovered('2027-06-16');
    const answer = judged(aCase(late).decidedOn('2027-07-01'));
    expect(answer.refund).toBe(1_000_000n);
    expect(questionsOf(answer)).toEqual(['NATIONAL_RULES_UNAVAILABLE']);
  });

  it('is named in the trace with its operands', () => {
    const late = aCase(violation('REG735:38(3)').discovered('2027-06-16')).decidedOn(LATE);
    expect(readingOf(judged(late), 'DB2025:16(5)', 'P27')).toBe(
      'fired: 行为终了 2025-06-15 + 2 年 = 2027-06-15，发现于 2027-06-16',
    );
  });

  it('has run out exactly when the discovery lies after the anniversary', () => {
    const law = lawOn(SHIPPED, date('2025-07-01'));
    if (law === null) throw new Error('no law');
    const [violationFacts] = aCase(violation('REG735:38(3)')).facts.violations;
    if (violationFacts === undefined) throw new Error('no violation');
    const property = fc.property(
      fc.integer({ min: 0, max: 20_000 }),
      fc.boolean(),
      fc.integer({ min: -400, max: 400 }),
      (ended, harm, off) => {
        const conductEndedOn = addDays(date('1990-01-01'), ended);
        const lastDay = addYears(conductEndedOn, harm ? 5 : 2);
        const discoveredOn = addDays(lastDay, off);
        const facts = {
          ...violationFacts,
          conductEndedOn,
          discoveredOn,
          harmToLifeHealthOrFinancialSafety: harm,
        };
        expect(p27Limitation(law, facts)).toEqual({
          years: harm ? 5 : 2,
          lastDay,
          discoveredTooLate: off > 0,
        });
      },
    );
    fc.assert(property);
  });
});
