import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { codeWarnings } from '../domain/registry/codes.js';
import { loadCodePatterns } from './code-patterns.js';

function messageFor(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'patterns-'));
  const file = join(folder, 'patterns.yaml');
  try {
    writeFileSync(file, text);
    loadCodePatterns(file);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message.replace(file, 'FILE') : '';
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the shipped conventions for codes', () => {
  const { institutions, persons } = loadCodePatterns();
  const doubted = (code: string, patterns: typeof persons): boolean =>
    codeWarnings(code, patterns, '').length > 0;

  it.each(['H11010500001', 'P11010500001'])('know the institution %s', (code) => {
    expect(doubted(code, institutions)).toBe(false);
  });

  it.each(['H1101050000', 'H110105000012', 'X11010500001', 'D110105000001', 'h11010500001'])(
    'doubt the institution %s',
    (code) => {
      expect(doubted(code, institutions)).toBe(true);
    },
  );

  it.each(['D110105000001', 'N110105000001', 'HY110105000001', 'HJ110105000001', 'Y110105000001'])(
    'know the person %s',
    (code) => {
      expect(doubted(code, persons)).toBe(false);
    },
  );

  it.each(['D11010500001', 'D1101050000012', 'HX110105000001', 'HY11010500001', 'Z1', 'Y123456'])(
    'doubt the person %s',
    (code) => {
      expect(doubted(code, persons)).toBe(true);
    },
  );
});

describe('a broken file of conventions', () => {
  it('stops the boot, naming every place', () => {
    const one = (pattern: string, example: string): string =>
      `  - { id: A, title: 甲, pattern: '${pattern}', example: '${example}', reliability: OFFICIAL, note: 注 }`;
    const text = ['institutions:', one('^H\\d{2}$', 'H1'), one('H\\d', 'H1'), 'persons: []'].join('\n');
    expect(messageFor(text).split('\n')).toEqual([
      'FILE 有误，请改正后重新启动：',
      '  institutions.0.example：示例与正则表达式不符',
      '  institutions.1.pattern：须为以 ^ 起、以 $ 止的正则表达式',
      expect.stringMatching(/^ {2}persons：/),
    ]);
  });
});
