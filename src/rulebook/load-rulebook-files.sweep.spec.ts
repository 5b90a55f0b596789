import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CONFIG_DIR } from './config-files.js';
import { loadRulebookFiles } from './load-rulebook-files.js';
import { RulebookFault } from './rulebook-fault.js';

const BENCHMARK = 'regulation/DB2025/2025-06-09.yaml';
const STATUTE = 'regulation/REG735/2021-05-01.yaml';
const CALENDAR = 'calendar/2025.yaml';
const SCHEDULE = 'schedules/sample-2025.yaml';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rulebook-'));
  cpSync(CONFIG_DIR, dir, { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true }));

/** Replaces the one place where a text stands in a copied file. */
function edit(file: string, from: string, to: string): void {
  const text = readFileSync(join(dir, file), 'utf8');
  expect(text.split(from)).toHaveLength(2);
  writeFileSync(
    join(dir, file),
    text.replace(from, () => to),
  );
}

function faults(): string[] {
  try {
    loadRulebookFiles(dir);
    return [];
  } catch (error) {
    if (!(error instanceof RulebookFault)) throw error;
    return error.message.split('\n').slice(1);
  }
}

describe('a broken file is refused, naming file, key and fault', () => {
  const floorLoss = "floorLoss: { value: '0.5', unit: multiple }";

  it.each([
    [
      'a missing figure',
      BENCHMARK,
      `      ${floorLoss}\n`,
      '',
      'provisions[24](DB2025:15).figures.floorLoss: 缺少，DB2025:15 应有此数字，单位 multiple',
    ],
    [
      'a wrong unit',
      BENCHMARK,
      floorLoss,
      "floorLoss: { value: '0.5', unit: yuan }",
      'provisions[24](DB2025:15).figures.floorLoss.unit: 实为 yuan，应为 multiple',
    ],
    [
      'no such unit',
      BENCHMARK,
      floorLoss,
      "floorLoss: { value: '0.5', unit: percent }",
      'provisions[24](DB2025:15).figures.floorLoss.unit: 实为 "percent"，应为 multiple、yuan、years、months、days、workingDays、age、count、points 之一',
    ],
    [
      'a number instead of text',
      BENCHMARK,
      floorLoss,
      'floorLoss: { value: 0.5, unit: multiple }',
      'provisions[24](DB2025:15).figures.floorLoss.value: 实为 0.5，应为文本（小数要加引号）',
    ],
    [
      'a figure that is no decimal',
      BENCHMARK,
      floorLoss,
      "floorLoss: { value: '50%', unit: multiple }",
      'provisions[24](DB2025:15).figures.floorLoss.value: 实为 "50%"，应为不带符号、最多 4 位小数的数',
    ],
    [
      'half an age',
      BENCHMARK,
      "fromAge: { value: '14', unit: age }",
      "fromAge: { value: '14.5', unit: age }",
      'provisions[13](DB2025:13(1)).figures.fromAge.value: 实为 14.5，单位 age 应为整数',
    ],
    [
      'an unknown key',
      BENCHMARK,
      'heading: 制定目的与依据',
      'heading: 制定目的与依据\n    headline: 目的',
      'provisions[0](DB2025:1).headline: 不认识的键，应删去或改正拼写',
    ],
    ['a missing key', BENCHMARK, 'title: 北京', '# 北京', 'title: 缺少，应为文本（小数要加引号）'],
    [
      'a bad date',
      BENCHMARK,
      'validFrom: 2025-06-09',
      'validFrom: 2025-06-31',
      'validFrom: 实为 "2025-06-31"，应为真实存在的日期 YYYY-MM-DD',
    ],
    [
      'an end before the beginning',
      BENCHMARK,
      'validFrom: 2025-06-09',
      'validFrom: 2025-06-09\nvalidTo: 2025-06-08',
      'validTo: 实为 2025-06-08，应不早于生效日期 2025-06-09',
    ],
    [
      'a file name that is not the first day',
      BENCHMARK,
      'validFrom: 2025-06-09',
      'validFrom: 2025-06-10',
      '（文件名）: 与内容不符，应为 regulation/DB2025/2025-06-10.yaml',
    ],
    [
      'a citation twice',
      BENCHMARK,
      'citation: DB2025:2\n',
      'citation: DB2025:1\n',
      'provisions[1](DB2025:1).citation: DB2025:1 重复，只能出现一次',
    ],
    [
      'a citation of another text',
      BENCHMARK,
      'citation: DB2025:2\n',
      'citation: REG735:2\n',
      'provisions[1](REG735:2).citation: REG735:2 不是本文件 DB2025 的条款',
    ],
    [
      'not a citation',
      BENCHMARK,
      'citation: DB2025:2\n',
      'citation: 第二条\n',
      'provisions[1](第二条).citation: 实为 "第二条"，应为条款出处，如 DB2025:13(2)',
    ],
    [
      'silence about what is not computed',
      BENCHMARK,
      '    note: 定义性条款。\n',
      '',
      'provisions[1](DB2025:2).note: 缺少，NO_COMPUTABLE_CONTENT 的条款应说明原因',
    ],
    [
      'provisions of a text that is not to be had',
      BENCHMARK,
      'textAvailable: true',
      'textAvailable: false',
      'provisions: 文本未取得，不应列出条款',
    ],
    [
      'a key twice',
      BENCHMARK,
      'id: DB2025\n',
      'id: DB2025\nid: DB2026\n',
      '第 3 行: 键重复，同一处每个键只能出现一次',
    ],
    [
      'a charge without its provision',
      STATUTE,
      '  - { citation: REG735:36(2), heading: 协议管理、费用监控、拨付、审核等职责未履行, modelling: COMPUTED }\n',
      '',
      'liabilities[0](REG735:36).provisions[1]: REG735:36(2) 不在 provisions 之中',
    ],
    [
      'an intent that leads nowhere',
      STATUTE,
      'withIntent: REG735:40\n',
      'withIntent: REG735:40.2\n',
      'liabilities[2](REG735:38).withIntent: REG735:40.2 不是 liabilities 中的处罚依据',
    ],
    [
      'a fine range upside down',
      STATUTE,
      "min: '1', max: '2'",
      "min: '2', max: '1'",
      'liabilities[2](REG735:38).fine: 下限高于上限',
    ],
    [
      'an unknown kind of fine',
      STATUTE,
      'kind: FIXED',
      'kind: FLAT',
      'liabilities[3](REG735:39).fine.kind: 实为 "FLAT"，应为 MULTIPLE、FIXED 之一',
    ],
    [
      'an unknown measure',
      STATUTE,
      'code: LICENCE_REFERRAL',
      'code: LICENSE_REFERRAL',
      'liabilities[4](REG735:40).measures[2](LICENSE_REFERRAL).code: 实为 "LICENSE_REFERRAL"，应为 ORDER_TO_CORRECT、SUMMONS、ORDER_TO_REFUND、AGREEMENT_DISSOLUTION_BY_AGENCY、LICENCE_REFERRAL、DISCIPLINE_REFERRAL 之一',
    ],
    [
      'holidays that overlap',
      CALENDAR,
      'from: 2025-05-31',
      'from: 2025-05-05',
      'holidays[4](端午节): 与劳动节假期重叠，每天只能属于一个假期',
    ],
    [
      'a day of another year',
      CALENDAR,
      'from: 2025-01-01',
      'from: 2024-12-31',
      'holidays[0](元旦).from: 2024-12-31 不在 2025 年',
    ],
    [
      'a holiday upside down',
      CALENDAR,
      'from: 2025-04-04',
      'from: 2025-04-07',
      'holidays[2](清明节).to: 实为 2025-04-06，应不早于首日 2025-04-07',
    ],
    [
      'a make-up day on a working day',
      CALENDAR,
      '2025-04-27',
      '2025-04-28',
      'makeUpDays[2]: 2025-04-28 不是周末，调休上班日应为周六或周日',
    ],
    [
      'a make-up day inside a holiday',
      CALENDAR,
      '2025-04-27',
      '2025-10-04',
      'makeUpDays[2]: 2025-10-04 又列为国庆节、中秋节假期，只能取其一',
    ],
    [
      'a make-up day twice',
      CALENDAR,
      '2025-04-27',
      '2025-02-08',
      'makeUpDays[2]: 2025-02-08 重复，只能出现一次',
    ],
    [
      'a grade outside the statute',
      SCHEDULE,
      "min: '10000'",
      "min: '9999'",
      'rows[12](39-C-1).min: 9999 元不在 REG735:39 的法定幅度 10000 至 50000 之内（OUTSIDE_STATUTE）',
    ],
    [
      'an adopted value that is not the first',
      'policies.yaml',
      'adopted: STATUTE',
      'adopted: GRADE',
      '[0](midpointOf).adopted: 实为 GRADE，应为 values 的第一个值 STATUTE',
    ],
    [
      'a value against its own pattern',
      'policies.yaml',
      'NATIONAL=[1-3]',
      'NATIONAL=[12]',
      '[9](activityPoints).values[0]: DISTRICT=1,MUNICIPAL=2,NATIONAL=3 不符合 DISTRICT=[1-3],MUNICIPAL=[1-3],NATIONAL=[12]',
    ],
    [
      'a pattern that is none',
      'policies.yaml',
      'NATIONAL=[1-3]',
      'NATIONAL=[1-3',
      '[9](activityPoints).pattern: 不是有效的正则表达式',
    ],
    [
      'a policy twice',
      'policies.yaml',
      'name: repairDay',
      'name: activityPoints',
      '[10](activityPoints).name: activityPoints 重复，只能出现一次',
    ],
    [
      'a policy of a provision there is not',
      'policies.yaml',
      'citation: DB2025:19.1',
      'citation: DB2025:19.3',
      '[1](highestGradeWithin).citation: DB2025:19.3 不是已收录文本中的条款',
    ],
    ['a reading twice', 'readings.yaml', 'id: P39', 'id: P38', '[38](P38).id: P38 重复，只能出现一次'],
    ['a reading without a name', 'readings.yaml', 'id: P39', 'id: Q39', '[38](Q39).id: 应为 P 或 S 加序号'],
    [
      'a reading of a provision there is not',
      'readings.yaml',
      'citations: [REG735:45]',
      'citations: [REG735:49]',
      '[34](P35).citations[0]: REG735:49 不是已收录文本中的条款',
    ],
  ])('%s', (_, file, from, to, expected) => {
    edit(file, from, to);
    expect(faults()).toEqual([`${file}: ${expected}`]);
  });

  it('unreadable YAML', () => {
    writeFileSync(join(dir, CALENDAR), 'year: 2025\nholidays: [\n');
    expect(faults()).toEqual([expect.stringMatching(/^calendar\/2025\.yaml: 第 \d+ 行: 不是可读的 YAML：/)]);
  });

  it('an empty file', () => {
    writeFileSync(join(dir, 'policies.yaml'), '');
    expect(faults()).toEqual(['policies.yaml: （整个文件）: 实为 null，应为列表']);
  });

  it('a policy and a reading that do not know each other', () => {
    edit('readings.yaml', 'policies: [midpointOf]', 'policies: [midpoint]');
    expect(faults()).toEqual([
      'policies.yaml: [0](midpointOf).reading: readings.yaml 中应有 P4 并列出 midpointOf',
      'readings.yaml: [3](P4).policies[0]: policies.yaml 中应有 midpoint 且 reading 为 P4',
    ]);
  });
});

describe('a file that is missing or astray is refused', () => {
  it('the policies or the readings', () => {
    rmSync(join(dir, 'policies.yaml'));
    rmSync(join(dir, 'readings.yaml'));
    expect(faults()).toEqual(['policies.yaml: （整个文件）: 缺少', 'readings.yaml: （整个文件）: 缺少']);
  });

  it('a text that rules look up, so that its absence is never silent', () => {
    rmSync(join(dir, 'regulation/NHSA7'), { recursive: true });
    expect(faults()).toEqual([
      'regulation/NHSA7: （整个目录）: 缺少，应至少有一个版本的文件 <生效日期>.yaml',
    ]);
  });

  it('a file that nobody would read', () => {
    renameSync(join(dir, CALENDAR), join(dir, 'calendar/2025.yml'));
    expect(faults()).toEqual(['calendar/2025.yml: （文件名）: 不是法规数据的文件名，不会被读取']);
  });

  it('a calendar under the name of another year', () => {
    renameSync(join(dir, CALENDAR), join(dir, 'calendar/2024.yaml'));
    expect(faults()).toEqual(['calendar/2024.yaml: （文件名）: 与内容不符，应为 calendar/2025.yaml']);
  });

  it('the whole folder', () => {
    expect(() => loadRulebookFiles(join(dir, 'nowhere'))).toThrow(RulebookFault);
  });

  it('but not a hidden one', () => {
    writeFileSync(join(dir, 'calendar/.2025.yaml.swp'), '');
    expect(faults()).toEqual([]);
  });
});

it('lists the faults of all files at once, with their number', () => {
  edit(BENCHMARK, "floorLoss: { value: '0.5', unit: multiple }", 'floorLoss: { value: 0.5, unit: multiple }');
  edit(BENCHMARK, 'citation: DB2025:2\n', 'citation: 第二条\n');
  edit(CALENDAR, '2025-04-27', '2025-04-28');
  edit('policies.yaml', 'adopted: STATUTE', 'adopted: GRADE');
  expect(faults()).toHaveLength(4);
  expect(() => loadRulebookFiles(dir)).toThrow('法规数据有 4 处问题：');
});

describe('hashes of the files', () => {
  const hashes = (): Record<string, string> => ({ ...loadRulebookFiles(dir).hashes });

  it('cover every file', () => {
    expect(Object.keys(hashes()).sort()).toEqual([
      'calendar/2025.yaml',
      'calendar/2026.yaml',
      'policies.yaml',
      'readings.yaml',
      BENCHMARK,
      'regulation/NHSA7/2026-04-01.yaml',
      'regulation/PQ2025/2025-04-15.yaml',
      STATUTE,
      SCHEDULE,
    ]);
  });

  it('change with the content of that file alone', () => {
    const before = hashes();
    edit(SCHEDULE, "max: '1.1'", "max: '1.11'");
    const after = hashes();
    expect(after[SCHEDULE]).not.toBe(before[SCHEDULE]);
    expect({ ...after, [SCHEDULE]: before[SCHEDULE] }).toEqual(before);
  });

  it('do not change with comments, layout and the order of keys', () => {
    const before = hashes();
    edit(SCHEDULE, '# 演示用', '#  演示用');
    edit(SCHEDULE, "    min: '1'\n    max: '1.1'\n", "    max: '1.1'\n    min: '1'\n");
    const text = readFileSync(join(dir, CALENDAR), 'utf8');
    writeFileSync(join(dir, CALENDAR), text.replaceAll('\n', '\r\n'));
    expect(hashes()).toEqual(before);
  });
});
