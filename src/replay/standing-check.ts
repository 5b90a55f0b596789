import type { EntityManager } from 'typeorm';
import { canonicalHash } from '../rulebook/rulebook.module.js';
import { fileMembers, type FileMembers } from '../ledger/ledger.module.js';
import type { RecordFault } from '../platform/database/record-verification.js';
import { StoredRulebooks } from '../records/records.module.js';
import { standing } from './standings.js';

/** Everybody whose ID begins alike is judged together: some hundreds in a city of a hundred thousand. */
const BUCKET = 2;

const BUCKETS = `SELECT DISTINCT substr("person_id", 1, ${BUCKET}) AS "bucket" FROM (
  SELECT "person_id" FROM "standing" UNION ALL SELECT "person_id" FROM "ledger_entry"
  UNION ALL SELECT "person_id" FROM "restriction") ORDER BY 1`;

const PEOPLE = ['standing', 'ledger_entry', 'restriction']
  .map((table) => `SELECT "person_id" FROM "${table}" WHERE "person_id" >= ?1 AND "person_id" < ?1 || '~'`)
  .join(' UNION ');

interface View {
  readonly manager: EntityManager;
  readonly rulebooks: StoredRulebooks;
  readonly files: FileMembers;
}

/** What is wrong with some people, and the mark of all that it was judged from. */
interface Judged {
  readonly wrong: string | null;
  readonly mark: string;
}

/**
 * Holds where people stand against the facts on their files. What was judged once and has not changed since, neither the
 * facts nor what is stored, is not judged again: a second look only reads.
 */
export class StandingCheck {
  private readonly known = new Map<string, string>();

  /** @returns the first person who is stored to stand elsewhere than the facts say; null where there is none. */
  async fault(manager: EntityManager): Promise<RecordFault | null> {
    const rulebooks = await StoredRulebooks.read(manager);
    const buckets = await manager.query<{ bucket: string }[]>(BUCKETS);
    for (const { bucket } of buckets) {
      const wrong = await this.wrongIn(manager, rulebooks, bucket);
      if (wrong !== null) return standingDiffers(`人员 ${wrong} 所存的状态`);
    }
    return null;
  }

  /** Looks again where somebody wrote meanwhile: what was read was then no one state. */
  private async wrongIn(
    manager: EntityManager,
    stored: StoredRulebooks,
    bucket: string,
  ): Promise<string | null> {
    for (;;) {
      const before = await endOf(manager);
      const rulebooks = (await stored.grown(manager)) ? await StoredRulebooks.read(manager) : stored;
      const view = { manager, rulebooks, files: await fileMembers(manager) };
      const { wrong, mark } = await judged(view, bucket, this.known.get(bucket));
      if ((await endOf(manager)) !== before) continue;
      if (wrong === null) this.known.set(bucket, mark);
      return wrong;
    }
  }
}

async function judged(view: View, bucket: string, known: string | undefined): Promise<Judged> {
  const { manager, rulebooks, files } = view;
  const rows = await manager.query<{ person_id: string }[]>(PEOPLE, [bucket]);
  const people = rows.map(({ person_id: id }) => id);
  const mark = canonicalHash([rulebooks.current()?.hash ?? null, await storedOf(manager, files, people)]);
  if (mark === known) return { wrong: null, mark };
  for (const person of people) {
    const { verdict } = await standing({ manager, files, rulebook: rulebooks.current() }, person);
    if (verdict === 'DIFFERS') return { wrong: person, mark };
  }
  return { wrong: null, mark };
}

/** All that the judgement of some people rests on and is compared with. */
async function storedOf(
  manager: EntityManager,
  files: FileMembers,
  people: readonly string[],
): Promise<object> {
  const fileOf = people.map((person) => files.fileOf(person));
  const members = [...new Set(fileOf.flatMap((file) => files.membersOf(file)))];
  const own = JSON.stringify(people);
  const inList = (column: string): string => `"${column}" IN (SELECT "value" FROM json_each(?))`;
  return {
    fileOf,
    standings: await manager.query<object[]>(
      `SELECT * FROM "standing" WHERE ${inList('person_id')} ORDER BY "person_id"`,
      [own],
    ),
    restrictions: await manager.query<object[]>(
      `SELECT * FROM "restriction" WHERE ${inList('person_id')} ORDER BY "person_id", "cause"`,
      [own],
    ),
    facts: await manager.query<object[]>(
      `SELECT * FROM "ledger_entry" WHERE ${inList('person_id')} ORDER BY "sequence"`,
      [JSON.stringify(members)],
    ),
  };
}

/** The last entry of the record: whatever changes anything leaves one. */
async function endOf(manager: EntityManager): Promise<number | null> {
  const [end] = await manager.query<{ last: number | null }[]>(
    'SELECT MAX("sequence") AS "last" FROM "record_entry"',
  );
  return end?.last ?? null;
}

export const standingDiffers = (what: string, sequence: number | null = null): RecordFault => ({
  code: 'STANDING_DIFFERS',
  sequence,
  detail: `${what}与台账、历史记录不符：数据库曾被其他程序改动。`,
});
