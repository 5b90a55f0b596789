import type { Fault } from '../shared/result.js';
import { DEGREES, type Adjustment, type Degree, type NegativeCircumstance } from './finding.js';
import { leaningOf } from './grounds.js';

/** What a finding weighs beside the others of its act. */
export interface WeighedFinding {
  readonly conductId: string;
  readonly circumstance: NegativeCircumstance;
  readonly degree: Degree;
  readonly adjustment: Adjustment;
  readonly points: number;
}

/** The findings of a determination; null where there is no band, and nothing to weigh. */
type SideBySide = readonly (WeighedFinding | null)[];

/** Somebody of higher responsibility who carries fewer points, by place in the list. */
interface Fall {
  readonly higher: number;
  readonly lower: number;
  readonly byGround: boolean;
}

const sameAct = (a: WeighedFinding, b: WeighedFinding): boolean =>
  a.conductId === b.conductId && a.circumstance === b.circumstance;

const fallsBelow = (higher: WeighedFinding, lower: WeighedFinding): boolean =>
  sameAct(higher, lower) &&
  DEGREES.indexOf(lower.degree) < DEGREES.indexOf(higher.degree) &&
  lower.points > higher.points;

const differInGround = (a: WeighedFinding, b: WeighedFinding): boolean =>
  leaningOf(a.adjustment) !== leaningOf(b.adjustment);

/** Of each finding the first that it falls below, one not excused by a ground before one that is. */
function fallsOf(findings: SideBySide): Fall[] {
  return findings.flatMap((higher, place): Fall[] => {
    if (higher === null) return [];
    const below = findings.flatMap((lower, index): Fall[] =>
      lower !== null && fallsBelow(higher, lower)
        ? [{ higher: place, lower: index, byGround: differInGround(lower, higher) }]
        : [],
    );
    const [first] = [...below.filter(({ byGround }) => !byGround), ...below];
    return first === undefined ? [] : [first];
  });
}

const inWords = (findings: SideBySide, { higher, lower }: Fall): string => {
  const told = (place: number): string => {
    const finding = findings[place];
    return finding === undefined || finding === null ? '' : `${finding.degree} ${finding.points} 分`;
  };
  return `同一行为、同一情形之下，${told(higher)}，低于 ${told(lower)}（第 ${lower + 1} 项）`;
};

/**
 * S2: among the people responsible for one act under one circumstance points never fall as responsibility rises
 * (PQ2025:17), compared among those with no adjustment, a lenient one, a severe one.
 * @param findings those of a determination, side by side.
 * @returns faults with pointers `/findings/N/points`.
 */
export const pointsOrderFaults = (findings: SideBySide): Fault[] =>
  fallsOf(findings)
    .filter(({ byGround }) => !byGround)
    .map((fall) => ({
      pointer: `/findings/${fall.higher}/points`,
      code: 'POINTS_ORDER',
      detail: `${inWords(findings, fall)}；责任越重，分值不得越低。`,
      citation: 'PQ2025:17',
    }));

/** Falls that rest on a person's own lenient or severe ground: lawful, and worth a look. */
export const fallsByGround = (findings: SideBySide): Fault[] =>
  fallsOf(findings)
    .filter(({ byGround }) => byGround)
    .map((fall) => ({
      pointer: `/findings/${fall.higher}/points`,
      code: 'POINTS_ORDER_BY_GROUND',
      detail: `${inWords(findings, fall)}：由本人的从轻或从重情节所致，请核对。`,
      citation: 'PQ2025:17',
    }));

/** A finding with whose it is. */
export interface OwnedFinding extends WeighedFinding {
  /** The person's file. */
  readonly person: string;
}

/** A finding that stands in another determination. */
export interface FindingElsewhere extends OwnedFinding {
  /** Number of that determination. */
  readonly determination: string;
}

/**
 * S2 across determinations: {@link pointsOrderFaults} beside other people's findings on the same act and circumstance.
 * @param findings those of the new determination, side by side.
 * @returns faults with pointers `/findings/N/points`, one for each finding that is out of order.
 */
export function orderFaultsElsewhere(
  findings: readonly (OwnedFinding | null)[],
  elsewhere: readonly FindingElsewhere[],
): Fault[] {
  return findings.flatMap((own, place): Fault[] => {
    if (own === null) return [];
    const other = elsewhere.find(
      (each) =>
        each.person !== own.person &&
        !differInGround(each, own) &&
        (fallsBelow(own, each) || fallsBelow(each, own)),
    );
    if (other === undefined) return [];
    const detail = `同一行为、同一情形之下，此项 ${own.degree} ${own.points} 分，而责任认定书 ${other.determination} 认定另一人 ${other.degree} ${other.points} 分；责任越重，分值不得越低。`;
    return [{ pointer: `/findings/${place}/points`, code: 'POINTS_ORDER', detail, citation: 'PQ2025:17' }];
  });
}
