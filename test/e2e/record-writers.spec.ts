import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../../src/platform/database/database.js';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
import { RecordKeeper } from '../../src/platform/database/record-keeper.js';
import { beijingCase } from '../support/cases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';

const WRITERS = 200;

let bureau: TestApp;

beforeAll(async () => {
  bureau = await openTestApp({}, { READS_PER_SECOND: '10000', WRITES_PER_SECOND: '10000' });
});

afterAll(() => bureau.close());

describe('two hundred writers at once, over HTTP', () => {
  it('find every acknowledged change in the record exactly once, in one unbroken order', async () => {
    const token = await bureau.tokenOf('city-bureau');
    const read = bureau.app.get(Database).read;
    const before = await read.count(RecordEntryEntity);
    const answers = await Promise.all(
      Array.from({ length: WRITERS }, (_, index) => {
        const code = `H1101059${String(index).padStart(4, '0')}`;
        const body = { ...beijingCase(code), inspectionNo: `检〔2025〕${index}号` };
        return bureau.request('POST', '/api/v1/cases', { token, body });
      }),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const acknowledged = answers.map((answer) => `case/${(answer.json() as { id: string }).id}`);

    const entries = await read.find(RecordEntryEntity, { order: { sequence: 'ASC' } });
    expect(entries.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: before + WRITERS }, (_, index) => index + 1),
    );
    const written = entries.slice(before).map(({ subject }) => subject);
    expect(written.sort()).toEqual(acknowledged.sort());
    const instants = entries.map(({ at }) => at);
    expect([...instants].sort()).toEqual(instants);
    expect(await bureau.app.get(RecordKeeper).verify()).toMatchObject({ ok: true, size: before + WRITERS });
  });
});
