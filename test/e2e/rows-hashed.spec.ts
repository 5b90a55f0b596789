import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../../src/platform/database/database.js';
import { RecordKeeper } from '../../src/platform/database/record-keeper.js';
import { servedToday } from '../support/appeals.js';
import { tamper } from '../support/record/tamper.js';
import { DOCTOR, forMonths, found, noticed, NURSE, ScoringBureau, standAlone } from '../support/scoring.js';

const BUILD = 120_000;
const DAY = '2025-06-16';

let bureau: ScoringBureau;

const verify = () => bureau.app.app.get(RecordKeeper).verify();

/** What is found after a statement of another program; then it is undone. */
async function foundAfter(table: string, statement: string): Promise<unknown> {
  await tamper(bureau.app.folder, `CREATE TABLE kept AS SELECT * FROM ${table}; ${statement}`);
  const verdict = await verify();
  const undo = `DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM kept; DROP TABLE kept`;
  await tamper(bureau.app.folder, undo);
  expect(await verify()).toMatchObject({ ok: true });
  return verdict.ok ? null : { code: verdict.fault.code, sequence: verdict.fault.sequence };
}

const lineOf = async (action: string): Promise<{ sequence: number; hashes: number }> => {
  const [line] = await bureau.app.app
    .get(Database)
    .read.query<{ sequence: number; hashes: number }[]>(
      `SELECT "sequence", (SELECT COUNT(*) FROM json_each("after", '$.rowHashes')) AS "hashes" FROM "record_entry" WHERE "action" = ?`,
      [action],
    );
  if (line === undefined) throw new Error(`no line ${action}`);
  return line;
};

beforeAll(async () => {
  bureau = await ScoringBureau.open(DAY);
  const { id } = await noticed(
    bureau,
    standAlone(DAY, [found(DOCTOR, { degree: 'PRINCIPAL' }), found(NURSE, { degree: 'GENERAL' })]),
    DOCTOR,
    forMonths(1),
  );
  await servedToday(bureau, id, DAY);
}, BUILD);

afterAll(() => bureau.close());

describe('what was decided and why is bound to the line of the record that tells of it', () => {
  it('by a hash of every row that the change wrote', async () => {
    // The determination and its two people; the notice; the service.
    expect((await lineOf('RESPONSIBILITY_DETERMINED')).hashes).toBe(3);
    expect((await lineOf('SCORE_NOTICE_ISSUED')).hashes).toBe(1);
    expect((await lineOf('SCORE_NOTICE_SERVED')).hashes).toBe(1);
  });

  it.each([
    [
      'other reasons for a degree',
      'determination',
      `UPDATE determination SET content = json_set(content, '$.findings[0].degreeReasons', '另一理由')`,
      'RESPONSIBILITY_DETERMINED',
    ],
    [
      'a removed blank in what was found',
      'determination',
      `UPDATE determination SET content = content || ' '`,
      'RESPONSIBILITY_DETERMINED',
    ],
    [
      'other reasons for the months',
      'score_notice',
      `UPDATE score_notice SET content = json_set(content, '$.monthsReasons', '另一理由')`,
      'SCORE_NOTICE_ISSUED',
    ],
    [
      'another day of receipt',
      'notice_event',
      `UPDATE notice_event SET content = replace(content, '${DAY}', '2025-06-17')`,
      'SCORE_NOTICE_SERVED',
    ],
    ['another writer', 'notice_event', `UPDATE notice_event SET actor = 'somebody'`, 'SCORE_NOTICE_SERVED'],
    [
      'a row where nobody looks first',
      'score_notice',
      `UPDATE score_notice SET rowid = -9223372036854775807, content = content || ' '`,
      'SCORE_NOTICE_ISSUED',
    ],
    [
      'what no program of ours writes',
      'score_notice',
      'UPDATE score_notice SET year = 9e999',
      'SCORE_NOTICE_ISSUED',
    ],
    [
      'a row removed',
      'determination_person',
      'DELETE FROM determination_person WHERE rowid = 1',
      'RESPONSIBILITY_DETERMINED',
    ],
    [
      'a hash hung on another row',
      'row_hash',
      `UPDATE row_hash SET source = 'score_notice', key = (SELECT key FROM row_hash WHERE source = 'score_notice')
       WHERE source = 'determination'`,
      'RESPONSIBILITY_DETERMINED',
    ],
    [
      'a hash made to fit',
      'row_hash',
      `UPDATE row_hash SET hash = replace(hash, substr(hash, 1, 8), '00000000') WHERE source = 'score_notice'`,
      'SCORE_NOTICE_ISSUED',
    ],
    [
      'a hash removed',
      'row_hash',
      `DELETE FROM row_hash WHERE source = 'determination'`,
      'RESPONSIBILITY_DETERMINED',
    ],
    [
      'a hash put in',
      'row_hash',
      `INSERT INTO row_hash SELECT source, 'x', sequence, salt, '00' FROM row_hash WHERE source = 'score_notice'`,
      'SCORE_NOTICE_ISSUED',
    ],
    [
      'another salt',
      'row_hash',
      `UPDATE row_hash SET salt = '00' WHERE source = 'score_notice'`,
      'SCORE_NOTICE_ISSUED',
    ],
    [
      'the salt removed',
      'row_hash',
      `UPDATE row_hash SET salt = NULL WHERE source = 'score_notice'`,
      'SCORE_NOTICE_ISSUED',
    ],
  ])('%s', async (_what, table, statement, action) => {
    expect(await foundAfter(table, statement)).toEqual({
      code: 'ROW_DIFFERS',
      sequence: (await lineOf(action)).sequence,
    });
  });

  it.each([
    [
      'a hash put in where nobody counts',
      'row_hash',
      `INSERT INTO row_hash (rowid, source, key, sequence, salt, hash)
       SELECT -1, source, key, 999999, salt, '00' FROM row_hash WHERE source = 'score_notice'`,
    ],
    [
      'a row put in',
      'determination_person',
      `INSERT INTO determination_person SELECT determination_id, 'x', 'D9', 1 FROM determination_person LIMIT 1`,
    ],
  ])('%s', async (_what, table, statement) => {
    expect(await foundAfter(table, statement)).toEqual({ code: 'ROW_DIFFERS', sequence: null });
  });
});
