import type { EntityManager } from 'typeorm';
import { hashAgain } from '../platform/database/written-rows.js';
import { comparableName } from '../domain/registry/identity-number.js';
import type { WholeFile } from './file-matters.js';
import { isWords, names, placedTexts, rewritten } from './naming.js';

/** Columns with what officers and parties wrote about somebody, and which rows are about whom; takes people's ids as JSON. */
interface Written {
  readonly table: string;
  readonly columns: readonly string[];
  readonly about: string;
}

const PEOPLE = '(SELECT "value" FROM json_each(?1))';

const of = (table: string, key: string, whose = 'person_id'): string =>
  `IN (SELECT "${key}" FROM "${table}" WHERE "${whose}" IN ${PEOPLE})`;

const THEIRS = `"person_id" IN ${PEOPLE}`;
const MERGED = `("into_id" IN ${PEOPLE} OR "other_id" IN ${PEOPLE})`;
const DETERMINED = of('determination_person', 'determination_id');
const NOTICED = `"notice_id" ${of('score_notice', 'id')}`;
const TRAINED = of('repair_attendance', 'training_id');

/** In columns that are JSON every text of it; what also stands on the record was refused when it was handed in. */
export const WRITTEN: readonly Written[] = [
  { table: 'person_merge', columns: ['reason'], about: MERGED },
  {
    table: 'person_merge_undo',
    columns: ['reason'],
    about: `"merge_id" IN (SELECT "id" FROM "person_merge" WHERE ${MERGED})`,
  },
  { table: 'commitment_end', columns: ['reason'], about: `"commitment_id" ${of('commitment', 'id')}` },
  {
    table: 'registration_cancellation',
    columns: ['note'],
    about: `"registration_id" ${of('registration', 'id')}`,
  },
  { table: 'determination', columns: ['content'], about: `"id" ${DETERMINED}` },
  { table: 'determination_review', columns: ['content'], about: `"determination_id" ${DETERMINED}` },
  { table: 'linked_measure', columns: ['content'], about: THEIRS },
  { table: 'score_notice', columns: ['content'], about: THEIRS },
  { table: 'notice_event', columns: ['content'], about: NOTICED },
  { table: 'notice_correction', columns: ['content'], about: NOTICED },
  { table: 'objection_step', columns: ['content'], about: `"objection_id" ${of('objection', 'id')}` },
  { table: 'restoration_step', columns: ['content'], about: `"restoration_id" ${of('restoration', 'id')}` },
  { table: 'repair_step', columns: ['content'], about: `"repair_id" ${of('repair', 'id')}` },
  { table: 'repair_training', columns: ['title', 'organiser'], about: `"id" ${TRAINED}` },
  { table: 'repair_attendance', columns: ['reason'], about: THEIRS },
  { table: 'repair_payout', columns: ['content'], about: `"training_id" ${TRAINED}` },
  { table: 'reminder_talk', columns: ['held_by', 'summary'], about: THEIRS },
  {
    table: 'institution_training',
    columns: ['topic', 'lecturer', 'place'],
    about: `"id" ${of('training_participant', 'training_id')}`,
  },
  { table: 'mark_removal', columns: ['note'], about: THEIRS },
  {
    table: 'site_notice_confirmation',
    columns: ['note'],
    about: `"notice_id" ${of('site_notice', 'id')}`,
  },
];

type Row = Readonly<Record<string, string | null>> & { readonly row_id: string };

/** Takes the names out of what was written about somebody on the file. How many rows. */
export async function eraseTexts(tx: EntityManager, file: WholeFile): Promise<number> {
  const known = file.names.map((name) => comparableName(name)).filter((name) => name !== '');
  const kept = await toldTexts(tx, file, known);
  let erased = 0;
  for (const { table, columns, about } of WRITTEN) {
    const listed = columns.map((column) => `"${column}"`).join(', ');
    const rows = await tx.query<Row[]>(`SELECT rowid AS "row_id", ${listed} FROM "${table}" WHERE ${about}`, [
      JSON.stringify(file.personIds),
    ]);
    for (const row of rows) {
      const changed = columns
        .map((column) => ({ column, text: withoutNames(row[column] ?? '', known, kept) }))
        .filter(({ column, text }) => text !== (row[column] ?? ''));
      if (changed.length === 0) continue;
      const set = changed.map(({ column }) => `"${column}" = ?`).join(', ');
      await tx.query(`UPDATE "${table}" SET ${set} WHERE rowid = ?`, [
        ...changed.map(({ text }) => text),
        row.row_id,
      ]);
      await hashAgain(tx, table, row.row_id);
      erased += 1;
    }
  }
  return erased;
}

/** Of a column that is JSON each text in it, else the text itself. */
function withoutNames(stored: string, known: readonly string[], kept: ReadonlySet<string>): string {
  const isKept = (text: string): boolean => kept.has(text);
  if (!stored.startsWith('{')) return rewritten(stored, known, isKept) as string;
  return JSON.stringify(rewritten(JSON.parse(stored), known, isKept));
}

const LINES_ABOUT = `SELECT "before", "after" FROM "record_entry" WHERE "sequence" IN (
  SELECT "sequence" FROM "record_bearing" WHERE "key_id" IN (SELECT "id" FROM "record_bearing_key"
    WHERE "kind" = 'PERSON' AND "key" IN (SELECT "value" FROM json_each(?))))`;

/** Naming texts that went on the record before names were refused there: what is held against them has to stay equal. */
async function toldTexts(
  tx: EntityManager,
  { codes }: WholeFile,
  known: readonly string[],
): Promise<ReadonlySet<string>> {
  const lines = await tx.query<{ before: string | null; after: string | null }[]>(LINES_ABOUT, [
    JSON.stringify(codes),
  ]);
  const texts = lines
    .flatMap(({ before, after }) => [before, after])
    .flatMap((content) => placedTexts(JSON.parse(content ?? 'null')).map(({ text }) => text));
  return new Set(texts.filter((text) => isWords(text) && names(text, known)));
}
