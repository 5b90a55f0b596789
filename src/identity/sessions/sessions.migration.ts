import {
  Table,
  TableIndex,
  type MigrationInterface,
  type QueryRunner,
  type TableColumnOptions,
} from 'typeorm';

const text = (...names: string[]): TableColumnOptions[] => names.map((name) => ({ name, type: 'text' }));
const nullable = (...names: string[]): TableColumnOptions[] =>
  names.map((name) => ({ name, type: 'text', isNullable: true }));
const key = (name: string): TableColumnOptions => ({ name, type: 'text', isPrimary: true });
const index = (name: string, column: string): TableIndex => new TableIndex({ name, columnNames: [column] });

const TABLES = [
  new Table({
    name: 'session',
    columns: [key('id'), ...text('account_id', 'opened_at', 'used_at'), ...nullable('ended_at')],
    indices: [index('session_account', 'account_id'), index('session_opened_at', 'opened_at')],
  }),
  new Table({
    name: 'refresh_token',
    columns: [key('hash'), ...text('session_id'), { name: 'used', type: 'boolean' }],
    indices: [index('refresh_token_session', 'session_id')],
  }),
  new Table({
    name: 'token_revocation',
    columns: [
      {
        name: 'number',
        type: 'integer',
        isPrimary: true,
        isGenerated: true,
        generationStrategy: 'increment',
      },
      ...nullable('account_id'),
      { name: 'version', type: 'integer', isNullable: true },
      ...nullable('session_id'),
      ...text('at'),
    ],
    indices: [index('token_revocation_at', 'at')],
  }),
  new Table({
    name: 'sign_in_failure',
    columns: [
      key('key'),
      { name: 'failures', type: 'integer' },
      ...text('last_failed_at'),
      ...nullable('locked_until'),
    ],
    indices: [index('sign_in_failure_last', 'last_failed_at')],
  }),
  new Table({ name: 'machine_key_use', columns: [key('key_id'), ...text('used_at')] }),
];

/** Who is signed in, who tried to, when keys were last used. */
export class SessionsMigration1750000021100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.createTable(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of TABLES) await runner.dropTable(name);
  }
}
