import type { EntityManager } from 'typeorm';
import { canonicalText } from '../platform/database/canonical-text.js';
import type { Json } from '../platform/database/record-entry.js';
import type { HeldKind, HeldLine, HeldRow, Members } from './held-kind.js';
import { HELD_KINDS } from './held-kinds.js';
import { lines } from './replayed.js';
import { rowsOf, type Stored } from './stored.js';

/**
 * `MISSING`: a line of the record without its stored row. `UNRECORDED`: a stored row that no line tells of.
 * `DIFFERS`: the line says another thing than the row.
 */
export const HELD_VERDICTS = ['EQUAL', 'DIFFERS', 'MISSING', 'UNRECORDED'] as const;
export type HeldVerdict = (typeof HELD_VERDICTS)[number];

/** A line of the record beside the stored row that it names. */
export interface Held {
  /** Name of its {@link HeldKind}. */
  readonly kind: string;
  readonly id: string;
  /** When it was recorded, RFC 3339. */
  readonly at: string;
  readonly verdict: HeldVerdict;
  /** What the row says of itself; null without one. */
  readonly stored: string | null;
  /** What the line says; null without one. */
  readonly line: string | null;
}

interface Pair {
  readonly line: HeldLine | null;
  readonly row: HeldRow | null;
}

const LINE = `"sequence", "at", "actor", "action", "subject", "after", "receipt"`;

const quoted = (actions: readonly string[]): string => actions.map((action) => `'${action}'`).join(', ');

/**
 * Goes from the lines of the record to the rows that they name, and from the rows to their lines: what was removed, put in
 * or changed on either side does not agree. Lines below the first of the tree are none.
 */
export async function* held(stored: Stored): AsyncGenerator<Held> {
  yield* told(stored);
  for (const kind of HELD_KINDS) yield* untold(stored, kind);
}

/** Actions whose lines are held against a row. */
export const HELD_ACTIONS: readonly string[] = HELD_KINDS.flatMap(({ actions }) => actions);

const BY_ACTION = new Map(HELD_KINDS.flatMap((kind) => kind.actions.map((action) => [action, kind])));

/** Whatever has a line: each thing once, at the first of its lines that is looked at. */
async function* told({ manager, since }: Stored): AsyncGenerator<Held> {
  const found = rowsOf<HeldLine>(
    { manager, since },
    {
      select: LINE,
      source: 'record_entry row',
      where: `action IN (${quoted(HELD_ACTIONS)}) AND sequence >= 1`,
      recorded: 'row.at',
    },
  );
  for await (const first of found) {
    const kind = BY_ACTION.get(first.action);
    if (kind === undefined) continue;
    const id = first.subject.slice(first.subject.indexOf('/') + 1);
    const pairs = await pairsOf(manager, kind, id);
    const looked = pairs.filter(({ line, row }) => (line?.at ?? row?.at ?? '') >= since);
    if (looked[0]?.line?.sequence === first.sequence)
      for (const pair of looked) yield heldPair(kind, id, pair);
  }
}

/** Rows of what has no line at all. */
async function* untold({ manager, since }: Stored, kind: HeldKind): AsyncGenerator<Held> {
  const { source, select, owner, recorded, of } = kind;
  const rows = rowsOf<HeldRow & { readonly owner: string }>(
    { manager, since },
    {
      select: `${select}, ${owner} AS "owner", ${recorded} AS "at", row.actor AS "actor"`,
      source,
      where: `NOT EXISTS (SELECT 1 FROM record_entry line WHERE line.subject = '${of}/' || ${owner}
      AND line.action IN (${quoted(kind.actions)}) AND line.sequence >= 1)`,
      recorded,
    },
  );
  for await (const row of rows) yield heldPair(kind, row.owner, { line: null, row });
}

/** The lines and the rows of one thing, each beside the one it belongs to. */
async function pairsOf(manager: EntityManager, kind: HeldKind, id: string): Promise<readonly Pair[]> {
  const told = await manager.query<HeldLine[]>(
    `SELECT ${LINE} FROM "record_entry" WHERE "subject" = ? AND "action" IN (${quoted(kind.actions)})
     AND "sequence" >= 1 ORDER BY "sequence"`,
    [`${kind.of}/${id}`],
  );
  const rows = await manager.query<HeldRow[]>(
    `SELECT row.rowid AS "place", ${kind.select}, ${kind.recorded} AS "at", row.actor AS "actor"
     FROM ${kind.source} WHERE ${kind.owner} = ? ORDER BY row.rowid`,
    [id],
  );
  const left = new Set(rows);
  const pairs = told.map((line): Pair => {
    const named = kind.nameOfLine(line, afterOf(line));
    const row = [...left].find((each) => kind.nameOfRow(each) === named) ?? null;
    if (row !== null) left.delete(row);
    return { line, row };
  });
  return [...pairs, ...[...left].map((row) => ({ line: null, row }))];
}

function heldPair(kind: HeldKind, id: string, { line, row }: Pair): Held {
  const after = line === null ? {} : afterOf(line);
  const at = line?.at ?? row?.at ?? '';
  const told = { kind: kind.name, id: line === null ? id : `${id}（${line.sequence}）`, at };
  const stored = row === null ? null : storedText(kind, row, after, line);
  const said = line === null ? null : lineText(kind, line, after);
  const verdict =
    row === null ? 'MISSING' : line === null ? 'UNRECORDED' : stored === said ? 'EQUAL' : 'DIFFERS';
  return { ...told, verdict, stored, line: said };
}

const lineText = ({ receiptOf, ownInstant }: HeldKind, line: HeldLine, after: Members): string =>
  lines(
    canonicalText(after),
    line.actor,
    ...(ownInstant === true ? [] : [line.at]),
    ...(receiptOf === undefined ? [] : [line.receipt]),
  );

function storedText(
  { says, receiptOf, ownInstant }: HeldKind,
  row: HeldRow,
  after: Members,
  line: HeldLine | null,
): string {
  try {
    return lines(
      canonicalText(says(row, after, line?.action ?? '')),
      row.actor,
      ...(ownInstant === true ? [] : [row.at]),
      ...(receiptOf === undefined ? [] : [receiptOf(row)]),
    );
  } catch (error) {
    return `（无法读取：${error instanceof Error ? error.message : String(error)}）`;
  }
}

/** What a line says there is since, but for whom a deputy acted: that stands in the line alone. */
function afterOf({ after }: HeldLine): Members {
  const { actingFor: _whom, ...members } = JSON.parse(after ?? '{}') as Record<string, Json>;
  return members;
}
