import { conductIdOf } from '../../domain/scoring/conduct-id.js';
import { DEGREES, NEGATIVE_CIRCUMSTANCES, pointsOf, type Finding } from '../../domain/scoring/finding.js';
import type { PointsLaw } from '../../domain/scoring/points-law.js';
import type { Fault } from '../../domain/shared/result.js';

/** Arts. 20–23, slight to grave: `PQ2025:21`. */
const articleOf = (circumstance: string): string => circumstance.slice(0, circumstance.indexOf('('));
const ARTICLES = [...new Set(NEGATIVE_CIRCUMSTANCES.map(articleOf))];

/** How grave a finding is, in each way in which it can be. */
interface Gravity {
  readonly points: number;
  readonly degree: number;
  readonly circumstance: number;
}

const gravityOf = (law: PointsLaw, finding: Finding): Gravity => ({
  points: pointsOf(law, finding),
  degree: DEGREES.indexOf(finding.degree),
  circumstance: ARTICLES.indexOf(articleOf(finding.circumstance)),
});

const WORDS: Readonly<Record<keyof Gravity, string>> = {
  points: '分值',
  degree: '责任程度',
  circumstance: '负面情形',
};

/**
 * S31: what takes the place of findings raises no act of them, whatever the sum comes to; a graver finding is a new score.
 * Pure.
 * @param standing of the same person, as they stand; empty where nothing stands any more.
 * @param placeOf place of a revised finding in the request.
 * @returns faults with pointers `/findings/N/points`, `/degree` or `/circumstance`.
 */
export function raisedFindings(
  law: PointsLaw,
  revised: readonly Finding[],
  standing: readonly Finding[],
  placeOf: (index: number) => number,
): Fault[] {
  if (standing.length === 0) return [];
  return revised.flatMap((finding, index): Fault[] => {
    const same = standing.filter(
      ({ conductId }) => conductIdOf(conductId) === conductIdOf(finding.conductId),
    );
    const stood = same.map((each) => gravityOf(law, each));
    const gravity = gravityOf(law, finding);
    return (['points', 'degree', 'circumstance'] as const).flatMap((way): Fault[] => {
      const most = Math.max(...stood.map((each) => each[way]), way === 'points' ? 0 : -1);
      if (gravity[way] <= most) return [];
      return [
        {
          pointer: `/findings/${placeOf(index)}/${way}`,
          code: 'REVISION_RAISES',
          detail: `更正不得加重行为 ${finding.conductId} 的${WORDS[way]}；有更重的认定的，另行记分。`,
          citation: 'PQ2025:37',
        },
      ];
    });
  });
}
