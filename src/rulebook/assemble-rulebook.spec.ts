import { describe, expect, it } from '@jest/globals';
import { policyOn } from '../domain/rulebook/policy.js';
import { scheduleById } from '../domain/rulebook/rulebook.js';
import { date } from '../domain/shared/calendar-date.js';
import { decimal } from '../domain/shared/decimal.js';
import { assembleRulebook } from './assemble-rulebook.js';
import { loadRulebookFiles, type RulebookFiles } from './load-rulebook-files.js';
import { importHash, type RulebookImport } from './rulebook-import.js';

const files = loadRulebookFiles();

const sealed = (draft: Omit<RulebookImport, 'hash'>): RulebookImport => ({
  ...draft,
  hash: importHash(draft),
});

const row = {
  id: 'r1',
  bases: ['REG735:38'],
  tier: 'C',
  ordinal: 1,
  criterion: '测试',
  min: '1',
  max: '1.2',
};
const schedule = (id: string, ...rows: object[]): RulebookImport =>
  sealed({
    kind: 'SCHEDULE',
    id,
    documentNo: '测试文号 1',
    validFrom: date('2025-07-01'),
    content: { title: '测试', sample: true, rows },
  });
const calendar = (year: string, name: string): RulebookImport =>
  sealed({
    kind: 'CALENDAR',
    id: year,
    documentNo: '测试文号 2',
    validFrom: date('2025-07-01'),
    content: { holidays: [{ name, from: `${year}-01-01`, to: `${year}-01-02` }], makeUpDays: [] },
  });
const ruling = (policy: string, value: string, validTo?: string): RulebookImport =>
  sealed({
    kind: 'POLICY',
    id: `${policy} ${value}`,
    documentNo: '测试文号 3',
    validFrom: date('2025-07-01'),
    ...(validTo === undefined ? {} : { validTo: date(validTo) }),
    content: { policy, value },
  });

describe('the rulebook of the files alone', () => {
  it('holds them all, and no ruling', () => {
    const { hashes: _hashes, ...members } = files;
    expect(assembleRulebook(files)).toEqual({
      ...members,
      rulings: [],
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });
});

describe('imports', () => {
  it('add a schedule with exact figures', () => {
    const rulebook = assembleRulebook(files, [schedule('city-2025', row)]);
    expect(scheduleById(rulebook, 'sample-2025')).toBeDefined();
    expect(scheduleById(rulebook, 'city-2025')).toEqual({
      id: 'city-2025',
      title: '测试',
      documentNo: '测试文号 1',
      validFrom: '2025-07-01',
      sample: true,
      rows: [{ ...row, min: decimal('1'), max: decimal('1.2') }],
    });
  });

  it('add the calendar of a year, a later one replacing an earlier', () => {
    const rulebook = assembleRulebook(files, [
      calendar('2027', '甲'),
      calendar('2026', '乙'),
      calendar('2027', '丙'),
    ]);
    expect(
      rulebook.calendars.map(({ year, holidays }) => [year, holidays[0]?.name, holidays.length]),
    ).toEqual([
      [2025, '元旦', 28],
      [2026, '乙', 2],
      [2027, '丙', 2],
    ]);
  });

  it('set a policy from their first day to their last', () => {
    const rulebook = assembleRulebook(files, [ruling('midpointOf', 'GRADE', '2025-07-31')]);
    const values = ['2025-06-30', '2025-07-01', '2025-07-31', '2025-08-01'].map((day) =>
      policyOn(rulebook, 'midpointOf', date(day)),
    );
    expect(values).toEqual(['STATUTE', 'GRADE', 'GRADE', 'STATUTE']);
  });

  it('may give a value of the policy’s pattern', () => {
    const value = 'DISTRICT=1,MUNICIPAL=1,NATIONAL=1';
    const rulebook = assembleRulebook(files, [ruling('activityPoints', value)]);
    expect(policyOn(rulebook, 'activityPoints', date('2025-07-01'))).toBe(value);
  });
});

describe('faulty imports are refused, naming import, key and fault', () => {
  const assembling =
    (...imports: RulebookImport[]) =>
    () =>
      assembleRulebook(files, imports);

  it.each([
    [
      'outside the statute',
      schedule('s', { ...row, max: '2.5' }),
      '导入 SCHEDULE s（测试文号 1）: rows[0](r1).max: 2.5 倍不在 REG735:38 的法定幅度 1 至 2 之内（OUTSIDE_STATUTE）',
    ],
    [
      'a number instead of text',
      schedule('s', { ...row, min: 1 }),
      '导入 SCHEDULE s（测试文号 1）: rows[0](r1).min: 实为 1，应为文本（小数要加引号）',
    ],
    ['an id in use', schedule('sample-2025', row), '阶次表: id: sample-2025 重复，只能出现一次'],
    ['no year', calendar('二〇二七', '甲'), '导入 CALENDAR 二〇二七（测试文号 2）: year: '],
    ['no such policy', ruling('midpoint', 'GRADE'), 'policy: 没有名为 midpoint 的政策'],
    ['no such value', ruling('midpointOf', 'BOTH'), 'value: 实为 BOTH，应为 STATUTE、GRADE 之一'],
    ['against the pattern', ruling('activityPoints', 'DISTRICT=9'), '之一'],
    [
      'an end before the beginning',
      ruling('midpointOf', 'GRADE', '2025-06-30'),
      'validTo: 实为 2025-06-30，应不早于生效日期 2025-07-01',
    ],
    [
      'changed after it was hashed',
      { ...ruling('midpointOf', 'GRADE'), content: { policy: 'midpointOf', value: 'STATUTE' } },
      'hash: 与内容不符，导入后内容被改动',
    ],
  ])('%s', (_, faulty, message) => expect(assembling(faulty)).toThrow(message));

  it('all at once', () => {
    const imports = [schedule('s', { ...row, max: '2.5' }), ruling('midpoint', 'GRADE'), calendar('x', '甲')];
    expect(assembling(...imports)).toThrow(/s（[^]*rows\[0\][^]*year[^]*没有名为 midpoint/);
  });
});

describe('the hash of the rulebook', () => {
  const imports = [schedule('city-2025', row), ruling('midpointOf', 'GRADE')];
  const hashOf = (from: RulebookFiles, ...taken: RulebookImport[]): string =>
    assembleRulebook(from, taken).hash;

  it('does not depend on the order in which files were read', () => {
    const reversed = Object.fromEntries(Object.entries(files.hashes).reverse());
    expect(hashOf({ ...files, hashes: reversed })).toBe(hashOf(files));
  });

  it('changes with any file', () => {
    for (const path of Object.keys(files.hashes)) {
      expect(hashOf({ ...files, hashes: { ...files.hashes, [path]: 'other' } })).not.toBe(hashOf(files));
    }
  });

  it('changes with every import, and with their order', () => {
    const hashes = [[], imports.slice(0, 1), imports, imports.toReversed()].map((each) =>
      hashOf(files, ...each),
    );
    expect(new Set(hashes).size).toBe(4);
  });

  it('covers document number, days in force and content of an import', () => {
    const [first] = imports;
    if (first === undefined) throw new Error('no import');
    const changes: Partial<RulebookImport>[] = [
      { documentNo: '测试文号 9' },
      { validFrom: date('2025-07-02') },
      { validTo: date('2026-07-01') },
      { content: { ...first.content, title: '另一标题' } },
    ];
    const hashes = changes.map((change) => hashOf(files, sealed({ ...first, ...change })));
    expect(new Set([hashOf(files, first), ...hashes]).size).toBe(5);
  });
});
