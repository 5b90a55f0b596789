import { describe, expect, it } from '@jest/globals';
import { docxOf } from './table-docx.js';
import { xlsxOf } from './table-xlsx.js';
import { dateColumn, numberColumn, textColumn, writable, type Paper } from './table.js';
import { unzip } from './unzip.js';
import { newWorkbook, readWorkbook } from './workbook.js';

const PAPER: Paper = {
  title: '示例表',
  lines: ['期间：2025-01-01 至 2025-12-31'],
  tables: [
    {
      caption: '一览/汇总',
      columns: [textColumn('代码'), numberColumn('人数'), dateColumn('首日')],
      rows: [
        ['=1+1', 3, '2025-07-01'],
        ['@SUM(A1)', 0, null],
        ['000123', '—', '未定'],
      ],
    },
    { caption: '明细', columns: [textColumn('甲 <乙> & "丙"')], rows: [] },
  ],
  notes: ['依据：PQ2025:9'],
  closing: ['市经办机构'],
};
const LIMITS = { maxRows: 50, maxColumns: 20 };

/** The text of the document's parts. */
const partsOf = (bytes: Uint8Array): string =>
  unzip(Buffer.from(bytes), { maxEntries: 100, maxBytes: 5_000_000 }).join('\n');

describe('xlsxOf', () => {
  it('writes title, lines, headings, rows, notes and closing; reads back as the same values', async () => {
    const sheets = await readWorkbook(Buffer.from(await xlsxOf(PAPER)), LIMITS);
    const values = sheets.map(({ name, rows }) => [
      name,
      rows.map(({ cells }) => cells.map(({ address, content }) => [address, content.value])),
    ]);
    expect(values).toEqual([
      [
        '一览 汇总',
        [
          [['A1', '示例表']],
          [['A2', '期间：2025-01-01 至 2025-12-31']],
          [
            ['A3', '代码'],
            ['B3', '人数'],
            ['C3', '首日'],
          ],
          [
            ['A4', '=1+1'],
            ['B4', 3],
            ['C4', '2025-07-01'],
          ],
          [
            ['A5', '@SUM(A1)'],
            ['B5', 0],
          ],
          [
            ['A6', '000123'],
            ['B6', '—'],
            ['C6', '未定'],
          ],
          [['A8', '依据：PQ2025:9']],
          [['A9', '市经办机构']],
        ],
      ],
      [
        '明细',
        [
          [['A1', '示例表']],
          [['A2', '期间：2025-01-01 至 2025-12-31']],
          [['A3', '甲 <乙> & "丙"']],
          [['A5', '依据：PQ2025:9']],
          [['A6', '市经办机构']],
        ],
      ],
    ]);
  });

  it('makes no formula of any text, marks texts as text and freezes the headings', async () => {
    const bytes = await xlsxOf(PAPER);
    expect(partsOf(bytes)).not.toMatch(/<f[ >]/);
    const workbook = await newWorkbook();
    await workbook.xlsx.load(new Uint8Array(bytes).buffer);
    const [sheet] = workbook.worksheets;
    expect(['A1', 'A3', 'A4', 'B4', 'C4', 'B6'].map((at) => sheet?.getCell(at).numFmt)).toEqual([
      '@',
      '@',
      '@',
      undefined,
      'yyyy-mm-dd',
      '@',
    ]);
    expect(sheet?.views).toMatchObject([{ state: 'frozen', ySplit: 3 }]);
  });

  it('has a line at the foot of every printed page of every sheet, and only there', async () => {
    const workbook = await newWorkbook();
    await workbook.xlsx.load(new Uint8Array(await xlsxOf(PAPER, '检查点 & 密钥')).buffer);
    expect(workbook.worksheets.map(({ headerFooter }) => headerFooter.oddFooter)).toEqual([
      '&L检查点 && 密钥',
      '&L检查点 && 密钥',
    ]);
    const rows = workbook.worksheets.map((sheet) => sheet.rowCount);
    await workbook.xlsx.load(new Uint8Array(await xlsxOf(PAPER)).buffer);
    expect(workbook.worksheets.map((sheet) => sheet.rowCount)).toEqual(rows);
  });

  it('refuses a row shorter than its headings', async () => {
    const [table] = PAPER.tables;
    await expect(xlsxOf({ ...PAPER, tables: [{ ...table, rows: [['甲']] }] })).rejects.toThrow(
      'row of 1 cells has none at 1',
    );
  });
});

describe('docxOf', () => {
  it('writes every text in order, the headings repeated on every page', async () => {
    const parts = partsOf(await docxOf(PAPER));
    const texts = [...parts.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text);
    expect(texts.filter((text) => text !== '')).toEqual([
      '示例表',
      '期间：2025-01-01 至 2025-12-31',
      '一览/汇总',
      '代码',
      '人数',
      '首日',
      '=1+1',
      '3',
      '2025-07-01',
      '@SUM(A1)',
      '0',
      '000123',
      '—',
      '未定',
      '明细',
      '甲 &lt;乙&gt; &amp; &quot;丙&quot;',
      '依据：PQ2025:9',
      '市经办机构',
    ]);
    expect(parts.match(/<w:tblHeader\/>/g)).toHaveLength(2);
    expect(parts).toContain('w:orient="landscape"');
  });

  it('has a line at the foot of every page', async () => {
    const parts = unzip(Buffer.from(await docxOf(PAPER, '检查点 <1> & 密钥')), {
      maxEntries: 100,
      maxBytes: 5_000_000,
    });
    const footers = parts.filter((part) => part.includes('<w:ftr'));
    expect(footers).toHaveLength(1);
    expect(footers.join('')).toContain('检查点 &lt;1&gt; &amp; 密钥');
    expect(parts.join('')).toContain('<w:footerReference w:type="default"');
  });
});

describe('writable', () => {
  it('replaces what XML cannot hold', () => {
    expect(writable('甲\u0000乙\u001F丙\uFFFE丁\n𠮷')).toBe('甲\uFFFD乙\uFFFD丙\uFFFD丁\n𠮷');
  });
});
