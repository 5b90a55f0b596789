import type { TraceEntry } from './assessment.js';
import { FACT_ROWS } from './trace-facts.js';
import { FINE_ROWS } from './trace-fine.js';
import { entryOf, type Judged, type TraceRow } from './trace-row.js';

/** Every rule of the trace, in the order in which it is looked at. */
export const TRACE_ROWS: readonly TraceRow[] = [...FACT_ROWS, ...FINE_ROWS];

/** Every reading that bears on the basis and every item of arts. 13, 14, 16, 17 and 18, fired or not. */
export function traceOf(judged: Judged): TraceEntry[] {
  const entries: TraceEntry[] = [];
  for (const row of TRACE_ROWS) if (row.bears(judged)) entries.push(entryOf(row, judged));
  return entries;
}
