import { describe, expect, it } from '@jest/globals';
import { aCase, violation } from '../../../test/support/discretion/a-case.js';
import { assessed, finesOf, judged, rangesOf, totalsText } from '../../../test/support/discretion/judging.js';
import { SHIPPED } from '../../../test/support/discretion/rulebook.js';
import { decimal } from '../shared/decimal.js';
import { money } from '../shared/money.js';
import { evaluate } from './evaluate.js';
import { proposalFindings } from './proposal.js';

describe('a hospital that overcharged, made its loss good of itself, and is to pay half (the contract’s example)', () => {
  const example = aCase(violation('REG735:38(3)').of('57227.40').inConduct('c1'))
    .given('DB2025:13(2)', { violationIds: ['v1'], factId: 'f1' })
    .proposing('MITIGATED', { multiple: '0.5' });
  const answer = assessed(example);

  it('is answered in full', () =>
    expect({ ...answer, violations: answer.violations.map((each) => ({ ...each, trace: [] })) }).toEqual({
      transferToJudicialOrgan: false,
      violations: [
        {
          id: 'v1',
          conductId: 'c1',
          basis: 'REG735:38',
          outcome: 'PENALISE',
          fineBasis: 'MULTIPLE',
          statutoryRange: { min: decimal('1'), max: decimal('2') },
          midpoint: decimal('1.5'),
          gradeRange: { min: decimal('1'), max: decimal('2') },
          circumstances: { shallMitigate: 1, mayMitigate: 0, aggravate: 0 },
          directions: [
            {
              direction: 'LIGHTER',
              min: decimal('1'),
              max: decimal('1.5'),
              minInclusive: true,
              maxInclusive: false,
              fineMin: money('57227.40'),
              fineMax: money('85841.10'),
            },
            {
              direction: 'MITIGATED',
              min: decimal('0.5'),
              max: decimal('1'),
              minInclusive: true,
              maxInclusive: false,
              fineMin: money('28613.70'),
              fineMax: money('57227.40'),
            },
          ],
          refund: money('57227.40'),
          departmentSuspension: null,
          settlementSuspension: null,
          measures: [
            { code: 'ORDER_TO_CORRECT', mandatory: true, citation: 'REG735:38' },
            { code: 'SUMMONS', mandatory: false, citation: 'REG735:38' },
            { code: 'ORDER_TO_REFUND', mandatory: true, citation: 'REG735:38' },
          ],
          needsOfficer: [
            {
              code: 'GRADE_SCHEDULE_REQUIRED',
              citation: 'DB2025:9',
              detail:
                '未选定裁量阶次，暂以法定幅度 [1, 2] 倍代替；请依现行裁量细则选定一行（grade）后重新评估。',
            },
          ],
          trace: [],
        },
      ],
      totals: {
        fineMin: money('28613.70'),
        fineMax: money('85841.10'),
        refund: money('57227.40'),
      },
      proposalFindings: [],
    }));

  it('is answered the same the second time', () => expect(assessed(example)).toEqual(answer));
});

describe('worked cases', () => {
  it('a pharmacy that invented services and tampered with evidence, but came forward: weighed from two times the sum', () => {
    const answer = judged(
      aCase(violation('REG735:40.1(3)').of('88000.00').inGrade('40-B-1')).givenAll(
        'DB2025:14(2)',
        'DB2025:18(4)',
      ),
    );
    expect(rangesOf(answer)).toEqual(['WEIGHED [2, 3.5]']);
    expect(finesOf(answer)).toEqual(['WEIGHED 176000.00–308000.00']);
    expect(answer.departmentSuspension).toEqual({ minMonths: 6, maxMonths: 12 });
  });

  it('a boy of 16 who let his card be used to defraud, forced by others: two items of 13', () => {
    const answer = judged(
      aCase(violation('REG735:41.1(1)').of('3000.00').toDefraud().inGrade('40-A-1'))
        .aged(16)
        .given('DB2025:13(3)'),
    );
    expect(answer.basis).toBe('REG735:41.2');
    expect(answer.circumstances.shallMitigate).toBe(2);
    expect(rangesOf(answer)).toEqual(['MITIGATED [2, 4)']);
    expect(finesOf(answer)).toEqual(['MITIGATED 6000.00–12000.00']);
    expect(answer.settlementSuspension).toEqual({ minMonths: 3, maxMonths: 12 });
  });

  it('a hospital that hid its books: order first, a fine only on refusal, which is then not aggravating', () => {
    const unrepentant = judged(aCase(violation('REG735:39(2)').refusing().inGrade('39-C-2')));
    expect(rangesOf(unrepentant)).toEqual(['ORDINARY [15000, 20000]']);
    expect(judged(aCase(violation('REG735:39(2)'))).outcome).toBe('NO_FINE');
  });

  it('an agency that defrauded: fined, and its people referred for discipline; no department to suspend', () => {
    const answer = judged(
      aCase(violation('REG735:37').of('1000.00').inGrade('40-A-2')).given('DB2025:18(1)'),
    );
    expect(finesOf(answer)).toEqual(['HEAVIER 4500.00–5000.00']);
    expect(answer.measures.map(({ code }) => code)).toEqual(['ORDER_TO_REFUND', 'DISCIPLINE_REFERRAL']);
    expect(answer.departmentSuspension).toBeNull();
  });

  it('one inspection, three acts, one of them under two provisions', () => {
    const three = aCase(
      violation('REG735:38(1)').of('1000.00').inGrade('38-B-2').inConduct('beds'),
      violation('REG735:39(2)').refusing().inGrade('39-C-1').inConduct('beds'),
      violation('REG735:40.1(1)').of('500.00').inGrade('40-C-1'),
      violation('REG735:38(6)').withoutAmount(),
    );
    expect(totalsText(assessed(three).totals)).toBe('fine 11000.00–16250.00, refund 1500.00');
  });
});

describe('the answer', () => {
  it('keeps the order of the request', () =>
    expect(
      assessed(
        aCase(violation('REG735:38(3)').called('b'), violation('REG735:38(1)').called('a')),
      ).violations.map(({ id }) => id),
    ).toEqual(['b', 'a']));

  it('to no violation at all is nothing', () =>
    expect(totalsText(assessed(aCase()).totals)).toBe('fine 0.00–0.00, refund 0.00'));
});

describe('what cannot come from sound facts is a bug, and is thrown', () => {
  it('a provision that the statute does not have', () =>
    expect(() => evaluate(aCase(violation('REG735:99')).facts, SHIPPED)).toThrow('liability for REG735:99'));

  it('a proposal for a violation that was not assessed', () =>
    expect(() =>
      proposalFindings(
        aCase(violation('REG735:38(3)')).proposing('ORDINARY', { multiple: '1' }).facts.proposal,
        new Map(),
      ),
    ).toThrow('proposal for unknown violation v1'));
});
