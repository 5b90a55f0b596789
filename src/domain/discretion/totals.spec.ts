import { describe, expect, it } from '@jest/globals';
import {
  aCase,
  violation,
  type CaseBuilder,
  type ViolationBuilder,
} from '../../../test/support/discretion/a-case.js';
import { assessed, judged, readingOf, totalsText } from '../../../test/support/discretion/judging.js';

const totals = (sound: CaseBuilder): string => totalsText(assessed(sound).totals);

const loss = violation('REG735:38(3)');
const fraud = violation('REG735:40.1(3)');
const fixed = violation('REG735:39(1)').refusing();

/** Violations of one conduct, in this order. */
const oneAct = (...violations: readonly ViolationBuilder[]): CaseBuilder =>
  aCase(...violations.map((each) => each.inConduct('c1')));

describe('several acts: each has its own fine, then they are added (DB2025:10, P23)', () => {
  it('one act', () => expect(totals(aCase(loss))).toBe('fine 10000.00–20000.00, refund 10000.00'));

  it('two acts', () =>
    expect(totals(aCase(loss.of('100.00'), fraud.of('10.00')))).toBe('fine 120.00–250.00, refund 110.00'));

  it('a multiple and a fixed sum', () =>
    expect(totals(aCase(loss.of('100.00'), fixed))).toBe('fine 10100.00–50200.00, refund 100.00'));

  it('each from its lowest to its highest bound over its open directions', () =>
    expect(totals(aCase(loss, fraud).given('DB2025:13(2)'))).toBe('fine 25000.00–50000.00, refund 20000.00'));

  it('after rounding each to the fen: 0.02 + 0.02 where the exact sum is 0.03 (P34)', () =>
    expect(totals(aCase(loss.of('0.03'), loss.of('0.03')).given('DB2025:13(2)'))).toBe(
      'fine 0.04–0.10, refund 0.06',
    ));

  it('an excluded bound is shown like an included one', () =>
    expect(totals(aCase(fixed.inGrade('39-C-1')).given('DB2025:13(2)'))).toBe(
      'fine 0.00–15000.00, refund 0.00',
    ));
});

describe('one act under several provisions is fined once, at the higher fine (行政处罚法 29, P23)', () => {
  it('38 and 39: the fixed sum is higher for a small loss, the multiple for a large one', () => {
    expect(totals(oneAct(loss, fixed))).toBe('fine 10000.00–50000.00, refund 10000.00');
    expect(totals(oneAct(loss.of('25000.01'), fixed))).toBe('fine 25000.01–50000.02, refund 25000.01');
  });

  it('three provisions, whatever the order', () => {
    for (const order of [
      [loss, fixed, fraud.of('20000.00')],
      [fraud.of('20000.00'), loss, fixed],
    ]) {
      expect(totals(oneAct(...order))).toBe('fine 40000.00–100000.00, refund 20000.00');
    }
  });

  it('the higher by its highest bound, even if its lowest is the lower', () =>
    expect(totals(oneAct(loss.of('100.00').inGrade('38-B-2'), loss.of('85.00')))).toBe(
      'fine 85.00–170.00, refund 100.00',
    ));

  it('of equal ones the first', () => {
    const [ofLoss, ofFraud] = [loss, fraud.of('4000.00')];
    expect(totals(oneAct(ofLoss, ofFraud))).toBe('fine 10000.00–20000.00, refund 10000.00');
    expect(totals(oneAct(ofFraud, ofLoss))).toBe('fine 8000.00–20000.00, refund 10000.00');
  });

  it('equal after rounding is equal: 0.27 × 2 and 0.34 × 1.6 = 0.544 are both 0.54 (P34)', () => {
    const [even, odd] = [loss.of('0.27'), loss.of('0.34').inGrade('38-B-2')];
    expect(totals(oneAct(even, odd))).toBe('fine 0.27–0.54, refund 0.34');
    expect(totals(oneAct(odd, even))).toBe('fine 0.51–0.54, refund 0.34');
  });

  it('a conduct is a violation’s own id unless stated, and may be another’s', () => {
    expect(totals(aCase(loss, loss))).toBe('fine 20000.00–40000.00, refund 20000.00');
    expect(totals(aCase(loss, loss.inConduct('v1')))).toBe('fine 10000.00–20000.00, refund 10000.00');
  });

  it('beside it other conducts are added', () =>
    expect(
      totals(aCase(loss.inConduct('a'), fixed.inConduct('b'), loss.inConduct('a'), fixed.inConduct('b'))),
    ).toBe('fine 20000.00–70000.00, refund 10000.00'));

  it('is named in the trace', () => {
    expect(readingOf(judged(oneAct(loss, fixed)), '行政处罚法:29', 'P23')).toBe(
      'fired: 行为 c1 触犯多项规定：只罚一次，取罚款较高者',
    );
    expect(readingOf(judged(aCase(loss, fixed)), '行政处罚法:29', 'P23')).toBe(
      'idle: 行为各自独立，罚款分别计算后相加',
    );
  });
});

describe('a violation that is not fined', () => {
  it('adds nothing, and its refund stays (P20, P35)', () => {
    expect(totals(aCase(loss.withoutAmount()))).toBe('fine 0.00–0.00, refund 0.00');
    expect(totals(aCase(loss).given('DB2025:16(3)'))).toBe('fine 0.00–0.00, refund 10000.00');
    expect(totals(aCase(loss, fixed).given('DB2025:16(3)', { violationIds: ['v1'] }))).toBe(
      'fine 10000.00–50000.00, refund 10000.00',
    );
  });

  it('leaves the fine of the same act to the other provision', () =>
    expect(totals(oneAct(loss, fixed).given('DB2025:16(3)', { violationIds: ['v1'] }))).toBe(
      'fine 10000.00–50000.00, refund 10000.00',
    ));
});

describe('a violation that may be waived (DB2025:17)', () => {
  it('starts at nothing', () =>
    expect(totals(aCase(loss).given('DB2025:17'))).toBe('fine 0.00–20000.00, refund 10000.00'));

  it('starts at nothing by itself: the others keep their lowest', () =>
    expect(totals(aCase(loss, fraud).given('DB2025:17', { violationIds: ['v1'] }))).toBe(
      'fine 20000.00–70000.00, refund 20000.00',
    ));

  it('stands for its act where it is the higher', () => {
    const act = oneAct(loss, loss.of('100.00')).given('DB2025:17', { violationIds: ['v1'] });
    expect(totals(act)).toBe('fine 0.00–20000.00, refund 10000.00');
  });

  it('does not stand for its act where it is the lower', () => {
    const act = oneAct(loss, loss.of('100.00')).given('DB2025:17', { violationIds: ['v2'] });
    expect(totals(act)).toBe('fine 10000.00–20000.00, refund 10000.00');
  });
});

describe('a violation that may be fined with no direction offered (P4)', () => {
  const closed = loss.inGrade('38-C-1');

  it('leaves both bounds open, and the refund known', () =>
    expect(totals(aCase(closed).given('DB2025:18(3)'))).toBe('fine open–open, refund 10000.00'));

  it('leaves them open beside others, of another act or of the same', () => {
    const onFirst = { violationIds: ['v1'] };
    expect(totals(aCase(closed, fixed).given('DB2025:18(3)', onFirst))).toBe(
      'fine open–open, refund 10000.00',
    );
    expect(totals(oneAct(closed, fixed).given('DB2025:18(3)', onFirst))).toBe(
      'fine open–open, refund 10000.00',
    );
  });

  it('leaves them open also where it may be waived', () =>
    expect(totals(aCase(closed).givenAll('DB2025:18(3)', 'DB2025:17'))).toBe(
      'fine open–open, refund 10000.00',
    ));

  it('does not where there is no penalty', () =>
    expect(totals(aCase(closed).givenAll('DB2025:18(3)', 'DB2025:16(4)'))).toBe(
      'fine 0.00–0.00, refund 10000.00',
    ));
});

describe('the refund is counted once an act, at the larger (P23, P35)', () => {
  it('of one act', () =>
    expect(totals(oneAct(loss.of('30.00'), loss.of('50.00'), fixed))).toBe(
      'fine 10000.00–50000.00, refund 50.00',
    ));

  it('of several acts it is added, and never to the fine', () =>
    expect(
      totals(aCase(violation('REG735:41.1(1)').of('30.00'), violation('REG735:41.1(2)').of('50.00'))),
    ).toBe('fine 0.00–0.00, refund 80.00'));
});
