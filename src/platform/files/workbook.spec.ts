import { describe, expect, it } from '@jest/globals';
import type { Workbook } from 'exceljs';
import { zipOf, type PackedEntry } from '../../../test/support/zip.js';
import { newWorkbook, readWorkbook, type Sheet } from './workbook.js';

const LIMITS = { maxRows: 20, maxColumns: 10 };

async function written(fill: (workbook: Workbook) => void): Promise<Buffer> {
  const workbook = await newWorkbook();
  fill(workbook);
  return Buffer.from(new Uint8Array(await workbook.xlsx.writeBuffer()));
}

const sheetsOf = (bytes: Buffer): Promise<readonly Sheet[]> => readWorkbook(bytes, LIMITS);

/** The only sheet, as written by hand, its rows in XML. */
const byHand = (
  rows: string,
  parts: Partial<Record<'before' | 'after' | 'book' | 'sheetId', string>> = {},
) => {
  const { before = '', after = '', book = '', sheetId = '1' } = parts;
  const entries: readonly PackedEntry[] = [
    {
      name: 'xl/workbook.xml',
      content: `<workbook><sheets><sheet name="s" sheetId="${sheetId}" r:id="rId1"/></sheets>${book}</workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: `<worksheet>${before}<sheetData>${rows}</sheetData>${after}</worksheet>`,
    },
  ];
  return zipOf(entries);
};
const cell = (address: string, value: number): string => `<c r="${address}"><v>${value}</v></c>`;

describe('readWorkbook', () => {
  it('gives the values of cells: texts trimmed, dates as days, blank ones left out', async () => {
    const bytes = await written((workbook) => {
      const sheet = workbook.addWorksheet('first');
      sheet.addRow([' 文字 ', 1.1, true, new Date('2025-06-09T00:00:00Z'), null, '   ']);
      sheet.addRow([]);
      sheet.addRow([
        { richText: [{ text: '富' }, { text: '文本' }] },
        { text: '链接', hyperlink: 'https://a.cn' },
      ]);
      workbook.addWorksheet('empty');
    });
    const values = (await sheetsOf(bytes)).map(({ name, rows }) => [
      name,
      rows.map(({ number, cells }) => [
        number,
        cells.map(({ address, content }) => [address, content.value]),
      ]),
    ]);
    expect(values).toEqual([
      [
        'first',
        [
          [
            1,
            [
              ['A1', '文字'],
              ['B1', 1.1],
              ['C1', true],
              ['D1', '2025-06-09'],
            ],
          ],
          [
            3,
            [
              ['A3', '富文本'],
              ['B3', '链接'],
            ],
          ],
        ],
      ],
      ['empty', []],
    ]);
  });

  it('says of a cell why its value cannot be taken', async () => {
    const bytes = await written((workbook) => {
      const sheet = workbook.addWorksheet('first');
      sheet.addRow([
        { formula: '1+1', result: 2 },
        { error: '#N/A' },
        new Date('2025-06-09T08:30:00Z'),
        'x'.repeat(32_768),
      ]);
      sheet.fillFormula('A2:A3', 'B1', [1, 2]);
    });
    const [sheet] = await sheetsOf(bytes);
    const refused = sheet?.rows.flatMap(({ cells }) =>
      cells.map(({ address, content }) => [address, 'refused' in content ? content.refused : content.value]),
    );
    expect(refused).toEqual([
      ['A1', expect.stringContaining('公式')],
      ['B1', '是错误值 #N/A'],
      ['C1', '日期须为整日，不带时刻'],
      ['D1', '文字超过 32767 个字符'],
      ['A2', expect.stringContaining('公式')],
      ['A3', expect.stringContaining('公式')],
    ]);
  });

  it('reads merged cells, names, validations and columns of any reach without unfolding them', async () => {
    const bytes = byHand(`<row r="1">${cell('A1', 7)}</row>`, {
      before: '<cols><col min="1" max="2000000000" width="9"/></cols>',
      after:
        '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>' +
        '<dataValidations count="1"><dataValidation sqref="A1:XFD1048576" type="whole"/></dataValidations>',
      book: '<definedNames><definedName name="all">s!$A$1:$XFD$1048576</definedName></definedNames>',
    });
    expect(await sheetsOf(bytes)).toEqual([
      { name: 's', rows: [{ number: 1, cells: [{ address: 'A1', column: 1, content: { value: 7 } }] }] },
    ]);
  });

  it.each([
    [
      'more rows',
      Array.from({ length: 21 }, (_, at) => `<row r="${at + 1}">${cell(`A${at + 1}`, 1)}</row>`).join(''),
    ],
    ['a row far down', `<row r="1048576">${cell('A1048576', 1)}</row>`],
  ])('refuses %s than allowed', async (_, rows) => {
    await expect(sheetsOf(byHand(rows))).rejects.toThrow('工作表超过 20 行的上限');
  });

  it.each([
    ['more columns', Array.from('ABCDEFGHIJK', (letter) => cell(`${letter}1`, 1)).join('')],
    ['a column far out', cell('XFD1', 1)],
  ])('refuses %s than allowed', async (_, cells) => {
    await expect(sheetsOf(byHand(`<row r="1">${cells}</row>`))).rejects.toThrow('工作表超过 10 列的上限');
  });

  it('refuses more content than a table has', async () => {
    const bytes = zipOf([{ name: 'xl/styles.xml', content: '<a/>'.repeat(400_001) }]);
    await expect(sheetsOf(bytes)).rejects.toThrow('表格内容过多');
  });

  it.each(['4000000000', '&#49;', '-1', ''])('refuses the sheet number %j', async (sheetId) => {
    await expect(sheetsOf(byHand('', { sheetId }))).rejects.toThrow('工作表编号无效');
  });

  it.each([
    [
      'zeros packed 1,000 to 1',
      zipOf([{ name: 'xl/media/a', content: Buffer.alloc(30 * 1024 * 1024) }]),
      '解压后共',
    ],
    [
      '201 files',
      zipOf(Array.from({ length: 201 }, (_, at) => ({ name: `${at}`, content: '' }))),
      '超过 200 个',
    ],
    ['broken XML', byHand('<row r="1"><c'), '不是有效的 xlsx 表格'],
    ['a row without a number', byHand('<row><c r="A1"><v>1</v></c></row>'), '不是有效的 xlsx 表格'],
    ['what is no xlsx at all', Buffer.from('id,title'), '不是有效的 xlsx'],
  ])('refuses %s', async (_, bytes, reason) => {
    await expect(sheetsOf(bytes)).rejects.toThrow(reason);
  });

  it('gives no sheet of a zip file that holds none', async () => {
    await expect(sheetsOf(zipOf([{ name: 'a.txt', content: 'a' }]))).resolves.toEqual([]);
  });
});
