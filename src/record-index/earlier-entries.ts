import type { EntityManager } from 'typeorm';
import type { StoredEntry } from '../domain/shared/record/entry-text.js';
import type { Json } from '../platform/database/record-entry.js';

/** A case is what its newest revision says. */
const DRAFTS = `SELECT * FROM "record_entry" WHERE "subject" IN (?) AND "sequence" > 0
  AND "action" IN ('CASE_OPENED', 'CASE_REVISED') ORDER BY "sequence"`;
const FIRST = `SELECT * FROM "record_entry" WHERE "sequence" IN
  (SELECT MIN("sequence") FROM "record_entry" WHERE "subject" IN (?) AND "sequence" > 0 GROUP BY "subject")`;
const CODES = `SELECT "before", "after" FROM "record_entry" WHERE "subject" = ? AND "sequence" BETWEEN 1 AND ?
  AND "action" IN ('PERSON_ENTERED', 'PERSON_CODE_ADDED') ORDER BY "sequence"`;
const EVALUATION = `SELECT "answer" FROM "case_evaluation" WHERE "case_id" = ? AND "sequence" <= ?
  ORDER BY "sequence" DESC LIMIT 1`;

const LAST_EVALUATED = `SELECT "after" FROM "record_entry" WHERE "subject" = ? AND "sequence" BETWEEN 1 AND ?
  AND "action" = 'CASE_EVALUATED' ORDER BY "sequence" DESC LIMIT 1`;

const SUBJECTS_A_QUERY = 500;

export const isCase = (subject: string): boolean => subject.startsWith('case/');

/** Reads what entries go on from: only what stood in the record, and in rows that are never changed, before them. */
export class EarlierEntries {
  /** By subject, oldest first: of a case all its drafts, of anything else its first entry. */
  private readonly founded = new Map<string, StoredEntry[]>();

  constructor(private readonly manager: EntityManager) {}

  /** Reads the entries that found many subjects at once. */
  async prepare(subjects: readonly string[]): Promise<void> {
    const unknown = [...new Set(subjects)].filter((each) => !this.founded.has(each));
    await this.read(
      FIRST,
      unknown.filter((each) => !isCase(each)),
    );
    await this.read(DRAFTS, unknown.filter(isCase));
  }

  /** The entry that says what the subject is; null for none up to this place of the record. */
  async founding(subject: string, upTo: number): Promise<StoredEntry | null> {
    await this.prepare([subject]);
    return this.founded.get(subject)?.findLast(({ sequence }) => sequence <= upTo) ?? null;
  }

  private async read(sql: string, subjects: readonly string[]): Promise<void> {
    for (let from = 0; from < subjects.length; from += SUBJECTS_A_QUERY) {
      const some = subjects.slice(from, from + SUBJECTS_A_QUERY);
      for (const subject of some) this.founded.set(subject, []);
      const marks = some.map(() => '?').join(', ');
      const rows = await this.manager.query<StoredEntry[]>(sql.replace('?', marks), some);
      for (const row of rows) this.founded.get(row.subject)?.push(row);
    }
  }

  /** What is told of a person's codes up to this place of the record. */
  async personOf(id: string, upTo: number): Promise<Json[]> {
    const rows = await this.manager.query<StoredEntry[]>(CODES, [`person/${id}`, upTo]);
    return rows.flatMap(contentsOf);
  }

  /** The number of the newest evaluation of a case up to this place of the record; 0 for none. */
  async lastEvaluated(subject: string, upTo: number): Promise<number> {
    const [row] = await this.manager.query<{ after: string | null }[]>(LAST_EVALUATED, [subject, upTo]);
    const content = jsonOf(row?.after ?? null) as { readonly sequence?: number } | null;
    return content?.sequence ?? 0;
  }

  /** A stored evaluation of a case, the newest up to this one; null for none. */
  async evaluation(caseId: string, upTo: number): Promise<Json> {
    const [row] = await this.manager.query<{ answer: string }[]>(EVALUATION, [caseId, upTo]);
    return row === undefined ? null : (JSON.parse(row.answer) as Json);
  }
}

export const jsonOf = (text: string | null): Json => (text === null ? null : (JSON.parse(text) as Json));

export const contentsOf = ({ before, after }: Pick<StoredEntry, 'before' | 'after'>): Json[] => [
  jsonOf(before),
  jsonOf(after),
];
