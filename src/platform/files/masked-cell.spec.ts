import { describe, expect, it } from '@jest/globals';
import { maskedCell, maskedNumberCell } from './masked-cell.js';

describe('a cell that is sent back', () => {
  it('masks an identity number wherever it stands, and one whose check character is wrong', () => {
    expect(maskedCell('11010519491231002X')).toBe('110*************2X');
    expect(maskedCell('证11010519491231002x')).toBe('证110*************2X');
    expect(maskedCell('110105194912310021')).toBe('110*************21');
  });

  it('hides one that is written otherwise', () => {
    expect(maskedCell('110105 19491231 002X')).toBe('***');
    expect(maskedCell('１１０１０５１９４９１２３１００２Ｘ')).toBe('***');
  });

  it('leaves codes, amounts and long serial numbers as they are', () => {
    for (const text of ['D110105000001', '1.505', '202511130000000000', '2025-02-30', ''])
      expect(maskedCell(text)).toBe(text);
  });

  it('masks whatever stands where an identity number belongs', () => {
    expect(maskedNumberCell('1.10105194912310e+17')).toBe('1.1***************17');
    expect(maskedNumberCell('110105')).toBe('***');
    expect(maskedNumberCell('')).toBe('');
  });
});
