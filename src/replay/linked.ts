import { gravestLinkedMeasure, type InstitutionMeasure } from '../domain/qualification/linked.js';
import type { DeterminationContent } from '../scoring/scoring.module.js';
import { replayedThen, type Replayed } from './replayed.js';
import { rowsOf, type Stored } from './stored.js';

interface LinkedRow {
  readonly id: string;
  readonly content: string;
  readonly at: string;
  readonly person_id: string;
  /** Of the determination; null where there is none. */
  readonly determined: string | null;
}

interface LinkedContent {
  readonly departmentSuspension: { readonly basis: string } | null;
}

/** What was done to the institution, as the determination and the order state it. */
function doneTo(
  { source }: DeterminationContent,
  { departmentSuspension }: LinkedContent,
): InstitutionMeasure[] {
  if (source.kind === 'AGREEMENT_MEASURE')
    return source.measures.map((measure) => ({ track: 'AGREEMENT', measure }));
  return source.kind === 'PENALTY_DECISION' && departmentSuspension !== null
    ? [{ track: 'PENALTY', basis: departmentSuspension.basis, departmentSuspended: true }]
    : [];
}

/** Every measure that came with the institution's: what the institution's leads to for the principally responsible (S25). */
export async function* linkedMeasures(stored: Stored): AsyncGenerator<Replayed> {
  const rows = rowsOf<LinkedRow>(stored, {
    select: `row.id, row.content, row.person_id, row.recorded_at AS "at", head.content AS "determined"`,
    source: 'linked_measure row LEFT JOIN determination head ON head.id = row.determination_id',
    recorded: 'row.recorded_at',
  });
  for await (const { id, content, at, determined } of rows) {
    yield replayedThen({ kind: 'LINKED', id, at }, content, stored.rulebooks.thenAt(at), () => {
      if (determined === null) throw new Error('no determination that it rests on');
      const said = JSON.parse(content) as LinkedContent;
      const kind = gravestLinkedMeasure(doneTo(JSON.parse(determined) as DeterminationContent, said));
      return JSON.stringify({ ...said, kind });
    });
  }
}
