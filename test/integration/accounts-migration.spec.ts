import { describe, expect, it } from '@jest/globals';
import { AccountEntity } from '../../src/identity/account.entity.js';
import { AccountGrantEntity } from '../../src/identity/accounts/account-grant.entity.js';
import { MachineKeyEntity, MachineKeyRequestEntity } from '../../src/identity/machine-key.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { schema } from '../../src/schema.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { TestClock } from '../support/test-clock.js';

const CREATED = {
  actor: 'system',
  office: 'system',
  action: 'ACCOUNT_CREATED',
  before: null,
  after: null,
  receipt: null,
};

describe('the migration of accounts', () => {
  it('keeps every account as it was, and gives it the grant of what it held, since it was made', async () => {
    const folder = await temporaryFolder();
    const before = schema.migrations.filter(({ name }) => Number(name.slice(-13)) < 1_750_000_021_000);
    const clock = new TestClock();
    const old = await Database.open(folder.path, { ...schema, migrations: before }, clock);
    for (const [username, role] of [
      ['district-bureau', 'DISTRICT_BUREAU'],
      ['auditor', 'AUDITOR'],
    ])
      await old.write(async (tx) => {
        await tx.query(
          `INSERT INTO "account" ("id", "username", "display_name", "role", "office", "password_hash")
           VALUES (?, ?, '某某', ?, '110105', 'hash')`,
          [`id of ${username}`, username, role],
        );
        return { result: null, record: { ...CREATED, subject: `account/${username}` } };
      });
    await old.close();

    const database = await Database.open(folder.path, schema, clock);
    const account = await database.read.findOneByOrFail(AccountEntity, { username: 'district-bureau' });
    expect(Object.assign({}, account)).toEqual({
      id: 'id of district-bureau',
      username: 'district-bureau',
      displayName: '某某',
      role: 'DISTRICT_BUREAU',
      office: '110105',
      post: null,
      personCode: null,
      passwordHash: 'hash',
      mustChangePassword: false,
      passwordExpiresAt: null,
      disabledAt: null,
      tokenVersion: 0,
    });
    const grants = await database.read.find(AccountGrantEntity, { order: { number: 'ASC' } });
    expect(grants).toMatchObject([
      { username: 'district-bureau', role: 'DISTRICT_BUREAU', recordedAt: '2025-07-01T00:00:00.000Z' },
      { username: 'auditor', role: 'AUDITOR', recordedAt: '2025-07-01T00:00:00.001Z', actor: 'system' },
    ]);
    await database.close();
    await folder.remove();
  });
});

describe('the migration of machine keys', () => {
  it('keeps every key good, as asked for by whoever made it', async () => {
    const folder = await temporaryFolder();
    const before = schema.migrations.filter(({ name }) => Number(name.slice(-13)) < 1_750_000_033_000);
    const clock = new TestClock();
    const old = await Database.open(folder.path, { ...schema, migrations: before }, clock);
    const KEY = {
      id: 'k1',
      name: '收费系统',
      institution: 'H11010500101',
      scopes: '["qualifications"]',
      expiresOn: '2026-07-01',
      recordedAt: '2025-07-01T00:00:00.000Z',
      actor: 'sysadmin',
    };
    await old.write(async (tx) => {
      await tx.insert(MachineKeyEntity, { ...KEY, keyHash: 'hash' });
      return {
        result: null,
        record: { ...CREATED, action: 'MACHINE_KEY_CREATED', subject: 'machine-key/k1' },
      };
    });
    await old.close();

    const database = await Database.open(folder.path, schema, clock);
    expect(await database.read.find(MachineKeyRequestEntity)).toEqual([expect.objectContaining(KEY)]);
    expect(await database.read.find(MachineKeyEntity)).toEqual([
      expect.objectContaining({ ...KEY, keyHash: 'hash' }),
    ]);
    await database.close();
    await folder.remove();
  });
});
