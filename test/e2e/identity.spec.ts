import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Post } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { AnySignedIn, Right } from '../../src/identity/identity.module.js';
import { AccountEntity } from '../../src/identity/account.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
import { expectProblem } from '../support/problem.js';
import { PRODUCTION } from '../support/production.js';
import { TestClock } from '../support/test-clock.js';
import { DEMO_PASSWORD, openTestApp, type TestApp } from '../support/test-app.js';

@Controller('probe')
class ProbeController {
  @Get('any')
  @AnySignedIn()
  any(): object {
    return {};
  }

  @Post('bureau')
  @Right('ruling.record')
  bureau(): object {
    return {};
  }

  @Get('unmarked')
  unmarked(): object {
    return {};
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {}

const SECRET = 'a secret of at least thirty-two bytes';
const LOGIN = '/api/v1/auth/login';
const ME = '/api/v1/auth/me';

const ACCOUNTS = [
  ['city-bureau', 'MUNICIPAL_BUREAU', '110000', 'OFFICER'],
  ['city-bureau-2', 'MUNICIPAL_BUREAU', '110000', 'OFFICER'],
  ['city-bureau-head', 'MUNICIPAL_BUREAU', '110000', 'HEAD'],
  ['city-legal', 'MUNICIPAL_BUREAU', '110000', 'LEGAL_REVIEWER'],
  ['city-agency', 'MUNICIPAL_AGENCY', '110000', 'OFFICER'],
  ['city-agency-2', 'MUNICIPAL_AGENCY', '110000', 'OFFICER'],
  ['district-bureau', 'DISTRICT_BUREAU', '110105', 'OFFICER'],
  ['district-agency', 'DISTRICT_AGENCY', '110105', 'OFFICER'],
  ['district-agency-2', 'DISTRICT_AGENCY', '110105', 'OFFICER'],
  ['district-settlement', 'DISTRICT_AGENCY', '110105', 'SETTLEMENT'],
  ['hospital', 'INSTITUTION_CLERK', 'H11010500001', null],
  ['pharmacy', 'INSTITUTION_CLERK', 'P11010500001', null],
  ['person', 'PERSON', 'H11010500001', null],
  ['auditor', 'AUDITOR', '110000', null],
  ['sysadmin', 'SYSTEM_ADMINISTRATOR', '110000', null],
  ['secadmin', 'SECURITY_ADMINISTRATOR', '110000', null],
] as const;

const clock = new TestClock();
let bureau: TestApp;

beforeAll(async () => {
  bureau = await openTestApp({ clock, modules: [ProbeModule] }, { JWT_SECRET: SECRET });
});

afterAll(async () => {
  await bureau.close();
});

describe('POST /auth/login', () => {
  it.each(ACCOUNTS)('signs %s in', async (username, role, office, post) => {
    const answer = await bureau.request('POST', LOGIN, { body: { username, password: DEMO_PASSWORD } });
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual({
      accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      expiresIn: 900,
      tokenType: 'Bearer',
      refreshToken: expect.stringMatching(/^rt_[\w-]{43}$/),
      refreshExpiresIn: 12 * 3600,
      account: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        username,
        displayName: expect.stringMatching(/^\p{Script=Han}+$/u),
        role,
        office,
        post,
        personCode: username === 'person' ? 'D110105000001' : null,
      },
      ...(role === 'AUDITOR' && {
        checkpoint: expect.objectContaining({ origin: 'insurance-enforcement/record' }),
      }),
    });
  });

  it('answers an unknown user exactly as a wrong password', async () => {
    const wrong = await bureau.request('POST', LOGIN, { body: { username: 'auditor', password: 'guess' } });
    const unknown = await bureau.request('POST', LOGIN, { body: { username: 'nobody', password: 'guess' } });
    expectProblem(wrong, 401, 'UNAUTHENTICATED');
    expect(unknown.text).toBe(wrong.text);
    expect(wrong.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('lists every fault of a malformed login', async () => {
    const answer = await bureau.request('POST', LOGIN, { body: { username: 7, pass: 'x' } });
    const { errors } = expectProblem(answer, 400, 'INVALID_REQUEST');
    expect(errors).toEqual([
      {
        pointer: '/pass',
        code: 'UNKNOWN_PROPERTY',
        detail: '没有此项，请删除；可用的项有：username、password',
      },
      {
        pointer: '/password',
        code: 'REQUIRED',
        detail: '此项必填，须为 1 至 200 个字符的文字，不得全为空白',
      },
      {
        pointer: '/username',
        code: 'INVALID_VALUE',
        detail: '须为 1 至 64 个字符的文字，不得全为空白，例如 "city-bureau"',
      },
    ]);
  });
});

describe('a token', () => {
  const me = (authorization: string): ReturnType<TestApp['request']> =>
    bureau.request('GET', ME, { headers: { authorization } });

  it('tells who is signed in', async () => {
    const answer = await me(`Bearer ${await bureau.tokenOf('district-bureau')}`);
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({
      username: 'district-bureau',
      role: 'DISTRICT_BUREAU',
      office: '110105',
    });
  });

  it('is needed everywhere but on public routes', async () => {
    expectProblem(await bureau.request('GET', ME), 401, 'UNAUTHENTICATED');
    expectProblem(await bureau.request('GET', '/api/v1/probe/any'), 401, 'UNAUTHENTICATED');
  });

  it.each(['', 'Bearer', 'Bearer ', 'Basic YTpi', 'Bearer a.b.c', 'Bearer a b'])(
    'is not %j',
    async (header) => {
      expectProblem(await me(header), 401, 'UNAUTHENTICATED');
    },
  );

  it('must be signed with our secret, by our algorithm', async () => {
    const claims = { sub: 'x', account: { username: 'x', role: 'MUNICIPAL_BUREAU' } };
    const forged = new JwtService({ secret: 'another secret, thirty-two bytes long' });
    expectProblem(await me(`Bearer ${forged.sign(claims)}`), 401, 'UNAUTHENTICATED');
    const none = [{ alg: 'none', typ: 'JWT' }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    expectProblem(await me(`Bearer ${none}.`), 401, 'UNAUTHENTICATED');
    const otherAlgorithm = new JwtService({ secret: SECRET }).sign(claims, { algorithm: 'HS512' });
    expectProblem(await me(`Bearer ${otherAlgorithm}`), 401, 'UNAUTHENTICATED');
  });

  it('expires after 900 seconds', async () => {
    const token = await bureau.tokenOf('auditor');
    clock.advanceSeconds(899);
    expect((await me(`Bearer ${token}`)).status).toBe(200);
    clock.advanceSeconds(1);
    expectProblem(await me(`Bearer ${token}`), 401, 'UNAUTHENTICATED');
  });
});

describe('@Right', () => {
  const asked = async (username: string): ReturnType<TestApp['request']> =>
    bureau.request('POST', '/api/v1/probe/bureau', { token: await bureau.tokenOf(username) });

  it('lets those in who hold the right', async () => {
    expect((await asked('city-bureau')).status).toBe(201);
    expect((await asked('city-bureau-head')).status).toBe(201);
  });

  it('keeps the others out, and tells them which right they lack', async () => {
    const refused = expectProblem(await asked('district-bureau'), 403, 'FORBIDDEN');
    expect(refused['detail']).toBe('当前账号没有此项权限：记录对有疑义条款的正式解释。');
    expectProblem(await asked('sysadmin'), 403, 'FORBIDDEN');
  });

  it('asks for sign-in first', async () => {
    expectProblem(await bureau.request('POST', '/api/v1/probe/bureau'), 401, 'UNAUTHENTICATED');
  });
});

describe('a route without a mark', () => {
  it('is closed to every account', async () => {
    for (const [username] of ACCOUNTS) {
      const token = await bureau.tokenOf(username);
      expectProblem(await bureau.request('GET', '/api/v1/probe/unmarked', { token }), 403, 'FORBIDDEN');
    }
  });
});

describe('the demonstration accounts', () => {
  it('leave one entry each in the record, without their passwords', async () => {
    const entries = await bureau.app.get(Database).read.find(RecordEntryEntity, {
      where: { action: 'ACCOUNT_CREATED' },
      order: { sequence: 'ASC' },
    });
    expect(entries.map(({ action, subject }) => `${action} ${subject}`)).toEqual(
      ACCOUNTS.map(([username]) => `ACCOUNT_CREATED account/${username}`),
    );
    const { rowHashes, ...first } = JSON.parse(entries[0]?.after ?? '') as Record<string, object>;
    expect(Object.keys(rowHashes ?? {})).toHaveLength(ACCOUNTS.length);
    expect(first).toEqual({
      username: 'city-bureau',
      displayName: '市医保局执法人员甲',
      role: 'MUNICIPAL_BUREAU',
      office: '110000',
      post: 'OFFICER',
    });
  });

  it('have salts of their own', async () => {
    const accounts = await bureau.app.get(Database).read.find(AccountEntity);
    const hashes = new Set(accounts.map((account) => account.passwordHash));
    expect(hashes.size).toBe(ACCOUNTS.length);
    expect([...hashes].every((hash) => hash.startsWith('$argon2id$'))).toBe(true);
  });

  it('take the password of the environment', async () => {
    const other = await openTestApp({}, { DEMO_PASSWORD: 'another one' });
    const body = { username: 'auditor', password: 'another one' };
    expect((await other.request('POST', LOGIN, { body })).status).toBe(200);
    await other.close();
  });

  it('are not made in production', async () => {
    const production = await openTestApp({}, PRODUCTION);
    expect(await production.app.get(Database).read.count(AccountEntity)).toBe(0);
    await production.close();
  });

  it('are made once', async () => {
    const first = await openTestApp();
    const second = await openTestApp({}, { DATA_DIR: first.folder });
    expect(await second.app.get(Database).read.count(AccountEntity)).toBe(ACCOUNTS.length);
    await second.close();
    await first.close();
  });
});
