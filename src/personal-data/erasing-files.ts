import type { EntityManager } from 'typeorm';
import { hashAgain } from '../platform/database/written-rows.js';
import { factsInRecord } from '../cases/cases.module.js';
import { ERASED } from '../registry/registry.module.js';
import { CASES_AGAINST, PAPERS_ABOUT, theirs, type WholeFile } from './file-matters.js';

interface Revision {
  readonly caseId: string;
  readonly revision: number;
  readonly content: string;
  readonly rowId: number;
}

/** Takes the names out of cases against somebody on the file: their facts then read as the record has them. How many. */
export async function eraseCases(tx: EntityManager, file: WholeFile): Promise<number> {
  const cases = await tx.query<{ id: string }[]>(
    `SELECT "case"."id" AS "id" FROM "penalty_case" "case" WHERE ${CASES_AGAINST}`,
    [...theirs(file)],
  );
  for (const { id } of cases) {
    const revisions = await tx.query<Revision[]>(
      'SELECT rowid AS "rowId", "case_id" AS "caseId", "revision", "content" FROM "case_revision" WHERE "case_id" = ?',
      [id],
    );
    for (const { rowId, caseId, revision, content } of revisions) {
      const facts = factsInRecord(JSON.parse(content) as Parameters<typeof factsInRecord>[0]);
      await tx.query('UPDATE "case_revision" SET "content" = ? WHERE "case_id" = ? AND "revision" = ?', [
        JSON.stringify(facts),
        caseId,
        revision,
      ]);
      await hashAgain(tx, 'case_revision', rowId);
    }
    await tx.query('UPDATE "penalty_case" SET "offender_name" = ? WHERE "id" = ?', [ERASED, id]);
  }
  return cases.length;
}

interface Paper {
  readonly id: string;
  readonly figures: string;
  readonly paper: string;
}

/**
 * Takes the names out of papers that were sent, in what is about somebody on the file; others on the same paper stay.
 * The hash of what was sent stays, and tells that this is not the whole of it any more. How many papers.
 */
export async function erasePapers(tx: EntityManager, file: WholeFile): Promise<number> {
  const known = [...file.personIds, ...file.codes];
  const ids = await tx.query<{ id: string }[]>(
    `SELECT "paper"."id" AS "id" FROM "sent_paper" "paper" WHERE ${PAPERS_ABOUT}`,
    [JSON.stringify(known)],
  );
  let erased = 0;
  for (const { id } of ids) {
    const [row] = await tx.query<Paper[]>(
      'SELECT "id", "figures", "paper" FROM "sent_paper" WHERE "id" = ?',
      [id],
    );
    if (row === undefined) continue;
    const without = (text: string): string =>
      JSON.stringify(withoutNames(JSON.parse(text) as Plain, known, file.names));
    const [figures, paper] = [without(row.figures), without(row.paper)];
    if (figures === row.figures && paper === row.paper) continue;
    await tx.query('UPDATE "sent_paper" SET "figures" = ?, "paper" = ? WHERE "id" = ?', [figures, paper, id]);
    erased += 1;
  }
  return erased;
}

/** Takes the names out of the lists of marks that were put up, as {@link erasePapers}. How many. */
export async function eraseMarkPapers(
  tx: EntityManager,
  { personIds, codes, names }: WholeFile,
): Promise<number> {
  const lists = await tx.query<{ id: string; paper: string }[]>(
    `SELECT "id", "paper" FROM "mark_publication" WHERE "id" IN (SELECT "publication_id" FROM "published_mark"
      WHERE "person_id" IN (SELECT "value" FROM json_each(?)))`,
    [JSON.stringify(personIds)],
  );
  for (const { id, paper } of lists)
    await tx.query('UPDATE "mark_publication" SET "paper" = ? WHERE "id" = ?', [
      JSON.stringify(withoutNames(JSON.parse(paper) as Plain, codes, names)),
      id,
    ]);
  return lists.length;
}

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [member: string]: Plain };

/** A copy without the names that stand beside an id or a code of the file: in the same row, or the same object. */
function withoutNames(value: Plain, known: readonly string[], names: readonly string[]): Plain {
  if (typeof value !== 'object' || value === null) return value;
  const beside = Object.values(value);
  const about = beside.some((each) => typeof each === 'string' && known.includes(each));
  const within = (each: Plain): Plain =>
    about && typeof each === 'string' && names.includes(each) ? ERASED : withoutNames(each, known, names);
  if (Array.isArray(value)) return (value as readonly Plain[]).map(within);
  return Object.fromEntries(Object.entries(value).map(([member, each]) => [member, within(each)]));
}
