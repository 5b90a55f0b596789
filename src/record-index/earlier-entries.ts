import type { EntityManager } from 'typeorm';
import type { StoredEntry } from '../domain/shared/record/entry-text.js';
import type { Json } from '../platform/database/record-entry.js';

/** A case is what its newest revision says. */
const NEWEST_DRAFT = `SELECT * FROM "record_entry" WHERE "subject" = ? AND "sequence" BETWEEN 1 AND ?
  AND "action" IN ('CASE_OPENED', 'CASE_REVISED') ORDER BY "sequence" DESC LIMIT 1`;
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
  private readonly first = new Map<string, StoredEntry | null>();

  constructor(private readonly manager: EntityManager) {}

  /** Reads the first entries of many subjects at once. */
  async prepare(subjects: readonly string[]): Promise<void> {
    const unknown = [...new Set(subjects)].filter((each) => !this.first.has(each) && !isCase(each));
    for (let from = 0; from < unknown.length; from += SUBJECTS_A_QUERY) {
      const some = unknown.slice(from, from + SUBJECTS_A_QUERY);
      const marks = some.map(() => '?').join(', ');
      const rows = await this.manager.query<StoredEntry[]>(FIRST.replace('?', marks), [...some]);
      for (const subject of some) this.first.set(subject, null);
      for (const row of rows) this.first.set(row.subject, row);
    }
  }

  /** The entry that says what the subject is; null for none up to this place of the record. */
  async founding(subject: string, upTo: number): Promise<StoredEntry | null> {
    if (isCase(subject)) {
      const [draft] = await this.manager.query<StoredEntry[]>(NEWEST_DRAFT, [subject, upTo]);
      return draft ?? null;
    }
    await this.prepare([subject]);
    const first = this.first.get(subject) ?? null;
    return first !== null && first.sequence <= upTo ? first : null;
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
