import { CLAIM_VERDICTS } from '../domain/qualification/claim-verdict.js';
import type { Json } from '../platform/database/record-entry.js';
import type { HeldKind, HeldRow, Members } from './held-kind.js';
import { inOrder, picked, textOf } from './held-members.js';

/** What is kept of a batch, by verdict: payable claims by person and day, the others one by one. */
const SUMS = `(SELECT json_group_object("verdict", json_array("lines", printf('%d.%02d', "fen" / 100, "fen" % 100))) FROM (
    SELECT verdict AS "verdict", COUNT(*) AS "lines", SUM(CAST(fen AS INTEGER)) AS "fen"
    FROM claim_line WHERE batch_id = row.id GROUP BY verdict
    UNION ALL
    SELECT 'PAYABLE', SUM(lines), SUM(CAST(fen AS INTEGER)) FROM claim_day WHERE batch_id = row.id HAVING COUNT(*) > 0)) AS "sums"`;

const NONE = [0, '0.00'] as const;

function totalsOf({ sums }: HeldRow): Json {
  const kept = JSON.parse(String(sums)) as Readonly<Record<string, readonly [number, string]>>;
  return CLAIM_VERDICTS.map((verdict) => {
    const [lines, amount] = kept[verdict] ?? NONE;
    return { verdict, lines, amount };
  });
}

/** Each thing that a line settles, with what holds for all of them. */
function itemsOf({ items, reason, documentNo }: Members): readonly Members[] {
  return (Array.isArray(items) ? (items as Members[]) : []).map((item) => ({ ...item, reason, documentNo }));
}

/** Claims as they were judged, and what was paid or recovered after they were judged anew (PQ2025:37, 40, 42). */
export const HELD_CLAIMS: readonly HeldKind[] = [
  {
    name: 'CLAIMS',
    words: '费用明细核查',
    of: 'claim-batch',
    owner: 'row.id',
    recorded: 'row.recorded_at',
    actions: ['CLAIMS_JUDGED'],
    source: '(SELECT rowid, * FROM claim_batch) row',
    select: `row.institution, row.content_hash, row.lines, row.faulty, ${SUMS}`,
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: (row) => ({
      ...picked(row, 'institution', 'lines', 'faulty'),
      contentHash: row['content_hash'] ?? null,
      totals: totalsOf(row),
    }),
  },
  {
    name: 'SETTLEMENT',
    words: '费用的补付、追回',
    of: 'claim-settlement',
    owner: 'row.settlement_id',
    recorded: 'row.recorded_at',
    actions: ['CLAIMS_SETTLED'],
    source: '(SELECT rowid, * FROM claim_settlement) row',
    select: 'row.item_id, row.item, row.settled, row.fen, row.reason, row.document_no',
    parts: itemsOf,
    nameOfLine: (_line, { itemId }) => textOf(itemId),
    nameOfRow: ({ item_id }) => String(item_id),
    says: (row) => ({
      itemId: row['item_id'] ?? null,
      ...picked(row, 'item', 'settled', 'fen', 'reason'),
      documentNo: row['document_no'] ?? null,
    }),
  },
];
