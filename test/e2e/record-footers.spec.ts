import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import exceljs from 'exceljs';
import { Database } from '../../src/platform/database/database.js';
import { shortCheckpoint, type SignedCheckpoint } from '../../src/platform/database/checkpoint.js';
import { unzip } from '../../src/platform/files/unzip.js';
import { download } from '../support/record/download.js';
import { entry } from '../support/record/open-record.js';
import { openTestApp, type TestApp } from '../support/test-app.js';

const INDICATORS = '/api/v1/duties/indicators?from=2025-06-01&to=2025-06-30';

let bureau: TestApp;
let auditor: string;

beforeAll(async () => {
  bureau = await openTestApp();
  auditor = await bureau.tokenOf('auditor');
});

afterAll(() => bureau.close());

const newest = async (): Promise<SignedCheckpoint> =>
  (await bureau.request('GET', '/api/v1/records/checkpoint', { token: auditor })).json() as SignedCheckpoint;

async function footerOf(format: 'docx' | 'xlsx'): Promise<string> {
  const { bytes } = await download(bureau, `${INDICATORS}&format=${format}`, auditor);
  if (format === 'docx') {
    const parts = unzip(bytes, { maxEntries: 100, maxBytes: 5_000_000 }).map(String);
    return parts.filter((part) => part.includes('<w:ftr')).join('');
  }
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(new Uint8Array(bytes).buffer);
  return workbook.worksheets.map(({ headerFooter }) => headerFooter.oddFooter ?? '').join('');
}

describe('a paper given out as a file', () => {
  it.each(['docx', 'xlsx'] as const)(
    'has the newest checkpoint of the record at its foot (%s)',
    async (format) => {
      const first = await newest();
      expect(await footerOf(format)).toContain(shortCheckpoint(first));
      const record = entry(`note/${format}`);
      await bureau.app.get(Database).write(() => Promise.resolve({ result: null, record }));
      const second = await newest();
      // One line is of the file given out first.
      expect(second.size).toBe(first.size + 2);
      const footer = await footerOf(format);
      expect(footer).toContain(shortCheckpoint(second));
      expect(footer).not.toContain(first.rootHash.slice(0, 16));
    },
  );

  it('tells size, beginning of the root, instant and key', async () => {
    const { size, rootHash, at, keyId } = await newest();
    expect(await footerOf('xlsx')).toBe(
      `&L历史记录检查点：${size} 条，根 ${rootHash.slice(0, 16)}，${at}，密钥 ${keyId}`,
    );
  });
});
