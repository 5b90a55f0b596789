import { describe, expect, it } from '@jest/globals';
import { figure } from '../domain/rulebook/figure.js';
import type { Instrument, Liability, Provision } from '../domain/rulebook/instrument.js';
import { instrumentOn } from '../domain/rulebook/rulebook.js';
import { date } from '../domain/shared/calendar-date.js';
import { decimal, formatDecimal } from '../domain/shared/decimal.js';
import { loadRulebookFiles } from './load-rulebook-files.js';

const files = loadRulebookFiles();
const textOn = (id: string, day: string): Instrument => {
  const text = instrumentOn(files, id, date(day));
  if (text === undefined) throw new Error(`${id} is not in force on ${day}`);
  return text;
};
const benchmark = textOn('DB2025', '2025-06-09');
const statute = textOn('REG735', '2021-05-01');
const scheme = textOn('PQ2025', '2025-04-15');
const items = (article: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${article}(${index + 1})`);
const articles = (id: string, from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `${id}:${from + index}`);

describe('the benchmark (DB2025)', () => {
  it('has all 27 articles, every item of 13, 14, 16 and 18, and the paragraphs of 19', () => {
    expect(benchmark.provisions.map(({ citation }) => citation).sort()).toEqual(
      [
        ...articles('DB2025', 1, 27),
        ...items('DB2025:13', 6),
        ...items('DB2025:14', 4),
        ...items('DB2025:16', 6),
        ...items('DB2025:18', 5),
        'DB2025:19.1',
        'DB2025:19.2',
      ].sort(),
    );
  });

  it.each([
    ['DB2025:7', 'tiers', '3', 'count'],
    ['DB2025:13(1)', 'fromAge', '14', 'age'],
    ['DB2025:13(1)', 'underAge', '18', 'age'],
    ['DB2025:15', 'reductionPerItem', '1', 'multiple'],
    ['DB2025:15', 'floorLoss', '0.5', 'multiple'],
    ['DB2025:15', 'floorFraud', '2', 'multiple'],
    ['DB2025:16(1)', 'underAge', '14', 'age'],
    ['DB2025:16(5)', 'limitation', '2', 'years'],
    ['DB2025:16(5)', 'extendedLimitation', '5', 'years'],
    ['DB2025:18(2)', 'repeatWithin', '1', 'years'],
    ['DB2025:18(2)', 'repeatCount', '2', 'count'],
    ['DB2025:19.1', 'aggravatingCount', '2', 'count'],
  ])('%s says %s = %s %s', (citation, key, value, unit) => {
    expect(figure(benchmark, citation, key)).toEqual({ value: decimal(value), unit, citation });
  });

  it('has no other figures', () => expect(figureCount(benchmark)).toBe(12));

  it('came into force on 2025-06-09 (DB2025:27); the version before is not to be had', () => {
    expect(instrumentOn(files, 'DB2025', date('2025-06-08'))).toBeUndefined();
  });
});

const figureCount = ({ provisions }: Instrument): number =>
  provisions.reduce((sum, { figures }) => sum + Object.keys(figures).length, 0);

describe('the statute (REG735)', () => {
  it('has the liability articles 36 to 48 with every item', () => {
    expect(statute.provisions.map(({ citation }) => citation).sort()).toEqual(
      [
        ...articles('REG735', 36, 48),
        ...items('REG735:36', 3),
        ...items('REG735:38', 7),
        ...items('REG735:39', 7),
        'REG735:40.1',
        'REG735:40.2',
        ...items('REG735:40.1', 4),
        'REG735:41.1',
        'REG735:41.2',
        ...items('REG735:41.1', 3),
      ].sort(),
    );
  });

  const fineOf = ({ fine }: Liability): string => {
    if (fine === null) return 'none';
    const range = `${formatDecimal(fine.min)}–${formatDecimal(fine.max)}`;
    return `${fine.kind} ${range} ${fine.trigger}${fine.kind === 'MULTIPLE' && fine.fraud ? ' fraud' : ''}`;
  };

  it.each([
    ['REG735:36', 'AGENCY', 'NOT_APPLICABLE', 'none', null],
    ['REG735:37', 'AGENCY', 'REQUIRED', 'MULTIPLE 2–5 SUM_DEFRAUDED fraud', null],
    ['REG735:38', 'DESIGNATED_INSTITUTION', 'OPTIONAL', 'MULTIPLE 1–2 FUND_LOSS', 'REG735:40'],
    ['REG735:39', 'DESIGNATED_INSTITUTION', 'NOT_APPLICABLE', 'FIXED 10000–50000 REFUSED_TO_CORRECT', null],
    ['REG735:40', 'DESIGNATED_INSTITUTION', 'REQUIRED', 'MULTIPLE 2–5 SUM_DEFRAUDED fraud', null],
    ['REG735:41.1', 'INDIVIDUAL', 'OPTIONAL', 'none', 'REG735:41.2'],
    ['REG735:41.2', 'INDIVIDUAL', 'REQUIRED', 'MULTIPLE 2–5 SUM_DEFRAUDED fraud', null],
  ])('%s: %s, amount %s, fine %s', (basis, offender, amount, fine, withIntent) => {
    const liability = liabilityOf(basis);
    expect({ ...liability, fine: fineOf(liability) }).toMatchObject({ offender, amount, fine, withIntent });
  });

  it('has no other bases', () => expect(statute.liabilities).toHaveLength(7));

  it.each([
    ['REG735:36', items('REG735:36', 3)],
    ['REG735:37', ['REG735:37']],
    ['REG735:38', items('REG735:38', 7)],
    ['REG735:39', items('REG735:39', 7)],
    ['REG735:40', items('REG735:40.1', 4)],
    ['REG735:41.1', items('REG735:41.1', 3)],
    ['REG735:41.2', ['REG735:41.2']],
  ])('%s is charged under its items', (basis, provisions) => {
    expect(liabilityOf(basis).provisions).toEqual(provisions);
  });

  it('suspends departments under 38 on a trigger and under 40 always, 6 to 12 months', () => {
    const months = { minMonths: 6, maxMonths: 12 };
    const suspensions = statute.liabilities.flatMap(({ basis, departmentSuspension }) =>
      departmentSuspension ? [[basis, departmentSuspension]] : [],
    );
    expect(suspensions).toEqual([
      ['REG735:38', { ...months, when: 'REFUSAL_OR_SERIOUS_CONSEQUENCES' }],
      ['REG735:40', { ...months, when: 'ALWAYS' }],
    ]);
  });

  it('suspends settlement of individuals 3 to 12 months under both paragraphs of 41', () => {
    const suspensions = statute.liabilities.flatMap(({ basis, settlementSuspension }) =>
      settlementSuspension ? [[basis, settlementSuspension]] : [],
    );
    const months = { minMonths: 3, maxMonths: 12 };
    expect(suspensions).toEqual([
      ['REG735:41.1', months],
      ['REG735:41.2', months],
    ]);
  });

  it.each([
    ['REG735:36', ['ORDER_TO_CORRECT must ALWAYS REG735:36', 'DISCIPLINE_REFERRAL must ALWAYS REG735:36']],
    ['REG735:37', ['ORDER_TO_REFUND must ALWAYS REG735:37', 'DISCIPLINE_REFERRAL must ALWAYS REG735:37']],
    [
      'REG735:38',
      [
        'ORDER_TO_CORRECT must ALWAYS REG735:38',
        'SUMMONS may ALWAYS REG735:38',
        'ORDER_TO_REFUND must AMOUNT REG735:38',
      ],
    ],
    ['REG735:39', ['ORDER_TO_CORRECT must ALWAYS REG735:39', 'SUMMONS may ALWAYS REG735:39']],
    [
      'REG735:40',
      [
        'ORDER_TO_REFUND must ALWAYS REG735:40.1',
        'AGREEMENT_DISSOLUTION_BY_AGENCY may ALWAYS REG735:40.1',
        'LICENCE_REFERRAL must ALWAYS REG735:40.1',
      ],
    ],
    ['REG735:41.1', ['ORDER_TO_CORRECT must ALWAYS REG735:41.1', 'ORDER_TO_REFUND must AMOUNT REG735:41.1']],
    ['REG735:41.2', ['ORDER_TO_CORRECT must ALWAYS REG735:41.1', 'ORDER_TO_REFUND must ALWAYS REG735:41.1']],
  ])('%s: the other measures', (basis, measures) => {
    const shown = liabilityOf(basis).measures.map(
      ({ code, mandatory, when, citation }) => `${code} ${mandatory ? 'must' : 'may'} ${when} ${citation}`,
    );
    expect(shown).toEqual(measures);
  });

  const liabilityOf = (basis: string): Liability => {
    const found = statute.liabilities.find((each) => each.basis === basis);
    if (found === undefined) throw new Error(basis);
    return found;
  };

  it('bars from the trade for 5 years (REG735:43), which is not computed', () => {
    expect(figure(statute, 'REG735:43', 'banYears').value).toBe(decimal('5'));
    expect(figureCount(statute)).toBe(1);
  });
});

describe('the points scheme (PQ2025)', () => {
  it('has all 50 articles, every item of 10, 19 to 23 and 32, and the paragraphs of 26', () => {
    expect(scheme.provisions.map(({ citation }) => citation).sort()).toEqual(
      [
        ...articles('PQ2025', 1, 50),
        ...items('PQ2025:10', 2),
        ...items('PQ2025:19', 3),
        ...items('PQ2025:20', 3),
        ...items('PQ2025:21', 4),
        ...items('PQ2025:22', 3),
        ...items('PQ2025:23', 4),
        'PQ2025:26.1',
        'PQ2025:26.2',
        'PQ2025:26.3',
        ...items('PQ2025:32', 2),
      ].sort(),
    );
  });

  it.each([
    ['PQ2025:17', 'bandSteps', '1', 'count'],
    ['PQ2025:20', 'minPoints', '1', 'points'],
    ['PQ2025:20', 'maxPoints', '3', 'points'],
    ['PQ2025:21', 'minPoints', '4', 'points'],
    ['PQ2025:21', 'maxPoints', '6', 'points'],
    ['PQ2025:22', 'minPoints', '7', 'points'],
    ['PQ2025:22', 'maxPoints', '9', 'points'],
    ['PQ2025:23', 'minPoints', '10', 'points'],
    ['PQ2025:23', 'maxPoints', '12', 'points'],
    ['PQ2025:23(2)', 'points', '12', 'points'],
    ['PQ2025:24', 'tellInstitutionWithin', '5', 'workingDays'],
    ['PQ2025:26.1', 'belowPoints', '9', 'points'],
    ['PQ2025:26.2', 'fromPoints', '9', 'points'],
    ['PQ2025:26.2', 'belowPoints', '12', 'points'],
    ['PQ2025:26.2', 'minMonthsAt9', '1', 'months'],
    ['PQ2025:26.2', 'maxMonthsAt9', '2', 'months'],
    ['PQ2025:26.2', 'minMonthsAt10', '3', 'months'],
    ['PQ2025:26.2', 'maxMonthsAt10', '4', 'months'],
    ['PQ2025:26.2', 'minMonthsAt11', '5', 'months'],
    ['PQ2025:26.2', 'maxMonthsAt11', '6', 'months'],
    ['PQ2025:26.3', 'fromPoints', '12', 'points'],
    ['PQ2025:26.3', 'yearsAccumulated', '1', 'years'],
    ['PQ2025:26.3', 'yearsAtOnce', '3', 'years'],
    ['PQ2025:30', 'applyBeforeEnd', '15', 'workingDays'],
    ['PQ2025:30', 'decideWithin', '15', 'workingDays'],
    ['PQ2025:32(1)', 'pointsEach', '1', 'points'],
    ['PQ2025:32(1)', 'yearlyCap', '3', 'points'],
    ['PQ2025:32(2)', 'minPointsEach', '1', 'points'],
    ['PQ2025:32(2)', 'maxPointsEach', '3', 'points'],
    ['PQ2025:32(2)', 'yearlyCap', '3', 'points'],
    ['PQ2025:34', 'objectWithin', '5', 'workingDays'],
    ['PQ2025:37', 'decideWithin', '20', 'workingDays'],
  ])('%s says %s = %s %s', (citation, key, value, unit) => {
    expect(figure(scheme, citation, key)).toEqual({ value: decimal(value), unit, citation });
  });

  it('has no other figures, and no liabilities', () => {
    expect(figureCount(scheme)).toBe(32);
    expect(scheme.liabilities).toEqual([]);
  });

  it('came into force on 2025-04-15 (PQ2025:50, S32)', () => {
    expect(instrumentOn(files, 'PQ2025', date('2025-04-14'))).toBeUndefined();
  });
});

describe('every text', () => {
  it('knows of the national rules from 2026-04-01, without their wording (P37)', () => {
    expect(textOn('NHSA7', '2026-04-01')).toMatchObject({ textAvailable: false, provisions: [] });
    expect(instrumentOn(files, 'NHSA7', date('2026-03-31'))).toBeUndefined();
  });

  const provisions: readonly Provision[] = files.instruments.flatMap((each) => each.provisions);

  it.each(provisions)('$citation has a short heading of our own', ({ heading }) => {
    expect(heading.length).toBeLessThanOrEqual(30);
    expect(heading).not.toMatch(/[。；]/);
  });

  it('says why what is not computed is not', () => {
    const silent = provisions.filter(({ modelling, note }) => modelling !== 'COMPUTED' && !note);
    expect(silent).toEqual([]);
  });
});
