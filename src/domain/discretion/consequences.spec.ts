import { describe, expect, it } from '@jest/globals';
import { aCase, violation, type CaseBuilder } from '../../../test/support/discretion/a-case.js';
import { judged } from '../../../test/support/discretion/judging.js';
import { formatMoney } from '../shared/money.js';

const HALF_TO_ONE_YEAR = { minMonths: 6, maxMonths: 12 };
const SETTLEMENT = { minMonths: 3, maxMonths: 12 };
const loss = violation('REG735:38(3)');
const fraud = violation('REG735:40.1(3)');

describe('the responsible department is suspended for 6 to 12 months (REG735:38, 40, P24)', () => {
  it.each<[string, CaseBuilder, typeof HALF_TO_ONE_YEAR | null]>([
    ['38 by itself: not', aCase(loss), null],
    ['38 on a refusal to correct', aCase(loss.refusing()), HALF_TO_ONE_YEAR],
    ['38 on serious consequences', aCase(loss.withSeriousConsequences()), HALF_TO_ONE_YEAR],
    ['38 on both', aCase(loss.refusing().withSeriousConsequences()), HALF_TO_ONE_YEAR],
    [
      '38 on a refusal, without a loss and so without a fine',
      aCase(loss.withoutAmount().refusing()),
      HALF_TO_ONE_YEAR,
    ],
    ['38 on 18(1) alone: not', aCase(loss).given('DB2025:18(1)'), null],
    ['38 on a repeat: not', aCase(loss).given('DB2025:18(2)', { ground: 'REPEAT' }), null],
    ['38 in order to defraud, as under 40', aCase(loss.toDefraud()), HALF_TO_ONE_YEAR],
    ['38 in order to defraud without a loss: not', aCase(loss.withoutAmount().toDefraud()), null],
    ['40 always', aCase(fraud), HALF_TO_ONE_YEAR],
    ['40 where a waiver is permitted', aCase(fraud).given('DB2025:17'), HALF_TO_ONE_YEAR],
    ['39 never', aCase(violation('REG735:39(1)').refusing().withSeriousConsequences()), null],
    ['37 never', aCase(violation('REG735:37').refusing()), null],
    ['41.2 never', aCase(violation('REG735:41.2').refusing()), null],
  ])('%s', (_when, sound, months) => expect(judged(sound).departmentSuspension).toEqual(months));

  it('it is a penalty: no penalty clears it (DB2025:16)', () => {
    expect(judged(aCase(fraud).given('DB2025:16(4)')).departmentSuspension).toBeNull();
    expect(judged(aCase(loss.refusing()).given('DB2025:16(4)')).departmentSuspension).toBeNull();
  });
});

describe('online settlement is suspended for 3 to 12 months (REG735:41)', () => {
  it.each(['REG735:41.1(1)', 'REG735:41.2'])('%s always', (provision) =>
    expect(judged(aCase(violation(provision))).settlementSuspension).toEqual(SETTLEMENT),
  );

  it('it is no penalty and stays where there is none (P35)', () =>
    expect(judged(aCase(violation('REG735:41.2')).aged(13)).settlementSuspension).toEqual(SETTLEMENT));

  it.each(['REG735:36(1)', 'REG735:37', 'REG735:38(3)', 'REG735:39(1)', 'REG735:40.1(3)'])(
    'not under %s',
    (provision) => expect(judged(aCase(violation(provision))).settlementSuspension).toBeNull(),
  );
});

describe('the refund is the amount, in an account of its own (REG735:45, P35)', () => {
  it.each<[string, CaseBuilder, string]>([
    ['of the loss', aCase(loss.of('57227.40')), '57227.40'],
    ['of the sum defrauded', aCase(fraud.of('12.34')), '12.34'],
    ['under 37', aCase(violation('REG735:37').of('12.34')), '12.34'],
    ['under 41.1, which sets no fine', aCase(violation('REG735:41.1(1)').of('12.34')), '12.34'],
    ['nothing without a loss', aCase(loss.withoutAmount()), '0.00'],
    ['nothing under 39', aCase(violation('REG735:39(1)').refusing()), '0.00'],
    ['nothing under 36', aCase(violation('REG735:36(1)')), '0.00'],
    ['whatever mitigates', aCase(loss.of('12.34')).given('DB2025:13(2)'), '12.34'],
    ['where there is no penalty', aCase(loss.of('12.34')).given('DB2025:16(3)'), '12.34'],
  ])('%s', (_what, sound, refund) => expect(formatMoney(judged(sound).refund)).toBe(refund));
});

describe('the other consequences of each article', () => {
  const measures = (sound: CaseBuilder): string[] =>
    judged(sound).measures.map(
      ({ code, mandatory, citation }) => `${mandatory ? 'shall' : 'may'} ${code} (${citation})`,
    );

  it.each([
    ['REG735:36(1)', ['shall ORDER_TO_CORRECT (REG735:36)', 'shall DISCIPLINE_REFERRAL (REG735:36)']],
    ['REG735:37', ['shall ORDER_TO_REFUND (REG735:37)', 'shall DISCIPLINE_REFERRAL (REG735:37)']],
    [
      'REG735:38(3)',
      ['shall ORDER_TO_CORRECT (REG735:38)', 'may SUMMONS (REG735:38)', 'shall ORDER_TO_REFUND (REG735:38)'],
    ],
    ['REG735:39(1)', ['shall ORDER_TO_CORRECT (REG735:39)', 'may SUMMONS (REG735:39)']],
    [
      'REG735:40.1(3)',
      [
        'shall ORDER_TO_REFUND (REG735:40.1)',
        'may AGREEMENT_DISSOLUTION_BY_AGENCY (REG735:40.1)',
        'shall LICENCE_REFERRAL (REG735:40.1)',
      ],
    ],
    ['REG735:41.1(1)', ['shall ORDER_TO_CORRECT (REG735:41.1)']],
    ['REG735:41.2', ['shall ORDER_TO_CORRECT (REG735:41.1)', 'shall ORDER_TO_REFUND (REG735:41.1)']],
  ])('%s', (provision, expected) => expect(measures(aCase(violation(provision)))).toEqual(expected));

  it.each(['REG735:38(3)', 'REG735:41.1(1)'])(
    '%s: a refund is ordered only where there is a loss',
    (provision) => {
      const refund = expect.stringContaining('ORDER_TO_REFUND');
      expect(measures(aCase(violation(provision).of('0.01')))).toContainEqual(refund);
      expect(measures(aCase(violation(provision).of('0.00')))).not.toContainEqual(refund);
    },
  );

  it('an act of 38 done in order to defraud has those of 40 (P22)', () =>
    expect(measures(aCase(loss.toDefraud()))).toEqual(measures(aCase(fraud))));

  it('none of them is a penalty: they stay where there is none (P35)', () =>
    expect(measures(aCase(loss).given('DB2025:16(3)'))).toEqual(measures(aCase(loss))));
});
