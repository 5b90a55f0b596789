import { describe, expect, it } from '@jest/globals';
import { aCase, violation } from '../../../test/support/discretion/a-case.js';
import { finesOf, judged, rangesOf, readingOf, spanText } from '../../../test/support/discretion/judging.js';
import { formatMoney } from '../shared/money.js';

describe('who sets the fine', () => {
  it.each([
    ['REG735:36(1)', 'REG735:36'],
    ['REG735:36(2)', 'REG735:36'],
    ['REG735:36(3)', 'REG735:36'],
    ['REG735:37', 'REG735:37'],
    ...[1, 2, 3, 4, 5, 6, 7].map((item) => [`REG735:38(${item})`, 'REG735:38'] as const),
    ...[1, 2, 3, 4, 5, 6, 7].map((item) => [`REG735:39(${item})`, 'REG735:39'] as const),
    ...[1, 2, 3, 4].map((item) => [`REG735:40.1(${item})`, 'REG735:40'] as const),
    ...[1, 2, 3].map((item) => [`REG735:41.1(${item})`, 'REG735:41.1'] as const),
    ['REG735:41.2', 'REG735:41.2'],
  ])('%s is judged under %s', (provision, basis) =>
    expect(judged(aCase(violation(provision))).basis).toBe(basis),
  );

  it('every item of art. 38 done in order to defraud and causing a loss is judged under 40 (REG735:40.2, P22)', () => {
    for (const item of [1, 2, 3, 4, 5, 6, 7]) {
      const answer = judged(aCase(violation(`REG735:38(${item})`).of('100.00').toDefraud()));
      expect(answer.basis).toBe('REG735:40');
      expect(spanText(answer.statutoryRange)).toBe('2–5');
      expect(answer.departmentSuspension).toEqual({ minMonths: 6, maxMonths: 12 });
    }
  });

  it.each([1, 2, 3])(
    'art. 41.1(%d) done in order to defraud and causing a loss is judged under 41.2 (REG735:41.2, P22)',
    (item) => {
      const answer = judged(aCase(violation(`REG735:41.1(${item})`).of('100.00').toDefraud()));
      expect(answer.basis).toBe('REG735:41.2');
      expect(finesOf(answer)).toEqual(['ORDINARY 200.00–500.00']);
    },
  );

  it.each(['REG735:38(3)', 'REG735:41.1(1)'])(
    'intent without a loss changes nothing but the trace: %s (P22)',
    (provision) => {
      for (const charged of [violation(provision).withoutAmount(), violation(provision).of('0.00')]) {
        const [idle, intended] = [judged(aCase(charged)), judged(aCase(charged.toDefraud()))];
        expect({ ...intended, trace: [] }).toEqual({ ...idle, trace: [] });
        expect(intended.outcome).toBe('NO_FINE');
      }
    },
  );

  it.each(['REG735:36(1)', 'REG735:37', 'REG735:39(1)', 'REG735:40.1(1)', 'REG735:41.2'])(
    'intent changes nothing where the article knows no other: %s (P22)',
    (provision) => {
      const charged = violation(provision).refusing();
      expect(judged(aCase(charged.toDefraud()))).toEqual(judged(aCase(charged)));
    },
  );

  it('a grade of fraud fits an act of art. 38 done in order to defraud (P22)', () =>
    expect(rangesOf(judged(aCase(violation('REG735:38(3)').toDefraud().inGrade('40-B-1'))))).toEqual([
      'ORDINARY [3, 3.5]',
    ]));

  it('the floor of fraud holds for it (DB2025:15, P11)', () =>
    expect(rangesOf(judged(aCase(violation('REG735:38(3)').toDefraud()).given('DB2025:13(2)')))).toEqual([
      'LIGHTER [2, 3.5)',
    ]));
});

describe('the base of the fine (REG735:37, 38, 40, 41, P21)', () => {
  it.each([
    ['REG735:37', 'ORDINARY 246.90–617.25'],
    ['REG735:38(3)', 'ORDINARY 123.45–246.90'],
    ['REG735:40.1(1)', 'ORDINARY 246.90–617.25'],
    ['REG735:41.2', 'ORDINARY 246.90–617.25'],
  ])('of %s is the amount stated', (provision, fines) => {
    const answer = judged(aCase(violation(provision).of('123.45')));
    expect(finesOf(answer)).toEqual([fines]);
    expect(formatMoney(answer.refund)).toBe('123.45');
  });

  it('is named in the trace', () => {
    expect(readingOf(judged(aCase(violation('REG735:38(3)'))), 'REG735:38', 'P21')).toBe(
      'fired: 罚款基数为基金损失 10000.00 元，不是违规费用总额',
    );
    expect(readingOf(judged(aCase(violation('REG735:38(3)').toDefraud())), 'REG735:40', 'P21')).toBe(
      'fired: 罚款基数为骗取金额 10000.00 元，不是违规费用总额',
    );
  });
});
