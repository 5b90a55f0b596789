import { describe, expect, it } from '@jest/globals';
import type { LedgerFact } from '../domain/qualification/ledger-fact.js';
import type { JudgedScore, NoticeMeasure } from '../domain/qualification/standing.js';
import { date } from '../domain/shared/calendar-date.js';
import { monthsToChoose } from './months-chosen.js';

const judged = (measure: NoticeMeasure | null): JudgedScore => ({
  id: 'n1',
  effectiveOn: date('2025-06-10'),
  points: 9,
  pointsAlone: 9,
  yearTotalAfter: 9,
  objectionDeadline: null,
  provisional: false,
  measure,
});

const suspended = (months: number | null): JudgedScore =>
  judged({ kind: 'SUSPENSION', allowedMonths: { min: 1, max: 2 }, months, from: null, to: null });

const score = (months: number | null, id = 'n1'): LedgerFact => ({
  type: 'SCORE',
  id,
  effectiveOn: date('2025-06-10'),
  findings: [],
  noticeReceivedOn: null,
  months,
});

const chosen = (on: string, months: number, scoreId = 'n1'): LedgerFact => ({
  type: 'MONTHS',
  on: date(on),
  scoreId,
  months,
});

describe('monthsToChoose (PQ2025:26.2, S31)', () => {
  it('asks for months that are open', () => {
    expect(monthsToChoose(suspended(null), [score(null)])).toBe(true);
    expect(monthsToChoose(suspended(null), [score(2)])).toBe(true);
  });

  it('asks where the least of the range stands in for months that do not fit', () => {
    expect(monthsToChoose(suspended(1), [score(4)])).toBe(true);
  });

  it('is content with the months last chosen, by their day and then by their place', () => {
    expect(monthsToChoose(suspended(2), [score(2)])).toBe(false);
    const facts = [score(4), chosen('2025-09-02', 2), chosen('2025-09-01', 1)];
    expect(monthsToChoose(suspended(2), facts)).toBe(false);
    expect(monthsToChoose(suspended(1), [...facts, chosen('2025-09-02', 1)])).toBe(false);
    const revise: LedgerFact = {
      type: 'REVISE',
      on: date('2025-09-03'),
      scoreId: 'n1',
      findings: [],
      months: 1,
    };
    expect(monthsToChoose(suspended(1), [...facts, revise])).toBe(false);
    expect(monthsToChoose(suspended(2), [...facts, { ...revise, months: null }])).toBe(false);
  });

  it('listens only to what was said of that score', () => {
    expect(monthsToChoose(suspended(1), [score(1), chosen('2025-09-01', 2, 'n2'), score(2, 'n2')])).toBe(
      false,
    );
  });

  it('asks nothing where no months are needed', () => {
    expect(monthsToChoose(judged(null), [score(2)])).toBe(false);
    const terminated = judged({ kind: 'TERMINATION', years: 1, from: null, to: null });
    expect(monthsToChoose(terminated, [score(null)])).toBe(false);
  });
});
