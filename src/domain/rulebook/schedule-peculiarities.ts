import { type Decimal, formatDecimal } from '../shared/decimal.js';
import type { Liability, StatutoryFine } from './instrument.js';
import type { Peculiarity, PeculiarityKind, ScheduleRow } from './schedule.js';
import { type Place, placesOfBasis } from './schedule-order.js';
import { UNIT_NAMES } from './unit-name.js';

/** A peculiarity with its place in the schedule and what it means. */
export interface PeculiarityFound extends Peculiarity {
  /** JSON Pointer into the schedule. */
  readonly pointer: string;
  readonly detail: string;
  readonly citation: 'DB2025:9';
}

/** A basis with its fine, and its rows from slight to grave. */
interface Ladder {
  readonly basis: string;
  readonly fine: StatutoryFine;
  readonly places: readonly Place[];
}

/**
 * Every gap, overlap and single value in the rows of each basis, from slight to grave (DB2025:9). Bounds that
 * touch are none of them, nor is a table that leaves the ends of the statute's range unused. Where bounds never fall, rows that are no neighbours overlap only if those between them do, so that neighbours tell all.
 */
export function schedulePeculiarities(
  rows: readonly ScheduleRow[],
  liabilities: readonly Liability[],
): readonly PeculiarityFound[] {
  return liabilities.flatMap(({ basis, fine }) =>
    fine === null ? [] : ladderPeculiarities({ basis, fine, places: placesOfBasis(rows, basis) }),
  );
}

function ladderPeculiarities(ladder: Ladder): PeculiarityFound[] {
  const { places } = ladder;
  return places.flatMap((place, index) => [
    ...besideNeighbour(ladder, places[index - 1], place),
    ...singleValue(ladder, place),
  ]);
}

function besideNeighbour(ladder: Ladder, before: Place | undefined, here: Place): PeculiarityFound[] {
  if (before === undefined || here.row.min === before.row.max) return [];
  const rows = [before.row, here.row];
  const names = `阶次 ${before.row.id} 与 ${here.row.id} `;
  const pointer = `${here.pointer}/min`;
  return here.row.min > before.row.max
    ? [found(ladder, 'GAP', rows, [before.row.max, here.row.min], pointer, `${names}之间有空档`)]
    : [found(ladder, 'OVERLAP', rows, [here.row.min, before.row.max], pointer, `${names}重叠`)];
}

function singleValue(ladder: Ladder, { row, pointer }: Place): PeculiarityFound[] {
  if (row.min !== row.max) return [];
  const text = `阶次 ${row.id} 只有一个数值，没有幅度`;
  return [found(ladder, 'SINGLE_VALUE', [row], [row.min, row.max], `${pointer}/min`, text)];
}

function found(
  { basis, fine }: Ladder,
  kind: PeculiarityKind,
  between: readonly ScheduleRow[],
  [min, max]: readonly [Decimal, Decimal],
  pointer: string,
  text: string,
): PeculiarityFound {
  const range = [...new Set([min, max].map(formatDecimal))].join(' 至 ');
  return {
    key: [kind, basis, ...between.map(nameInKey)].join(' '),
    kind,
    basis,
    rowIds: between.map(({ id }) => id),
    min,
    max,
    pointer,
    detail: `${basis} 的${text}：${range} ${UNIT_NAMES[fine.kind]}`,
    citation: 'DB2025:9',
  };
}

/** An id that is no single word stands in JSON quotes: no two keys are equal. */
const nameInKey = ({ id }: ScheduleRow): string => (/^[^\s"]+$/u.test(id) ? id : JSON.stringify(id));
