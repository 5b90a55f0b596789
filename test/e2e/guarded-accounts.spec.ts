import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../../src/platform/database/database.js';
import {
  linesOf,
  login,
  me,
  OWN_PASSWORD,
  post,
  signIn,
  takeOver as takenOver,
  type Granted,
} from '../support/accounts.js';
import { expectProblem } from '../support/problem.js';
import { PRODUCTION } from '../support/production.js';
import { TestClock } from '../support/test-clock.js';
import { openTestApp, type Answer, type TestApp } from '../support/test-app.js';

const REASON = { reason: '忘记密码' };
const HOUR = 3600;
const ADMINISTRATOR = { office: '110000', reason: '任职' };

interface Asked {
  readonly oneTimePassword?: string;
  readonly request: { readonly id: number };
}

const clock = new TestClock('2025-10-01T02:00:00.000Z');
let bureau: TestApp;

beforeAll(async () => {
  bureau = await openTestApp({ clock });
});

afterAll(() => bureau.close());

/** A token that is always fresh: the clock moves on between the tests. */
const by = async (username: string, password?: string): Promise<string> =>
  (await signIn(bureau, username, password)).accessToken;

const reset = async (username: string, asker = 'sysadmin', password?: string): Promise<Answer> =>
  post(bureau, `accounts/${username}/reset-password`, REASON, await by(asker, password));

/** What the security administrator is answered who grants something, or withdraws everything. */
async function given(username: string, grant: object | null): Promise<unknown> {
  const path = `accounts/${username}/grants${grant === null ? '/withdrawal' : ''}`;
  return (await post(bureau, path, grant ?? REASON, await by('secadmin', OWN_PASSWORD))).json();
}

const confirmGrant = (username: string, grant: unknown, token: string): Promise<Answer> =>
  post(bureau, `accounts/${username}/grants/${(grant as Granted).id}/confirm`, undefined, token);

const confirm = (id: number, token: string): Promise<Answer> =>
  post(bureau, `account-requests/${id}/confirm`, undefined, token);

const requestOf = (answer: Answer): number => (answer.json() as Asked).request.id;

/** Takes a one-time password and makes it the usual one of these tests, so that later tests can go on. */
async function takeOver(
  username: string,
  oneTimePassword: string,
  newPassword = OWN_PASSWORD,
): Promise<void> {
  const token = await by(username, oneTimePassword);
  const change = { currentPassword: oneTimePassword, newPassword };
  expect((await post(bureau, 'auth/password', change, token)).status).toBe(200);
}

describe('the account of an administrator', () => {
  it('is not reset by the system administrator alone, who never learns the password', async () => {
    const { accessToken } = await signIn(bureau, 'auditor');
    const asked = await reset('auditor');
    expect(asked.status).toBe(202);
    expect(asked.json()).toMatchObject({
      username: 'auditor',
      mustChangePassword: false,
      request: {
        username: 'auditor',
        act: 'RESET_PASSWORD',
        state: 'WAITING',
        askedBy: 'sysadmin',
        confirmedBy: null,
      },
    });
    expect(asked.json()).not.toHaveProperty('oneTimePassword');
    expect((await me(bureau, accessToken)).status).toBe(200);
    expectProblem(await confirm(requestOf(asked), await by('sysadmin')), 403, 'FORBIDDEN');
    const confirmed = await confirm(requestOf(asked), await by('secadmin'));
    expect(confirmed.status).toBe(200);
    const { oneTimePassword = '' } = confirmed.json() as Asked;
    expect(oneTimePassword).toMatch(/^[\w-]{20}$/);
    expectProblem(await me(bureau, accessToken), 401, 'UNAUTHENTICATED');
    expect((await signIn(bureau, 'auditor', oneTimePassword)).mustDo).toBe('CHANGE_PASSWORD');
    await takeOver('auditor', oneTimePassword);
    expectProblem(await confirm(requestOf(asked), await by('secadmin')), 409, 'CONFLICT');
  });

  it('leaves a line of who asked and of who agreed, never the password', async () => {
    const made = (await linesOf(bureau, 'ACCOUNT_REQUEST_MADE')).at(-1);
    expect(made).toEqual({
      actor: 'sysadmin',
      subject: 'account/auditor',
      after: { request: expect.any(Number), act: 'RESET_PASSWORD', reason: '忘记密码' },
    });
    expect((await linesOf(bureau, 'ACCOUNT_REQUEST_CONFIRMED')).at(-1)).toMatchObject({ actor: 'secadmin' });
    expect((await linesOf(bureau, 'PASSWORD_RESET')).at(-1)).toMatchObject({
      actor: 'secadmin',
      subject: 'account/auditor',
      after: { reason: '忘记密码', askedBy: 'sysadmin' },
    });
  });

  it('of the only security administrator waits for the head of the municipal bureau in person', async () => {
    const id = requestOf(await reset('secadmin'));
    expectProblem(await confirm(id, await by('secadmin')), 403, 'FORBIDDEN');
    expectProblem(await confirm(id, await by('city-bureau')), 403, 'FORBIDDEN');
    const deputy = { deputy: 'city-bureau', from: '2025-10-01', to: '2025-10-31', reason: '休假' };
    await post(bureau, 'accounts/city-bureau-head/deputies', deputy, await by('secadmin'));
    const asDeputy = await bureau.request('POST', `/api/v1/account-requests/${id}/confirm`, {
      token: await by('city-bureau'),
      headers: { 'x-acting-for': 'city-bureau-head' },
    });
    expectProblem(asDeputy, 403, 'FORBIDDEN');
    const confirmed = await confirm(id, await by('city-bureau-head'));
    expect(confirmed.json()).toMatchObject({
      username: 'secadmin',
      request: { state: 'CONFIRMED', confirmedBy: 'city-bureau-head' },
    });
    await takeOver('secadmin', (confirmed.json() as Asked).oneTimePassword ?? '');
  });

  it('of the head, who stands in, is guarded itself, so that nobody makes a second person of themselves', async () => {
    const asked = await reset('city-bureau-head');
    expect(asked.status).toBe(202);
    expect(asked.json()).not.toHaveProperty('oneTimePassword');
    const confirmed = await confirm(requestOf(asked), await by('secadmin', OWN_PASSWORD));
    await takeOver('city-bureau-head', (confirmed.json() as Asked).oneTimePassword ?? '');
  });

  it('of the only system administrator is asked for by the security administrator', async () => {
    const secadmin = await by('secadmin', OWN_PASSWORD);
    const asked = await post(bureau, 'account-requests', { username: 'sysadmin', ...REASON }, secadmin);
    expect(asked.status).toBe(201);
    const { id } = asked.json() as { id: number };
    const { errors } = expectProblem(await confirm(id, secadmin), 422, 'RULE_VIOLATION');
    expect(errors).toMatchObject([{ code: 'SECOND_PERSON_REQUIRED' }]);
    const head = await by('city-bureau-head', OWN_PASSWORD);
    const list = await bureau.request('GET', '/api/v1/account-requests', { token: head });
    expect(list.json()).toMatchObject({
      items: [{ id, username: 'sysadmin', state: 'WAITING' }, {}, {}, {}],
    });
    const confirmed = await confirm(id, head);
    await takeOver('sysadmin', (confirmed.json() as Asked).oneTimePassword ?? '');
    for (const username of ['auditor', 'city-bureau', 'secadmin'])
      expect((await post(bureau, 'account-requests', { username, ...REASON }, secadmin)).status).toBe(
        username === 'secadmin' ? 403 : 409,
      );
  });

  it('is confirmed by a security administrator wherever there is one beside', async () => {
    const sysadmin = await by('sysadmin', OWN_PASSWORD);
    await post(bureau, 'accounts', { username: 'secadmin-2', displayName: '某' }, sysadmin);
    const grant = await given('secadmin-2', { role: 'SECURITY_ADMINISTRATOR', ...ADMINISTRATOR });
    expect(grant).toMatchObject({ state: 'WAITING', oneTimePassword: null });
    const granted = await confirmGrant('secadmin-2', grant, await by('city-bureau-head', OWN_PASSWORD));
    await takeOver('secadmin-2', (granted.json() as Asked).oneTimePassword ?? '');
    const asked = await post(bureau, 'accounts/secadmin-2/reset-password', REASON, sysadmin);
    const head = await by('city-bureau-head', OWN_PASSWORD);
    expectProblem(await confirm(requestOf(asked), head), 403, 'FORBIDDEN');
    const concerned = await by('secadmin-2', OWN_PASSWORD);
    expectProblem(await confirm(requestOf(asked), concerned), 403, 'FORBIDDEN');
    const confirmed = await confirm(requestOf(asked), await by('secadmin', OWN_PASSWORD));
    expect(confirmed.status).toBe(200);
    await takeOver('secadmin-2', (confirmed.json() as Asked).oneTimePassword ?? '', 'a crocus under snow');
  });

  it('is not enabled again by one person, nor unlocked while a one-time password is out', async () => {
    const sysadmin = await by('sysadmin', OWN_PASSWORD);
    const disabling = await post(bureau, 'accounts/secadmin-2/disable', REASON, sysadmin);
    const disabled = await confirm(requestOf(disabling), await by('secadmin', OWN_PASSWORD));
    expect(disabled.json()).toMatchObject({ state: 'DISABLED', oneTimePassword: null });
    const asked = await post(bureau, 'accounts/secadmin-2/enable', REASON, sysadmin);
    expect([asked.status, asked.json()]).toMatchObject([202, { state: 'DISABLED' }]);
    const confirmed = await confirm(requestOf(asked), await by('secadmin', OWN_PASSWORD));
    expect(confirmed.json()).toMatchObject({ state: 'ACTIVE', oneTimePassword: null });
    for (let attempt = 0; attempt < 5; attempt += 1) await login(bureau, 'secadmin-2', 'a guess');
    expect((await post(bureau, 'accounts/secadmin-2/unlock', REASON, sysadmin)).status).toBe(200);
    const again = await post(bureau, 'accounts/secadmin-2/reset-password', REASON, sysadmin);
    await confirm(requestOf(again), await by('secadmin', OWN_PASSWORD));
    for (let attempt = 0; attempt < 5; attempt += 1) await login(bureau, 'secadmin-2', 'a guess');
    const unlocking = await post(bureau, 'accounts/secadmin-2/unlock', REASON, sysadmin);
    expect(unlocking.status).toBe(202);
    expect((await confirm(requestOf(unlocking), await by('secadmin', OWN_PASSWORD))).status).toBe(200);
  });

  it('waits no longer than 72 hours, and only for the newest request', async () => {
    const first = requestOf(
      await post(bureau, 'accounts/auditor/reset-password', REASON, await by('sysadmin', OWN_PASSWORD)),
    );
    const second = requestOf(
      await post(bureau, 'accounts/auditor/reset-password', REASON, await by('sysadmin', OWN_PASSWORD)),
    );
    expectProblem(await confirm(first, await by('secadmin', OWN_PASSWORD)), 409, 'CONFLICT');
    clock.advanceSeconds(72 * HOUR + 1);
    expectProblem(await confirm(second, await by('secadmin', OWN_PASSWORD)), 409, 'CONFLICT');
    expectProblem(await confirm(99_999, await by('secadmin', OWN_PASSWORD)), 404, 'NOT_FOUND');
    const none = await post(
      bureau,
      'account-requests/none/confirm',
      undefined,
      await by('secadmin', OWN_PASSWORD),
    );
    expectProblem(none, 404, 'NOT_FOUND');
  });

  it('of the last auditor is not taken away by whoever is watched', async () => {
    const sysadmin = await by('sysadmin', OWN_PASSWORD);
    expectProblem(await post(bureau, 'accounts/auditor/disable', REASON, sysadmin), 409, 'CONFLICT');
    const secadmin = await by('secadmin', OWN_PASSWORD);
    expectProblem(
      await post(bureau, 'accounts/auditor/grants/withdrawal', REASON, secadmin),
      409,
      'CONFLICT',
    );
  });

  it('keeps its requests: the database itself refuses to change them', async () => {
    const change = (sql: string): Promise<unknown> =>
      bureau.app.get(Database).write(async (tx) => ({
        result: await tx.query<unknown>(sql),
        record: PROBE,
      }));
    await expect(change('UPDATE "account_request" SET "actor" = \'x\'')).rejects.toThrow(/append-only/);
    await expect(change('DELETE FROM "account_request_confirmation"')).rejects.toThrow(/append-only/);
  });
});

describe('two security administrators', () => {
  const OF_SECOND = 'a snowdrop in the ice';
  const PUPPET = { role: 'SYSTEM_ADMINISTRATOR', ...ADMINISTRATOR };
  const head = (): Promise<string> => by('city-bureau-head', OWN_PASSWORD);

  beforeAll(async () => {
    const asked = await reset('secadmin-2', 'sysadmin', OWN_PASSWORD);
    const confirmed = await confirm(requestOf(asked), await by('secadmin', OWN_PASSWORD));
    await post(bureau, 'accounts/secadmin-2/unlock', REASON, await by('sysadmin', OWN_PASSWORD));
    await takeOver('secadmin-2', (confirmed.json() as Asked).oneTimePassword ?? '', OF_SECOND);
    const puppet = { username: 'puppet', displayName: '某' };
    await post(bureau, 'accounts', puppet, await by('sysadmin', OWN_PASSWORD));
  });

  it('cannot be made one by one of them, so that nobody is left to confirm', async () => {
    expect(await given('puppet', PUPPET)).toMatchObject({ state: 'WAITING' });
    const withdrawal = await given('secadmin-2', null);
    expect(withdrawal).toMatchObject({ role: null, state: 'WAITING', from: null });
    expect((await me(bureau, await by('secadmin-2', OF_SECOND))).status).toBe(200);
    const elsewhere = { role: 'DISTRICT_BUREAU', office: '110105', post: 'OFFICER', reason: '调动' };
    expect(await given('secadmin-2', elsewhere)).toMatchObject({ state: 'WAITING' });
    expect(await given('puppet', PUPPET)).toMatchObject({ state: 'WAITING' });
  });

  it('nor by the system administrator, who only stops one for as long as the request waits', async () => {
    const { accessToken } = await signIn(bureau, 'secadmin-2', OF_SECOND);
    const sysadmin = await by('sysadmin', OWN_PASSWORD);
    const asked = await post(bureau, 'accounts/secadmin-2/disable', REASON, sysadmin);
    expect([asked.status, asked.json()]).toMatchObject([
      202,
      { state: 'ACTIVE', role: 'SECURITY_ADMINISTRATOR', request: { act: 'DISABLE', state: 'WAITING' } },
    ]);
    expectProblem(await me(bureau, accessToken), 401, 'UNAUTHENTICATED');
    const locked = await login(bureau, 'secadmin-2', OF_SECOND);
    expectProblem(locked, 429, 'TOO_MANY_REQUESTS');
    expect(Math.floor(Number(locked.headers.get('retry-after')) / HOUR)).toBe(72);
    expect(await given('puppet', PUPPET)).toMatchObject({ state: 'WAITING' });
    expectProblem(await confirm(requestOf(asked), await head()), 403, 'FORBIDDEN');
    clock.advanceSeconds(72 * HOUR + 1);
    expect((await login(bureau, 'secadmin-2', OF_SECOND)).status).toBe(200);
    expectProblem(await confirm(requestOf(asked), await by('secadmin', OWN_PASSWORD)), 409, 'CONFLICT');
  });

  it('become one by the word of the head, since the one concerned cannot confirm', async () => {
    const withdrawal = await given('secadmin-2', null);
    const concerned = await by('secadmin-2', OF_SECOND);
    expectProblem(await confirmGrant('secadmin-2', withdrawal, concerned), 403, 'FORBIDDEN');
    const same = await confirmGrant('secadmin-2', withdrawal, await by('secadmin', OWN_PASSWORD));
    const { errors } = expectProblem(same, 422, 'RULE_VIOLATION');
    expect(errors).toMatchObject([{ code: 'SECOND_PERSON_REQUIRED' }]);
    expectProblem(await confirmGrant('secadmin-2', withdrawal, await by('city-bureau')), 403, 'FORBIDDEN');
    const waiting = await bureau.request('GET', '/api/v1/waiting-grants', { token: await head() });
    expect(waiting.json()).toMatchObject({
      items: [{ id: (withdrawal as Granted).id, username: 'secadmin-2', role: null, state: 'WAITING' }],
    });
    const told = await bureau.request('GET', '/api/v1/accounts/secadmin-2/grants', { token: await head() });
    expect((told.json() as { items: object[] }).items.at(-1)).toMatchObject({ role: null, state: 'WAITING' });
    const confirmed = await confirmGrant('secadmin-2', withdrawal, await head());
    expect(confirmed.json()).toMatchObject({ state: 'IN_EFFECT', oneTimePassword: null });
    expectProblem(await me(bureau, concerned), 401, 'UNAUTHENTICATED');
  });

  it('or one from the beginning: what is granted then waits for the head, also another head', async () => {
    expect(await given('puppet', PUPPET)).toMatchObject({ state: 'WAITING' });
    const another = { role: 'MUNICIPAL_BUREAU', post: 'HEAD', ...ADMINISTRATOR };
    const granted = await given('puppet', another);
    expect(granted).toMatchObject({ state: 'WAITING' });
    const first = await confirmGrant('puppet', granted, await head());
    expect(first.json()).toMatchObject({
      state: 'IN_EFFECT',
      oneTimePassword: expect.stringMatching(/^[\w-]{20}$/),
    });
    expect(await given('puppet', null)).toMatchObject({ state: 'WAITING' });
  });

  it('and are no longer to be confirmed when they have waited for 72 hours', async () => {
    const withdrawal = await given('puppet', null);
    const listed = async (): Promise<unknown> =>
      (await bureau.request('GET', '/api/v1/waiting-grants', { token: await head() })).json();
    expect(await listed()).toMatchObject({ items: [{ username: 'puppet', role: null }] });
    clock.advanceSeconds(72 * HOUR + 1);
    expect(await listed()).toEqual({ items: [] });
    expectProblem(await confirmGrant('puppet', withdrawal, await head()), 409, 'CONFLICT');
    const told = await bureau.request('GET', '/api/v1/accounts/puppet/grants', { token: await head() });
    expect((told.json() as { items: object[] }).items.at(-1)).toMatchObject({ role: null, state: 'LAPSED' });
  });
});

describe('the first administrators of a bureau', () => {
  it('grant alone while there is nobody who could confirm, and no longer', async () => {
    const FIRST_ADMIN_PASSWORD = 'three of us, once';
    const production = await openTestApp({}, { ...PRODUCTION, FIRST_ADMIN_PASSWORD });
    const tokenOf = (username: string): Promise<string> =>
      takenOver(production, username, FIRST_ADMIN_PASSWORD);
    const [sysadmin, secadmin] = [await tokenOf('sysadmin'), await tokenOf('secadmin')];
    const states: unknown[] = [];
    for (const username of ['head-one', 'head-two']) {
      await post(production, 'accounts', { username, displayName: '某' }, sysadmin);
      const form = { role: 'MUNICIPAL_BUREAU', post: 'HEAD', ...ADMINISTRATOR };
      states.push((await post(production, `accounts/${username}/grants`, form, secadmin)).json());
    }
    expect(states).toMatchObject([{ state: 'IN_EFFECT' }, { state: 'WAITING' }]);
    await production.close();
  });
});

const PROBE = {
  actor: 'system',
  office: 'system',
  action: 'PROBE',
  subject: 'probe',
  before: null,
  after: null,
  receipt: null,
};

describe('a one-time password', () => {
  it('is good for 72 hours, and says so to whoever holds it afterwards, and to nobody else', async () => {
    const sysadmin = await by('sysadmin', OWN_PASSWORD);
    const made = await post(bureau, 'accounts', { username: 'district-wu', displayName: '吴某' }, sysadmin);
    const { oneTimePassword = '' } = made.json() as Asked;
    clock.advanceSeconds(72 * HOUR - 60);
    const { accessToken, refreshToken } = await signIn(bureau, 'district-wu', oneTimePassword);
    clock.advanceSeconds(61);
    expectProblem(await login(bureau, 'district-wu', oneTimePassword), 401, 'ONE_TIME_PASSWORD_EXPIRED');
    expectProblem(await login(bureau, 'district-wu', 'a guess'), 401, 'UNAUTHENTICATED');
    const change = { currentPassword: oneTimePassword, newPassword: OWN_PASSWORD };
    expectProblem(await post(bureau, 'auth/password', change, accessToken), 401, 'ONE_TIME_PASSWORD_EXPIRED');
    expectProblem(await post(bureau, 'auth/refresh', { refreshToken }), 401, 'UNAUTHENTICATED');
    const again = await post(
      bureau,
      'accounts/district-wu/reset-password',
      REASON,
      await by('sysadmin', OWN_PASSWORD),
    );
    expect(again.status).toBe(200);
    await takeOver('district-wu', (again.json() as Asked).oneTimePassword ?? '');
    clock.advanceSeconds(73 * HOUR);
    expect((await login(bureau, 'district-wu', OWN_PASSWORD)).status).toBe(200);
  });
});
