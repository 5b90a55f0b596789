import { describe, expect, it } from '@jest/globals';
import { aCase, violation, type CaseBuilder } from '../../../test/support/discretion/a-case.js';
import { assessed, judged, rangesOf, totalsText } from '../../../test/support/discretion/judging.js';
import type { ItemCode } from './items.js';

const loss = aCase(violation('REG735:38(3)'));
const late = aCase(violation('REG735:38(3)').discovered('2027-06-16')).decidedOn('2027-07-01');
const person = aCase(violation('REG735:41.2'));

/** Outcome and what is left of the fine. */
const outcome = (sound: CaseBuilder): string => {
  const { outcome: result, fineBasis } = judged(sound);
  return `${result}, ${fineBasis}`;
};

describe('the outcome is the first that holds', () => {
  it.each<[ItemCode, CaseBuilder]>([
    ['DB2025:16(1)', person],
    ['DB2025:16(2)', person],
    ['DB2025:16(3)', loss],
    ['DB2025:16(4)', loss],
    ['DB2025:16(5)', late],
    ['DB2025:16(6)', loss],
  ])('an item of 16: no penalty (%s)', (item, sound) => {
    const answer = judged(sound.given(item));
    expect(answer).toMatchObject({
      outcome: 'NO_PENALTY',
      fineBasis: 'NONE',
      statutoryRange: null,
      midpoint: null,
      gradeRange: null,
      directions: [],
    });
  });

  it('no penalty comes before no fine (DB2025:16)', () => {
    expect(outcome(aCase(violation('REG735:36(1)')).given('DB2025:16(3)'))).toBe('NO_PENALTY, NONE');
    expect(outcome(aCase(violation('REG735:39(1)')).given('DB2025:16(4)'))).toBe('NO_PENALTY, NONE');
  });

  it('no penalty comes before a waiver (DB2025:16, 17)', () =>
    expect(outcome(loss.givenAll('DB2025:17', 'DB2025:16(3)'))).toBe('NO_PENALTY, NONE'));

  it('no penalty does not mind items of 18, where they do not contradict it', () =>
    expect(outcome(loss.givenAll('DB2025:16(4)', 'DB2025:18(1)', 'DB2025:18(3)'))).toBe('NO_PENALTY, NONE'));

  it('no fine comes before a waiver: where no fine is possible none is waived (DB2025:17)', () =>
    expect(outcome(aCase(violation('REG735:38(3)').withoutAmount()).given('DB2025:17'))).toBe(
      'NO_FINE, NONE',
    ));

  it('a waiver is permitted, and the ranges are still shown (DB2025:17, P26)', () => {
    const waived = loss.givenAll('DB2025:17', 'DB2025:13(2)');
    expect(outcome(waived)).toBe('WAIVER_PERMITTED, MULTIPLE');
    expect(rangesOf(judged(waived))).toEqual(['LIGHTER [1, 1.5)', 'MITIGATED [0.5, 1)']);
    expect(totalsText(assessed(waived).totals)).toBe('fine 0.00–15000.00, refund 10000.00');
  });

  it('else a penalty', () => expect(outcome(loss)).toBe('PENALISE, MULTIPLE'));
});

describe('no fine, where the statute sets none or its trigger is not met', () => {
  it.each([
    'REG735:36(1)',
    'REG735:36(2)',
    'REG735:36(3)',
    'REG735:41.1(1)',
    'REG735:41.1(2)',
    'REG735:41.1(3)',
  ])('%s sets none', (provision) =>
    expect(outcome(aCase(violation(provision).refusing()))).toBe('NO_FINE, NONE'),
  );

  it('41.1 sets none, with a loss either', () =>
    expect(outcome(aCase(violation('REG735:41.1(1)').of('100.00')))).toBe('NO_FINE, NONE'));

  it('38 without a loss: order to correct and summons (REG735:38, P20)', () => {
    for (const charged of [violation('REG735:38(3)').withoutAmount(), violation('REG735:38(3)').of('0.00')]) {
      expect(outcome(aCase(charged.refusing()))).toBe('NO_FINE, NONE');
      expect(judged(aCase(charged)).measures.map(({ code }) => code)).toEqual([
        'ORDER_TO_CORRECT',
        'SUMMONS',
      ]);
    }
  });

  it('38 with a loss of one fen is fined (P20)', () =>
    expect(outcome(aCase(violation('REG735:38(3)').of('0.01')))).toBe('PENALISE, MULTIPLE'));

  it('39 is fined only when correction is refused (REG735:39, P18)', () => {
    expect(outcome(aCase(violation('REG735:39(1)')))).toBe('NO_FINE, NONE');
    expect(outcome(aCase(violation('REG735:39(1)').withSeriousConsequences()))).toBe('NO_FINE, NONE');
    expect(outcome(aCase(violation('REG735:39(1)').refusing()))).toBe('PENALISE, FIXED');
  });

  it('39: a repeat is no refusal (P18, P19)', () =>
    expect(outcome(aCase(violation('REG735:39(1)')).given('DB2025:18(2)', { ground: 'REPEAT' }))).toBe(
      'NO_FINE, NONE',
    ));

  it.each(['REG735:37', 'REG735:40.1(1)', 'REG735:41.2'])('%s is always fined', (provision) =>
    expect(outcome(aCase(violation(provision).of('0.01')))).toBe('PENALISE, MULTIPLE'),
  );
});

describe('a suspected crime (DB2025:5, P33)', () => {
  it('is transferred, and everything is shown as usual beside it', () => {
    const suspected = assessed(loss.given('DB2025:13(2)').suspectedOfCrime());
    const usual = assessed(loss.given('DB2025:13(2)'));
    expect([suspected.transferToJudicialOrgan, usual.transferToJudicialOrgan]).toEqual([true, false]);
    const [first] = suspected.violations;
    expect({ ...first, trace: [] }).toEqual({ ...usual.violations[0], trace: [] });
    expect(suspected.totals).toEqual(usual.totals);
    expect(first?.trace.find(({ reading }) => reading === 'P33')?.fired).toBe(true);
  });
});
