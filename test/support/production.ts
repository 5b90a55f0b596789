import { hashPassword } from '../../src/identity/password.js';
import { Database } from '../../src/platform/database/database.js';
import type { TestApp } from './test-app.js';

/** What the program demands of the environment in production: secrets of the tests' own. */
export const PRODUCTION = {
  NODE_ENV: 'production',
  JWT_SECRET: 'a secret of the tests that is long enough 0123456789',
  DATA_KEY: '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
  RECEIPT_KEY: 'a receipt key of the tests that is long enough 0123456789',
  RECORD_SIGNING_KEY: 'MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f',
} as const;

/** Gives every demonstration account a password of its own, as production demands; tokens given out before stay good. */
export async function leaveDemonstration({ app }: TestApp): Promise<void> {
  const hash = await hashPassword('a tulip under snow');
  await app.get(Database).write(async (tx) => ({
    result: [
      await tx.query<unknown>('UPDATE "account" SET "password_hash" = ?', [hash]),
      await tx.query<unknown>(
        'INSERT INTO "password_history" ("account_id", "hash") SELECT "id", ? FROM "account"',
        [hash],
      ),
    ],
    record: LEFT,
  }));
}

const LEFT = {
  actor: 'system',
  office: 'system',
  action: 'PROBE',
  subject: 'probe',
  before: null,
  after: null,
  receipt: null,
};
