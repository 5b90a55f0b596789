import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { filesByCitation } from '../../articles/citations.js';
import { coverageOf, gapsIn, type Sources } from '../../articles/coverage.js';
import { pageOf, STATUS_WORDS } from '../../articles/page.js';
import { shippedSources } from '../../articles/shipped-sources.js';
import type { Instrument, Modelling } from '../../src/domain/rulebook/instrument.js';
import { date } from '../../src/domain/shared/calendar-date.js';
import { ROOT } from '../support/run-program.js';

const file = (path: string, text: string): { path: string; text: string } => ({ path, text });

describe('docs/coverage.md', () => {
  const sources = shippedSources(ROOT);
  const page = readFileSync(join(ROOT, 'docs', 'coverage.md'), 'utf8');
  const rows = page
    .split('\n')
    .filter((line) => /^\| [A-Z0-9]+(?::[\d.()]+)? \|/u.test(line))
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/gu, '')));
  const countOf = (status: string): number => rows.filter((cells) => cells[2] === status).length;

  it('is what the law and the sources say now; if not, run npm run articles', () => {
    expect(page).toBe(pageOf(sources).text);
  });

  it('has code and a test for everything that is computed', () => {
    expect(gapsIn(pageOf(sources).covered)).toEqual([]);
    const computed = rows.filter((cells) => cells[2] === 'computed');
    expect(computed.filter(([, , , code, , tests]) => !code || !tests)).toEqual([]);
  });

  it('has one line a provision, and a reason for everything that is not computed', () => {
    const cited = sources.instruments.flatMap(({ id, provisions, textAvailable }) =>
      textAvailable ? provisions.map(({ citation }) => citation) : [id],
    );
    expect(rows.map(([citation]) => citation)).toEqual(cited);
    expect(rows.filter((cells) => cells[2] !== 'computed' && !cells[6])).toEqual([]);
  });

  it('uses five words for the status and no others', () => {
    const words = new Set(rows.map((cells) => cells[2]));
    expect([...words].filter((word) => !(Object.values(STATUS_WORDS) as unknown[]).includes(word))).toEqual(
      [],
    );
  });

  it('carries the counts on its first line', () => {
    expect(page.split('\n')[0]).toBe(
      `**${rows.length} provisions: ${countOf('computed')} computed, ` +
        `${countOf('no computable content')} without computable content, ` +
        `${countOf('outside the product')} outside the product, ` +
        `${countOf('source unavailable')} source unavailable, ${countOf('built later')} built later.**`,
    );
  });

  it('links to files that exist', () => {
    const targets = [...page.matchAll(/^\[[^\]]+\]: (.+)$/gmu)].map(([, target]) => target ?? '');
    expect(targets.length).toBeGreaterThan(20);
    expect(targets.filter((target) => !existsSync(join(ROOT, 'docs', target)))).toEqual([]);
  });
});

describe('a provision is named by a file', () => {
  const named = (text: string): string[] => [...filesByCitation([file('src/a.ts', text)], []).keys()];

  it.each([
    ['in full', "figure(text, 'XX2025:15', 'floor')", ['XX2025:15']],
    ['in a comment', '/** Not below the floor (XX2025:15). */', ['XX2025:15']],
    ['at the end of a sentence', '// see XX2025:15.', ['XX2025:15']],
    ['by its item and by its paragraph', "['XX2025:13(2)', 'XX2025:19.1']", ['XX2025:13(2)', 'XX2025:19.1']],
  ])('%s', (_how, text, citations) => expect(named(text)).toEqual(citations));

  it.each([
    ['in a range', '// XX2025:13–15'],
    ['as an example of a citation', '/** `XX2025:15`, `XX2025:13(2)`. */'],
    ['as a longer citation', "'AXX2025:15x'.slice(1)"],
  ])('but not %s', (_how, text) => expect(named(text)).not.toContain('XX2025:15'));

  it('by a constant that stands for it, where it is imported', () => {
    const items = file('src/rules/items.ts', "export const MINOR: ItemCode = 'XX2025:13(1)';");
    const age = file('src/rules/age.ts', "import { CHILD, MINOR, type ItemCode } from './items.js';");
    const other = file('src/other/age.ts', "import { MINOR } from './items.js';");
    expect(filesByCitation([items, age, other], [items]).get('XX2025:13(1)')).toEqual([
      'src/rules/items.ts',
      'src/rules/age.ts',
    ]);
  });
});

describe('a text', () => {
  const provision = (citation: string, modelling: Modelling = 'COMPUTED') => ({
    citation,
    heading: '条款',
    modelling,
    figures: {},
  });
  const text: Instrument = {
    id: 'XX2025',
    title: '样本',
    documentNo: '样本〔2025〕1号',
    validFrom: date('2025-01-01'),
    textAvailable: true,
    provisions: [
      provision('XX2025:1'),
      provision('XX2025:1(1)'),
      provision('XX2025:1(2)'),
      provision('XX2025:11'),
      provision('XX2025:2', 'BUILT_LATER'),
    ],
    liabilities: [],
  };
  const sourcesOf = (...files: Sources['files']): Sources => ({ instruments: [text], readings: [], files });

  it('shows for an article that is named only through its items what those show', () => {
    const rule = file('src/domain/rule.ts', "'XX2025:1(1)'");
    const spec = file('src/domain/rule.spec.ts', "it('XX2025:1(2)')");
    const [article, first, second, eleventh] = coverageOf(text, sourcesOf(rule, spec));
    expect([article?.code, article?.tests]).toEqual([['src/domain/rule.ts'], ['src/domain/rule.spec.ts']]);
    expect([first?.tests, second?.code, eleventh?.code]).toEqual([[], [], []]);
  });

  it('leaves out what only serves, reads or describes', () => {
    const paths = ['src/platform/a.ts', 'src/rulebook/a.ts', 'src/cases/a.dto.ts'];
    const covered = coverageOf(text, sourcesOf(...paths.map((path) => file(path, "'XX2025:11'"))));
    expect(covered.flatMap(({ code }) => code)).toEqual([]);
  });

  it('has a gap for each computed provision without code and each without test', () => {
    const rule = file('src/domain/rule.ts', "'XX2025:1(1)', 'XX2025:1(2)', 'XX2025:11'");
    const spec = file('src/domain/rule.spec.ts', "'XX2025:1(1)', 'XX2025:1(2)'");
    expect(gapsIn(coverageOf(text, sourcesOf(rule, spec)))).toEqual(['XX2025:11: no test names it']);
    expect(gapsIn(coverageOf(text, sourcesOf(spec)))).toEqual([
      'XX2025:1: no code names it',
      'XX2025:1(1): no code names it',
      'XX2025:1(2): no code names it',
      'XX2025:11: no code names it',
      'XX2025:11: no test names it',
    ]);
  });
});
