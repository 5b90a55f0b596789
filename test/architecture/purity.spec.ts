import { describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';

const eslint = new ESLint();

/** The rules that a line of code breaks where it stands; one file of that name must exist. */
async function brokenRules(code: string, filePath: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath });
  return [...new Set(result?.messages.map(({ ruleId }) => ruleId))];
}

const DOMAIN_FILE = 'src/domain/shared/result.ts';
const OTHER_FILE = 'src/platform/clock/clock.ts';

const PROBES = [
  ['the clock', 'export const now = (): number => new Date().getTime();', 'no-restricted-globals'],
  ['a timer', 'export const id = setTimeout(String, 1);', 'no-restricted-globals'],
  ['chance', 'export const chance = (): number => Math.random();', 'no-restricted-properties'],
  ['random bytes', 'export const id = (): string => crypto.randomUUID();', 'no-restricted-globals'],
  ['the process', 'export const home = process.cwd();', 'no-restricted-globals'],
  ['the console', 'export const say = (): void => console.log(1);', 'no-restricted-globals'],
  ['a way round', 'export const all = globalThis;', 'no-restricted-globals'],
  ['promises', 'export const later = Promise.resolve(1);', 'no-restricted-globals'],
  ['a promised type', 'export type Later = Promise<number>;', 'no-restricted-syntax'],
  ['an async function', 'export async function later() {}', 'no-restricted-syntax'],
  ['an async arrow', 'export const later = async () => {};', 'no-restricted-syntax'],
  ['awaiting', 'await later; export const later = 1;', 'no-restricted-syntax'],
  ['a dynamic import', `export const file = import('./money.js');`, 'no-restricted-syntax'],
  ['files', `export { readFileSync } from 'node:fs';`, 'no-restricted-imports'],
  [
    'files by their old name',
    `import { readFileSync } from 'fs'; export { readFileSync };`,
    'no-restricted-imports',
  ],
  [
    'the calendar of today',
    `import { Temporal } from 'temporal-polyfill'; export const now = Temporal.Now;`,
    'no-restricted-properties',
  ],
] as const;

describe('the purity of the domain', () => {
  it.each(PROBES)('refuses %s', async (_what, code, rule) => {
    expect(await brokenRules(code, DOMAIN_FILE)).toContain(rule);
  });

  it('lets pure code pass', async () => {
    expect(await brokenRules('export const twice = (n: number): number => 2 * n;\n', DOMAIN_FILE)).toEqual(
      [],
    );
  });

  it('is asked of the domain alone', async () => {
    expect(await brokenRules('export const now = (): Date => new Date();\n', OTHER_FILE)).toEqual([]);
  });
});
