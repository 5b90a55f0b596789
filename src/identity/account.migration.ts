import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';

export class AccountMigration1750000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'account',
        columns: [
          { name: 'id', type: 'text', isPrimary: true },
          { name: 'username', type: 'text', isUnique: true },
          { name: 'display_name', type: 'text' },
          { name: 'role', type: 'text' },
          { name: 'office', type: 'text' },
          { name: 'post', type: 'text', isNullable: true },
          { name: 'password_hash', type: 'text' },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('account');
  }
}

/** Whose file the account of a person is for. */
export class AccountPersonMigration1750000003600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "account" ADD COLUMN "person_code" text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('account', 'person_code');
  }
}
