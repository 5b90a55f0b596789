import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Post } from '@nestjs/common';
import { Account, AnySignedIn, CurrentAccount, Right } from '../../src/identity/identity.module.js';
import { MachineKeyEntity } from '../../src/identity/machine-key.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
import { newMachineKey } from '../support/accounts.js';
import { expectProblem } from '../support/problem.js';
import { TestClock } from '../support/test-clock.js';
import { openTestApp, type Answer, type TestApp } from '../support/test-app.js';

@Controller('probe')
class ProbeController {
  @Get('open')
  @Right('qualification.check')
  open(@CurrentAccount() account: Account): Account {
    return account;
  }

  @Get('closed')
  @AnySignedIn()
  closed(): object {
    return {};
  }

  @Post('bureau')
  @Right('case.decide-penalty')
  bureau(): object {
    return {};
  }

  @Post('claims')
  @Right('claim.hand-in')
  claims(): object {
    return {};
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {}

interface Key {
  readonly id: string;
  readonly key: string;
}

const KEYS = '/api/v1/auth/machine-keys';
const FORM = {
  name: '门诊收费系统',
  institution: 'H11010500001',
  scopes: ['qualifications:read'],
  expiresOn: '2025-07-02',
};

/** Eight in the morning of 1 July in Beijing. */
const clock = new TestClock('2025-07-01T00:00:00.000Z');
const SECONDS_TO_LAST_MOMENT = 2 * 24 * 3600 - 8 * 3600 - 1;
let bureau: TestApp;
let sysadmin: string;
let secadmin: string;

beforeAll(async () => {
  bureau = await openTestApp({ clock, modules: [ProbeModule] });
  sysadmin = await bureau.tokenOf('sysadmin');
  secadmin = await bureau.tokenOf('secadmin');
});

afterAll(() => bureau.close());

const ask = (body: object, token = sysadmin): Promise<Answer> =>
  bureau.request('POST', KEYS, { token, body });

const confirm = (id: string, token: string): Promise<Answer> =>
  bureau.request('POST', `${KEYS}/${id}/confirm`, { token });

const newKey = (): Promise<Key> => newMachineKey(bureau, FORM);

const linesAbout = async (id: string): Promise<unknown[]> => {
  const { read } = bureau.app.get(Database);
  const where = { subject: `machine-key/${id}` };
  const entries = await read.find(RecordEntryEntity, { where, order: { sequence: 'ASC' } });
  return entries.map(({ actor, action, after }) => [actor, action, JSON.parse(after ?? 'null') as unknown]);
};

const open = (token: string): Promise<Answer> => bureau.request('GET', '/api/v1/probe/open', { token });

it('lets a key act for nobody but its institution', async () => {
  const { key } = await newKey();
  const headers = { 'x-acting-for': 'hospital' };
  expectProblem(await bureau.request('GET', '/api/v1/probe/open', { token: key, headers }), 403, 'FORBIDDEN');
});

describe('POST /auth/machine-keys', () => {
  it('makes no key by itself: the system administrator gives no rights', async () => {
    const answer = await ask(FORM);
    expect(answer.status).toBe(201);
    const { id, ...rest } = answer.json() as Key;
    expect(rest).toEqual({
      ...FORM,
      state: 'WAITING',
      askedAt: expect.stringMatching(/^2025-07-01T00:00:00\.\d{3}Z$/),
      askedBy: 'sysadmin',
      createdAt: null,
      createdBy: null,
      lastUsedAt: null,
      revokedAt: null,
      revokedBy: null,
      revocationReason: null,
    });
    expect(await bureau.app.get(Database).read.existsBy(MachineKeyEntity, { id })).toBe(false);
    expectProblem(await confirm(id, sysadmin), 403, 'FORBIDDEN');
  });

  it('tells the key once, to the security administrator who confirms it, and keeps only its hash', async () => {
    const { id: asked } = (await ask(FORM)).json() as Key;
    const answer = await confirm(asked, secadmin);
    expect(answer.status).toBe(200);
    const { key, id, ...rest } = answer.json() as Key;
    expect(id).toBe(asked);
    expect(key).toMatch(/^mk_[\w-]{43}$/);
    expect(rest).toEqual({
      ...FORM,
      state: 'ACTIVE',
      askedAt: expect.stringMatching(/^2025-07-01T00:00:00\.\d{3}Z$/),
      askedBy: 'sysadmin',
      createdAt: expect.stringMatching(/^2025-07-01T00:00:00\.\d{3}Z$/),
      createdBy: 'secadmin',
      lastUsedAt: null,
      revokedAt: null,
      revokedBy: null,
      revocationReason: null,
    });
    const row = await bureau.app.get(Database).read.findOneByOrFail(MachineKeyEntity, { id });
    expect(row.keyHash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(row)).not.toContain(key);
    const list = await bureau.request('GET', `${KEYS}?institution=H11010500001`, { token: sysadmin });
    expect(list.text).toContain(id);
    expect(list.text).not.toContain(key);
    expect(list.text).not.toContain(row.keyHash);
    expectProblem(await confirm(id, secadmin), 409, 'CONFLICT');
    expectProblem(await confirm('none', secadmin), 404, 'NOT_FOUND');
  });

  it('leaves a line of who asked and one of who confirmed, without the key', async () => {
    const { id, key } = await newKey();
    const lines = await linesAbout(id);
    expect(lines).toEqual([
      ['sysadmin', 'MACHINE_KEY_ASKED', FORM],
      ['secadmin', 'MACHINE_KEY_CREATED', { ...FORM, askedBy: 'sysadmin' }],
    ]);
    expect(JSON.stringify(lines)).not.toContain(key);
  });

  it('can be taken back before it is confirmed, and then not confirmed', async () => {
    const { id } = (await ask(FORM)).json() as Key;
    const body = { reason: '填写有误' };
    const taken = await bureau.request('POST', `${KEYS}/${id}/revocation`, { token: sysadmin, body });
    expect(taken.json()).toMatchObject({ state: 'REVOKED', createdAt: null });
    expectProblem(await confirm(id, secadmin), 409, 'CONFLICT');
  });

  it('refuses scopes that there are not, none, or one twice, and a last day that has passed', async () => {
    for (const scopes of [['everything'], [], ['feed:read', 'feed:read']]) {
      const { errors } = expectProblem(await ask({ ...FORM, scopes }), 400, 'INVALID_REQUEST');
      expect(errors).toMatchObject([{ pointer: '/scopes', code: 'INVALID_VALUE' }]);
    }
    const { errors } = expectProblem(await ask({ ...FORM, expiresOn: '2025-06-30' }), 422, 'RULE_VIOLATION');
    expect(errors).toMatchObject([{ pointer: '/expiresOn', code: 'DATE_ORDER' }]);
  });

  it.each(['H99999999999', '110000'])('is for no institution that is not registered: %s', async (code) => {
    const answer = await ask({ ...FORM, institution: code, expiresOn: '2027-07-04' });
    const { errors } = expectProblem(answer, 422, 'RULE_VIOLATION');
    expect(errors).toMatchObject([
      { pointer: '/expiresOn', code: 'VALIDITY_TOO_LONG', detail: expect.stringContaining('2027-07-03') },
      { pointer: '/institution', code: 'UNKNOWN_REFERENCE' },
    ]);
  });

  it('is good for two years at most', async () => {
    const { errors } = expectProblem(await ask({ ...FORM, expiresOn: '2027-07-04' }), 422, 'RULE_VIOLATION');
    expect(errors).toMatchObject([{ pointer: '/expiresOn', code: 'VALIDITY_TOO_LONG' }]);
    expect((await ask({ ...FORM, expiresOn: '2027-07-03' })).status).toBe(201);
  });

  it('is of one institution, however its code was typed', async () => {
    const answer = await ask({ ...FORM, institution: 'ｈ11010500002' });
    expect(answer.json()).toMatchObject({ institution: 'H11010500002' });
    const list = await bureau.request('GET', `${KEYS}?institution=h11010500002`, { token: sysadmin });
    expect(list.text).toContain((answer.json() as Key).id);
  });

  it('is for system administrators; security administrators and auditors read the list', async () => {
    for (const username of ['hospital', 'secadmin', 'city-agency', 'auditor'])
      expectProblem(await ask(FORM, await bureau.tokenOf(username)), 403, 'FORBIDDEN');
    const { id } = (await ask(FORM)).json() as Key;
    for (const username of ['hospital', 'sysadmin', 'city-agency', 'auditor', 'city-bureau-head'])
      expectProblem(await confirm(id, await bureau.tokenOf(username)), 403, 'FORBIDDEN');
    for (const username of ['secadmin', 'auditor']) {
      const list = await bureau.request('GET', KEYS, { token: await bureau.tokenOf(username) });
      expect(list.status).toBe(200);
    }
    const clerk = await bureau.request('GET', KEYS, { token: await bureau.tokenOf('hospital') });
    expectProblem(clerk, 403, 'FORBIDDEN');
  });
});

describe('a machine key', () => {
  it('acts as a clerk of its institution where a route is open to its scope', async () => {
    const { id, key } = await newKey();
    const answer = await open(key);
    expect([answer.status, answer.json()]).toEqual([
      200,
      {
        id,
        username: `machine-key/${id}`,
        displayName: '门诊收费系统',
        role: 'INSTITUTION_CLERK',
        office: 'H11010500001',
        post: null,
        personCode: null,
      },
    ]);
  });

  it('is kept out of everything else: other routes, other scopes, other roles, its own making', async () => {
    const { id, key } = await newKey();
    const refused: readonly (readonly ['GET' | 'POST', string])[] = [
      ['GET', '/api/v1/probe/closed'],
      ['POST', '/api/v1/probe/claims'],
      ['POST', '/api/v1/probe/bureau'],
      ['GET', '/api/v1/auth/me'],
      ['GET', '/api/v1/cases'],
      ['GET', '/api/v1/persons'],
      ['GET', KEYS],
      ['POST', `${KEYS}/${id}/revocation`],
    ];
    for (const [method, path] of refused)
      expectProblem(await bureau.request(method, path, { token: key }), 403, 'FORBIDDEN');
  });

  it('is not one that was never made', async () => {
    expectProblem(await open(`mk_${'A'.repeat(43)}`), 401, 'UNAUTHENTICATED');
    expectProblem(await open('mk_'), 401, 'UNAUTHENTICATED');
  });

  it('is of no use from the moment it is revoked, and is revoked once', async () => {
    const { id, key } = await newKey();
    const revoke = (): Promise<Answer> =>
      bureau.request('POST', `${KEYS}/${id}/revocation`, { token: sysadmin, body: { reason: '系统停用' } });
    const answer = await revoke();
    expect(answer.json()).toMatchObject({
      id,
      state: 'REVOKED',
      revokedBy: 'sysadmin',
      revocationReason: '系统停用',
    });
    expectProblem(await open(key), 401, 'UNAUTHENTICATED');
    expectProblem(await revoke(), 409, 'CONFLICT');
    const missing = await bureau.request('POST', `${KEYS}/none/revocation`, {
      token: sysadmin,
      body: { reason: 'x' },
    });
    expectProblem(missing, 404, 'NOT_FOUND');
    expect(await linesAbout(id)).toMatchObject([
      ['sysadmin', 'MACHINE_KEY_ASKED', {}],
      ['secadmin', 'MACHINE_KEY_CREATED', {}],
      ['sysadmin', 'MACHINE_KEY_REVOKED', { reason: '系统停用' }],
    ]);
  });

  it('shows when it was last used, to the hour, without a line for each use', async () => {
    const { id, key } = await newKey();
    const lastUse = async (): Promise<string | null | undefined> => {
      const list = await bureau.request('GET', KEYS, { token: sysadmin });
      const { items } = list.json() as { items: { id: string; lastUsedAt: string | null }[] };
      return items.find((item) => item.id === id)?.lastUsedAt;
    };
    expect(await lastUse()).toBeNull();
    await open(key);
    await open(key);
    expect(await lastUse()).toBe('2025-07-01T00:00:00.000Z');
    expect(await linesAbout(id)).toHaveLength(2);
  });

  it('is good through its last day in Beijing and no longer', async () => {
    const { id: expired, key } = await newKey();
    const waiting = (await ask({ ...FORM, expiresOn: '2025-12-31' })).json() as Key;
    clock.advanceSeconds(SECONDS_TO_LAST_MOMENT);
    expect((await open(key)).status).toBe(200);
    clock.advanceSeconds(1);
    expectProblem(await open(key), 401, 'UNAUTHENTICATED');
    const states = async (): Promise<Map<string, string>> => {
      const list = await bureau.request('GET', KEYS, { token: await bureau.tokenOf('sysadmin') });
      const { items } = list.json() as { items: { id: string; state: string }[] };
      return new Map(items.map(({ id, state }) => [id, state]));
    };
    expect((await states()).get(expired)).toBe('EXPIRED');
    expect((await states()).get(waiting.id)).toBe('WAITING');
    clock.advanceSeconds(72 * 3600);
    expect((await states()).get(waiting.id)).toBe('LAPSED');
    expectProblem(await confirm(waiting.id, await bureau.tokenOf('secadmin')), 409, 'CONFLICT');
  });
});
