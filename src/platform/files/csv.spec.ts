import { describe, expect, it } from '@jest/globals';
import { readCsv } from './csv.js';

const LIMITS = { maxRows: 3, maxColumns: 3 };
const read = (text: string | Buffer) =>
  readCsv(Buffer.from(text), LIMITS).map(({ number, fields }) => [number, ...fields]);

describe('readCsv', () => {
  it('reads fields, quotes and either end of line; leaves blank rows out', () => {
    expect(read('a, b ,c\r\n,,\n"x ""1"", 2","two\nlines",\nz')).toEqual([
      [1, 'a', 'b', 'c'],
      [3, 'x "1", 2', 'two\nlines', ''],
      [5, 'z'],
    ]);
  });

  it('takes UTF-8 with a byte order mark, and GB 18030', () => {
    expect(read('\uFEFF代码,状态')).toEqual([[1, '代码', '状态']]);
    expect(read(Buffer.from([0xb4, 0xfa, 0xc2, 0xeb]))).toEqual([[1, '代码']]);
  });

  it.each([
    ['more rows', '1\n2\n3\n4', '表格超过 3 行的上限'],
    ['more columns', '1,2,3,4', '表格超过 3 列的上限'],
    ['an open quote', 'a\n"b', '第 2 行的引号没有结束'],
    ['what is no text', 'PK\u0003\u0004\u0000', '文件不是文字的 csv'],
    ['an unknown encoding', Buffer.from([0x61, 0xff, 0xff]), '文字编码'],
  ])('refuses %s', (_, text, reason) => {
    expect(() => read(text)).toThrow(reason);
  });
});
