import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { me, post } from '../support/accounts.js';
import { expectProblem } from '../support/problem.js';
import { openTestApp, type Answer, type TestApp } from '../support/test-app.js';
import { TestClock } from '../support/test-clock.js';

const DAY = 86_400;
const REASON = { reason: '休假' };
const PERIOD = { from: '2025-10-01', to: '2025-10-10', ...REASON };

const clock = new TestClock('2025-10-01T02:00:00.000Z');
let bureau: TestApp;

beforeAll(async () => {
  bureau = await openTestApp({ clock });
});

afterAll(() => bureau.close());

const bySecadmin = async (path: string, body: object): Promise<Answer> =>
  post(bureau, path, body, await bureau.tokenOf('secadmin'));
const appoint = (principal: string, deputy: string, period: object = PERIOD): Promise<Answer> =>
  bySecadmin(`accounts/${principal}/deputies`, { ...PERIOD, deputy, ...period });
const end = async (principal: string, answer: Answer): Promise<number> => {
  const { id } = answer.json() as { id: string };
  return (await bySecadmin(`accounts/${principal}/deputies/${id}/end`, REASON)).status;
};
const mayActFor = async (username: string): Promise<unknown> =>
  ((await me(bureau, await bureau.tokenOf(username))).json() as { mayActFor: unknown }).mayActFor;

describe('an appointment', () => {
  it('is not made for days that are over, and says of each day what is wrong', async () => {
    const refused = async (period: object): Promise<unknown> =>
      expectProblem(await appoint('city-bureau', 'city-bureau-2', period), 422, 'RULE_VIOLATION')['errors'];
    const past = {
      pointer: '/from',
      code: 'DATE_ORDER',
      detail: '起始日期早于今日 2025-10-01：代理不得追溯。',
    };
    expect(await refused({ from: '2025-09-30' })).toEqual([past]);
    expect(await refused({ from: '2025-09-20', to: '2025-09-30' })).toEqual([
      past,
      { pointer: '/to', code: 'DATE_ORDER', detail: '终止日期已过。' },
    ]);
    expect(await refused({ from: '2025-10-02', to: '2025-10-01' })).toEqual([
      { pointer: '/to', code: 'DATE_ORDER', detail: '终止日期早于起始日期。' },
    ]);
  });

  it('does not overlap one of the same two that stands; one that ended is no hindrance', async () => {
    const first = await appoint('city-agency', 'city-agency-2');
    expect(first.status).toBe(201);
    const again = await appoint('city-agency', 'city-agency-2', { from: '2025-10-10', to: '2025-10-20' });
    expect(expectProblem(again, 409, 'CONFLICT')['detail']).toBe(
      'city-agency-2 自 2025-10-01 至 2025-10-10 已是 city-agency 的代理人，期间重叠：请先终止该项代理，或者另定期间。',
    );
    const after = await appoint('city-agency', 'city-agency-2', { from: '2025-10-11', to: '2025-10-20' });
    expect(after.status).toBe(201);
    expect(await end('city-agency', first)).toBe(200);
    expect((await appoint('city-agency', 'city-agency-2')).status).toBe(201);
  });

  it('does not let two officers stand in for each other on the same days', async () => {
    const mutual = await appoint('city-agency-2', 'city-agency', { from: '2025-10-05', to: '2025-10-05' });
    expect(expectProblem(mutual, 409, 'CONFLICT')['detail']).toBe(
      'city-agency-2 自 2025-10-01 至 2025-10-10 是 city-agency 的代理人：两人不得在同一期间互相代理，请先终止该项代理，或者另定期间。',
    );
    const later = await appoint('city-agency-2', 'city-agency', { from: '2025-10-21', to: '2025-10-30' });
    expect(later.status).toBe(201);
  });
});

describe('GET /auth/me', () => {
  it('says for whom one may act today, the header or not', async () => {
    expect(await mayActFor('city-bureau')).toEqual([]);
    await appoint('city-bureau-head', 'city-bureau', { from: '2025-10-02', to: '2025-10-03' });
    const second = await appoint('city-bureau-2', 'city-bureau', { from: '2025-10-02', to: '2025-10-05' });
    expect(await mayActFor('city-bureau')).toEqual([]);
    clock.advanceSeconds(DAY);
    expect(await mayActFor('city-bureau')).toEqual(['city-bureau-2', 'city-bureau-head']);
    const asDeputy = await bureau.request('GET', '/api/v1/auth/me', {
      token: await bureau.tokenOf('city-bureau'),
      headers: { 'x-acting-for': 'city-bureau-head' },
    });
    expect(asDeputy.json()).toMatchObject({
      username: 'city-bureau',
      post: 'HEAD',
      mayActFor: ['city-bureau-2', 'city-bureau-head'],
    });
    expect(await end('city-bureau-2', second)).toBe(200);
    expect(await mayActFor('city-bureau')).toEqual(['city-bureau-head']);
    expect(await mayActFor('city-bureau-head')).toEqual([]);
  });

  it('names nobody who may no longer be represented', async () => {
    await appoint('district-agency', 'district-agency-2', { from: '2025-10-02' });
    expect(await mayActFor('district-agency-2')).toEqual(['district-agency']);
    const withdrawn = await bySecadmin('accounts/district-agency/grants/withdrawal', REASON);
    expect(withdrawn.status).toBe(201);
    expect(await mayActFor('district-agency-2')).toEqual([]);
  });

  it('is described with the header of a deputy', async () => {
    const { paths } = (await bureau.request('GET', '/api/openapi.json')).json() as {
      paths: Record<string, Record<string, { parameters?: readonly object[]; description?: string }>>;
    };
    expect(paths['/api/v1/auth/me']?.['get']?.parameters).toMatchObject([
      { name: 'X-Acting-For', in: 'header', required: false },
    ]);
    expect(paths['/api/v1/accounts/{username}/deputies']?.['post']?.description).toContain('X-Acting-For');
  });
});
