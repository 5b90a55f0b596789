import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimal, type Decimal } from './decimal.js';
import {
  addMoney,
  compareWithProduct,
  formatMoney,
  largerMoney,
  money,
  moneyOfYuan,
  NO_MONEY,
  p34AmountTimesMultiple,
  parseMoney,
  yuanOfMoney,
  type Fen,
} from './money.js';

const LARGEST = '9999999999999.99';

describe('amounts of money', () => {
  it.each([
    ['0', 0n],
    ['0.01', 1n],
    ['1', 100n],
    ['1.5', 150n],
    ['57227.40', 5_722_740n],
    ['007', 700n],
    [LARGEST, 999_999_999_999_999n],
  ])('are read from yuan: %s is %s fen', (yuan, fen) => expect(parseMoney(yuan)).toBe(fen));

  it.each([
    ['', 'nothing'],
    ['12345678901234', 'fourteen digits'],
    ['1.005', 'three places'],
    ['-1', 'a sign'],
    ['+1', 'a sign'],
    ['.5', 'no yuan'],
    ['1.', 'no fen after the point'],
    ['1,000', 'a separator'],
    ['1e3', 'an exponent'],
    [' 1', 'a space'],
    ['1\n', 'a line end'],
    ['１', 'a full-width digit'],
    ['NaN', 'no number'],
  ])('are not read from %j: %s', (text) => expect(parseMoney(text)).toBeNull());

  it('that the program writes itself must be sound', () => {
    expect(money('1.20')).toBe(120n);
    expect(() => money('1.234')).toThrow('not an amount: 1.234');
  });

  it.each([
    [0n, '0.00'],
    [5n, '0.05'],
    [50n, '0.50'],
    [100n, '1.00'],
    [5_722_740n, '57227.40'],
    [999_999_999_999_999n, LARGEST],
  ])('are written with two places: %s fen are %s', (fen, yuan) => expect(formatMoney(fen as Fen)).toBe(yuan));

  it('come back as they were written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 999_999_999_999_999n }), (fen) => {
        expect(parseMoney(formatMoney(fen as Fen))).toBe(fen);
      }),
    );
  });

  it('are added and compared in whole fen', () => {
    expect(addMoney(money('0.10'), money('0.20'))).toBe(money('0.30'));
    expect(addMoney(money(LARGEST), money(LARGEST))).toBe(1_999_999_999_999_998n);
    expect(largerMoney(money('0.10'), money('0.09'))).toBe(money('0.10'));
    expect(largerMoney(money('0.09'), money('0.10'))).toBe(money('0.10'));
    expect(NO_MONEY).toBe(money('0.00'));
  });

  it('become figures in yuan and back, exactly', () => {
    expect(yuanOfMoney(money('10000.01'))).toBe(decimal('10000.01'));
    expect(moneyOfYuan(decimal('50000'))).toBe(money('50000.00'));
    expect(moneyOfYuan(yuanOfMoney(money(LARGEST)))).toBe(money(LARGEST));
  });
});

describe('a fine of amount × multiple (P34)', () => {
  it.each([
    ['57227.40', '0.5', '28613.70'],
    ['57227.40', '1.5', '85841.10'],
    ['10000.00', '2', '20000.00'],
    ['0.00', '5', '0.00'],
    [LARGEST, '5', '49999999999999.95'],
  ])('needs no rounding for %s × %s', (amount, multiple, fine) =>
    expect(formatMoney(p34AmountTimesMultiple(money(amount), decimal(multiple)))).toBe(fine),
  );

  it.each([
    ['0.01', '0.5', '0.01', 'half a fen goes up'],
    ['0.03', '0.5', '0.02', 'one and a half fen go up'],
    ['0.01', '1.5', '0.02', 'one and a half fen go up'],
    ['0.05', '1.1', '0.06', 'five and a half fen go up'],
    ['0.05', '1.3', '0.07', 'six and a half fen go up'],
    [LARGEST, '0.5', '5000000000000.00', 'half a fen goes up at thirteen digits'],
    ['0.01', '0.4999', '0.00', 'just under half a fen goes down'],
    ['0.01', '1.4999', '0.01', 'just under one and a half fen goes down'],
    ['0.03', '1.1', '0.03', '3.3 fen go down'],
    ['0.03', '1.6', '0.05', '4.8 fen go up'],
  ])('is rounded half up to one fen: %s × %s = %s, %s', (amount, multiple, fine) =>
    expect(formatMoney(p34AmountTimesMultiple(money(amount), decimal(multiple)))).toBe(fine),
  );

  it('is rounded once: 0.03 × 1.4999 = 0.044997 is 0.04, not by way of 0.045', () =>
    expect(formatMoney(p34AmountTimesMultiple(money('0.03'), decimal('1.4999')))).toBe('0.04'));

  it('is never more than half a fen away from the exact product, and exact halves go up', () => {
    const fen = fc.bigInt({ min: 0n, max: 999_999_999_999_999n });
    const multiple = fc.bigInt({ min: 0n, max: 50_000n }).map((tenThousandths) => tenThousandths * 100n);
    fc.assert(
      fc.property(fen, multiple, (amount, times) => {
        const away = p34AmountTimesMultiple(amount as Fen, times as Decimal) * 1_000_000n - amount * times;
        expect(away).toBeGreaterThan(-500_000n);
        expect(away).toBeLessThanOrEqual(500_000n);
      }),
    );
  });
});

describe('money beside an unrounded product', () => {
  it.each([
    ['0.01', '0.01', '1.5', -1],
    ['0.02', '0.01', '1.5', 1],
    ['0.03', '0.02', '1.5', 0],
    ['9999999999999.98', '4999999999999.99', '2', 0],
  ] as const)('%s compares with %s × %s as %d', (sum, amount, multiple, order) =>
    expect(compareWithProduct(money(sum), money(amount), decimal(multiple))).toBe(order),
  );
});
