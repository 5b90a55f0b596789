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

/** What a line says of one row. */
interface Part {
  readonly line: HeldLine;
  readonly after: Members;
}

interface Pair {
  readonly part: Part | null;
  readonly row: HeldRow | null;
}

interface Pairs {
  /** The first line that is looked at. */
  readonly first: number | undefined;
  readonly pairs: readonly Pair[];
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
export const HELD_ACTIONS: readonly string[] = [...new Set(HELD_KINDS.flatMap(({ actions }) => actions))];

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
  for await (const line of found) {
    const id = line.subject.slice(line.subject.indexOf('/') + 1);
    for (const kind of HELD_KINDS.filter(({ actions }) => actions.includes(line.action))) {
      const { first, pairs } = await pairsOf({ manager, since }, kind, id);
      if (first === line.sequence) for (const pair of pairs) yield heldPair(kind, id, pair);
    }
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
  for await (const row of rows) yield heldPair(kind, row.owner, { part: null, row });
}

/** The lines and the rows of one thing, each beside the one it belongs to. */
async function pairsOf(
  { manager, since }: Pick<Stored, 'manager' | 'since'>,
  kind: HeldKind,
  id: string,
): Promise<Pairs> {
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
  const pairs = told
    .flatMap((line) => partsOf(kind, line))
    .map((part): Pair => {
      const named = kind.nameOfLine(part.line, part.after);
      const row = [...left].find((each) => kind.nameOfRow(each) === named) ?? null;
      if (row !== null) left.delete(row);
      return { part, row };
    });
  const all = [...pairs, ...[...left].map((row) => ({ part: null, row }))];
  return {
    first: told.find(({ at }) => at >= since)?.sequence,
    pairs: all.filter(({ part, row }) => (part?.line.at ?? row?.at ?? '') >= since),
  };
}

function partsOf(kind: HeldKind, line: HeldLine): Part[] {
  const after = afterOf(line);
  return (kind.parts?.(after, line) ?? [after]).map((part) => ({ line, after: part }));
}

function heldPair(kind: HeldKind, id: string, { part, row }: Pair): Held {
  const at = part?.line.at ?? row?.at ?? '';
  const told = { kind: kind.name, id: part === null ? id : `${id}（${part.line.sequence}）`, at };
  const stored = row === null ? null : storedText(kind, row, part);
  const said = part === null ? null : lineText(kind, part);
  const verdict =
    row === null ? 'MISSING' : part === null ? 'UNRECORDED' : stored === said ? 'EQUAL' : 'DIFFERS';
  return { ...told, verdict, stored, line: said };
}

const lineText = ({ receiptOf, ownInstant }: HeldKind, { line, after }: Part): string =>
  lines(
    canonicalText(after),
    line.actor,
    ...(ownInstant === true ? [] : [line.at]),
    ...(receiptOf === undefined ? [] : [line.receipt]),
  );

function storedText({ says, receiptOf, ownInstant }: HeldKind, row: HeldRow, part: Part | null): string {
  try {
    return lines(
      canonicalText(says(row, part?.after ?? {}, part?.line.action ?? '')),
      row.actor,
      ...(ownInstant === true ? [] : [row.at]),
      ...(receiptOf === undefined ? [] : [receiptOf(row)]),
    );
  } catch (error) {
    return `（无法读取：${error instanceof Error ? error.message : String(error)}）`;
  }
}

/** What a line says there is since, but for whom a deputy acted and which rows it binds: that stands in the line alone. */
function afterOf({ after }: HeldLine): Members {
  const {
    actingFor: _whom,
    rowHashes: _rows,
    ...members
  } = JSON.parse(after ?? '{}') as Record<string, Json>;
  return members;
}
