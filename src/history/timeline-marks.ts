import type { EntityManager } from 'typeorm';
import type { StoredEntry } from '../domain/shared/record/entry-text.js';
import { type ChangedMeasure } from '../ledger/ledger.module.js';
import { type Mark, marksAmong } from './entry-marks.js';

const LIGHT = '"sequence", "at", "action", "subject", "before", "after"';

interface Voiding {
  readonly subject: string;
  readonly sequence: number;
  readonly at: string;
}

/**
 * What became of entries, read from all that stands in the record.
 * @returns marks by sequence.
 */
export async function marksOf(
  manager: EntityManager,
  entries: readonly StoredEntry[],
): Promise<ReadonlyMap<number, readonly Mark[]>> {
  const found = new Map<number, Mark[]>();
  for (const subject of new Set(entries.map((entry) => entry.subject))) {
    const all = await manager.query<StoredEntry[]>(
      `SELECT ${LIGHT} FROM "record_entry" WHERE "subject" = ? ORDER BY "sequence"`,
      [subject],
    );
    for (const [sequence, marks] of marksAmong(all)) found.set(sequence, marks);
  }
  for (const entry of entries) {
    const mark = await markFrom(manager, entry);
    if (mark !== null) found.set(entry.sequence, [...(found.get(entry.sequence) ?? []), mark]);
  }
  return found;
}

/** What became of an entry by one on another subject. */
async function markFrom(manager: EntityManager, entry: StoredEntry): Promise<Mark | null> {
  if (ON_MEASURE.has(entry.action)) return reversalOf(manager, entry);
  const voiding = await voidingOf(manager, entry);
  return voiding === null ? null : { relation: 'VOIDED', by: voiding.sequence, at: voiding.at };
}

/** Choices and papers that rest on the measure of their notice. */
const ON_MEASURE: ReadonlySet<string> = new Set(['SUSPENSION_MONTHS_CHOSEN', 'MEASURE_NOTICE_ISSUED']);

const REVERSALS = `SELECT "sequence", "at", "after" FROM "record_entry"
  WHERE "action" IN ('SCORE_REVISED', 'SCORE_REVOKED') AND "sequence" > ? AND instr("after", ?) > 0
  ORDER BY "sequence"`;

/** A choice or a paper falls with the first reversal that makes another measure of its own, or none (S31). */
async function reversalOf(
  manager: EntityManager,
  { action, subject, sequence }: StoredEntry,
): Promise<Mark | null> {
  const notice = subject.slice(subject.indexOf('/') + 1);
  const rows = await manager.query<StoredEntry[]>(REVERSALS, [sequence, notice]);
  for (const { sequence: by, at, after } of rows) {
    const { measures = [] } = JSON.parse(after ?? '{}') as { readonly measures?: readonly ChangedMeasure[] };
    const changed = measures.find((each) => each.notice === notice);
    const relation = changed === undefined ? null : relationOf(action, changed);
    if (relation !== null) return { relation, by, at };
  }
  return null;
}

function relationOf(action: string, { was, is }: ChangedMeasure): 'VOIDED' | 'CHANGED' | null {
  if (is === null || is.kind !== was?.kind) return 'VOIDED';
  if (action === 'MEASURE_NOTICE_ISSUED') return 'CHANGED';
  return is.kind === 'SUSPENSION' && was.kind === 'SUSPENSION' && is.months !== was.months ? 'VOIDED' : null;
}

/** What a site was told is void once it is told another thing; a decided measure, once it is unlinked. */
async function voidingOf(manager: EntityManager, entry: StoredEntry): Promise<Voiding | null> {
  if (entry.action === 'SITE_TOLD') return toldAnew(manager, entry);
  if (entry.action !== 'LINKED_MEASURE_DECIDED') return null;
  const { id } = JSON.parse(entry.after ?? '{}') as { readonly id?: string };
  return first(manager, `"subject" = ? AND "action" = 'MEASURE_UNLINKED'`, [`measure/${id ?? ''}`]);
}

/** A notice to a site falls with the next one, or, where nothing is left to tell, with what made it fall. */
async function toldAnew(manager: EntityManager, entry: StoredEntry): Promise<Voiding | null> {
  const id = entry.subject.slice('site-notice/'.length);
  const [row] = await manager.query<{ by: string | null; at: string }[]>(
    'SELECT "by_notice_id" AS "by", "recorded_at" AS "at" FROM "site_notice_void" WHERE "notice_id" = ?',
    [id],
  );
  if (row === undefined) return null;
  return row.by === null
    ? first(manager, '"sequence" > ? AND "at" = ?', [entry.sequence, row.at])
    : first(manager, `"subject" = ?`, [`site-notice/${row.by}`]);
}

async function first(
  manager: EntityManager,
  where: string,
  values: readonly (string | number)[],
): Promise<Voiding | null> {
  const [row] = await manager.query<Voiding[]>(
    `SELECT "subject", "sequence", "at" FROM "record_entry" WHERE ${where} ORDER BY "sequence" LIMIT 1`,
    [...values],
  );
  return row ?? null;
}
