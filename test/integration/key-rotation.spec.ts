import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EnvironmentError } from '../../src/platform/config/environment.js';
import { KeyRotationService } from '../../src/personal-data/personal-data.module.js';
import { SEALED_COLUMNS } from '../../src/personal-data/sealed-columns.js';
import { openForWriting } from '../../src/platform/database/data-source.js';
import { Database } from '../../src/platform/database/database.js';
import { IdentityVault } from '../../src/platform/secrets/identity-vault.js';
import { headingOf, keyIdSql } from '../../src/platform/secrets/sealed-text.js';
import { PersonIdentityEntity } from '../../src/registry/entities/person-identity.entity.js';
import { PersonFileEntity } from '../../src/registry/entities/person-file.entity.js';
import { PersonEntity } from '../../src/registry/entities/person.entity.js';
import { PersonIdentitiesService } from '../../src/registry/registry.module.js';
import { schema } from '../../src/schema.js';
import { identityNumber, personBody, Speaker } from '../support/registry.js';
import { ROOT, runScript } from '../support/run-program.js';
import { identityOf } from '../support/staff-list.js';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { TestClock } from '../support/test-clock.js';

const OLD = '11'.repeat(32);
const NEW = '22'.repeat(32);
const BUILD_AND_KILL = 180_000;
const NEWER = '33'.repeat(32);
const idOf = (key: string): string => new IdentityVault(key).keyId;
const codeOf = (serial: number): string => `D110105${String(serial).padStart(6, '0')}`;

let folder: TemporaryFolder;
let open: TestApp[] = [];
const clock = new TestClock('2025-12-01T02:00:00.000Z');

beforeEach(async () => {
  folder = await temporaryFolder();
});

afterEach(async () => {
  for (const each of open) await each.close();
  open = [];
  await folder.remove();
});

/** The program on the folder's database under a key, with those before it. */
async function started(key: string, previous = ''): Promise<TestApp> {
  const app = await openTestApp(
    { clock },
    { DATA_DIR: folder.path, DATA_KEY: key, DATA_KEY_PREVIOUS: previous },
  );
  open.push(app);
  return app;
}

async function stopped(app: TestApp): Promise<void> {
  open = open.filter((each) => each !== app);
  await app.close();
}

interface Entered {
  readonly id: string;
  readonly identityNumber: string;
  readonly codes: readonly string[];
}

/** Enters a person under a code; the file that holds them. */
const enter = (app: TestApp, serial: number, code = codeOf(serial)): Promise<Entered> =>
  new Speaker(app).told<Entered>('city-agency', 'POST', '/persons', personBody(code, serial));

/** Enters several by the service's own door. */
async function enterAll(app: TestApp, serials: readonly number[]): Promise<Map<number, string>> {
  const speaker = new Speaker(app);
  const files = new Map<number, string>();
  for (const serial of serials) {
    const body = personBody(codeOf(serial), serial);
    files.set(serial, (await speaker.told<Entered>('city-agency', 'POST', '/persons', body)).id);
  }
  return files;
}

const rotation = (app: TestApp): KeyRotationService => app.app.get(KeyRotationService);
const identities = (app: TestApp): PersonIdentityEntity[] | Promise<PersonIdentityEntity[]> =>
  app.app.get(Database).read.find(PersonIdentityEntity);
const keysInUse = async (app: TestApp): Promise<string[]> => [
  ...new Set((await identities(app)).map(({ keyId }) => keyId)),
];

/** Whose a number is, as the program that runs finds it. */
const ownerOf = (app: TestApp, serial: number): Promise<string | null> =>
  app.app.get(PersonIdentitiesService).find(app.app.get(Database).read, identityNumber(serial));

const ownerOfCrowd = (app: TestApp, serial: number): Promise<string | null> =>
  app.app.get(PersonIdentitiesService).find(app.app.get(Database).read, identityOf(serial));

describe('changing the key of personal data', () => {
  it('finds people entered before, during and after once each, and reads them', async () => {
    const before = await started(OLD);
    const first = await enterAll(before, [501, 502, 503]);
    await stopped(before);

    const during = await started(NEW, OLD);
    const second = await enterAll(during, [504]);
    for (const [serial, file] of first) expect((await enter(during, serial)).id).toBe(file);
    const { renewed } = await rotation(during).rotate();
    expect(renewed['person_identity']).toBeGreaterThanOrEqual(3);
    const third = await enterAll(during, [505]);
    expect(await keysInUse(during)).toEqual([idOf(NEW)]);
    await stopped(during);

    const after = await started(NEW);
    for (const [serial, file] of [...first, ...second, ...third]) {
      expect(await ownerOf(after, serial)).toBe(file);
      const again = await enter(after, serial, `N110105000${serial}`);
      expect(again.id).toBe(file);
      expect(again.identityNumber).toBe('110*************' + identityNumber(serial).slice(-2));
    }
    const people = await after.app.get(Database).read.countBy(PersonEntity, {});
    expect(await identities(after)).toHaveLength(people);
  });

  it('goes on where it was killed, and leaves one line that says what was done', async () => {
    const before = await started(OLD);
    const files = await enterAll(before, [511, 512, 513, 514, 515]);
    await stopped(before);

    const killed = await started(NEW, OLD);
    const total = (await identities(killed)).length;
    // Two of them are renewed in a change of its own; then the program is gone.
    await killed.app.get(Database).write(async (tx) => ({
      result: await killed.app.get(PersonIdentitiesService).renew(tx, 2),
      record: LINE,
    }));
    for (const [serial, file] of files) expect(await ownerOf(killed, serial)).toBe(file);
    await stopped(killed);

    const again = await started(NEW, OLD);
    expect(new Set(await keysInUse(again))).toEqual(new Set([idOf(OLD), idOf(NEW)]));
    const done = await rotation(again).rotate();
    expect(done).toEqual({
      keyId: idOf(NEW),
      previous: [idOf(OLD)],
      renewed: { person_identity: total - 2, staff_import_fault: 0, claim_fault: 0, webhook: 0 },
    });
    expect((await rotation(again).rotate()).renewed['person_identity']).toBe(0);
    const told = await new Speaker(again).told<{ items: { action: string; after: unknown }[] }>(
      'auditor',
      'GET',
      '/records/entries?action=DATA_KEYS_ROTATED',
    );
    expect(told.items).toHaveLength(2);
    expect(told.items.map(({ after }) => after)).toContainEqual(done);
    for (const [serial, file] of files) expect(await ownerOf(again, serial)).toBe(file);
  });

  it('changes keys under a program that reads and enters meanwhile', async () => {
    const before = await started(OLD);
    const serials = Array.from({ length: 12 }, (_each, index) => 520 + index);
    const files = await enterAll(before, serials);
    await stopped(before);

    const service = await started(NEW, OLD);
    const tool = await started(NEW, OLD);
    const speaker = new Speaker(service);
    const reading = async (): Promise<void> => {
      for (const serial of serials) {
        expect(await ownerOf(service, serial)).toBe(files.get(serial));
        const shown = await speaker.told<Entered>('city-agency', 'GET', `/persons/${codeOf(serial)}`);
        expect(shown.identityNumber).toBe('110*************' + identityNumber(serial).slice(-2));
      }
    };
    const entering = async (): Promise<void> => {
      for (const serial of serials) expect((await enter(service, serial)).id).toBe(files.get(serial));
    };
    await Promise.all([rotation(tool).rotate(), reading(), entering()]);
    expect(await keysInUse(service)).toEqual([idOf(NEW)]);
  });

  it('renews what other tables seal, whose facts stay append-only', async () => {
    const before = await started(OLD);
    const database = before.app.get(Database);
    const sealed = before.app.get(IdentityVault).seal('{"row":1,"cells":[],"problems":[]}');
    await database.write(async (tx) => {
      await tx.query(
        `INSERT INTO "staff_import_fault" ("import_id", "row_no", "sealed") VALUES ('i', 1, ?)`,
        [sealed],
      );
      await tx.query(`INSERT INTO "claim_fault" ("batch_id", "row_no", "sealed") VALUES ('b', 1, ?)`, [
        sealed,
      ]);
      return { result: undefined, record: LINE };
    });
    const update = `UPDATE "staff_import_fault" SET "sealed" = 'x'`;
    await expect(
      database.write(async (tx) => ({ result: await tx.query<unknown>(update), record: LINE })),
    ).rejects.toThrow('staff_import_fault is append-only');
    await stopped(before);

    const during = await started(NEW, OLD);
    expect((await rotation(during).rotate()).renewed).toMatchObject({
      staff_import_fault: 1,
      claim_fault: 1,
    });
    const read = during.app.get(Database).read;
    const [row] = await read.query<{ sealed: string }[]>('SELECT "sealed" FROM "staff_import_fault"');
    expect(new IdentityVault(NEW).open(row?.sealed ?? '')).toBe('{"row":1,"cells":[],"problems":[]}');
    expect(await read.query('SELECT * FROM "personal_data_gate"')).toEqual([]);
  });

  it('does not start, and enters nobody, without the key under which numbers lie', async () => {
    const service = await started(OLD);
    const files = await enterAll(service, [561]);
    await expect(started(NEW)).rejects.toThrow(EnvironmentError);
    await expect(started(NEW)).rejects.toThrow(`编号 ${idOf(OLD)}`);

    // A program that was not started anew while another one changed the key.
    const other = await started(NEWER, OLD);
    await rotation(other).rotate();
    const answer = await new Speaker(service).ask(
      'city-agency',
      'POST',
      '/persons',
      personBody(codeOf(562), 562),
    );
    expect(answer.status).toBe(503);
    expect(answer.json()).toMatchObject({ code: 'DATA_KEY_UNKNOWN' });
    expect(await ownerOf(other, 561)).toBe(files.get(561));
    expect(await ownerOf(other, 562)).toBeNull();
  });

  it.each([
    ['staff_import_fault', '("import_id", "row_no", "sealed") VALUES (\'i\', 1, ?)'],
    ['claim_fault', '("batch_id", "row_no", "sealed") VALUES (\'b\', 1, ?)'],
  ])('does not start while %s lies under a key that it has not', async (table, columns) => {
    const killed = await started(NEW, OLD);
    const vault = new IdentityVault(OLD);
    await killed.app.get(Database).write(async (tx) => {
      await tx.query(`INSERT INTO "${table}" ${columns}`, [vault.seal('{}')]);
      return { result: undefined, record: LINE };
    });
    const people = killed.app.get(PersonIdentitiesService);
    await killed.app
      .get(Database)
      .write(async (tx) => ({ result: await people.renew(tx, 1000), record: LINE }));
    expect(await people.unknownKey(killed.app.get(Database).read)).toBeNull();
    await stopped(killed);
    await expect(started(NEW)).rejects.toThrow(EnvironmentError);
    await expect(started(NEW)).rejects.toThrow(new RegExp(`数据表 ${table} .*编号 ${vault.keyId}`, 'u'));
    const again = await started(NEW, OLD);
    expect((await rotation(again).rotate()).renewed[table]).toBe(1);
    await stopped(again);
    await started(NEW);
  });

  it('reads the id of a key from a sealed text as the program does, by an index', async () => {
    const app = await started(NEW);
    const read = app.app.get(Database).read;
    const sealed = [FIRST_SEALED, new IdentityVault(OLD).seal('x')];
    for (const [at, text] of sealed.entries())
      expect([
        at,
        await read.query(`SELECT ${keyIdSql('text')} AS "id" FROM (SELECT ? AS "text")`, [text]),
      ]).toEqual([at, [{ id: headingOf(text)?.keyId }]]);
    const plan = await read.query<{ detail: string }[]>(
      `EXPLAIN QUERY PLAN SELECT 1 FROM "claim_fault" WHERE ${keyIdSql('sealed')} > ? ORDER BY ${keyIdSql('sealed')}`,
      [''],
    );
    expect(plan.map(({ detail }) => detail).join()).toContain('claim_fault_key');
  });

  it('takes over numbers that the first version sealed under the master key itself', async () => {
    const first = await openForWriting(folder.path, {
      ...schema,
      migrations: schema.migrations.filter((each) => Number(/\d+$/.exec(each.name)?.[0]) < 1750000022000),
    });
    const insert = `INSERT INTO "person" ("id", "name", "identity_sealed", "identity_lookup", "recorded_at", "actor")
      VALUES ('p', '张试', ?, ?, '2025-05-01T00:00:00.000Z', 'city-agency')`;
    await first.query(insert, [FIRST_SEALED, new IdentityVault(FIRST_KEY).lookup(FIRST_NUMBER)]);
    await first.query(`INSERT INTO "person_file" ("person_id", "file_id") VALUES ('p', 'p')`);
    await first.destroy();

    const now = await started(FIRST_KEY);
    const service = now.app.get(PersonIdentitiesService);
    const read = now.app.get(Database).read;
    expect(await service.find(read, FIRST_NUMBER)).toBe('p');
    expect(await service.numberOf(read, 'p')).toBe(FIRST_NUMBER);
    expect((await rotation(now).rotate()).renewed['person_identity']).toBe(1);
    expect(await service.numberOf(read, 'p')).toBe(FIRST_NUMBER);
    const stored = await read.findOneByOrFail(PersonIdentityEntity, { personId: 'p' });
    expect(stored.keyId).toBe(idOf(FIRST_KEY));
    expect(stored.wrappedKey).toMatch(/^v2\.A256GCM\./);
  });
});

describe('npm run rotate-keys', () => {
  const PEOPLE = 1000;

  /** Many people under the old key, put into the tables of a program that has the new one. */
  async function crowd(app: TestApp): Promise<void> {
    const old = new IdentityVault(OLD);
    const serials = Array.from({ length: PEOPLE }, (_each, serial) => serial);
    const by = { recordedAt: '2025-06-01T00:00:00.000Z', actor: 'test' };
    await app.app.get(Database).write(async (tx) => {
      for (let from = 0; from < PEOPLE; from += 100) {
        const some = serials.slice(from, from + 100).map((serial) => ({ serial, id: `crowd-${serial}` }));
        const people = some.map(({ serial, id }) => ({ id, name: `张试${serial}`, ...by }));
        const numbers = some.map(({ serial, id }) => ({
          personId: id,
          ...old.enclose(identityOf(serial), id),
        }));
        await tx.insert(PersonEntity, people);
        await tx.insert(
          PersonFileEntity,
          some.map(({ id }) => ({ personId: id, fileId: id })),
        );
        await tx.insert(PersonIdentityEntity, numbers);
      }
      return { result: undefined, record: LINE };
    });
  }

  it(
    'is killed in the middle, started again, and loses nobody, while a program reads',
    async () => {
      await folder.remove();
      folder = await temporaryFolder();
      const service = await started(NEW, OLD);
      await crowd(service);
      const environment = {
        DATA_DIR: folder.path,
        DATA_KEY: NEW,
        DATA_KEY_PREVIOUS: OLD,
        NODE_OPTIONS: '',
        NODE_ENV: 'test',
      };
      const elsewhere = await temporaryFolder();
      const built = runScript('rotate-keys', [], { ...environment, DATA_DIR: elsewhere.path });
      await elsewhere.remove();
      expect(built.stderr).toBe('');
      expect(built.status).toBe(0);

      const command = spawn(process.execPath, ['dist/rotate-keys.cli.js'], {
        cwd: ROOT,
        env: { ...process.env, ...environment },
        stdio: 'ignore',
      });
      const ended = once(command, 'exit');
      const database = service.app.get(Database);
      const left = (): Promise<number> => database.read.countBy(PersonIdentityEntity, { keyId: idOf(OLD) });
      while ((await left()) === PEOPLE) await ownerOfCrowd(service, PEOPLE - 1);
      command.kill('SIGKILL');
      expect(await ended).toEqual([null, 'SIGKILL']);
      const rest = await left();
      expect(rest).toBeGreaterThan(0);
      expect(rest).toBeLessThan(PEOPLE);
      for (const serial of [0, 499, PEOPLE - 1])
        expect(await ownerOfCrowd(service, serial)).toBe(`crowd-${serial}`);

      const again = runScript('rotate-keys', [], environment);
      expect(again.stdout).toBe(
        `已全部改用数据密钥 ${idOf(NEW)}：person_identity ${rest}，staff_import_fault 0，claim_fault 0，webhook 0。\n` +
          `可以去掉 DATA_KEY_PREVIOUS（${idOf(OLD)}）。\n`,
      );
      expect(await left()).toBe(0);
      const alone = new IdentityVault(NEW);
      for (const stored of await identities(service))
        if (stored.personId.startsWith('crowd-'))
          expect(alone.disclose(stored, stored.personId)).toBe(identityOf(Number(stored.personId.slice(6))));
    },
    BUILD_AND_KILL,
  );
});

describe('the list of sealed columns', () => {
  it('names every column of the database that is called sealed', async () => {
    const source = await openForWriting(folder.path, schema);
    const rows = await source.query<{ table: string; column: string }[]>(
      `SELECT "one"."name" AS "table", "two"."name" AS "column" FROM "sqlite_master" "one"
       JOIN pragma_table_info("one"."name") "two"
       WHERE "one"."type" = 'table' AND "two"."name" LIKE '%sealed%'`,
    );
    await source.destroy();
    const listed = SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`);
    expect(rows.map(({ table, column }) => `${table}.${column}`).sort()).toEqual(
      [...listed, 'person_identity.sealed'].sort(),
    );
  });
});

const LINE = {
  actor: 'test',
  office: '110000',
  action: 'TESTED',
  subject: 'test/1',
  before: null,
  after: null,
  receipt: null,
};

const FIRST_KEY = '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff';
const FIRST_NUMBER = '11010519491231002X';
/** As the first version of the program sealed it under that key. */
const FIRST_SEALED = 'v1.7f73d353.AAECAwQFBgcICQoL.h2MqG1n9CypVTDeZeKUQXlEV.U8r2ITBlUP7TnLy9mQR2_Q';
