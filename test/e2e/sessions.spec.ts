import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SessionEntity, RefreshTokenEntity } from '../../src/identity/sessions/session.entity.js';
import { SignInFailureEntity } from '../../src/identity/sessions/sign-in-failure.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { linesOf, login, me, OWN_PASSWORD, post, signIn, type SignIn } from '../support/accounts.js';
import { expectProblem } from '../support/problem.js';
import { TestClock } from '../support/test-clock.js';
import { DEMO_PASSWORD, openTestApp, type Answer, type TestApp } from '../support/test-app.js';

const HOUR = 3600;
const SECRETS = { JWT_SECRET: 'a secret of at least thirty-two bytes' };

const clock = new TestClock();
let bureau: TestApp;

beforeAll(async () => {
  bureau = await openTestApp({ clock }, SECRETS);
});

afterAll(() => bureau.close());

const refresh = (refreshToken: string, app = bureau): Promise<Answer> =>
  post(app, 'auth/refresh', { refreshToken });

const refreshed = async (from: SignIn): Promise<SignIn> =>
  (await refresh(from.refreshToken)).json() as SignIn;

const works = async (token: string, app = bureau): Promise<boolean> => (await me(app, token)).status === 200;

describe('POST /auth/refresh', () => {
  it('gives new tokens for the same session, and the account as it now is', async () => {
    const first = await signIn(bureau, 'district-bureau');
    clock.advanceSeconds(901);
    expectProblem(await me(bureau, first.accessToken), 401, 'UNAUTHENTICATED');
    const answer = await refresh(first.refreshToken);
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({ expiresIn: 900, account: { username: 'district-bureau' } });
    expect(await works((answer.json() as SignIn).accessToken)).toBe(true);
  });

  it('ends the whole family when a used token comes back, with a line in the record', async () => {
    const first = await signIn(bureau, 'hospital');
    const other = await signIn(bureau, 'hospital');
    const second = await refreshed(first);
    const third = await refreshed(second);
    expectProblem(await refresh(first.refreshToken), 401, 'UNAUTHENTICATED');
    expectProblem(await refresh(third.refreshToken), 401, 'UNAUTHENTICATED');
    expect(await works(third.accessToken)).toBe(false);
    expect(await works(other.accessToken)).toBe(true);
    expect(await linesOf(bureau, 'REFRESH_TOKEN_REUSED')).toEqual([
      { actor: 'system', subject: 'account/hospital', after: { openedAt: expect.any(String) } },
    ]);
  });

  it('gives only one of two who come with the same token at once what they ask', async () => {
    const { refreshToken } = await signIn(bureau, 'pharmacy');
    const answers = await Promise.all([refresh(refreshToken), refresh(refreshToken)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it('ends after twelve hours without one', async () => {
    const first = await signIn(bureau, 'person');
    expect(first.refreshExpiresIn).toBe(12 * HOUR);
    clock.advanceSeconds(12 * HOUR - 1);
    const second = await refreshed(first);
    clock.advanceSeconds(12 * HOUR);
    expectProblem(await refresh(second.refreshToken), 401, 'UNAUTHENTICATED');
  });

  it('ends after seven days in any case', async () => {
    let last = await signIn(bureau, 'person');
    for (let half = 1; half < 14; half += 1) {
      clock.advanceSeconds(12 * HOUR - 100);
      last = await refreshed(last);
    }
    expect(last.refreshExpiresIn).toBe(12 * HOUR);
    clock.advanceSeconds(10 * HOUR);
    last = await refreshed(last);
    expect(last.refreshExpiresIn).toBe(2 * HOUR + 1300);
    clock.advanceSeconds(2 * HOUR + 1300);
    expectProblem(await refresh(last.refreshToken), 401, 'UNAUTHENTICATED');
  });

  it('answers what is no token, and keeps none in clear', async () => {
    expectProblem(await refresh('rt_nothing'), 401, 'UNAUTHENTICATED');
    expectProblem(await post(bureau, 'auth/refresh', {}), 400, 'INVALID_REQUEST');
    const { refreshToken } = await signIn(bureau, 'person');
    const rows = await bureau.app.get(Database).read.find(RefreshTokenEntity);
    expect(JSON.stringify(rows)).not.toContain(refreshToken);
    expect(rows.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
  });

  it('forgets sessions that are long over', async () => {
    const { read } = bureau.app.get(Database);
    await signIn(bureau, 'person');
    clock.advanceSeconds(8 * 24 * HOUR);
    await signIn(bureau, 'person');
    await signIn(bureau, 'person');
    const oldest = await read.find(SessionEntity, { order: { openedAt: 'ASC' }, take: 1 });
    expect((oldest[0]?.openedAt ?? '') >= clock.instant().slice(0, 10)).toBe(true);
  });
});

describe('an access token', () => {
  const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = (header: object, claims: object, key: string, hash = 'sha256'): string => {
    const text = `${encoded(header)}.${encoded(claims)}`;
    return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`;
  };

  it('is good for its 15 minutes only with our algorithm, our key, and an end', async () => {
    const { accessToken } = await signIn(bureau, 'city-agency');
    const claims = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()) as Record<
      string,
      unknown
    >;
    const { exp: _end, ...endless } = claims;
    const { iat: _since, ...timeless } = endless;
    const header = { alg: 'HS256', typ: 'JWT' };
    expect(await works(signed(header, claims, SECRETS.JWT_SECRET))).toBe(true);
    for (const forged of [
      `${encoded({ alg: 'none' })}.${encoded(claims)}.`,
      signed({ alg: 'HS512', typ: 'JWT' }, claims, SECRETS.JWT_SECRET, 'sha512'),
      signed({ ...header, kid: '/dev/null' }, claims, ''),
      signed(header, timeless, SECRETS.JWT_SECRET),
    ])
      expectProblem(await me(bureau, forged), 401, 'UNAUTHENTICATED');
    clock.advanceSeconds(901);
    const stale = signed(header, endless, SECRETS.JWT_SECRET);
    expectProblem(await me(bureau, stale), 401, 'UNAUTHENTICATED');
  });
});

describe('signing out', () => {
  it('ends one session at once, its refresh token with it, and no other', async () => {
    const here = await signIn(bureau, 'city-agency');
    const there = await signIn(bureau, 'city-agency');
    const answer = await post(bureau, 'auth/logout', undefined, here.accessToken);
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(await works(here.accessToken)).toBe(false);
    expectProblem(await refresh(here.refreshToken), 401, 'UNAUTHENTICATED');
    expect(await works(there.accessToken)).toBe(true);
  });

  it('everywhere ends them all, in the same second, and a new sign-in works at once', async () => {
    const both = [await signIn(bureau, 'city-agency-2'), await signIn(bureau, 'city-agency-2')] as const;
    expect((await post(bureau, 'auth/logout-everywhere', undefined, both[0].accessToken)).status).toBe(204);
    for (const { accessToken, refreshToken } of both) {
      expect(await works(accessToken)).toBe(false);
      expectProblem(await refresh(refreshToken), 401, 'UNAUTHENTICATED');
    }
    expect(await works((await signIn(bureau, 'city-agency-2')).accessToken)).toBe(true);
  });

  it('is known to a second process within a second, and to one started later', async () => {
    const { accessToken } = await signIn(bureau, 'city-legal');
    const second = await openTestApp({ clock }, { ...SECRETS, DATA_DIR: bureau.folder });
    expect(await works(accessToken, second)).toBe(true);
    await post(bureau, 'auth/logout-everywhere', undefined, accessToken);
    clock.advanceSeconds(1);
    expect(await works(accessToken, second)).toBe(false);
    await second.close();
    const third = await openTestApp({ clock }, { ...SECRETS, DATA_DIR: bureau.folder });
    expect(await works(accessToken, third)).toBe(false);
    await third.close();
  });
});

describe('POST /auth/password', () => {
  const change = (token: string, currentPassword: string, newPassword: string): Promise<Answer> =>
    post(bureau, 'auth/password', { currentPassword, newPassword }, token);

  it('signs out everywhere and in again here', async () => {
    const there = await signIn(bureau, 'district-agency');
    const here = await signIn(bureau, 'district-agency');
    const answer = await change(here.accessToken, DEMO_PASSWORD, OWN_PASSWORD);
    expect(answer.status).toBe(200);
    for (const { accessToken, refreshToken } of [here, there]) {
      expect(await works(accessToken)).toBe(false);
      expectProblem(await refresh(refreshToken), 401, 'UNAUTHENTICATED');
    }
    expect(await works((answer.json() as SignIn).accessToken)).toBe(true);
    expectProblem(await login(bureau, 'district-agency'), 401, 'UNAUTHENTICATED');
    expect((await login(bureau, 'district-agency', OWN_PASSWORD)).status).toBe(200);
    expect(await linesOf(bureau, 'PASSWORD_CHANGED')).toEqual([
      { actor: 'district-agency', subject: 'account/district-agency', after: null },
    ]);
  });

  it('tells everything that the rules have against a new one', async () => {
    const { accessToken } = await signIn(bureau, 'city-bureau');
    const faultsOf = async (password: string): Promise<unknown> =>
      expectProblem(await change(accessToken, DEMO_PASSWORD, password), 422, 'RULE_VIOLATION')['errors'];
    expect(await faultsOf('aaa')).toMatchObject([
      { pointer: '/newPassword', code: 'PASSWORD_TOO_SHORT' },
      { pointer: '/newPassword', code: 'PASSWORD_COMMON' },
    ]);
    expect(await faultsOf('I am city-bureau')).toMatchObject([{ code: 'PASSWORD_CONTAINS_USERNAME' }]);
    expect(await faultsOf(DEMO_PASSWORD)).toMatchObject([
      { code: 'PASSWORD_COMMON' },
      { code: 'PASSWORD_REUSED' },
    ]);
  });

  it('refuses the last five, and takes the sixth again', async () => {
    let { accessToken } = await signIn(bureau, 'city-bureau-2');
    const took = async (from: string, to: string): Promise<number> => {
      const answer = await change(accessToken, from, to);
      if (answer.status === 200) accessToken = (answer.json() as SignIn).accessToken;
      return answer.status;
    };
    const passwords = [1, 2, 3, 4, 5, 6].map((n) => `a tulip under snow ${n}`);
    let current = DEMO_PASSWORD;
    for (const next of passwords.slice(0, 5)) {
      expect(await took(current, next)).toBe(200);
      current = next;
    }
    expect(await took(current, passwords[0] ?? '')).toBe(422);
    expect(await took(current, passwords[5] ?? '')).toBe(200);
    expect(await took(passwords[5] ?? '', passwords[0] ?? '')).toBe(200);
  });

  it('counts a wrong present password among the failures that lock', async () => {
    const { accessToken } = await signIn(bureau, 'district-agency-2');
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const answer = await change(accessToken, 'a guess', OWN_PASSWORD);
      const { errors } = expectProblem(answer, 422, 'RULE_VIOLATION');
      expect(errors).toMatchObject([{ pointer: '/currentPassword', code: 'WRONG_PASSWORD' }]);
    }
    expectProblem(await change(accessToken, DEMO_PASSWORD, OWN_PASSWORD), 429, 'TOO_MANY_REQUESTS');
  });
});

describe('failed sign-ins', () => {
  const fail = async (username: string, times: number, app = bureau): Promise<Answer> => {
    for (let attempt = 1; attempt < times; attempt += 1) await login(app, username, 'a guess');
    return login(app, username, 'a guess');
  };

  it('lock the account after five, for one minute, then two, then four, whatever the password', async () => {
    for (const minutes of [1, 2, 4]) {
      expectProblem(await fail('city-bureau-head', minutes === 1 ? 5 : 1), 401, 'UNAUTHENTICATED');
      const locked = await login(bureau, 'city-bureau-head');
      expectProblem(locked, 429, 'TOO_MANY_REQUESTS');
      expect(locked.headers.get('retry-after')).toBe(String(minutes * 60));
      clock.advanceSeconds(minutes * 60);
    }
    expect((await login(bureau, 'city-bureau-head')).status).toBe(200);
    expectProblem(await fail('city-bureau-head', 4), 401, 'UNAUTHENTICATED');
    expect((await login(bureau, 'city-bureau-head')).status).toBe(200);
  });

  it('are answered for an unknown user byte for byte as for a known one, locked or not', async () => {
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const known = await login(bureau, 'auditor', 'a guess');
      const unknown = await login(bureau, 'nobody-there', 'a guess');
      expect([unknown.status, unknown.text]).toEqual([known.status, known.text]);
      expect(unknown.headers.get('retry-after')).toBe(known.headers.get('retry-after'));
    }
    clock.advanceSeconds(60);
  });

  it('leave lines when they lock, without what was typed', async () => {
    const typed = 'my password in the wrong box';
    await fail(typed, 5);
    const lines = await linesOf(bureau, 'SIGN_IN_LOCKED');
    expect(lines.at(-1)).toEqual({
      actor: 'system',
      subject: 'account/unknown',
      after: { failures: 5, lockedUntil: expect.any(String) },
    });
    expect(lines.map(({ subject }) => subject)).toContain('account/city-bureau-head');
    const rows = await bureau.app.get(Database).read.find(SignInFailureEntity);
    expect(JSON.stringify([lines, rows])).not.toMatch(/wrong box|a guess|127\.0\.0\.1/);
  });

  it('cannot be got round by guessing all at once', async () => {
    const guesses = Array.from({ length: 20 }, (_, index) => login(bureau, 'city-agency', `guess ${index}`));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array<number>(5).fill(401), ...Array<number>(15).fill(429)]);
    clock.advanceSeconds(60);
    expect((await login(bureau, 'city-agency')).status).toBe(200);
  });

  it('are remembered by a second process and after a restart', async () => {
    await fail('pharmacy', 5);
    const second = await openTestApp({ clock }, { ...SECRETS, DATA_DIR: bureau.folder });
    expectProblem(await login(second, 'pharmacy'), 429, 'TOO_MANY_REQUESTS');
    await second.close();
  });

  it('lock an address only after fifty, and then for everybody there', async () => {
    const own = new TestClock();
    const app = await openTestApp({ clock: own });
    for (let user = 0; user < 49; user += 1) await login(app, `user-${user}`, 'a guess');
    expect((await login(app, 'hospital')).status).toBe(200);
    expectProblem(await login(app, 'user-49', 'a guess'), 401, 'UNAUTHENTICATED');
    expectProblem(await login(app, 'hospital'), 429, 'TOO_MANY_REQUESTS');
    own.advanceSeconds(60);
    expect((await login(app, 'hospital')).status).toBe(200);
    const [line] = await linesOf(app, 'SIGN_IN_LOCKED');
    expect(line?.subject).toMatch(/^address\/[0-9a-f]{16}$/);
    await app.close();
  });
});

describe('successful sign-ins', () => {
  it('are on the record for auditors and administrators only', async () => {
    const app = await openTestApp();
    for (const username of ['auditor', 'hospital', 'sysadmin', 'secadmin', 'city-bureau'])
      await login(app, username);
    expect((await linesOf(app, 'SIGNED_IN')).map(({ actor }) => actor)).toEqual([
      'auditor',
      'sysadmin',
      'secadmin',
    ]);
    await app.close();
  });

  it('are not locked by being made all at once', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => login(bureau, 'secadmin')));
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(40).fill(200));
  });
});
