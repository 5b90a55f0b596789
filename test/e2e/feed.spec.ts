import { afterEach, describe, expect, it } from '@jest/globals';
import type { FeedItem, FeedPage } from '../../src/feed/feed-item.js';
import { Database } from '../../src/platform/database/database.js';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
import { newMachineKey } from '../support/accounts.js';
import { expectProblem } from '../support/problem.js';
import {
  commitmentBody,
  personBody,
  putOnFile,
  receivedFact,
  registeredBody,
  registrationBody,
  scoreFact,
  Speaker,
} from '../support/registry.js';
import {
  DOCTOR,
  forMonths,
  found,
  HOSPITAL,
  noticed,
  NURSE,
  PHARMACIST,
  PHARMACY,
  PRINCIPAL,
  ScoringBureau,
  SECOND_HOSPITAL,
  servedOn,
  standAlone,
  TECHNICIAN,
} from '../support/scoring.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { TestClock } from '../support/test-clock.js';

const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

async function open(clock = new TestClock('2025-09-20T02:00:00.000Z'), folder?: string): Promise<TestApp> {
  const app = await openTestApp({ clock }, folder === undefined ? {} : { DATA_DIR: folder });
  opened.push(app);
  return app;
}

async function openBureau(day: string): Promise<ScoringBureau> {
  const bureau = await ScoringBureau.open(day);
  opened.push(bureau);
  return bureau;
}

interface Asks {
  told<T>(username: string, method: 'GET', path: string): Promise<T>;
}

/** The whole feed of an institution, read to its end in pages. */
async function feedOf(speaker: Asks, institution: string, limit = 100, after?: string): Promise<FeedItem[]> {
  const items: FeedItem[] = [];
  for (let from = after, more = true; more;) {
    const query = `institution=${institution}&limit=${limit}${from === undefined ? '' : `&after=${from}`}`;
    const page = await speaker.told<FeedPage>('auditor', 'GET', `/feed?${query}`);
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items);
    from = page.next ?? undefined;
    more = page.more;
  }
  return items;
}

const lines = (app: TestApp): Promise<RecordEntryEntity[]> =>
  app.app.get(Database).read.find(RecordEntryEntity, { order: { sequence: 'ASC' } });

const brief = ({ kind, personCode, change, on, until }: FeedItem): string =>
  [kind, personCode ?? '-', change ?? '-', on ?? '-', until ?? '-'].join(' ');

/** What the demonstration begins with, all of it in one change. */
const BEGINNING = [
  'AGREEMENT_CHANGED - SIGNED 2025-01-01 -',
  ...[DOCTOR, TECHNICIAN, PHARMACIST, NURSE].map((code) => `COMMITTED ${code} - 2025-04-15 -`),
  ...[DOCTOR, TECHNICIAN, PHARMACIST, NURSE].map((code) => `REGISTERED ${code} - 2025-04-15 -`),
];

/** What came after the beginning. */
const later = (items: readonly FeedItem[]): string[] => items.slice(BEGINNING.length).map(brief);

describe('GET /feed', () => {
  it('tells every site of a doctor what changes there, from the registration to the restriction (PQ2025:24, 27; S24)', async () => {
    const bureau = await openBureau('2025-09-20');
    const finding = found(DOCTOR, { degree: 'PRINCIPAL', points: 9 });
    const notice = await noticed(bureau, standAlone('2025-09-20', [finding]), DOCTOR, forMonths(2));
    bureau.today('2025-09-26');
    await bureau.told(
      'district-agency',
      'POST',
      `/scoring/notices/${notice.id}/service`,
      servedOn('2025-09-26'),
    );
    const own = await feedOf(bureau, HOSPITAL);
    expect(own.slice(0, BEGINNING.length).map(brief).sort()).toEqual([...BEGINNING].sort());
    expect(own.slice(0, BEGINNING.length).map(({ kind }) => kind)).toEqual(
      BEGINNING.map((each) => each.split(' ')[0]),
    );
    expect(later(own)).toEqual([
      `SCORE_ISSUED ${DOCTOR} - 2025-09-20 -`,
      `SCORE_SERVED ${DOCTOR} - 2025-09-26 -`,
      `STATUS_TO_CHANGE ${DOCTOR} SUSPEND 2025-10-11 2025-12-10`,
    ]);
    expect(own.slice(-3).map(({ reference, citation, dueOn }) => [reference, citation, dueOn])).toEqual([
      [notice.id, null, null],
      [notice.id, null, null],
      [expect.stringMatching(/^[0-9a-f-]{36}$/u), 'PQ2025:24', '2025-10-11'],
    ]);
    const other = await feedOf(bureau, SECOND_HOSPITAL);
    expect(other.map(brief)).toEqual([
      'AGREEMENT_CHANGED - SIGNED 2025-01-01 -',
      `COMMITTED ${DOCTOR} - 2025-04-15 -`,
      `REGISTERED ${DOCTOR} - 2025-04-15 -`,
      `SCORE_ISSUED ${DOCTOR} - 2025-09-20 -`,
      `SCORE_SERVED ${DOCTOR} - 2025-09-26 -`,
      `STATUS_TO_CHANGE ${DOCTOR} SUSPEND 2025-10-11 2025-12-10`,
    ]);
    expect(other.slice(-3).map(({ reference, citation }) => [reference === null, citation])).toEqual([
      [true, null],
      [true, null],
      [false, 'PQ2025:27'],
    ]);
    const text = JSON.stringify(other);
    expect([HOSPITAL, notice.id, '检〔2025〕1号', NURSE].filter((each) => text.includes(each))).toEqual([]);
  });

  it('names the earlier notice to a site that a later one makes void (S31)', async () => {
    const bureau = await openBureau('2025-09-26');
    const finding = found(DOCTOR, { degree: 'PRINCIPAL', points: 9 });
    const notice = await noticed(bureau, standAlone('2025-09-26', [finding]), DOCTOR, forMonths(2));
    const service = `/scoring/notices/${notice.id}/service`;
    await bureau.told('district-agency', 'POST', service, servedOn('2025-09-26'));
    const [first] = (await feedOf(bureau, HOSPITAL)).slice(-1);
    bureau.today('2025-09-28');
    const correction = { correction: { reason: '回证上的日期有误' } };
    await bureau.told('district-agency-2', 'POST', service, servedOn('2025-09-28', correction));
    const rest = await feedOf(bureau, HOSPITAL, 100, first?.cursor);
    expect(rest.map(({ kind, on, until, voids }) => [kind, on, until, voids])).toEqual([
      ['SCORE_SERVED', '2025-09-28', null, []],
      ['STATUS_TO_CHANGE', '2025-10-12', '2025-12-11', [first?.reference]],
    ]);
  });

  it('shows each reader what it may see: a clerk its own institution, a district its institutions', async () => {
    const app = await open();
    const speaker = new Speaker(app);
    await speaker.told('city-agency', 'POST', '/institutions', {
      code: 'H11010600001',
      name: '丰台医院',
      kind: 'HOSPITAL',
      district: '110106',
      agreement: { from: '2025-01-01', documentNo: '协-1' },
    });
    const status = async (username: string, query: string): Promise<number> =>
      (await speaker.ask(username, 'GET', `/feed${query}`)).status;
    expect(await speaker.told('hospital', 'GET', '/feed')).toEqual(
      await speaker.told('city-bureau', 'GET', `/feed?institution=${HOSPITAL}`),
    );
    expect(await status('hospital', `?institution=${HOSPITAL}`)).toBe(200);
    expect(await status('hospital', `?institution=${SECOND_HOSPITAL}`)).toBe(404);
    expect(await status('hospital', '?institution=H99999999999')).toBe(404);
    expect(await status('district-agency', `?institution=${SECOND_HOSPITAL}`)).toBe(200);
    expect(await status('district-bureau', '?institution=H11010600001')).toBe(404);
    expect(await status('city-agency', '?institution=H11010600001')).toBe(200);
    for (const username of ['person', 'sysadmin', 'secadmin'])
      expect(await status(username, `?institution=${HOSPITAL}`)).toBe(403);
    const missing = expectProblem(await speaker.ask('auditor', 'GET', '/feed'), 400, 'INVALID_REQUEST');
    expect(missing).toMatchObject({ errors: [{ pointer: '/institution', code: 'REQUIRED' }] });
    const wrong = await speaker.ask('hospital', 'GET', '/feed?after=yesterday');
    expect(expectProblem(wrong, 400, 'INVALID_REQUEST')).toMatchObject({
      errors: [{ pointer: '/after', code: 'INVALID_VALUE' }],
    });
  });

  it('is open to a machine key with the scope feed:read, and to no other', async () => {
    const app = await open();
    const speaker = new Speaker(app);
    const keyWith = async (scope: string): Promise<string> => {
      const body = { name: scope, institution: HOSPITAL, scopes: [scope], expiresOn: '2025-12-31' };
      return (await newMachineKey(app, body)).key;
    };
    const token = await keyWith('feed:read');
    const answer = await app.request('GET', '/api/v1/feed', { token });
    expect(answer.json()).toEqual(await speaker.told('hospital', 'GET', '/feed'));
    const other = await keyWith('qualifications:read');
    expect((await app.request('GET', '/api/v1/feed', { token: other })).status).toBe(403);
    expect((await app.request('GET', '/api/v1/feed/webhooks', { token })).status).toBe(403);
  });

  it('tells an institution nothing of people of others, nor of those who have left', async () => {
    const app = await open();
    const speaker = new Speaker(app);
    await putOnFile(app, PRINCIPAL, [scoreFact('n1', '2025-09-01', 3)]);
    expect(later(await feedOf(speaker, HOSPITAL))).toEqual([]);
    expect((await feedOf(speaker, PHARMACY)).at(-1)).toMatchObject({
      kind: 'SCORE_ISSUED',
      personCode: PRINCIPAL,
      on: '2025-09-01',
    });
    const { registrations } = await speaker.told<{ registrations: { id: string }[] }>(
      'hospital',
      'GET',
      `/persons/${NURSE}`,
    );
    await putOnFile(app, NURSE, [scoreFact('n2', '2025-09-02', 2)]);
    await speaker.told('hospital', 'POST', `/registrations/${registrations[0]?.id ?? ''}/cancellation`, {
      on: '2025-09-20',
      reason: 'LEFT',
    });
    await putOnFile(app, NURSE, [scoreFact('n3', '2025-09-03', 1)]);
    expect(later(await feedOf(speaker, HOSPITAL))).toEqual([
      `SCORE_ISSUED ${NURSE} - 2025-09-02 -`,
      `REGISTRATION_CANCELLED ${NURSE} LEFT 2025-09-20 -`,
    ]);
  });

  it('follows files that are joined and parted, and reads the same again afterwards (S7)', async () => {
    const app = await open();
    const speaker = new Speaker(app);
    await speaker.told('city-agency', 'POST', '/persons', {
      ...personBody('D110105000777', 77, '示范甲'),
      commitment: commitmentBody(PHARMACY),
      registration: registrationBody(PHARMACY, { kind: 'PHARMACY_STAFF' }),
    });
    await putOnFile(app, 'D110105000777', [scoreFact('n1', '2025-09-01', 3)]);
    const before = await feedOf(speaker, HOSPITAL);
    const merged = await speaker.told<{ id: string }>('city-agency', 'POST', '/persons/merges', {
      into: 'D110105000777',
      other: DOCTOR,
      on: '2025-09-20',
      reason: '同一人',
    });
    await putOnFile(app, DOCTOR, [scoreFact('n2', '2025-09-02', 2)]);
    await speaker.told('city-agency', 'POST', `/persons/merges/${merged.id}/undo`, {
      on: '2025-09-20',
      reason: '并非同一人',
    });
    await putOnFile(app, 'D110105000777', [scoreFact('n3', '2025-09-03', 1)]);
    const after = await feedOf(speaker, HOSPITAL);
    expect(later(before)).toEqual([]);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length).map(brief)).toEqual([
      `REJUDGED ${DOCTOR} FILES_MERGED - -`,
      `SCORE_ISSUED ${DOCTOR} - 2025-09-02 -`,
      `REJUDGED ${DOCTOR} FILES_PARTED - -`,
    ]);
  });

  it('skips nothing and keeps the order of the record under 100 changes at once, on two processes, read meanwhile', async () => {
    const clock = new TestClock('2025-09-20T02:00:00.000Z');
    const first = await open(clock);
    const second = await open(clock, first.folder);
    const offices = [
      { app: first, speaker: new Speaker(first), username: 'hospital' },
      { app: second, speaker: new Speaker(second), username: 'district-agency' },
      { app: first, speaker: new Speaker(first), username: 'city-agency' },
      { app: second, speaker: new Speaker(second), username: 'city-agency' },
    ] as const;
    const reading = new Speaker(second);
    const start = await feedOf(reading, HOSPITAL);
    const cursor = start.at(-1)?.cursor;
    const recorded = await lines(first);
    const seen: FeedItem[] = [];
    const writing = { over: false };
    const reader = (async () => {
      for (let last = false; !last;) {
        last = writing.over;
        seen.push(...(await feedOf(reading, HOSPITAL, 7, seen.at(-1)?.cursor ?? cursor)));
      }
    })();
    await Promise.all(
      Array.from({ length: 100 }, async (_none, index) => {
        const office = offices[index % offices.length] ?? offices[0];
        if (index % 2 === 1) return putOnFile(office.app, DOCTOR, [scoreFact(`n${index}`, '2025-09-01', 1)]);
        const code = `D1101050008${String(index).padStart(2, '0')}`;
        const body = registeredBody(code, index, HOSPITAL, { departmentCode: 'NK' });
        await office.speaker.told(office.username, 'POST', '/persons', body);
      }),
    );
    writing.over = true;
    await reader;

    expect(seen.filter(({ kind }) => kind === 'SCORE_ISSUED')).toHaveLength(50);
    expect(seen.filter(({ kind }) => kind === 'REGISTERED')).toHaveLength(50);
    expect(seen.filter(({ kind }) => kind === 'COMMITTED')).toHaveLength(50);
    expect(seen).toHaveLength(150);
    const cursors = seen.map((each) => each.cursor);
    expect(cursors).toEqual([...new Set(cursors)].sort());
    expect(await feedOf(new Speaker(first), HOSPITAL)).toEqual([...start, ...seen]);
    const made = (await lines(first)).slice(recorded.length).filter(({ action }) => action !== 'SIGNED_IN');
    const instants = made.map(({ at }) => at);
    expect(new Set(instants).size).toBe(100);
    expect([...new Set(seen.map(({ at }) => at))]).toEqual([...new Set(instants)]);
  });

  it('gives a cursor to go on from even where nothing followed yet', async () => {
    const app = await open();
    const speaker = new Speaker(app);
    const all = await speaker.told<FeedPage>('pharmacy', 'GET', '/feed?limit=500');
    const next = all.next ?? '';
    expect(await speaker.told('pharmacy', 'GET', `/feed?after=${next}`)).toEqual({
      items: [],
      next,
      more: false,
    });
    await putOnFile(app, PRINCIPAL, [scoreFact('n1', '2025-09-01', 3), receivedFact('n1', '2025-09-02')]);
    const page = await speaker.told<FeedPage>('pharmacy', 'GET', `/feed?after=${next}&limit=1`);
    expect([page.items.map(brief), page.more]).toEqual([[`SCORE_ISSUED ${PRINCIPAL} - 2025-09-01 -`], true]);
    const rest = await speaker.told<FeedPage>('pharmacy', 'GET', `/feed?after=${page.next ?? ''}&limit=1`);
    expect([rest.items.map(brief), rest.more]).toEqual([[`SCORE_SERVED ${PRINCIPAL} - 2025-09-02 -`], false]);
  });
});
