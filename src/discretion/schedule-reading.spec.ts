import { describe, expect, it } from '@jest/globals';
import { type Grid, sheetsOf, workbookOf, type ScheduleJson } from '../../test/support/schedule-files.js';
import { XLSX_TYPE } from '../platform/files/workbook.js';
import { Upload } from '../platform/http/upload.js';
import { readSchedule, type ScheduleRead } from './schedule-reading.js';
import { scheduleTemplate } from './schedule-template.js';

const SCHEDULE: ScheduleJson = {
  id: 'words',
  title: '试行裁量细则',
  documentNo: '京医保发〔2026〕1号',
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  sample: false,
  supersedes: 'old',
  rows: [
    {
      id: 'low',
      bases: ['REG735:38', 'REG735:37'],
      tier: 'C',
      ordinal: 1,
      criterion: '损失较小',
      min: '1',
      max: '1.1',
    },
    { id: 'high', bases: ['REG735:38'], tier: 'A', ordinal: 1, criterion: '损失较大', min: '1.1', max: '2' },
  ],
  confirmations: [{ key: 'GAP REG735:38 low high', reason: '原文如此' }],
};

const SHEETS = sheetsOf(SCHEDULE);
const readSheets = async (sheets: Readonly<Record<string, Grid>>): Promise<ScheduleRead> =>
  readSchedule(new Upload(XLSX_TYPE, await workbookOf(sheets)));

/** The form that is read, as JSON. */
const formIn = (read: ScheduleRead): unknown =>
  read.ok && (JSON.parse(JSON.stringify(read.value.form)) as unknown);

async function refusalsOf(sheets: Readonly<Record<string, Grid>>): Promise<string[]> {
  const read = await readSheets(sheets);
  return read.ok ? [] : read.faults.map(({ pointer, code, detail }) => `${pointer} ${code} ${detail}`);
}

/** The sheet with some of its cells changed. */
const withCells = (name: string, changes: Readonly<Record<string, Grid[number][number]>>) => ({
  ...SHEETS,
  [name]: (SHEETS[name] ?? []).map((row, down) =>
    row.map((value, across) => {
      const change = changes[`${'ABCDEFG'.charAt(across)}${down + 1}`];
      return change === undefined ? value : change;
    }),
  ),
});

describe('a schedule as a spreadsheet', () => {
  it('reads as the same form as the JSON', async () => {
    expect(formIn(await readSheets(SHEETS))).toEqual(SCHEDULE);
  });

  it('may have Chinese names in any order, blank rows, other separators, dates and flags as a person types them', async () => {
    const read = await readSheets({
      细则: [
        ['文号', SCHEDULE.documentNo],
        ['细则编号', 'words'],
        ['名称', SCHEDULE.title],
        [],
        ['生效日', new Date('2026-01-01T00:00:00Z')],
        ['失效日', '2026-12-31'],
        ['示例', '否'],
        ['取代', ' old '],
      ],
      确认: [
        ['说明', '确认项'],
        ['原文如此', 'GAP REG735:38 low high'],
      ],
      阶次: [
        ['上限', '下限', '适用情形', '序号', '档次', '处罚依据', '阶次编号'],
        [],
        ['1.10', 1, '损失较小', '1', 'C', 'REG735:38， REG735:37', 'low'],
        [2, 1.1, '损失较大', 1, 'A', 'REG735:38', 'high'],
      ],
      Sheet1: [],
    });
    const [low, high] = SCHEDULE.rows;
    expect(formIn(read)).toEqual({ ...SCHEDULE, rows: [{ ...low, max: '1.10' }, high] });
  });

  it('takes a number by its shortest decimal, and refuses more than four places', async () => {
    expect(await refusalsOf(withCells('rows', { F2: 1.0001, G2: 0.1 + 0.2 }))).toEqual([
      '/rows/0/max INVALID_VALUE 须为倍数的十进制字符串，小数至多 4 位，例如 "1.5"（工作表 rows 的单元格 G2）',
    ]);
  });

  it('names member, sheet and cell of every fault of form', async () => {
    const faults = await refusalsOf({
      ...withCells('rows', { B2: null, C3: 'D', D3: 1.5, E2: { formula: '1+1', result: 2 } }),
      schedule: [
        ['id', 'words'],
        ['documentNo', 5],
        ['validFrom', 45_000],
      ],
      confirmations: [['key', 'reason'], ['GAP']],
    });
    expect(faults.map((fault) => fault.replace(/ (须|此项).*?(?=（工作表)/u, ' … '))).toEqual([
      expect.stringMatching(/^\/rows\/0\/criterion INVALID_VALUE 工作表 rows 的单元格 E2：是公式/),
      '/title REQUIRED … （工作表 schedule）',
      '/rows/0/bases REQUIRED … （工作表 rows 的单元格 B2）',
      '/rows/1/tier INVALID_VALUE … （工作表 rows 的单元格 C3）',
      '/rows/1/ordinal INVALID_VALUE … （工作表 rows 的单元格 D3）',
      '/confirmations/0/reason REQUIRED … （工作表 confirmations 的单元格 B2）',
      expect.stringContaining('/validFrom INVALID_VALUE'),
    ]);
  });

  it('names sheets and headings that are not those of a schedule, all at once', async () => {
    expect(
      await refusalsOf({
        schedule: [
          ['id', 'words', '多余'],
          ['编号', 'twice'],
          ['colour', 'red'],
        ],
        阶次: [
          ['id', 'bases', 'tier', 'ordinal', 'criterion', 'min', '下限'],
          ['low', 'REG735:38', 'C', 1, '损失较小', 1, 2, '无列名'],
        ],
        rows: [['id']],
        notes: [['看这里']],
      }),
    ).toEqual([
      ' UNKNOWN_PROPERTY 工作表 rows 与另一张都是“阶次”，只能有一张',
      expect.stringMatching(/^ UNKNOWN_PROPERTY 没有用到工作表 notes，请删除；可用的有：schedule（细则）、/),
      '/id INVALID_VALUE 工作表 schedule 的单元格 A2：id 重复，只能出现一次',
      expect.stringMatching(
        /^ UNKNOWN_PROPERTY 工作表 schedule 的单元格 A3：没有名为“colour”的项；可用的有：/,
      ),
      ' UNKNOWN_PROPERTY 工作表 schedule 的单元格 C1 多余：只有名称、值两列',
      '/rows/0/min INVALID_VALUE 工作表 阶次 的单元格 G1：min 重复，只能出现一次',
      '/rows/0/max REQUIRED 工作表 阶次 的首行缺少列 max（上限）',
      ' UNKNOWN_PROPERTY 工作表 阶次 的单元格 H2 所在的列没有列名',
    ]);
  });

  it('must have its sheets', async () => {
    expect(await refusalsOf({ Sheet1: [] })).toEqual([
      ' REQUIRED 缺少工作表 schedule（细则），或其中没有内容',
      '/rows REQUIRED 缺少工作表 rows（阶次），或其中没有内容',
    ]);
  });

  it('comes with a template that asks for what is missing, cell by cell', async () => {
    const read = await readSchedule(new Upload(XLSX_TYPE, Buffer.from(await scheduleTemplate())));
    expect(read.ok ? [] : read.faults.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/id REQUIRED',
      '/title REQUIRED',
      '/documentNo REQUIRED',
      '/validFrom REQUIRED',
    ]);
    expect(read.ok ? [] : read.faults.map(({ detail }) => /单元格 B\d/.exec(detail)?.[0])).toEqual([
      '单元格 B1',
      '单元格 B2',
      '单元格 B3',
      '单元格 B4',
    ]);
  });
});

describe('a schedule as text', () => {
  it('must be UTF-8', async () => {
    const read = await readSchedule(
      new Upload('text/yaml', Buffer.from([0x69, 0x64, 0x3a, 0x20, 0xb1, 0xe0])),
    );
    expect(read).toEqual({
      ok: false,
      faults: [{ pointer: '', code: 'INVALID_VALUE', detail: '文件的编码不是 UTF-8，请另存为 UTF-8 后再试' }],
    });
  });
});
