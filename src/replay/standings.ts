import type { EntityManager } from 'typeorm';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { entriesOf, fileMembers, historyText, type FileMembers } from '../ledger/ledger.module.js';
import { judged } from './files.js';
import { lines, replayed, type Replayed } from './replayed.js';
import { StoredRulebooks } from '../records/records.module.js';
import type { Stored } from './stored.js';

interface StandingRow {
  readonly person_id: string;
}

interface StoredStanding {
  readonly file_id: string;
  readonly content: string;
}

const restrictionsText = (rows: readonly (readonly (string | null)[])[]): string =>
  rows
    .map((row) => JSON.stringify(row))
    .sort()
    .join('');

async function restrictionsOf(manager: EntityManager, personId: string): Promise<string> {
  const rows = await manager.query<Record<string, string | null>[]>(
    `SELECT "cause", "kind", "from_day", "to_day", "restored_on" FROM "restriction" WHERE "person_id" = ?`,
    [personId],
  );
  return restrictionsText(rows.map((row) => Object.values(row)));
}

export interface Snapshot {
  readonly manager: EntityManager;
  readonly files: FileMembers;
  readonly rulebook: Rulebook | null;
}

/** Where a person stands, judged from the whole file as it is now; nothing of what was stored is used. */
export async function standing({ manager, files, rulebook }: Snapshot, personId: string): Promise<Replayed> {
  const [row] = await manager.query<StoredStanding[]>(
    'SELECT "file_id", "content" FROM "standing" WHERE "person_id" = ?',
    [personId],
  );
  const file = files.fileOf(personId);
  const facts = (await entriesOf(manager, files.membersOf(file))).map(({ fact }) => fact);
  const listed = await restrictionsOf(manager, personId);
  const stored = lines(row?.file_id ?? null, row?.content ?? null, listed);
  return replayed({ kind: 'STANDING', id: personId, at: null }, stored, rulebook, (found) => {
    const history = judged(facts, [], found);
    const rows = history.standing.restrictions.map(({ cause, kind, from, to, restoredOn }) => [
      cause,
      kind,
      from,
      to,
      restoredOn,
    ]);
    return lines(file, historyText(history), personId === file ? restrictionsText(rows) : '');
  });
}

const PAGE = 50;
const PEOPLE = [
  'SELECT "person_id" FROM "standing" WHERE "person_id" > ?',
  `SELECT DISTINCT "person_id" FROM "ledger_entry" WHERE "person_id" > ?
   AND "person_id" NOT IN (SELECT "person_id" FROM "standing")`,
];

/** Everybody with a file: the projection beside the facts, each page as it stands at one moment. */
export async function* standings(stored: Stored): AsyncGenerator<Replayed> {
  for (const people of PEOPLE) {
    for (let after = ''; ;) {
      const page = await atOneMoment(stored, (snapshot) => standingsAfter(snapshot, people, after));
      yield* page;
      const last = page.at(-1);
      if (last === undefined) break;
      after = last.id;
    }
  }
}

async function standingsAfter(snapshot: Snapshot, people: string, after: string): Promise<Replayed[]> {
  const rows = await snapshot.manager.query<StandingRow[]>(`${people} ORDER BY "person_id" LIMIT ${PAGE}`, [
    after,
  ]);
  const page: Replayed[] = [];
  for (const { person_id: personId } of rows) page.push(await standing(snapshot, personId));
  return page;
}

/** Facts, projection and rulebook as one state, whoever writes meanwhile. */
async function atOneMoment<T>(
  { manager, rulebooks }: Stored,
  read: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  await manager.query('BEGIN');
  try {
    const grown = await rulebooks.grown(manager);
    const rulebook = (grown ? await StoredRulebooks.read(manager) : rulebooks).current();
    return await read({ manager, files: await fileMembers(manager), rulebook });
  } finally {
    await manager.query('COMMIT');
  }
}
