import { describe, expect, it } from '@jest/globals';
import { codeWarnings, comparableCode, type CodePattern } from './codes.js';

const PATTERNS: readonly CodePattern[] = [
  { id: 'D', pattern: /^D\d{12}$/u, title: '医师 13 位' },
  { id: 'HY', pattern: /^HY\d{12}$/u, title: '药学 14 位' },
];

describe('codeWarnings', () => {
  it.each(['D110105000001', 'HY110105000001'])('has nothing against %s', (code) => {
    expect(codeWarnings(code, PATTERNS, '/codes/0')).toEqual([]);
  });

  it.each(['D11010500001', 'D1101050000012', 'HY11010500000A', 'Z1'])('doubts %s, and no more', (code) => {
    expect(codeWarnings(code, PATTERNS, '/codes/0')).toEqual([
      {
        pointer: '/codes/0',
        code: 'CODE_PATTERN',
        detail: `代码 ${code} 与已知的编码惯例都不符，已照录，请核对。已知的惯例：医师 13 位；药学 14 位。`,
      },
    ]);
  });
});

describe('comparableCode', () => {
  it('is the same however it was typed', () => {
    for (const typed of ['d110105000001', ' D110105000001', 'Ｄ１１０１０５０００００１'])
      expect(comparableCode(typed)).toBe('D110105000001');
  });
});
