import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccountEntity } from '../../src/identity/account.entity.js';
import { AccountGrantEntity } from '../../src/identity/accounts/account-grant.entity.js';
import { createApp } from '../../src/app.js';
import { readEnvironment } from '../../src/platform/config/environment.js';
import { Database } from '../../src/platform/database/database.js';
import {
  linesOf,
  login,
  me,
  newAccount,
  NEXT_PASSWORD,
  OWN_PASSWORD,
  post,
  signIn,
  takeOver,
  type Granted,
  type SignIn,
} from '../support/accounts.js';
import { beijingCase } from '../support/cases.js';
import { expectProblem } from '../support/problem.js';
import { PRODUCTION } from '../support/production.js';
import { TestClock } from '../support/test-clock.js';
import { openTestApp, type Answer, type TestApp } from '../support/test-app.js';

const REASON = { reason: '人员变动' };
const OFFICER = { role: 'DISTRICT_BUREAU', office: '110105', post: 'OFFICER', reason: '任职' };
const ADMINISTRATOR = { office: '110000', reason: '任职' };

const clock = new TestClock('2025-10-01T02:00:00.000Z');
let bureau: TestApp;
let sysadmin: string;
let secadmin: string;

beforeAll(async () => {
  bureau = await openTestApp({ clock });
  sysadmin = await bureau.tokenOf('sysadmin');
  secadmin = await bureau.tokenOf('secadmin');
});

afterAll(() => bureau.close());

const bySysadmin = (path: string, body?: object): Promise<Answer> => post(bureau, path, body, sysadmin);
const bySecadmin = (path: string, body?: object): Promise<Answer> => post(bureau, path, body, secadmin);
const get = (path: string, token: string): Promise<Answer> =>
  bureau.request('GET', `/api/v1/${path}`, { token });

describe('a new account', () => {
  it('is made by the system administrator, with a password for one sign-in, and a line without it', async () => {
    const answer = await bySysadmin('accounts', { username: 'district-li', displayName: '李某' });
    expect(answer.status).toBe(201);
    const { oneTimePassword, ...rest } = answer.json() as { oneTimePassword: string };
    expect(oneTimePassword).toMatch(/^[\w-]{20}$/);
    expect(rest).toEqual({
      id: expect.any(String),
      username: 'district-li',
      displayName: '李某',
      role: null,
      office: null,
      post: null,
      personCode: null,
      state: 'ACTIVE',
      disabledAt: null,
      mustChangePassword: true,
      passwordExpiresAt: expect.stringMatching(/^2025-10-04T02:00:00\.\d{3}Z$/),
    });
    const line = (await linesOf(bureau, 'ACCOUNT_CREATED')).at(-1);
    expect(line).toEqual({
      actor: 'sysadmin',
      subject: 'account/district-li',
      after: { username: 'district-li' },
    });
  });

  it('does nothing before its password is changed, then nothing before it is granted something', async () => {
    const made = await bySysadmin('accounts', { username: 'district-wang', displayName: '王某' });
    const { oneTimePassword } = made.json() as { oneTimePassword: string };
    const first = await signIn(bureau, 'district-wang', oneTimePassword);
    expect(first.mustDo).toBe('CHANGE_PASSWORD');
    for (const path of ['auth/me', 'cases', 'accounts'])
      expectProblem(await get(path, first.accessToken), 403, 'PASSWORD_CHANGE_REQUIRED');
    const change = { currentPassword: oneTimePassword, newPassword: OWN_PASSWORD };
    const changed = (await post(bureau, 'auth/password', change, first.accessToken)).json() as SignIn;
    expect(changed.mustDo).toBeUndefined();
    for (const path of ['auth/me', 'cases', 'accounts'])
      expectProblem(await get(path, changed.accessToken), 403, 'NO_GRANT');
    expect((await post(bureau, 'auth/logout', undefined, changed.accessToken)).status).toBe(204);
  });

  it.each(['A', 'ab', 'Li', '1li', 'li.bureau', 'machine-key/1', 'system', 'unknown', 'a b'])(
    'is not called %j',
    async (username) => {
      const answer = await bySysadmin('accounts', { username, displayName: '某' });
      const { errors } = expectProblem(answer, 400, 'INVALID_REQUEST');
      expect(errors).toMatchObject([{ pointer: '/username', code: 'INVALID_VALUE' }]);
    },
  );

  it('takes no name that is taken', async () => {
    const answer = await bySysadmin('accounts', { username: 'auditor', displayName: '某' });
    const { errors } = expectProblem(answer, 422, 'RULE_VIOLATION');
    expect(errors).toMatchObject([{ pointer: '/username', code: 'USERNAME_TAKEN' }]);
  });
});

describe('the three administrators', () => {
  it('have each their own: accounts, rights, looking on', async () => {
    const auditor = await bureau.tokenOf('auditor');
    const account = { username: 'another', displayName: '某' };
    for (const token of [secadmin, auditor, await bureau.tokenOf('city-bureau-head')])
      expectProblem(await post(bureau, 'accounts', account, token), 403, 'FORBIDDEN');
    for (const token of [sysadmin, auditor])
      expectProblem(await post(bureau, 'accounts/district-li/grants', OFFICER, token), 403, 'FORBIDDEN');
    for (const token of [sysadmin, secadmin]) expectProblem(await get('cases', token), 403, 'FORBIDDEN');
    for (const token of [sysadmin, secadmin, auditor])
      expect((await get('accounts', token)).status).toBe(200);
    expectProblem(await get('accounts', await bureau.tokenOf('city-bureau-head')), 403, 'FORBIDDEN');
  });

  it('cannot act on themselves', async () => {
    for (const act of ['disable', 'enable', 'unlock', 'reset-password'])
      expectProblem(await bySysadmin(`accounts/sysadmin/${act}`, REASON), 403, 'FORBIDDEN');
    expectProblem(
      await bySysadmin('accounts/sysadmin/hand-over', { to: 'auditor', ...REASON }),
      403,
      'FORBIDDEN',
    );
    expectProblem(await bySecadmin('accounts/secadmin/grants', OFFICER), 403, 'FORBIDDEN');
    expectProblem(await bySecadmin('accounts/secadmin/grants/withdrawal', REASON), 403, 'FORBIDDEN');
  });

  it('cannot remove the last one of their kind', async () => {
    expectProblem(await bySysadmin('accounts/secadmin/disable', REASON), 409, 'CONFLICT');
    expectProblem(await bySecadmin('accounts/sysadmin/grants/withdrawal', REASON), 409, 'CONFLICT');
    expectProblem(await bySecadmin('accounts/sysadmin/grants', OFFICER), 409, 'CONFLICT');
  });

  it('are never two of them, not even one after another', async () => {
    const grant = { role: 'SYSTEM_ADMINISTRATOR', ...ADMINISTRATOR };
    const { errors } = expectProblem(
      await bySecadmin('accounts/auditor/grants', grant),
      422,
      'RULE_VIOLATION',
    );
    expect(errors).toMatchObject([{ pointer: '/role', code: 'ROLE_SEPARATION' }]);
    await newAccount(bureau, 'former-auditor', { role: 'AUDITOR', ...ADMINISTRATOR });
    const taken = await bySecadmin('accounts/former-auditor/grants/withdrawal', REASON);
    const { id } = taken.json() as Granted;
    const head = await bureau.tokenOf('city-bureau-head');
    const withdrawn = await post(bureau, `accounts/former-auditor/grants/${id}/confirm`, undefined, head);
    expect(withdrawn.json()).toMatchObject({ role: null, state: 'IN_EFFECT' });
    expectProblem(await bySecadmin('accounts/former-auditor/grants', grant), 422, 'RULE_VIOLATION');
  });
});

describe('a grant', () => {
  it('works with the next tokens, stops those from before, and is kept with its time', async () => {
    const before = await newAccount(bureau, 'district-zhao');
    clock.advanceSeconds(10);
    const granted = (await bySecadmin('accounts/district-zhao/grants', OFFICER)).json() as Granted;
    expectProblem(await me(bureau, before), 401, 'UNAUTHENTICATED');
    await takeOver(bureau, 'district-zhao', granted.oneTimePassword ?? '', NEXT_PASSWORD);
    const { accessToken } = await signIn(bureau, 'district-zhao', NEXT_PASSWORD);
    expect((await get('cases', accessToken)).status).toBe(200);
    await bySecadmin('accounts/district-zhao/grants', {
      ...OFFICER,
      role: 'DISTRICT_AGENCY',
      post: 'SETTLEMENT',
    });
    await bySecadmin('accounts/district-zhao/grants/withdrawal', REASON);
    expectProblem(await me(bureau, accessToken), 401, 'UNAUTHENTICATED');
    const { items } = (await get('accounts/district-zhao/grants', secadmin)).json() as { items: unknown[] };
    expect(items).toMatchObject([
      { role: 'DISTRICT_BUREAU', post: 'OFFICER', state: 'ENDED', grantedBy: 'secadmin', reason: '任职' },
      { role: 'DISTRICT_AGENCY', post: 'SETTLEMENT', state: 'ENDED' },
      { role: null, state: 'IN_EFFECT', reason: '人员变动', to: null },
    ]);
    const [first, second] = items as { to: string; from: string }[];
    expect(first?.to).toBe(second?.from);
    expect((await linesOf(bureau, 'GRANT_WITHDRAWN')).at(-1)?.subject).toBe('account/district-zhao');
  });

  it.each([
    [{ role: 'DISTRICT_BUREAU', office: '110000', post: 'OFFICER' }, '/office'],
    [{ role: 'MUNICIPAL_BUREAU', office: '110105', post: 'OFFICER' }, '/office'],
    [{ role: 'AUDITOR', office: '110105' }, '/office'],
    [{ role: 'INSTITUTION_CLERK', office: '110105' }, '/office'],
    [{ role: 'INSTITUTION_CLERK', office: '１１０１０５' }, '/office'],
    [{ role: 'DISTRICT_AGENCY', office: '110105' }, '/post'],
    [{ role: 'INSTITUTION_CLERK', office: 'H11010500001', post: 'HEAD' }, '/post'],
    [{ role: 'DISTRICT_BUREAU', office: '110105', post: 'SETTLEMENT' }, '/post'],
    [{ role: 'PERSON', office: 'H11010500001' }, '/personCode'],
    [{ role: 'AUDITOR', office: '110000', personCode: 'D110105000001' }, '/personCode'],
  ])('is refused when its parts do not go together: %j', async (grant, pointer) => {
    const answer = await bySecadmin('accounts/district-li/grants', { ...grant, reason: '任职' });
    const { errors } = expectProblem(answer, 400, 'INVALID_REQUEST');
    expect(errors).toMatchObject([{ pointer }]);
  });

  it('keeps codes as codes are compared, however they were typed', async () => {
    const grant = { role: 'PERSON', office: ' h11010500001', personCode: 'ｄ110105000001', reason: '本人' };
    await newAccount(bureau, 'person-two');
    expect((await bySecadmin('accounts/person-two/grants', grant)).json()).toMatchObject({
      office: 'H11010500001',
      personCode: 'D110105000001',
    });
  });

  it('is for nobody and no institution that is not registered', async () => {
    const faultsOf = async (grant: object): Promise<unknown> =>
      expectProblem(
        await bySecadmin('accounts/district-li/grants', { ...grant, reason: '本人' }),
        422,
        'RULE_VIOLATION',
      )['errors'];
    expect(
      await faultsOf({ role: 'PERSON', office: 'H11010500001', personCode: 'D999999999999' }),
    ).toMatchObject([{ pointer: '/personCode', code: 'UNKNOWN_REFERENCE' }]);
    expect(
      await faultsOf({ role: 'PERSON', office: 'H99999999999', personCode: 'D999999999999' }),
    ).toMatchObject([
      { pointer: '/office', code: 'UNKNOWN_REFERENCE' },
      { pointer: '/personCode', code: 'UNKNOWN_REFERENCE' },
    ]);
    expect(await faultsOf({ role: 'INSTITUTION_CLERK', office: 'H99999999999' })).toMatchObject([
      { pointer: '/office', code: 'UNKNOWN_REFERENCE' },
    ]);
  });

  it('is the first one with a new password: whoever made the account cannot come in as the officer', async () => {
    const made = await bySysadmin('accounts', { username: 'district-sun', displayName: '孙某' });
    const { oneTimePassword: ofMaker } = made.json() as { oneTimePassword: string };
    await takeOver(bureau, 'district-sun', ofMaker);
    const granted = (await bySecadmin('accounts/district-sun/grants', OFFICER)).json() as Granted;
    expect(granted).toMatchObject({
      state: 'IN_EFFECT',
      oneTimePassword: expect.stringMatching(/^[\w-]{20}$/),
    });
    for (const password of [ofMaker, OWN_PASSWORD])
      expectProblem(await login(bureau, 'district-sun', password), 401, 'UNAUTHENTICATED');
    expect((await linesOf(bureau, 'PASSWORD_RESET')).at(-1)).toEqual({
      actor: 'secadmin',
      subject: 'account/district-sun',
      after: { grant: granted.id },
    });
    await takeOver(bureau, 'district-sun', granted.oneTimePassword ?? '', NEXT_PASSWORD);
    const next = await bySecadmin('accounts/district-sun/grants', { ...OFFICER, post: 'HEAD' });
    expect(next.json()).toMatchObject({ state: 'IN_EFFECT', oneTimePassword: null });
    expect((await login(bureau, 'district-sun', NEXT_PASSWORD)).status).toBe(200);
  });

  it('given again after a withdrawal brings no password, and meanwhile no reset by one person does', async () => {
    await bySecadmin('accounts/district-sun/grants/withdrawal', REASON);
    expect((await bySysadmin('accounts/district-sun/reset-password', REASON)).status).toBe(202);
    const again = await bySecadmin('accounts/district-sun/grants', OFFICER);
    expect(again.json()).toMatchObject({ state: 'IN_EFFECT', oneTimePassword: null });
    expect((await login(bureau, 'district-sun', NEXT_PASSWORD)).status).toBe(200);
  });

  it('cannot be changed or removed in the database', async () => {
    const manager = bureau.app.get(Database);
    const change = (sql: string): Promise<unknown> =>
      manager.write(async (tx) => ({ result: await tx.query<unknown>(sql), record: { ...NOBODY } }));
    await expect(change('UPDATE "account_grant" SET "role" = NULL')).rejects.toThrow(/append-only/);
    await expect(change('DELETE FROM "account_grant"')).rejects.toThrow(/append-only/);
  });

  it('stands for every demonstration account from the beginning', async () => {
    const { read } = bureau.app.get(Database);
    const grants = await read.findBy(AccountGrantEntity, { reason: '示范账号' });
    expect(grants).toHaveLength(16);
    expect(grants.every(({ actor, needsConfirmation }) => actor === 'system' && !needsConfirmation)).toBe(
      true,
    );
  });
});

const NOBODY = {
  actor: 'system',
  office: 'system',
  action: 'PROBE',
  subject: 'probe',
  before: null,
  after: null,
  receipt: null,
};

describe('the role of an administrator', () => {
  it('waits for a second security administrator where there is one', async () => {
    const second = await newAccount(bureau, 'secadmin-2', {
      role: 'SECURITY_ADMINISTRATOR',
      ...ADMINISTRATOR,
    });
    await newAccount(bureau, 'auditor-2');
    const granted = await bySecadmin('accounts/auditor-2/grants', { role: 'AUDITOR', ...ADMINISTRATOR });
    expect(granted.json()).toMatchObject({ state: 'WAITING', from: null, confirmedBy: null });
    const { id } = granted.json() as { id: number };
    const confirm = `accounts/auditor-2/grants/${id}/confirm`;
    expectProblem(
      await get('accounts', (await signIn(bureau, 'auditor-2', OWN_PASSWORD)).accessToken),
      403,
      'NO_GRANT',
    );
    const { errors } = expectProblem(await bySecadmin(confirm), 422, 'RULE_VIOLATION');
    expect(errors).toMatchObject([{ code: 'SECOND_PERSON_REQUIRED' }]);
    const confirmed = await post(bureau, confirm, undefined, second);
    expect(confirmed.json()).toMatchObject({ state: 'IN_EFFECT', confirmedBy: 'secadmin-2' });
    await takeOver(bureau, 'auditor-2', (confirmed.json() as Granted).oneTimePassword ?? '', NEXT_PASSWORD);
    expect(
      (await get('accounts', (await signIn(bureau, 'auditor-2', NEXT_PASSWORD)).accessToken)).status,
    ).toBe(200);
    expectProblem(await post(bureau, confirm, undefined, second), 409, 'CONFLICT');
    expect((await linesOf(bureau, 'GRANT_CONFIRMED')).at(-1)).toMatchObject({ actor: 'secadmin-2' });
  });

  it('lapses when another grant comes first, and other roles do not wait', async () => {
    await newAccount(bureau, 'sysadmin-2');
    const grant = { role: 'SYSTEM_ADMINISTRATOR', ...ADMINISTRATOR };
    const { id } = (await bySecadmin('accounts/sysadmin-2/grants', grant)).json() as { id: number };
    expect((await bySecadmin('accounts/sysadmin-2/grants', OFFICER)).json()).toMatchObject({
      state: 'IN_EFFECT',
    });
    const { accessToken } = await signIn(bureau, 'secadmin-2', OWN_PASSWORD);
    const confirm = await post(bureau, `accounts/sysadmin-2/grants/${id}/confirm`, undefined, accessToken);
    expectProblem(confirm, 409, 'CONFLICT');
    expectProblem(await bySecadmin('accounts/sysadmin-2/grants/99999/confirm'), 404, 'NOT_FOUND');
    expectProblem(await bySecadmin('accounts/sysadmin-2/grants/x/confirm'), 404, 'NOT_FOUND');
  });
});

describe('the system administrator', () => {
  it('disables: tokens, refresh tokens and sign-in stop at once, and come back only by enabling', async () => {
    const { accessToken, refreshToken } = await signIn(bureau, 'district-agency-2');
    expect((await bySysadmin('accounts/district-agency-2/disable', REASON)).json()).toMatchObject({
      state: 'DISABLED',
    });
    expectProblem(await me(bureau, accessToken), 401, 'UNAUTHENTICATED');
    expectProblem(await post(bureau, 'auth/refresh', { refreshToken }), 401, 'UNAUTHENTICATED');
    const refused = await login(bureau, 'district-agency-2');
    expect(refused.text).toBe((await login(bureau, 'no-such-user')).text);
    expectProblem(await bySysadmin('accounts/district-agency-2/disable', REASON), 409, 'CONFLICT');
    await bySysadmin('accounts/district-agency-2/enable', REASON);
    expect((await login(bureau, 'district-agency-2')).status).toBe(200);
    expectProblem(await bySysadmin('accounts/district-agency-2/enable', REASON), 409, 'CONFLICT');
    expect((await linesOf(bureau, 'ACCOUNT_DISABLED')).at(-1)?.after).toEqual(REASON);
  });

  it('does not reset the password of an officer alone: the old one and every session end, the new one is for one sign-in', async () => {
    const { accessToken } = await signIn(bureau, 'pharmacy');
    const asked = await bySysadmin('accounts/pharmacy/reset-password', REASON);
    expect(asked.status).toBe(202);
    expect(asked.json()).not.toHaveProperty('oneTimePassword');
    expect((await me(bureau, accessToken)).status).toBe(200);
    const { request } = asked.json() as { request: { id: number } };
    const answer = await bySecadmin(`account-requests/${request.id}/confirm`);
    const { oneTimePassword } = answer.json() as { oneTimePassword: string };
    expectProblem(await me(bureau, accessToken), 401, 'UNAUTHENTICATED');
    expectProblem(await login(bureau, 'pharmacy'), 401, 'UNAUTHENTICATED');
    expect((await signIn(bureau, 'pharmacy', oneTimePassword)).mustDo).toBe('CHANGE_PASSWORD');
    expect(JSON.stringify(await linesOf(bureau, 'PASSWORD_RESET'))).not.toContain(oneTimePassword);
  });

  it('unlocks what failed too often', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) await login(bureau, 'person', 'a guess');
    const listed = (await get('accounts', sysadmin)).json() as { items: { username: string }[] };
    expect(listed.items.find(({ username }) => username === 'person')).toHaveProperty(
      'lockedUntil',
      '2025-10-01T02:01:10.000Z',
    );
    expect((await bySysadmin('accounts/person/unlock', REASON)).status).toBe(200);
    expect((await login(bureau, 'person')).status).toBe(200);
    expectProblem(await bySysadmin('accounts/person/unlock', REASON), 409, 'CONFLICT');
    expect((await linesOf(bureau, 'ACCOUNT_UNLOCKED')).at(-1)?.subject).toBe('account/person');
  });

  it('finds no account that there is not', async () => {
    expectProblem(await bySysadmin('accounts/nobody-here/disable', REASON), 404, 'NOT_FOUND');
  });
});

describe('a deputy', () => {
  const PERIOD = { from: '2025-10-01', to: '2025-10-10', reason: '休假' };
  const asked = async (username: string, principal: string): Promise<Answer> =>
    bureau.request('GET', '/api/v1/auth/me', {
      token: await bureau.tokenOf(username),
      headers: { 'x-acting-for': principal },
    });

  it('has the post of the one represented, under their own name, on the days named', async () => {
    expectProblem(await asked('city-bureau', 'city-bureau-head'), 403, 'FORBIDDEN');
    const appointed = await bySecadmin('accounts/city-bureau-head/deputies', {
      deputy: 'city-bureau',
      ...PERIOD,
    });
    expect(appointed.status).toBe(201);
    expect((await asked('city-bureau', 'city-bureau-head')).json()).toMatchObject({
      username: 'city-bureau',
      post: 'HEAD',
    });
    expect((await me(bureau, await bureau.tokenOf('city-bureau'))).json()).toMatchObject({ post: 'OFFICER' });
    expectProblem(await asked('city-bureau-2', 'city-bureau-head'), 403, 'FORBIDDEN');
  });

  it('says for whom in every line of what they do', async () => {
    await bureau.request('POST', '/api/v1/auth/logout-everywhere', {
      token: await bureau.tokenOf('city-bureau'),
    });
    const token = await bureau.tokenOf('city-bureau');
    const made = await bureau.request('POST', '/api/v1/cases', {
      token,
      headers: { 'x-acting-for': 'city-bureau-head' },
      body: beijingCase(),
    });
    expect(made.status).toBe(201);
    const line = (await linesOf(bureau, 'CASE_OPENED')).at(-1);
    expect(line).toMatchObject({ actor: 'city-bureau', after: { actingFor: 'city-bureau-head' } });
    await bureau.request('POST', '/api/v1/cases', { token, body: beijingCase() });
    const own = (await linesOf(bureau, 'CASE_OPENED')).at(-1);
    expect(own?.after).not.toHaveProperty('actingFor');
  });

  it('is refused with everything against it', async () => {
    const appoint = async (principal: string, deputy: string, period = PERIOD): Promise<unknown> =>
      expectProblem(
        await bySecadmin(`accounts/${principal}/deputies`, { deputy, ...period }),
        422,
        'RULE_VIOLATION',
      )['errors'];
    expect(await appoint('city-bureau', 'district-agency')).toMatchObject([
      { pointer: '/deputy', code: 'DEPUTY_ROLE_DIFFERS' },
      { pointer: '/deputy', code: 'DEPUTY_OFFICE_DIFFERS' },
    ]);
    expect(await appoint('district-agency-2', 'district-settlement')).toMatchObject([
      { pointer: '/deputy', code: 'DEPUTY_POST_DIFFERS', citation: 'PQ2025:42' },
    ]);
    expect(await appoint('city-bureau', 'nobody-here')).toMatchObject([{ code: 'UNKNOWN_REFERENCE' }]);
    expect(await appoint('city-bureau', 'city-bureau')).toMatchObject([{ code: 'SECOND_PERSON_REQUIRED' }]);
    expect(await appoint('auditor', 'auditor-2')).toMatchObject([{ code: 'ROLE_NOT_REPRESENTED' }]);
    expect(await appoint('city-bureau', 'city-bureau-2', { ...PERIOD, to: '2025-09-30' })).toMatchObject([
      { pointer: '/to', code: 'DATE_ORDER' },
    ]);
  });

  it('is one until the end, and not a moment longer', async () => {
    const appointed = await bySecadmin('accounts/city-agency/deputies', {
      deputy: 'city-agency-2',
      ...PERIOD,
    });
    const { id } = appointed.json() as { id: string };
    expect((await asked('city-agency-2', 'city-agency')).status).toBe(200);
    const end = `accounts/city-agency/deputies/${id}/end`;
    expect((await bySecadmin(end, REASON)).json()).toMatchObject({
      endReason: '人员变动',
      endedBy: 'secadmin',
    });
    expectProblem(await asked('city-agency-2', 'city-agency'), 403, 'FORBIDDEN');
    expectProblem(await bySecadmin(end, REASON), 409, 'CONFLICT');
    expect((await get('accounts/city-agency/deputies', sysadmin)).json()).toMatchObject({ items: [{ id }] });
  });
});

describe('a hand-over', () => {
  it('ends standings as deputy and closes the account, each with its line', async () => {
    const reason = '调离';
    await bySecadmin('accounts/district-agency/deputies', {
      deputy: 'district-agency-2',
      from: '2025-10-01',
      to: '2025-12-31',
      reason: '学习',
    });
    const wrong = await bySysadmin('accounts/district-agency/hand-over', { to: 'city-agency', reason });
    expectProblem(wrong, 422, 'RULE_VIOLATION');
    const answer = await bySysadmin('accounts/district-agency/hand-over', {
      to: 'district-agency-2',
      reason,
    });
    expect(answer.json()).toMatchObject({ state: 'DISABLED', deputiesEnded: 1 });
    expectProblem(await login(bureau, 'district-agency'), 401, 'UNAUTHENTICATED');
    expect((await linesOf(bureau, 'WORK_HANDED_OVER')).at(-1)).toEqual({
      actor: 'sysadmin',
      subject: 'account/district-agency',
      after: { to: 'district-agency-2', reason, deputiesEnded: 1 },
    });
    expect((await linesOf(bureau, 'DEPUTY_ENDED')).at(-1)?.subject).toBe('account/district-agency');
    expect((await linesOf(bureau, 'ACCOUNT_DISABLED')).at(-1)?.subject).toBe('account/district-agency');
  });

  it('of a head of the municipal bureau is no way around the second person', async () => {
    const to = { to: 'city-bureau', reason: '调离' };
    const answer = await bySysadmin('accounts/city-bureau-head/hand-over', to);
    expectProblem(answer, 409, 'CONFLICT');
    expect((await login(bureau, 'city-bureau-head')).status).toBe(200);
  });
});

describe('production', () => {
  it('makes exactly three accounts on an empty database, each to change its password first', async () => {
    const FIRST_ADMIN_PASSWORD = 'three of us, once';
    const production = await openTestApp({}, { ...PRODUCTION, FIRST_ADMIN_PASSWORD });
    const accounts = await production.app
      .get(Database)
      .read.find(AccountEntity, { order: { username: 'ASC' } });
    expect(
      accounts.map(({ username, role, mustChangePassword }) => [username, role, mustChangePassword]),
    ).toEqual([
      ['auditor', 'AUDITOR', true],
      ['secadmin', 'SECURITY_ADMINISTRATOR', true],
      ['sysadmin', 'SYSTEM_ADMINISTRATOR', true],
    ]);
    const first = await signIn(production, 'sysadmin', FIRST_ADMIN_PASSWORD);
    const answer = await production.request('GET', '/api/v1/accounts', { token: first.accessToken });
    expectProblem(answer, 403, 'PASSWORD_CHANGE_REQUIRED');
    const again = await openTestApp({}, { ...PRODUCTION, FIRST_ADMIN_PASSWORD, DATA_DIR: production.folder });
    expect(await again.app.get(Database).read.count(AccountEntity)).toBe(3);
    await again.close();
    await production.close();
  });

  it('does not start with a first password that breaks the rules', async () => {
    const FIRST_ADMIN_PASSWORD = 'sysadmin-sysadmin';
    await expect(openTestApp({}, { ...PRODUCTION, FIRST_ADMIN_PASSWORD })).rejects.toThrow(
      /FIRST_ADMIN_PASSWORD：密码不得包含用户名。/,
    );
  });

  it('does not start on demonstration accounts that keep the password of the demonstration', async () => {
    const demonstration = await openTestApp();
    const start = (): Promise<unknown> =>
      createApp(readEnvironment({ ...PRODUCTION, LOG_LEVEL: 'silent', DATA_DIR: demonstration.folder }));
    await expect(start()).rejects.toThrow(/示范密码.*auditor/);
    await demonstration.close();
  });

  it('does not start on accounts seeded with another password of the demonstration', async () => {
    const demonstration = await openTestApp({}, { DEMO_PASSWORD: 'Bureau-Trial-77' });
    const start = (): Promise<unknown> =>
      createApp(readEnvironment({ ...PRODUCTION, LOG_LEVEL: 'silent', DATA_DIR: demonstration.folder }));
    await expect(start()).rejects.toThrow(/示范密码.*city-bureau、.*sysadmin/);
    await demonstration.close();
  });
});
