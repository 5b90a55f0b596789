import { describe, expect, it } from '@jest/globals';
import { zipOf } from '../../../test/support/zip.js';
import { readBigTable } from './big-table.js';
import { plainCsv, plainXlsx } from './plain-table.js';
import type { TableRow } from './sheet-xml.js';
import { UnreadableFile } from './unreadable-file.js';
import { unzip } from './unzip.js';
import { newWorkbook, XLSX_TYPE } from './workbook.js';

const LIMITS = { maxRows: 5, maxColumns: 20 };

const valuesOf = (rows: readonly TableRow[] | undefined): unknown[] =>
  (rows ?? []).map(({ number, cells }) => [
    number,
    ...cells.map((cell) => (cell === null ? null : 'refused' in cell ? `! ${cell.refused}` : cell.value)),
  ]);

const xlsx = async (bytes: Uint8Array, limits = LIMITS): Promise<unknown[]> =>
  valuesOf((await readBigTable(Buffer.from(bytes), XLSX_TYPE, limits))[0]);

const csv = async (text: string | Buffer): Promise<unknown[]> =>
  valuesOf((await readBigTable(Buffer.from(text), 'text/csv', LIMITS))[0]);

async function sheetOf(rows: readonly (readonly unknown[])[]): Promise<Uint8Array> {
  const workbook = await newWorkbook();
  workbook.addWorksheet('表').addRows(rows.map((row) => [...row]));
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** Where the reader's own test packs a part by hand. */
const partOf = (bytes: Uint8Array, root: string): string =>
  unzip(Buffer.from(bytes), { maxEntries: 100, maxBytes: 1_000_000 })
    .map((part) => part.toString())
    .find((part) => part.includes(`<${root}`)) ?? '';

describe('readBigTable of xlsx', () => {
  it('reads texts, numbers, flags and days; leaves blank cells and rows out', async () => {
    const rows = [
      ['姓名', '金额', '是否', '日期'],
      [],
      [' 张三 ', 57227.4, true, new Date('2025-07-01T00:00:00Z')],
      [null, null, null, new Date('2024-02-29T00:00:00Z')],
      ['<&"\'> 甲', 0.1, false, ''],
    ];
    expect(await xlsx(await sheetOf(rows))).toEqual([
      [1, '姓名', '金额', '是否', '日期'],
      [3, '张三', 57227.4, true, '2025-07-01'],
      [4, null, null, null, '2024-02-29'],
      [5, '<&"\'> 甲', 0.1, false],
    ]);
  });

  it('takes rich text and words in the cell itself as text', async () => {
    const rich = { richText: [{ text: '一' }, { font: { bold: true }, text: '二' }] };
    expect(await xlsx(await sheetOf([[rich]]))).toEqual([[1, '一二']]);
    const sheet =
      '<?xml version="1.0"?><x:worksheet xmlns:x="s"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>甲 &amp; </x:t>' +
      '<x:rPh sb="0" eb="1"><x:t>jia</x:t></x:rPh><x:r><x:t>&#x4E59;</x:t></x:r></x:is></x:c><x:c/>' +
      '<x:c t="s"><x:v>0</x:v></x:c></x:row></x:sheetData><x:c t="s"><x:v>9</x:v></x:c></x:worksheet>';
    const strings = "<sst xmlns='s'><si><t xml:space='preserve'> 丙</t><r><t>丁</t></r></si></sst>";
    const bytes = zipOf([
      { name: 'sheet.xml', content: sheet },
      { name: 'strings.xml', content: strings },
    ]);
    expect(await xlsx(bytes)).toEqual([[1, '甲 & 乙', null, '丙丁']]);
  });

  it.each([
    ['a comment', '<worksheet><sheetData><!-- c --></sheetData></worksheet>'],
    ['a string that is not there', '<worksheet><row><c t="s"><v>7</v></c></row></worksheet>'],
    ['a number that is none', '<worksheet><row><c><v>1x</v></c></row></worksheet>'],
    ['a place that is none', '<worksheet><row><c r="7"><v>1</v></c></row></worksheet>'],
  ])('refuses a sheet with %s', async (_, content) => {
    const bytes = zipOf([{ name: 'sheet.xml', content }]);
    await expect(xlsx(bytes)).rejects.toThrow('文件不是有效的 xlsx 表格');
  });

  it('refuses formulas, error values, times of day and numbers that lost digits, cell by cell', async () => {
    const row = [
      { formula: '1+1', result: 2 },
      { error: '#N/A' },
      new Date('2025-07-01T08:00:00Z'),
      110105190202020000,
      999999999999999,
    ];
    expect(await xlsx(await sheetOf([row]))).toEqual([
      [
        1,
        '! 是公式；请改为公式算出的值（复制后“选择性粘贴为数值”）',
        '! 是错误值 #N/A',
        '! 日期须为整日，不带时刻',
        '! 是数字而非文字，位数过多，末尾的数字已经丢失；请将单元格设为文本格式后重新填写',
        999999999999999,
      ],
    ]);
  });

  it('counts days from 1904 where the workbook does', async () => {
    const workbook = await newWorkbook();
    workbook.properties.date1904 = true;
    workbook.addWorksheet('表').addRow([new Date('2025-07-01T00:00:00Z')]);
    expect(await xlsx(new Uint8Array(await workbook.xlsx.writeBuffer()))).toEqual([[1, '2025-07-01']]);
  });

  it('gives every sheet', async () => {
    const workbook = await newWorkbook();
    workbook.addWorksheet('一').addRow(['甲']);
    workbook.addWorksheet('二').addRow(['乙']);
    const bytes = Buffer.from(new Uint8Array(await workbook.xlsx.writeBuffer()));
    const tables = await readBigTable(bytes, XLSX_TYPE, LIMITS);
    expect(tables.map(valuesOf)).toEqual([[[1, '甲']], [[1, '乙']]]);
  });

  it('refuses more rows, more columns, and what is no workbook', async () => {
    const six = await sheetOf(Array.from({ length: 6 }, () => ['甲']));
    await expect(xlsx(six)).rejects.toThrow('表格超过 5 行的上限');
    const wide = await sheetOf([Array.from({ length: 100 }, () => '甲')]);
    await expect(xlsx(wide)).rejects.toThrow('表格超过 20 列的上限');
    await expect(xlsx(Buffer.from('PK'))).rejects.toThrow(UnreadableFile);
  });
});

describe('readBigTable of csv', () => {
  it('takes off the apostrophe that keeps a text a text, and no other', async () => {
    expect(await csv("'=1+1,'-2,'110105190202020011,'甲")).toEqual([
      [1, '=1+1', '-2', '110105190202020011', "'甲"],
    ]);
  });

  it('says that a number in scientific notation lost its digits', async () => {
    expect(await csv('1.10105E+17,1E5')).toEqual([
      [1, '! 是数字而非文字，位数过多，末尾的数字已经丢失；请将单元格设为文本格式后重新填写', '1E5'],
    ]);
  });

  it('takes no renamed workbook', async () => {
    await expect(csv(Buffer.from(await sheetOf([['甲']])))).rejects.toThrow('文件是压缩包或 xlsx，不是 csv');
  });
});

describe('plain tables', () => {
  const table = {
    caption: '表',
    headings: ['甲', '乙'],
    rows: [
      ['=1+1', '110105190202020011'],
      ['@SUM(A1)', '他说"是",\n又说否'],
      ['＋1', ''],
    ],
  };
  const read = [['甲', '乙'], ['=1+1', '110105190202020011'], ['@SUM(A1)', '他说"是",\n又说否'], ['＋1']];

  it('come back from xlsx as they were, no cell a formula', async () => {
    const bytes = await plainXlsx(table);
    expect(partOf(bytes, 'worksheet')).not.toMatch(/<f[ >]/);
    expect((await xlsx(bytes)).map((row) => (row as unknown[]).slice(1))).toEqual(read);
  });

  it('come back from csv as they were, formulas and long numbers led by an apostrophe', async () => {
    const text = Buffer.from(plainCsv(table)).toString();
    expect(text).toBe(
      '\uFEFF"甲","乙"\r\n"\'=1+1","\'110105190202020011"\r\n"\'@SUM(A1)","他说""是"",\n又说否"\r\n"\'＋1",""\r\n',
    );
    const rows = await csv(text);
    expect(rows.map((row) => (row as unknown[]).slice(1))).toEqual([...read.slice(0, 3), ['＋1', null]]);
  });
});
