import { describe, expect, it } from '@jest/globals';
import { readYaml } from './yaml-data.js';

const valueOf = (text: string): unknown => {
  const read = readYaml(text);
  if (!read.ok) throw new Error(read.message);
  return read.value;
};
const refusalOf = (text: string): string => {
  const read = readYaml(text);
  return read.ok ? 'read' : read.message;
};

describe('readYaml', () => {
  it('keeps the digits of measures as written; counts stay numbers', () => {
    expect(valueOf('min: 1.10\nmax: 9999999999999.90\nordinal: 2\nage: 17\nsample: false')).toEqual({
      min: '1.10',
      max: '9999999999999.90',
      ordinal: 2,
      age: 17,
      sample: false,
    });
  });

  it('reads JSON, dates as text, and a name that other readers stumble over', () => {
    expect(valueOf('{"validFrom": "2026-01-01", "rows": [{"min": "1"}]}')).toEqual({
      validFrom: '2026-01-01',
      rows: [{ min: '1' }],
    });
    expect(valueOf('validFrom: 2026-01-01')).toEqual({ validFrom: '2026-01-01' });
    expect(Object.keys(valueOf('__proto__: { a: 1 }') as object)).toEqual(['__proto__']);
  });

  it('follows some aliases, not an explosion of them', () => {
    expect(valueOf('a: &a [x]\nb: *a')).toEqual({ a: ['x'], b: ['x'] });
    const bomb = Array.from({ length: 9 }, (_, at) =>
      at === 0 ? 'k0: &k0 [x, x]' : `k${at}: &k${at} [${`*k${at - 1}, `.repeat(9)}]`,
    );
    expect(refusalOf(bomb.join('\n'))).toBe('别名（*）引用过多或无效');
    expect(refusalOf('a: *none')).toMatch(/第 1 行|别名/);
  });

  it.each([
    ['a broken bracket', 'a: 1\nb: [', /^第 2 行第 \d+ 列：/],
    ['a name twice', 'a: 1\nrows:\n  - min: 1\n    min: 2', '第 4 行第 5 列：min 重复'],
    ['a list', '- 1', '内容须为一组“名称: 值”'],
    ['nothing', '', '内容须为一组“名称: 值”'],
    ['two documents', 'a: 1\n---\na: 2', '须只有一份文档'],
  ])('says of %s what is wrong and where', (_, text, reason) => {
    if (typeof reason === 'string') expect(refusalOf(text)).toBe(reason);
    else expect(refusalOf(text)).toMatch(reason);
  });

  it.each([
    ['brackets', '['.repeat(500_000)],
    ['question marks', '? '.repeat(500_000)],
    ['dashes', '- '.repeat(500_000)],
    ['quotes', '"'.repeat(1_000_000)],
    ['names', Array.from({ length: 90_000 }, (_, at) => `k${at}: 1`).join('\n')],
    ['errors', '- "a" b\n'.repeat(120_000)],
  ])('stops reading before the end of a million %s', (_, text) => {
    expect(refusalOf(text)).toBe('嵌套过深或内容过多');
  });
});
