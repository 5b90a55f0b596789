import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../../src/platform/database/database.js';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
import { statementOfFiles } from '../../src/qualifications/check-statement.js';
import { date } from '../../src/domain/shared/calendar-date.js';
import { expectProblem } from '../support/problem.js';
import { codesOf, linkedFact, type Checked } from '../support/qualifications.js';
import {
  commitmentBody,
  putOnFile,
  receivedFact,
  registeredBody,
  registrationBody,
  scoreFact,
  Speaker,
} from '../support/registry.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { TestClock } from '../support/test-clock.js';

const HOSPITAL = 'H11010500001';
const SECOND_HOSPITAL = 'H11010500002';
const PHARMACY = 'P11010500001';
const DOCTOR = 'D110105000001';
const NURSE = 'N110105000001';
const TECHNICIAN = 'HJ110105000001';
const OF_PHARMACY = 'Y110105000001';
const VERIFY = '/qualifications/receipts/verify';

interface Verified {
  readonly valid: boolean;
  readonly reason: string | null;
  readonly answeredAt: string | null;
  readonly position: number | null;
  readonly question: object | null;
  readonly answer: Omit<Checked, 'receipt'> | null;
  readonly sameToday: boolean | null;
}

const NOT_VALID = {
  valid: false,
  answeredAt: null,
  position: null,
  question: null,
  answer: null,
  sameToday: null,
};

const clock = new TestClock('2027-01-20T02:00:00.000Z');
let bureau: TestApp;
let speaker: Speaker;

beforeAll(async () => {
  bureau = await openTestApp({ clock });
  speaker = new Speaker(bureau);
});

afterAll(() => bureau.close());

const check = (
  username: string,
  code: string,
  query: Readonly<Record<string, string>>,
  by = speaker,
): Promise<Checked> =>
  by.told<Checked>(username, 'GET', `/qualifications/${code}?${new URLSearchParams(query).toString()}`);

const verify = (username: string, receipt: string, by = speaker): Promise<Verified> =>
  by.told<Verified>(username, 'POST', VERIFY, { receipt });

/** The answer as it was given, without the receipt. */
function given({ receipt: _receipt, ...answer }: Checked): Omit<Checked, 'receipt'> {
  return answer;
}

describe('a receipt', () => {
  it('of a check during a suspension holds after the suspension was voided (PQ2025:37, S31)', async () => {
    await putOnFile(bureau, NURSE, [scoreFact('n1', '2025-09-20', 9, 2), receivedFact('n1', '2025-09-26')]);
    const during = await check('hospital', NURSE, { on: '2025-11-01' });
    expect([during.status, during.payable, during.yearTotal]).toEqual(['SUSPENDED', false, 9]);
    expect(await verify('hospital', during.receipt)).toMatchObject({ valid: true, sameToday: true });
    clock.advanceSeconds(60);
    await putOnFile(bureau, NURSE, [{ type: 'REVOKE', on: date('2026-12-03'), scoreId: 'n1' }]);
    expect((await check('hospital', NURSE, { on: '2025-11-01' })).status).toBe('NORMAL');
    expect(await verify('hospital', during.receipt)).toEqual({
      valid: true,
      reason: null,
      answeredAt: '2027-01-20T02:00:00.000Z',
      position: expect.any(Number),
      question: {
        personCode: NURSE,
        institution: HOSPITAL,
        on: '2025-11-01',
        emergency: false,
        knownAt: null,
      },
      answer: given(during),
      sameToday: false,
    });
  });

  it('holds after the calendar of a year was imported and moved the measure (S34)', async () => {
    await putOnFile(bureau, TECHNICIAN, [
      scoreFact('n2', '2026-12-20', 9, 2),
      receivedFact('n2', '2026-12-28'),
    ]);
    const provisional = await check('hospital', TECHNICIAN, { on: '2027-01-05' });
    expect(provisional.status).toBe('SUSPENDED');
    await speaker.told('city-bureau', 'POST', '/calendar/years', {
      year: 2027,
      documentNo: '国办发明电〔2026〕1号',
      holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }],
      makeUpDays: [],
    });
    expect((await check('hospital', TECHNICIAN, { on: '2027-01-05' })).status).toBe('NORMAL');
    expect(await verify('hospital', provisional.receipt)).toMatchObject({
      valid: true,
      answer: given(provisional),
      sameToday: false,
    });
  });

  it('holds after a ruling changed what an expired measure bars (S19)', async () => {
    await putOnFile(bureau, OF_PHARMACY, [linkedFact('l1', 'SUSPENSION', '2026-01-10', '2026-03-09')]);
    const before = await check('pharmacy', OF_PHARMACY, { on: '2026-04-01' });
    expect([before.payable, codesOf(before)]).toEqual([false, ['EXPIRED_NOT_RESTORED']]);
    await speaker.told('city-bureau', 'POST', '/rulebook/rulings', {
      policy: 'unrestoredAfterExpiry',
      value: 'PAYABLE',
      documentNo: '复函1号',
      validFrom: '2026-01-01',
    });
    const after = await check('pharmacy', OF_PHARMACY, { on: '2026-04-01' });
    expect([after.payable, codesOf(after)]).toEqual([true, ['EXPIRED_NOT_RESTORED']]);
    expect(await verify('pharmacy', before.receipt)).toMatchObject({
      valid: true,
      answer: given(before),
      sameToday: false,
    });
    expect(await verify('pharmacy', after.receipt)).toMatchObject({ valid: true, sameToday: true });
  });

  it('holds through a merge of files and its undoing (S7)', async () => {
    const other = 'D110105000911';
    const on = { on: '2026-12-15' };
    await speaker.told('city-agency', 'POST', '/persons', registeredBody(other, 911, SECOND_HOSPITAL));
    await putOnFile(bureau, other, [linkedFact('l2', 'SUSPENSION', '2026-12-01', null)]);
    const apart = [await check('hospital', DOCTOR, on), await check('hospital', other, on)];
    const { id } = await speaker.told<{ id: string }>('city-agency', 'POST', '/persons/merges', {
      into: DOCTOR,
      other,
      on: '2027-01-20',
      reason: '同一人',
    });
    const [merge] = await bureau.app
      .get(Database)
      .read.find(RecordEntryEntity, { order: { sequence: 'DESC' }, take: 1 });
    const joined = [await check('hospital', DOCTOR, on), await check('hospital', other, on)];
    await speaker.told('city-agency', 'POST', `/persons/merges/${id}/undo`, {
      on: '2027-01-20',
      reason: '认定有误',
    });
    const parted = [await check('hospital', DOCTOR, on), await check('hospital', other, on)];
    const statuses = (answers: readonly Checked[]): string[] => answers.map(({ status }) => status);
    expect([statuses(apart), statuses(joined), statuses(parted)]).toEqual([
      ['NORMAL', 'NOT_REGISTERED'],
      ['SUSPENDED', 'SUSPENDED'],
      ['NORMAL', 'NOT_REGISTERED'],
    ]);
    const verified: [boolean, boolean, boolean | null][] = [];
    for (const answer of [...apart, ...joined, ...parted]) {
      const { valid, answer: then, sameToday } = await verify('hospital', answer.receipt);
      expect(then).toEqual(given(answer));
      verified.push([valid, answer.status === then?.status, sameToday]);
    }
    expect(verified).toEqual([
      [true, true, true],
      [true, true, true],
      [true, true, false],
      [true, true, false],
      [true, true, true],
      [true, true, true],
    ]);
    const known = await check('hospital', DOCTOR, { ...on, knownAt: merge?.at ?? '' });
    expect(known.status).toBe('SUSPENDED');
    expect(await verify('hospital', known.receipt)).toMatchObject({ valid: true, sameToday: false });
  });

  it('holds after the registration it rests on was cancelled as of then', async () => {
    const code = 'D110105000912';
    await speaker.told('city-agency', 'POST', '/persons', registeredBody(code, 912, HOSPITAL));
    const before = await check('hospital', code, { on: '2026-06-01' });
    const { registrations } = await speaker.told<{ registrations: { id: string }[] }>(
      'city-agency',
      'GET',
      `/persons/${code}`,
    );
    const cancel = `/registrations/${registrations[0]?.id ?? ''}/cancellation`;
    await speaker.told('hospital', 'POST', cancel, { on: '2026-05-01', reason: 'LEFT' });
    await speaker.told(
      'city-agency',
      'POST',
      `/persons/${code}/commitments`,
      commitmentBody(SECOND_HOSPITAL),
    );
    const again = registrationBody(SECOND_HOSPITAL, { from: '2026-05-01' });
    await speaker.told('city-agency', 'POST', `/persons/${code}/registrations`, again);
    expect(await verify('hospital', before.receipt)).toMatchObject({
      valid: true,
      answer: { status: 'NORMAL', yearTotal: 0 },
      sameToday: false,
    });
  });

  it('of a question about what was known keeps to that, whatever was known when it was asked', async () => {
    const knownAt = '2027-01-20T01:59:59.999Z';
    const asked = await check('city-agency', NURSE, { institution: HOSPITAL, on: '2025-11-01', knownAt });
    expect(asked.status).toBe('UNKNOWN');
    expect(await verify('auditor', asked.receipt)).toMatchObject({
      valid: true,
      question: { knownAt },
      answer: { status: 'UNKNOWN' },
      sameToday: false,
    });
    const later = await check('city-agency', NURSE, {
      institution: HOSPITAL,
      on: '2025-11-01',
      knownAt: '2099-01-01T00:00:00Z',
    });
    await putOnFile(bureau, NURSE, [linkedFact('l3', 'TERMINATION', '2025-10-30', null)]);
    expect(await verify('auditor', later.receipt)).toMatchObject({
      valid: true,
      answer: { status: 'NORMAL' },
      sameToday: false,
    });
  });
});

describe('what a receipt tells', () => {
  it('is the answer for whom it was given to and the offices over them, for others only that it is sound', async () => {
    const { receipt } = await check('hospital', DOCTOR, { on: '2026-02-01' });
    for (const username of ['hospital', 'city-agency', 'city-bureau', 'district-agency', 'auditor'])
      expect(await verify(username, receipt)).toMatchObject({
        valid: true,
        answer: { status: 'NORMAL' },
        sameToday: true,
      });
    for (const username of ['pharmacy', 'person'])
      expect(await verify(username, receipt)).toMatchObject({
        valid: true,
        question: { personCode: DOCTOR },
        answer: null,
        sameToday: null,
      });
  });

  it('is for a person what was answered to them', async () => {
    const { receipt } = await check('person', DOCTOR, { institution: SECOND_HOSPITAL, on: '2026-02-01' });
    expect(await verify('person', receipt)).toMatchObject({ valid: true, answer: { status: 'NORMAL' } });
    expect(await verify('hospital', receipt)).toMatchObject({ valid: true, answer: null, sameToday: null });
  });

  it('is not told to an office of another district', async () => {
    const site = 'H11010800001';
    const body = { code: site, name: '海淀医院', kind: 'HOSPITAL', district: '110108' };
    await speaker.told('city-agency', 'POST', '/institutions', body);
    const { receipt } = await check('city-agency', DOCTOR, { institution: site });
    expect(await verify('district-bureau', receipt)).toMatchObject({ valid: true, answer: null });
    expect(await verify('city-bureau', receipt)).toMatchObject({
      valid: true,
      answer: { status: 'NOT_REGISTERED' },
    });
  });

  it('lets nobody guess the answer from it', async () => {
    const contentOf = ({ receipt }: Checked): Record<string, unknown> =>
      JSON.parse(Buffer.from(receipt.split('.')[0] ?? '', 'base64url').toString()) as Record<string, unknown>;
    const answer = await check('hospital', DOCTOR, { on: '2026-02-01' });
    expect(Object.keys(contentOf(answer))).toEqual(['answer', 'answeredAt', 'position', 'question', 'v']);
    const other = await openTestApp(
      { clock },
      { DATA_DIR: bureau.folder, RECEIPT_KEY: 'another key of at least thirty-two bytes' },
    );
    const same = await check('hospital', DOCTOR, { on: '2026-02-01' }, new Speaker(other));
    await other.close();
    expect(contentOf(same)).toEqual({ ...contentOf(answer), answer: expect.any(String) });
    expect(contentOf(same)['answer']).not.toBe(contentOf(answer)['answer']);
  });
});

describe('a text that is not our receipt', () => {
  const flipped = (text: string, place: number): string =>
    text.slice(0, place) + (text[place] === 'A' ? 'B' : 'A') + text.slice(place + 1);

  it('is forged wherever one character was changed', async () => {
    const { receipt } = await check('hospital', DOCTOR, { on: '2026-02-01' });
    const end = receipt.indexOf('.');
    const places = [0, 1, 40, end - 1, end + 1, end + 20, receipt.length - 2];
    for (const place of places)
      expect(await verify('hospital', flipped(receipt, place))).toEqual({ ...NOT_VALID, reason: 'NOT_OURS' });
  });

  it('is forged with another question, however well it is put together', async () => {
    const { receipt } = await check('pharmacy', NURSE, { on: '2026-02-01' });
    const [payload = '', hash = ''] = receipt.split('.');
    const content = Buffer.from(payload, 'base64url')
      .toString()
      .replace(`{"code":"${PHARMACY}","of":"INSTITUTION"}`, '{"of":"ALL"}');
    expect(content).toContain('{"of":"ALL"}');
    const forged = `${Buffer.from(content).toString('base64url')}.${hash}`;
    expect(await verify('pharmacy', forged)).toEqual({ ...NOT_VALID, reason: 'NOT_OURS' });
  });

  it('is cut, wherever it was cut', async () => {
    const { receipt } = await check('hospital', DOCTOR, { on: '2026-02-01' });
    const end = receipt.indexOf('.');
    for (const length of [100, end, end + 1, end + 20, receipt.length - 1])
      expect(await verify('hospital', receipt.slice(0, length))).toEqual({
        ...NOT_VALID,
        reason: 'INCOMPLETE',
      });
  });

  it('is of another key, or of another record', async () => {
    const asked = { on: '2026-02-01' };
    const { receipt } = await check('hospital', DOCTOR, asked);
    const foreign = await openTestApp({ clock }, { RECEIPT_KEY: 'another key of at least thirty-two bytes' });
    expect(await verify('hospital', receipt, new Speaker(foreign))).toMatchObject({ reason: 'NOT_OURS' });
    await foreign.close();
    const later = new TestClock('2027-02-01T00:00:00.000Z');
    const other = await openTestApp({ clock: later });
    const theirs = await check('hospital', DOCTOR, asked, new Speaker(other));
    await other.close();
    expect(await verify('hospital', theirs.receipt)).toEqual({ ...NOT_VALID, reason: 'POSITION_UNKNOWN' });
  });

  it('is refused as malformed where it never was one', async () => {
    for (const receipt of ['garbage', 'a.b', '{}', `${'a'.repeat(100)}!`, `${'a'.repeat(100)}.b.c`]) {
      const answer = await speaker.ask('hospital', 'POST', VERIFY, { receipt });
      expect(expectProblem(answer, 400, 'INVALID_REQUEST')['errors']).toMatchObject([
        { pointer: '/receipt', code: 'INVALID_VALUE' },
      ]);
    }
    const none = await speaker.ask('hospital', 'POST', VERIFY, {});
    expect(expectProblem(none, 400, 'INVALID_REQUEST')['errors']).toMatchObject([
      { pointer: '/receipt', code: 'REQUIRED' },
    ]);
  });
});

describe('a list about what was known', () => {
  it('may ask about more people than a database joins selects', async () => {
    const people = 1000;
    const sql = statementOfFiles(people, people, 1);
    const values = Array.from({ length: 4 * people + 1 }, (_each, index) => `nobody-${index}`);
    const rows = await bureau.app.get(Database).read.query<{ part: string }[]>(sql, values);
    expect(rows.map(({ part }) => part)).toEqual(['POSITION', ...Array<string>(people).fill('CODE')]);
  });
});
