import {
  Table,
  TableIndex,
  type MigrationInterface,
  type QueryRunner,
  type TableColumnOptions,
} from 'typeorm';
import { appendOnlyTriggers } from '../../platform/database/append-only.js';

const text = (...names: string[]): TableColumnOptions[] => names.map((name) => ({ name, type: 'text' }));
const nullable = (...names: string[]): TableColumnOptions[] =>
  names.map((name) => ({ name, type: 'text', isNullable: true }));
const key = (name: string): TableColumnOptions => ({ name, type: 'text', isPrimary: true });
const NUMBER: TableColumnOptions = {
  name: 'number',
  type: 'integer',
  isPrimary: true,
  isGenerated: true,
  generationStrategy: 'increment',
};
const index = (name: string, column: string): TableIndex => new TableIndex({ name, columnNames: [column] });

const ACCOUNT = new Table({
  name: 'account',
  columns: [
    key('id'),
    { name: 'username', type: 'text', isUnique: true },
    ...text('display_name'),
    ...nullable('role', 'office', 'post', 'person_code'),
    ...text('password_hash'),
    { name: 'must_change_password', type: 'boolean' },
    ...nullable('disabled_at'),
    { name: 'token_version', type: 'integer' },
  ],
});

const GRANT = new Table({
  name: 'account_grant',
  columns: [
    NUMBER,
    ...text('username'),
    ...nullable('role', 'office', 'post', 'person_code'),
    ...text('reason'),
    { name: 'needs_confirmation', type: 'boolean' },
    ...text('recorded_at', 'actor'),
  ],
  indices: [index('account_grant_username', 'username')],
});

const CONFIRMATION = new Table({
  name: 'account_grant_confirmation',
  columns: [{ name: 'grant_number', type: 'integer', isPrimary: true }, ...text('recorded_at', 'actor')],
});

const DEPUTY = new Table({
  name: 'account_deputy',
  columns: [
    key('id'),
    ...text('principal', 'deputy', 'from_day', 'to_day', 'reason', 'recorded_at', 'actor'),
  ],
  indices: [index('account_deputy_deputy', 'deputy')],
});

const DEPUTY_END = new Table({
  name: 'account_deputy_end',
  columns: [key('deputy_id'), ...text('reason', 'recorded_at', 'actor')],
});

const PASSWORDS = new Table({
  name: 'password_history',
  columns: [NUMBER, ...text('account_id', 'hash')],
  indices: [index('password_history_account', 'account_id')],
});

const COLUMNS = '"id", "username", "display_name", "role", "office", "post", "person_code", "password_hash"';

/** Accounts that can be without a role, disabled, and made to change their password; who granted what, and when. */
export class AccountsMigration1750000021000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "account" RENAME TO "account_before"');
    await runner.createTable(ACCOUNT);
    await runner.query(
      `INSERT INTO "account" (${COLUMNS}, "must_change_password", "token_version")
       SELECT ${COLUMNS}, 0, 0 FROM "account_before"`,
    );
    await runner.query('DROP TABLE "account_before"');
    for (const table of [GRANT, CONFIRMATION, DEPUTY, DEPUTY_END, PASSWORDS]) await runner.createTable(table);
    await grantWhatWasHeld(runner);
    for (const trigger of [
      ...appendOnlyTriggers('account_grant', ['number']),
      ...appendOnlyTriggers('account_grant_confirmation', ['grant_number']),
      ...appendOnlyTriggers('account_deputy', ['id']),
      ...appendOnlyTriggers('account_deputy_end', ['deputy_id']),
    ])
      await runner.query(trigger);
  }

  /** Who held which role, and when, is never forgotten. */
  down(): Promise<void> {
    return Promise.reject(new Error('grants are append-only'));
  }
}

/** Accounts made before there were grants held their roles from the entry that made them. */
async function grantWhatWasHeld(runner: QueryRunner): Promise<void> {
  await runner.query(
    `INSERT INTO "account_grant"
       ("username", "role", "office", "post", "person_code", "reason", "needs_confirmation", "recorded_at", "actor")
     SELECT a."username", a."role", a."office", a."post", a."person_code", '示范账号', 0, e."at", e."actor"
       FROM "account" a
       JOIN "record_entry" e ON e."subject" = 'account/' || a."username" AND e."action" = 'ACCOUNT_CREATED'
      ORDER BY e."sequence"`,
  );
}
