import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, type StreamableFile } from '@nestjs/common';
import { AnySignedIn } from '../../src/identity/identity.module.js';
import { Database } from '../../src/platform/database/database.js';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
import { GivenFile } from '../../src/platform/http/file-answer.js';
import { linesOf } from '../support/accounts.js';
import { TestClock } from '../support/test-clock.js';
import { openTestApp, type Answer, type TestApp } from '../support/test-app.js';

@Controller()
class ProbeController {
  @Get('probe.csv')
  @AnySignedIn()
  csv(): StreamableFile {
    return new GivenFile(Buffer.from('x'), { type: 'text/csv', name: 'probe.csv' });
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {}

const clock = new TestClock('2025-10-01T02:00:00.000Z');
let bureau: TestApp;
let auditor: string;

beforeAll(async () => {
  bureau = await openTestApp({ clock, modules: [ProbeModule] });
  auditor = await bureau.tokenOf('auditor');
});

afterAll(() => bureau.close());

const get = (path: string, token = auditor): Promise<Answer> =>
  bureau.request('GET', `/api/v1/${path}`, { token });

const entries = (): Promise<number> => bureau.app.get(Database).read.count(RecordEntryEntity);

describe('a file given out', () => {
  it('leaves one line: who, what, asked for how, how many rows', async () => {
    const answer = await get('audit/four-eyes.csv?from=2025-01-01&to=2025-12-31');
    expect(answer.status).toBe(200);
    expect(await linesOf(bureau, 'FILE_GIVEN_OUT')).toEqual([
      {
        actor: 'auditor',
        subject: 'file/four-eyes.csv',
        after: {
          route: '/api/v1/audit/four-eyes.csv',
          path: '/api/v1/audit/four-eyes.csv',
          filter: 'from=2025-01-01&to=2025-12-31',
          rows: 0,
        },
      },
    ]);
  });

  it.each(['audit/reasons.xlsx', 'audit/discretion.csv', 'duties/indicators?year=2025&format=xlsx'])(
    'leaves one line wherever it comes from: %s',
    async (path) => {
      const before = await entries();
      const answer = await get(path);
      expect([answer.status, answer.headers.get('content-disposition')]).toEqual([
        200,
        expect.stringMatching(/^attachment; filename=/),
      ]);
      expect(await entries()).toBe(before + 1);
    },
  );

  it.each([
    'audit/reasons',
    'audit/reasons.json',
    'duties/indicators?year=2025',
    'institutions',
    'discretion/schedules/template.xlsx',
    'duties/comparisons/template.xlsx',
    'audit/sample.csv?size=0',
  ])('leaves none for a plain answer, an empty form or a refusal: %s', async (path) => {
    const before = await entries();
    await get(path);
    expect(await entries()).toBe(before);
  });

  it('leaves only the line of its own kind for an export of the record', async () => {
    const before = (await linesOf(bureau, 'FILE_GIVEN_OUT')).length;
    expect((await get('records/export?format=jsonl')).status).toBe(200);
    expect(await linesOf(bureau, 'RECORD_EXPORTED')).toHaveLength(1);
    expect(await linesOf(bureau, 'FILE_GIVEN_OUT')).toHaveLength(before);
  });

  it('leaves none for HEAD, of which nobody sees the body', async () => {
    const before = await entries();
    expect(await headOf('/api/v1/audit/reasons.csv')).toBe(200);
    expect(await entries()).toBe(before);
  });

  it('never keeps an identity number that somebody typed into the address', async () => {
    expect((await get('probe.csv?name=11010119900307%37897')).status).toBe(200);
    const lines = JSON.stringify(await linesOf(bureau, 'FILE_GIVEN_OUT'));
    expect(lines).toContain('/api/v1/probe.csv');
    expect(lines).not.toContain('110101199003077897');
    expect(lines).not.toContain('11010119900307%37897');
  });
});

async function headOf(path: string): Promise<number> {
  const headers = { authorization: `Bearer ${auditor}` };
  return (await fetch((await bureau.app.getUrl()) + path, { method: 'HEAD', headers })).status;
}
