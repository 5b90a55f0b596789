import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Post } from '@nestjs/common';
import { Account, AnySignedIn, CurrentAccount, Right } from '../../src/identity/identity.module.js';
import { MachineKeyEntity } from '../../src/identity/machine-key.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
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

beforeAll(async () => {
  bureau = await openTestApp({ clock, modules: [ProbeModule] });
  sysadmin = await bureau.tokenOf('sysadmin');
});

afterAll(() => bureau.close());

const create = (body: object, token = sysadmin): Promise<Answer> =>
  bureau.request('POST', KEYS, { token, body });

async function newKey(): Promise<Key> {
  return (await create(FORM)).json() as Key;
}

const open = (token: string): Promise<Answer> => bureau.request('GET', '/api/v1/probe/open', { token });

it('lets a key act for nobody but its institution', async () => {
  const { key } = await newKey();
  const headers = { 'x-acting-for': 'hospital' };
  expectProblem(await bureau.request('GET', '/api/v1/probe/open', { token: key, headers }), 403, 'FORBIDDEN');
});

describe('POST /auth/machine-keys', () => {
  it('tells the key once and keeps only its hash', async () => {
    const answer = await create(FORM);
    expect(answer.status).toBe(201);
    const { key, id, ...rest } = answer.json() as Key;
    expect(key).toMatch(/^mk_[\w-]{43}$/);
    expect(rest).toEqual({
      ...FORM,
      state: 'ACTIVE',
      createdAt: expect.stringMatching(/^2025-07-01T00:00:00\.\d{3}Z$/),
      createdBy: 'sysadmin',
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
  });

  it('leaves a line in the record, without the key', async () => {
    const { id, key } = await newKey();
    const entry = await bureau.app
      .get(Database)
      .read.findOneByOrFail(RecordEntryEntity, { subject: `machine-key/${id}` });
    expect([entry.actor, entry.action, JSON.parse(entry.after ?? '')]).toEqual([
      'sysadmin',
      'MACHINE_KEY_CREATED',
      FORM,
    ]);
    expect(JSON.stringify(entry)).not.toContain(key);
  });

  it('refuses scopes that there are not, none, or one twice, and a last day that has passed', async () => {
    for (const scopes of [['everything'], [], ['feed:read', 'feed:read']]) {
      const { errors } = expectProblem(await create({ ...FORM, scopes }), 400, 'INVALID_REQUEST');
      expect(errors).toMatchObject([{ pointer: '/scopes', code: 'INVALID_VALUE' }]);
    }
    const { errors } = expectProblem(
      await create({ ...FORM, expiresOn: '2025-06-30' }),
      422,
      'RULE_VIOLATION',
    );
    expect(errors).toMatchObject([{ pointer: '/expiresOn', code: 'DATE_ORDER' }]);
  });

  it('is of one institution, however its code was typed', async () => {
    const answer = await create({ ...FORM, institution: 'ｈ11010500002' });
    expect(answer.json()).toMatchObject({ institution: 'H11010500002' });
    const list = await bureau.request('GET', `${KEYS}?institution=h11010500002`, { token: sysadmin });
    expect(list.text).toContain((answer.json() as Key).id);
  });

  it('is for system administrators; auditors read the list', async () => {
    for (const username of ['hospital', 'secadmin', 'city-agency', 'auditor'])
      expectProblem(await create(FORM, await bureau.tokenOf(username)), 403, 'FORBIDDEN');
    const list = await bureau.request('GET', KEYS, { token: await bureau.tokenOf('auditor') });
    expect(list.status).toBe(200);
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
    const entries = await bureau.app
      .get(Database)
      .read.find(RecordEntryEntity, { where: { subject: `machine-key/${id}` }, order: { sequence: 'ASC' } });
    expect(entries.map(({ action }) => action)).toEqual(['MACHINE_KEY_CREATED', 'MACHINE_KEY_REVOKED']);
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
    const entries = await bureau.app
      .get(Database)
      .read.findBy(RecordEntryEntity, { subject: `machine-key/${id}` });
    expect(entries.map(({ action }) => action)).toEqual(['MACHINE_KEY_CREATED']);
  });

  it('is good through its last day in Beijing and no longer', async () => {
    const { key } = await newKey();
    clock.advanceSeconds(SECONDS_TO_LAST_MOMENT);
    expect((await open(key)).status).toBe(200);
    clock.advanceSeconds(1);
    expectProblem(await open(key), 401, 'UNAUTHENTICATED');
    const list = await bureau.request('GET', KEYS, { token: await bureau.tokenOf('sysadmin') });
    const { items } = list.json() as { items: { state: string }[] };
    expect(new Set(items.map(({ state }) => state))).toEqual(new Set(['EXPIRED', 'REVOKED']));
  });
});
