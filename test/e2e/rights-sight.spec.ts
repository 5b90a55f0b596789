import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccountEntity } from '../../src/identity/account.entity.js';
import { RIGHTS, type RightName } from '../../src/identity/rights-table.js';
import { reach } from '../../src/identity/within.js';
import { Database } from '../../src/platform/database/database.js';
import { filed, servedToday } from '../support/appeals.js';
import { agreementMatter } from '../support/cases.js';
import { claimsCsv } from '../support/claims.js';
import { upload } from '../support/duties.js';
import { operationsOf, type Operation } from '../support/routes.js';
import {
  DOCTOR,
  forMonths,
  found,
  HOSPITAL,
  noticed,
  NURSE,
  ScoringBureau,
  standAlone,
  type Told,
} from '../support/scoring.js';
import type { Answer } from '../support/test-app.js';

const AFAR = 'H11010800001';
const AFAR_DISTRICT = '110108';
const DAY = '2025-07-01';

/** Accounts of another district, another institution and another person, each as one of the demonstration. */
const OUTSIDERS = [
  { username: 'afar-bureau', like: 'district-bureau', office: AFAR_DISTRICT, personCode: null },
  { username: 'afar-agency', like: 'district-agency', office: AFAR_DISTRICT, personCode: null },
  { username: 'afar-hospital', like: 'hospital', office: AFAR, personCode: null },
  { username: 'a-nurse', like: 'person', office: HOSPITAL, personCode: NURSE },
] as const;

let bureau: ScoringBureau;
let operations: ReadonlyMap<string, Operation>;
/** Concrete ids in the place of the parameters of a route: `/cases/{id}` by `case`. */
const made = new Map<string, string>();

async function addOutsiders(): Promise<void> {
  await bureau.app.app.get(Database).write(async (tx) => {
    for (const { username, like, office, personCode } of OUTSIDERS) {
      const model = await tx.findOneByOrFail(AccountEntity, { username: like });
      const account = Object.assign(model, { id: username, username, office, personCode });
      await tx.insert(AccountEntity, account);
    }
    const line = { actor: 'test', office: '110000', action: 'TEST', subject: 'account/test' };
    return { result: undefined, record: { ...line, before: null, after: null, receipt: null } };
  });
}

const put = async (name: string, username: string, path: string, body: object): Promise<void> => {
  made.set(name, (await bureau.told<Told>(username, 'POST', path, body)).id);
};

async function addMatters(): Promise<void> {
  const agreement = { from: '2025-01-01', documentNo: '海协1号' };
  const site = { code: AFAR, name: '海淀医院', kind: 'HOSPITAL', district: AFAR_DISTRICT, agreement };
  await bureau.told('city-agency', 'POST', '/institutions', site);
  await put('case', 'district-agency', '/cases', agreementMatter);
  const determination = standAlone(DAY, [found(DOCTOR, { degree: 'PRINCIPAL' })]);
  const notice = await noticed(bureau, determination, DOCTOR, forMonths(2));
  made.set('notice', notice.id);
  made.set('determination', String(notice['determinationId']));
  await servedToday(bureau, notice.id, DAY);
  made.set('objection', (await filed(bureau, notice.id, DAY)).id);
  const claims = claimsCsv([
    ['1', DOCTOR, DAY, '1'],
    ['2', 'D110105999999', DAY, '1'],
  ]);
  const batch = await upload(bureau, 'hospital', '/claims/batches', 'text/csv', claims);
  made.set('batch', (batch.body as Told).id);
}

async function addDuties(): Promise<void> {
  bureau.today('2025-07-10');
  const compared = { rows: [{ personCode: DOCTOR, status: 'NORMAL', since: '2025-04-15' }] };
  await put('comparison', 'district-agency', `/duties/comparisons?institution=${HOSPITAL}`, compared);
  const period = { from: DAY, to: '2025-07-09' };
  await put('report', 'district-agency', '/duties/reports', { number: '报1号', ...period });
  await put('letter', 'district-agency', '/duties/letters', {
    authority: 'HEALTH',
    number: '函1号',
    ...period,
  });
  await put('publication', 'hospital', '/duties/publications', { place: '门诊大厅', from: '2025-07-10' });
  const talk = { personCode: DOCTOR, noticeId: made.get('notice'), on: DAY, by: '科主任', summary: '提醒' };
  await put('talk', 'hospital', '/reminder-talks', talk);
  const { items } = await bureau.told<{ items: Told[] }>('hospital', 'GET', '/site-notices');
  made.set('site-notice', items[0]?.id ?? '');
}

beforeAll(async () => {
  bureau = await ScoringBureau.open(DAY);
  operations = await operationsOf(bureau.app);
  await addOutsiders();
  await addMatters();
  await addDuties();
});

afterAll(() => bureau.close());

const rightOf = (route: string): RightName => {
  const name = operations.get(`GET /api/v1${route}`)?.['x-right'];
  if (name === undefined || !(name in RIGHTS)) throw new Error(`no right at ${route}`);
  return name as RightName;
};

const holder = async (username: string) =>
  bureau.app.app.get(Database).read.findOneByOrFail(AccountEntity, { username });

/** How far a route's right reaches for an account. */
async function reachOf(route: string, username: string): Promise<string | null> {
  const { role, office, post, personCode } = await holder(username);
  if (role === null || office === null) throw new Error(`${username} has no grant`);
  return reach(rightOf(route), { role, office, post, personCode });
}

/** What one thing is read by: its route, then in the place of its parameter what stands for it, or a query. */
const THINGS = [
  ['/cases/{id}', 'case'],
  ['/cases/{id}/revisions', 'case'],
  ['/institutions/{code}', HOSPITAL],
  ['/institutions/{code}/staff-import/template', HOSPITAL],
  ['/persons/{personCode}', DOCTOR],
  ['/qualifications/institutions/{code}', HOSPITAL],
  ['/scoring/determinations/{id}', 'determination'],
  ['/scoring/determinations/{id}/reviews', 'determination'],
  ['/scoring/notices/{id}', 'notice'],
  ['/scoring/notices/{id}/corrections', 'notice'],
  ['/objections/{id}', 'objection'],
  ['/site-notices/{id}', 'site-notice'],
  ['/claims/batches/{id}', 'batch'],
  ['/claims/batches/{id}/lines.csv', 'batch'],
  ['/claims/rejudged', `?institution=${HOSPITAL}`],
  ['/claims/rejudged/settlements', `?institution=${HOSPITAL}`],
  ['/feed', `?institution=${HOSPITAL}`],
  ['/feed/webhooks', `?institution=${HOSPITAL}`],
  ['/duties/comparisons/{id}', 'comparison'],
  ['/duties/reports/{id}', 'report'],
  ['/duties/letters/{id}', 'letter'],
  ['/duties/publications/{id}', 'publication'],
  ['/duties/publications/list', `?institution=${HOSPITAL}`],
  ['/duties/indicators', `?institution=${HOSPITAL}&from=${DAY}&to=2025-07-09`],
] as const;

/** Lists, in which there is something for those whose business it is. */
const LISTS = [
  ['/cases', ''],
  ['/institutions', `?text=${HOSPITAL}`],
  ['/persons', ''],
  ['/scoring/determinations', ''],
  ['/scoring/notices', ''],
  ['/objections', ''],
  ['/site-notices', ''],
  ['/measures', ''],
  ['/work-list', '?state=OPEN'],
  ['/claims/batches', ''],
  ['/claims/lines', `?institution=${HOSPITAL}`],
  ['/duties/comparisons', ''],
  ['/duties/reports', ''],
  ['/duties/letters', ''],
  ['/duties/publications', ''],
  ['/reminder-talks', `?from=${DAY}&to=2025-07-10`],
] as const;

const read = (username: string, route: string, rest: string): Promise<Answer> => {
  const path = route.includes('{') ? route.replace(/\{\w+\}/u, made.get(rest) ?? rest) : route + rest;
  return bureau.ask(username, 'GET', path);
};

describe('what lies outside the own district, institution or file', () => {
  it.each(THINGS)('is not there: %s', async (route, rest) => {
    const insider = await read('district-agency', route, rest);
    expect([insider.status, insider.text.slice(0, 200)]).toEqual([200, expect.anything()]);
    for (const { username } of OUTSIDERS) {
      const within = await reachOf(route, username);
      const { status } = await read(username, route, rest);
      expect([username, within, status]).toEqual([username, within, within === null ? 403 : 404]);
      expect(within).not.toBe('CITY');
    }
  });

  it.each(LISTS)('is on no list: %s', async (route, rest) => {
    const count = (text: string): number => (JSON.parse(text) as { items: unknown[] }).items.length;
    const inside = await read('district-agency', route, rest);
    expect(count(inside.text)).toBeGreaterThan(0);
    for (const { username } of OUTSIDERS) {
      const within = await reachOf(route, username);
      const { status, text } = await read(username, route, rest);
      expect([username, within, status, status === 200 ? count(text) : null]).toEqual(
        within === null ? [username, null, 403, null] : [username, within, 200, 0],
      );
    }
  });
});
