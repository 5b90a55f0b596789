import { allowedPoints, findingFaults, type Finding } from '../domain/scoring/finding.js';
import { pointsLawOn, type PointsLaw } from '../domain/scoring/points-law.js';
import { date } from '../domain/shared/calendar-date.js';
import type { ContentFinding, DeterminationContent } from '../scoring/scoring.module.js';
import { replayedThen, type Replayed } from './replayed.js';
import { lineOf, rowsOf, type Stored } from './stored.js';

interface DeterminationRow {
  readonly id: string;
  readonly points_day: string;
  readonly content: string;
  readonly rulebook_hash: string;
  readonly recorded_at: string;
}

/** The points of a determination's findings as the record has them. */
function pointsIn(after: string | null | undefined): readonly (number | undefined)[] {
  const { findings = [] } = JSON.parse(after ?? '{}') as { findings?: { points?: number }[] };
  return findings.map(({ points }) => points);
}

/** A finding with its points: those of its degree, or where reasons were given those of the record, inside the band. */
export function findingAgain(finding: ContentFinding, recorded: number | undefined, law: PointsLaw): object {
  const judged: Finding = { ...finding, points: recorded ?? null };
  const faults = findingFaults(law, judged, '');
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  const usual = allowedPoints(law, { ...judged, points: null })?.default;
  return { ...finding, points: finding.reasons === null ? usual : recorded };
}

/** Every determination: the points of each finding under the law of the points' day. */
export async function* determinations(stored: Stored): AsyncGenerator<Replayed> {
  const rows = rowsOf<DeterminationRow>(stored, {
    select: 'row.*',
    source: 'determination row',
    recorded: 'row.recorded_at',
  });
  for await (const row of rows) {
    const { id, content, recorded_at: at } = row;
    const line = await lineOf(stored.manager, `determination/${id}`, 'RESPONSIBILITY_DETERMINED');
    const then = stored.rulebooks.thenAt(at, stored.rulebooks.byHash(row.rulebook_hash));
    yield replayedThen({ kind: 'DETERMINATION', id, at }, content, then, (found) => {
      const law = pointsLawOn(found, date(row.points_day));
      const parsed = JSON.parse(content) as DeterminationContent;
      const points = pointsIn(line?.after);
      const findings = parsed.findings.map((each, place) => findingAgain(each, points[place], law));
      return JSON.stringify({ ...parsed, findings });
    });
  }
}
