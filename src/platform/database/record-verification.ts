import type { EntityManager } from 'typeorm';
import { entryText, type StoredEntry } from '../../domain/shared/record/entry-text.js';
import { type Edge, EMPTY_EDGE, grown, rootOf } from '../../domain/shared/record/growth.js';
import type { Hash } from '../../domain/shared/record/hashing.js';
import { nodeCount } from '../../domain/shared/record/nodes.js';
import { isCanonical } from './canonical-text.js';
import type { Checkpoint } from './checkpoint.js';
import { recordHashing } from './record-hashing.js';

export const RECORD_FAULT_CODES = [
  'ENTRY_OUTSIDE',
  'ENTRY_MISSING',
  'ENTRY_NOT_CANONICAL',
  'ENTRY_INSTANT',
  'ENTRY_CHANGED',
  'TREE_CHANGED',
  'RECORD_SHORTER',
  'RECORD_REWRITTEN',
  'CHECKPOINT_UNREADABLE',
  'CHECKPOINT_FORGED',
  'CHECKPOINT_DELETED',
  'CHECKPOINT_FILE_LOST',
  'GUARD_REMOVED',
  'INDEX_DIFFERS',
  'STANDING_DIFFERS',
  'RULEBOOK_DIFFERS',
  'ROW_DIFFERS',
  'ACCOUNT_DIFFERS',
  'RECORD_UNREADABLE',
] as const;

/** The first thing found wrong with the record. */
export interface RecordFault {
  readonly code: (typeof RECORD_FAULT_CODES)[number];
  /** The entry where it shows; null where no single one does. */
  readonly sequence: number | null;
  /** In Chinese. */
  readonly detail: string;
}

/** The record as found whole, or the first fault. */
export type RecordVerdict =
  | { readonly ok: true; readonly size: number; readonly rootHash: Hash }
  | { readonly ok: false; readonly fault: RecordFault };

/** Small, so that what a page leaves behind is cleared away while it is young. */
const PAGE = 100;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const ENDS = `SELECT (SELECT MAX("sequence") FROM "record_entry") AS "last",
  (SELECT MIN("sequence") FROM "record_entry") AS "first", (SELECT COUNT(*) FROM "record_entry") AS "count",
  (SELECT MAX("position") FROM "record_node") AS "top"`;

interface Ends {
  readonly first: number | null;
  readonly last: number | null;
  readonly count: number;
  /** Position of the last node. */
  readonly top: number | null;
}

type Statement = Pick<Checkpoint, 'size' | 'rootHash' | 'at'>;

/**
 * Reads the whole record as it stands now, page by page: every entry canonical, none missing, instants rising, every
 * leaf and node of the tree right, and every checkpoint a beginning of it.
 * @param checkpoints whose signatures were found good, read before the call.
 */
export async function verifyRecord(
  manager: EntityManager,
  checkpoints: readonly Statement[],
): Promise<RecordVerdict> {
  const [ends] = await manager.query<Ends[]>(ENDS);
  const size = Math.max(ends?.last ?? 0, 0);
  const nodes = ends?.top === undefined || ends.top === null ? 0 : ends.top + 1;
  const pass = new Pass(checkpoints);
  let fault = outsideFault(ends?.first ?? 1) ?? pass.atCheckpoints();
  while (fault === null && pass.edge.size < size) fault = await checkPage(manager, pass, size);
  fault ??= endFault(pass.edge.size, nodes, checkpoints) ?? countFault(size, ends?.count ?? 0);
  if (fault !== null) return { ok: false, fault };
  return { ok: true, size, rootHash: rootOf(pass.edge, recordHashing) };
}

async function checkPage(manager: EntityManager, pass: Pass, size: number): Promise<RecordFault | null> {
  const from = pass.edge.size;
  const to = Math.min(from + PAGE, size);
  const entries = await manager.query<StoredEntry[]>(
    `SELECT * FROM "record_entry" WHERE "sequence" > ${from} AND "sequence" <= ${to} ORDER BY "sequence"`,
  );
  const nodes = await manager.query<{ position: number; hash: Hash }[]>(
    `SELECT "position", "hash" FROM "record_node"
     WHERE "position" >= ${nodeCount(from)} AND "position" < ${nodeCount(to)} ORDER BY "position"`,
  );
  const stored = new Map(nodes.map(({ position, hash }) => [position, hash]));
  for (let sequence = from + 1; sequence <= to; sequence++) {
    const fault = pass.take(entries[sequence - from - 1], stored);
    if (fault !== null) return fault;
  }
  return null;
}

/** One pass over the record, entry by entry; holds the right edge of the tree and no more. */
class Pass {
  edge: Edge = EMPTY_EDGE;
  private at = '';
  private readonly due = new Map<number, Statement[]>();

  constructor(checkpoints: readonly Statement[]) {
    for (const each of checkpoints) this.due.set(each.size, [...(this.due.get(each.size) ?? []), each]);
  }

  take(entry: StoredEntry | undefined, stored: ReadonlyMap<number, Hash>): RecordFault | null {
    const sequence = this.edge.size + 1;
    if (entry?.sequence !== sequence) return faultAt('ENTRY_MISSING', sequence, '缺失');
    const fault = this.formFault(entry);
    if (fault !== null) return fault;
    this.at = entry.at;
    const { edge, nodes } = grown(this.edge, recordHashing.leaf(entryText(entry)), recordHashing);
    const first = nodeCount(this.edge.size);
    const wrong = nodes.findIndex((hash, index) => stored.get(first + index) !== hash);
    if (wrong === 0) return faultAt('ENTRY_CHANGED', sequence, '内容与其哈希不符');
    if (wrong > 0) return faultAt('TREE_CHANGED', sequence, '处哈希树的上层节点不符');
    this.edge = edge;
    return this.atCheckpoints();
  }

  /** Whether the checkpoints of the size reached have this root. */
  atCheckpoints(): RecordFault | null {
    const due = this.due.get(this.edge.size);
    if (due === undefined) return null;
    const root = rootOf(this.edge, recordHashing);
    const wrong = due.find(({ rootHash }) => rootHash !== root);
    if (wrong === undefined) return null;
    const detail = `前 ${wrong.size} 条记录与 ${wrong.at} 的检查点不符：记录曾被改写。`;
    return { code: 'RECORD_REWRITTEN', sequence: wrong.size, detail };
  }

  private formFault({ sequence, at, before, after }: StoredEntry): RecordFault | null {
    const texts = [before, after].filter((text) => text !== null);
    if (texts.some((text) => text === 'null' || !isCanonical(text)))
      return faultAt('ENTRY_NOT_CANONICAL', sequence, '不是规范格式（RFC 8785），曾被重新写过');
    if (!INSTANT.test(at) || at < this.at)
      return faultAt('ENTRY_INSTANT', sequence, '的时刻早于前一条，或不是规范的时刻');
    return null;
  }
}

/** What shows only at the end: a record shorter than its tree or than a checkpoint. */
function endFault(size: number, nodes: number, checkpoints: readonly Statement[]): RecordFault | null {
  const longer = checkpoints.find((each) => each.size > size);
  if (longer !== undefined) {
    const detail = `记录只有 ${size} 条，而 ${longer.at} 的检查点有 ${longer.size} 条：末尾的记录被删除。`;
    return { code: 'RECORD_SHORTER', sequence: size + 1, detail };
  }
  if (nodes === nodeCount(size)) return null;
  return faultAt('ENTRY_MISSING', size + 1, '缺失，而哈希树中仍有其节点');
}

/** Before the first there is nothing: what stands there no tree covers. */
const outsideFault = (first: number): RecordFault | null =>
  first < 1 ? faultAt('ENTRY_OUTSIDE', first, '在记录之外：序号小于 1，不是本系统所写') : null;

const countFault = (size: number, count: number): RecordFault | null =>
  count === size
    ? null
    : faultAt('ENTRY_OUTSIDE', count, `与条数不符：共有 ${count} 条，而末条为第 ${size} 条`);

const faultAt = (code: RecordFault['code'], sequence: number, what: string): RecordFault => ({
  code,
  sequence,
  detail: `第 ${sequence} 条记录${what}。`,
});
