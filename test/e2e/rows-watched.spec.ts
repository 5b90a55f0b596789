import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RecordKeeper } from '../../src/platform/database/record-keeper.js';
import { RebuildService } from '../../src/ledger/ledger.module.js';
import { servedToday } from '../support/appeals.js';
import { download } from '../support/record/download.js';
import { tamper } from '../support/record/tamper.js';
import {
  DOCTOR,
  forMonths,
  found,
  noticed,
  numbered,
  NURSE,
  PHARMACIST,
  ScoringBureau,
  standAlone,
} from '../support/scoring.js';

const BUILD = 120_000;
const DAY = '2025-06-16';

let bureau: ScoringBureau;

const verify = () => bureau.app.app.get(RecordKeeper).verify();

const exported = async (): Promise<number> => {
  const token = await bureau.app.tokenOf('auditor');
  return (await download(bureau.app, '/api/v1/records/export?format=jsonl', token)).status;
};

/** The code of the fault that is found after a statement; then it is undone. */
async function faultAfter(statement: string, undo: string): Promise<unknown> {
  await tamper(bureau.app.folder, statement);
  const verdict = await verify();
  await tamper(bureau.app.folder, undo);
  expect(await verify()).toMatchObject({ ok: true });
  return verdict.ok ? null : verdict.fault.code;
}

const ruling = (validFrom: string): Promise<unknown> =>
  bureau.told('city-bureau', 'POST', '/rulebook/rulings', {
    policy: 'monthsCountedFrom',
    value: 'DEADLINE_DAY',
    documentNo: numbered('京医保函'),
    validFrom,
  });

beforeAll(async () => {
  bureau = await ScoringBureau.open(DAY);
  const body = standAlone(DAY, [found(DOCTOR, { degree: 'PRINCIPAL' })]);
  const { id } = await noticed(bureau, body, DOCTOR, forMonths(1));
  await servedToday(bureau, id, DAY);
  await ruling('2026-01-01');
  await ruling('2027-01-01');
  expect(await verify()).toMatchObject({ ok: true });
}, BUILD);

afterAll(() => bureau.close());

const PERSON_OF = (code: string): string => `(SELECT person_id FROM person_code WHERE code = '${code}')`;
const keep = (table: string): string => `CREATE TABLE kept AS SELECT * FROM ${table}`;
const back = (table: string): string =>
  `DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM kept; DROP TABLE kept`;

describe('where people stand is held against the record whenever that is verified (S24, S26)', () => {
  it.each([
    [
      'a code given to another person',
      'person_code',
      `UPDATE person_code SET person_id = ${PERSON_OF(NURSE)} WHERE code = '${DOCTOR}'`,
    ],
    ['a code removed', 'person_code', `DELETE FROM person_code WHERE code = '${PHARMACIST}'`],
    [
      'a code put in',
      'person_code',
      `INSERT INTO person_code SELECT 'D9', person_id, recorded_at, actor FROM person_code WHERE code = '${NURSE}'`,
    ],
    [
      'another file',
      'person_file',
      `UPDATE person_file SET file_id = ${PERSON_OF(NURSE)} WHERE person_id = ${PERSON_OF(DOCTOR)}`,
    ],
    [
      'an altered projection',
      'standing',
      `UPDATE standing SET content = json_set(content, '$.standing.restrictions', json('[]'))`,
    ],
    ['a projection removed', 'standing', 'DELETE FROM standing'],
    [
      'a projection put in',
      'standing',
      `INSERT INTO standing SELECT ${PERSON_OF(NURSE)}, ${PERSON_OF(NURSE)}, content FROM standing`,
    ],
    ['a restriction removed', 'restriction', 'DELETE FROM restriction'],
    [
      'a restriction put in',
      'restriction',
      `INSERT INTO restriction SELECT ${PERSON_OF(NURSE)}, cause, kind, from_day, to_day, restored_on FROM restriction`,
    ],
    ['a fact removed', 'ledger_entry', `DELETE FROM ledger_entry WHERE type = 'RECEIVED'`],
  ])('%s', async (_what, table, statement) => {
    expect(await faultAfter(`${keep(table)}; ${statement}`, back(table))).toBe('STANDING_DIFFERS');
  });

  it('two files joined by nobody, consistently', async () => {
    const [into, other] = [PERSON_OF(NURSE), PERSON_OF(PHARMACIST)];
    await tamper(
      bureau.app.folder,
      `INSERT INTO ledger_merge ("kind", "into", "other", "recorded_at", "actor")
       VALUES ('MERGED', ${into}, ${other}, '2025-06-16T00:00:00.000Z', 'district-agency');
       UPDATE person_file SET file_id = ${into} WHERE person_id = ${other}`,
    );
    expect(await verify()).toMatchObject({ ok: false, fault: { code: 'STANDING_DIFFERS' } });
    await tamper(
      bureau.app.folder,
      `DELETE FROM ledger_merge; UPDATE person_file SET file_id = person_id WHERE person_id = ${other}`,
    );
    expect(await verify()).toMatchObject({ ok: true });
  });

  it('stops exports, and is told in health', async () => {
    await tamper(bureau.app.folder, `${keep('restriction')}; DELETE FROM restriction`);
    expect(await exported()).toBe(503);
    expect((await bureau.app.request('GET', '/health')).json()).toMatchObject({
      record: 'broken',
      recordFault: { code: 'STANDING_DIFFERS' },
    });
    await tamper(bureau.app.folder, back('restriction'));
    expect(await exported()).toBe(200);
  });

  it('is whole again once the projection is made anew, which is on the record', async () => {
    await tamper(bureau.app.folder, 'DELETE FROM restriction');
    expect(await bureau.app.app.get(RebuildService).rebuild()).toHaveLength(1);
    expect(await verify()).toMatchObject({ ok: true });
  });
});

describe('what accounts may do is held against the record', () => {
  it.each([
    [
      'another role',
      'account',
      `UPDATE account SET role = 'AUDITOR', office = '110000', post = NULL WHERE username = 'hospital'`,
      'ACCOUNT_DIFFERS',
    ],
    [
      'another post',
      'account',
      `UPDATE account SET post = 'HEAD' WHERE username = 'city-bureau'`,
      'ACCOUNT_DIFFERS',
    ],
    [
      'another institution',
      'account',
      `UPDATE account SET office = 'H11010500103' WHERE username = 'hospital'`,
      'ACCOUNT_DIFFERS',
    ],
    [
      'an account shut',
      'account',
      `UPDATE account SET disabled_at = '2025-06-01T00:00:00.000Z' WHERE username = 'auditor'`,
      'ACCOUNT_DIFFERS',
    ],
    [
      'another grant',
      'account_grant',
      `UPDATE account_grant SET role = 'AUDITOR' WHERE number = 3`,
      'ROW_DIFFERS',
    ],
    ['a grant removed', 'account_grant', 'DELETE FROM account_grant WHERE number = 3', 'ROW_DIFFERS'],
    [
      'a grant put in',
      'account_grant',
      `INSERT INTO account_grant SELECT 99, username, role, office, post, person_code, reason, needs_confirmation,
        recorded_at, actor FROM account_grant WHERE number = 3`,
      'ROW_DIFFERS',
    ],
  ])('%s', async (_what, table, statement, code) => {
    expect(await faultAfter(`${keep(table)}; ${statement}`, back(table))).toBe(code);
  });
});

describe('what the rulebook is made of is held against the record', () => {
  it.each([
    ['a ruling removed', 'rulebook_import', 'DELETE FROM rulebook_import WHERE sequence = 2'],
    ['the first of two removed', 'rulebook_import', 'DELETE FROM rulebook_import WHERE sequence = 1'],
    [
      'a ruling put in',
      'rulebook_import',
      `INSERT INTO rulebook_import SELECT 3, kind, import_id, document_no, valid_from, valid_to, content, hash, recorded_at
       FROM rulebook_import WHERE sequence = 2`,
    ],
    [
      'another value',
      'rulebook_import',
      `UPDATE rulebook_import SET content = replace(content, 'DEADLINE_DAY', 'START_DAY') WHERE sequence = 1`,
    ],
    [
      'another first day',
      'rulebook_import',
      `UPDATE rulebook_import SET valid_from = '2025-01-01' WHERE sequence = 1`,
    ],
    ['another hash', 'rulebook_import', `UPDATE rulebook_import SET hash = 'x' WHERE sequence = 2`],
    [
      'another instant',
      'rulebook_import',
      `UPDATE rulebook_import SET recorded_at = '2025-01-01T00:00:00.000Z'`,
    ],
    [
      'adopted files that are others',
      'rulebook_edition',
      `UPDATE rulebook_edition SET content = replace(content, '京医保', '津医保')`,
    ],
    ['adopted files removed', 'rulebook_edition', 'DELETE FROM rulebook_edition'],
  ])('%s', async (_what, table, statement) => {
    expect(await faultAfter(`${keep(table)}; ${statement}`, back(table))).toBe('RULEBOOK_DIFFERS');
  });
});
