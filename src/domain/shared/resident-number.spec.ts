import { describe, expect, it } from '@jest/globals';
import { holdsResidentNumber } from './resident-number.js';

describe('a resident identity number in a text', () => {
  it.each([
    '11010519491231002X',
    '张某，身份证11010519491231002x，经核对',
    '110105 19491231 002X',
    '110105-1949-1231-002X',
    '１１０１０５１９４９１２３１００２Ｘ',
    '110105\u200B19491231\u3000002X',
    '1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X',
    '证书编号9911010519491231002X01',
    '110105194912310038',
  ])('is seen: %s', (text) => {
    expect(holdsResidentNumber(text)).toBe(true);
  });

  it.each([
    ['a wrong check character', '110105194912310021'],
    ['a day that does not exist', '11010519490231002X'],
    ['a masked number', '110*************2X'],
    ['a code of a person', 'D110105000001'],
    ['a credit code', '91110105MA01ABCD2X'],
    ['a day and a sum', '2025-07-01 收回 57227.40 元，2025-08-02 收回 1200.00 元'],
    ['a document number', '京医保罚〔2025〕110105 号'],
  ])('is not taken from %s', (_what, text) => {
    expect(holdsResidentNumber(text)).toBe(false);
  });
});
