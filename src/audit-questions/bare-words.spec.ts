import { describe, expect, it } from '@jest/globals';
import { bareWords, isHardlyAReason } from './bare-words.js';

describe('bareWords', () => {
  it('takes away width, blanks, punctuation, digits and case, and nothing else', () => {
    expect(bareWords('　阻挠检查，从重（ＡＢ－12）。\n')).toBe('阻挠检查从重ab');
    expect(bareWords('阻挠检查 从重ab 2025年')).toBe('阻挠检查从重ab年');
  });
});

describe('isHardlyAReason', () => {
  it.each([
    [null, true],
    ['依法裁量', true],
    ['无。', true],
    ['12345678', true],
    ['情节一般依法', false],
    ['情节一般，依', true],
  ])('of %s is %s', (text, expected) => {
    expect(isHardlyAReason(text)).toBe(expected);
  });
});
