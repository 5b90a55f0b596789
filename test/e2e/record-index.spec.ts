import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../../src/platform/database/database.js';
import { RecordKeeper } from '../../src/platform/database/record-keeper.js';
import { RecordIndexService } from '../../src/record-index/record-index.service.js';
import type { EntryAnswer } from '../../src/records/records.dto.js';
import { expectProblem } from '../support/problem.js';
import { jsonOf, membersOf } from '../support/record/bundle.js';
import { download } from '../support/record/download.js';
import { tamper } from '../support/record/tamper.js';
import { openTestApp, type TestApp } from '../support/test-app.js';

const RECORDS = '/api/v1/records';
/** Its code carries Chaoyang (110105), and it lies in Haidian (110108). */
const MOVED = 'H11010500077';
const HOSPITAL = 'H11010500001';

const KEY_OF = (kind: string, key: string): string =>
  `(SELECT id FROM record_bearing_key WHERE kind = '${kind}' AND "key" = '${key}')`;

interface Entries {
  readonly items: EntryAnswer[];
  readonly total: number;
  readonly personCodes: string[] | null;
}

async function entriesOf(app: TestApp, query: string): Promise<Entries> {
  const token = await app.tokenOf('auditor');
  return (await app.request('GET', `${RECORDS}/entries?pageSize=200&${query}`, { token })).json() as Entries;
}

async function change(app: TestApp, username: string, path: string, body: object): Promise<unknown> {
  const token = await app.tokenOf(username);
  const answer = await app.request('POST', `/api/v1${path}`, { token, body });
  if (answer.status >= 300) throw new Error(answer.text);
  return answer.json();
}

describe('an index of the record that another program altered', () => {
  let app: TestApp;

  afterEach(() => app.close());

  const exported = async (query: string): Promise<number> =>
    (await download(app, `${RECORDS}/export?format=bundle&${query}`, await app.tokenOf('auditor'))).status;

  const health = async (): Promise<unknown> => (await app.request('GET', '/health')).json();

  it.each([
    [
      'rows deleted',
      `DELETE FROM record_bearing WHERE key_id = ${KEY_OF('INSTITUTION', HOSPITAL)}`,
      `institution=${HOSPITAL}`,
    ],
    [
      'a row too many',
      'INSERT OR IGNORE INTO record_bearing VALUES (1, 1), (1, 2), (1, 3)',
      'action=ACCOUNT_CREATED',
    ],
    ['a key renamed', `UPDATE record_bearing_key SET "key" = 'X' WHERE "key" = '${HOSPITAL}'`, ''],
    [
      'a key doubled and its rows moved',
      `DROP INDEX record_bearing_key_once;
       INSERT INTO record_bearing_key (id, kind, "key") VALUES (999999, 'INSTITUTION', '${HOSPITAL}');
       UPDATE record_bearing SET key_id = 999999 WHERE key_id =
         (SELECT MIN(id) FROM record_bearing_key WHERE kind = 'INSTITUTION' AND "key" = '${HOSPITAL}')`,
      `institution=${HOSPITAL}`,
    ],
    ['a row beyond the end', 'INSERT INTO record_bearing VALUES (1, 999999)', ''],
    ['a reach beyond the end', 'UPDATE record_index SET size = 999999', 'district=110105'],
  ])('stops exports and is told in health: %s', async (_what, statement, query) => {
    app = await openTestApp();
    await tamper(app.folder, statement);
    expect(await exported(query)).toBe(503);
    expect(await health()).toMatchObject({ record: 'broken', recordFault: { code: 'INDEX_DIFFERS' } });
  });

  it('does not keep what entries say themselves from being found', async () => {
    app = await openTestApp();
    const before = [await entriesOf(app, 'actor=system'), await entriesOf(app, 'action=INSTITUTION_ENTERED')];
    await tamper(app.folder, 'DELETE FROM record_bearing');
    const after = [await entriesOf(app, 'actor=system'), await entriesOf(app, 'action=INSTITUTION_ENTERED')];
    expect(before.map(({ total }) => total > 0)).toEqual([true, true]);
    expect(after).toEqual(before);
  });

  it('is not asked where it says to reach beyond the end', async () => {
    app = await openTestApp();
    await tamper(app.folder, 'UPDATE record_index SET size = 999999');
    const token = await app.tokenOf('auditor');
    const answer = await app.request('GET', `${RECORDS}/entries?institution=${HOSPITAL}`, { token });
    expectProblem(answer, 503, 'RECORD_BROKEN');
  });

  it('is made again on the word of the operator, which is on the record, and exports go on', async () => {
    app = await openTestApp();
    const before = await entriesOf(app, `institution=${HOSPITAL}`);
    await tamper(app.folder, 'DELETE FROM record_bearing', 'UPDATE record_index SET size = 999999');
    expect(await exported('')).toBe(503);
    await app.app.get(RecordIndexService).rebuild('索引被他人改动');
    expect(await app.app.get(RecordKeeper).verify()).toMatchObject({ ok: true });
    expect(await exported('')).toBe(200);
    expect(await entriesOf(app, `institution=${HOSPITAL}`)).toEqual(before);
    const { items } = await entriesOf(app, 'action=RECORD_INDEX_REBUILT');
    expect(items.map(({ after }) => after)).toMatchObject([{ from: 1, reason: '索引被他人改动' }]);
  });

  it('cannot be altered through the door', async () => {
    app = await openTestApp();
    for (const statement of ['DELETE FROM record_bearing', `UPDATE record_bearing_key SET "key" = 'x'`]) {
      const altering = app.app.get(Database).write(async (tx) => {
        await tx.query(statement);
        throw new Error('not refused');
      });
      await expect(altering).rejects.toThrow(/record_bearing\w* is append-only/);
    }
  });
});

describe('what an entry bears on', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await openTestApp();
    await change(app, 'city-agency', '/institutions', {
      code: MOVED,
      name: '海淀区某门诊部',
      kind: 'HOSPITAL',
      public: false,
      district: '110108',
      departments: [{ code: 'NK', name: '内科' }],
    });
    await change(app, 'city-agency', `/institutions/${MOVED}/departments`, { code: 'WK', name: '外科' });
  });

  afterAll(() => app.close());

  it('is the district where the institution was entered, not the digits of its code', async () => {
    const actions = async (district: string): Promise<string[]> =>
      (await entriesOf(app, `district=${district}&institution=${MOVED}`)).items.map(({ action }) => action);
    expect(await actions('110108')).toEqual(['DEPARTMENT_ENTERED', 'INSTITUTION_ENTERED']);
    expect(await actions('110105')).toEqual([]);
  });

  it('is found under every code of the person, those of a merged file among them, until the merge is undone', async () => {
    const [into, other] = ['D110105000001', 'N110105000001'];
    const before = await entriesOf(app, `person=${other}`);
    expect(before.personCodes).toEqual([other]);
    const merge = { into, other, on: '2025-01-02', reason: '同一人' };
    const { id } = (await change(app, 'city-agency', '/persons/merges', merge)) as { id: string };
    const joined = await entriesOf(app, `person=${other}`);
    expect(joined.personCodes).toEqual([other, into]);
    expect(joined.total).toBeGreaterThan(before.total + 1);
    expect((await entriesOf(app, `person=${into}`)).items).toEqual(joined.items);

    const token = await app.tokenOf('auditor');
    const { headers, bytes } = await download(app, `${RECORDS}/export?format=bundle&person=${other}`, token);
    expect(headers.get('x-record-person-codes')).toBe(`${other},${into}`);
    expect(jsonOf(membersOf(bytes), 'manifest.json')).toMatchObject({
      entries: joined.total,
      personCodes: [other, into],
    });

    const undo = { on: '2025-01-03', reason: '不是同一人' };
    await change(app, 'city-agency', `/persons/merges/${id}/undo`, undo);
    expect((await entriesOf(app, `person=${other}`)).personCodes).toEqual([other]);
  });
});
