import { formatDecimal } from '../shared/decimal.js';
import type { Fault } from '../shared/result.js';
import type { ScheduleRow, Tier } from './schedule.js';

/** Slight to grave (DB2025:7). */
const GRAVITY: Readonly<Record<Tier, number>> = { C: 0, B: 1, A: 2 };

/** A row with its JSON Pointer into the schedule. */
export interface Place {
  readonly row: ScheduleRow;
  readonly pointer: string;
}

/** Orders rows from slight to grave: tier C, B, A, then ordinal (DB2025:7, 9). */
export const slightToGrave = (a: ScheduleRow, b: ScheduleRow): number =>
  GRAVITY[a.tier] - GRAVITY[b.tier] || a.ordinal - b.ordinal;

/** The rows for one basis, from slight to grave. */
export const placesOfBasis = (rows: readonly ScheduleRow[], basis: string): readonly Place[] =>
  rows
    .map((row, index): Place => ({ row, pointer: `/rows/${index}` }))
    .filter(({ row }) => row.bases.includes(basis))
    .sort((a, b) => slightToGrave(a.row, b.row));

/**
 * Where the rows of one basis, taken from slight to grave, do not rise: ordinals from 1 without gap or repeat
 * inside a tier, bounds never falling (DB2025:9). A row for several bases is reported once a place.
 */
export function scheduleOrderFaults(rows: readonly ScheduleRow[], bases: readonly string[]): Fault[] {
  const faults = bases.flatMap((basis) => basisOrderFaults(placesOfBasis(rows, basis), basis));
  return faults.filter(
    ({ pointer }, index) => faults.findIndex((each) => each.pointer === pointer) === index,
  );
}

function basisOrderFaults(sorted: readonly Place[], basis: string): Fault[] {
  return sorted.flatMap((place, index) => {
    const before = sorted[index - 1]?.row;
    return [...ordinalFaults(place, before, basis), ...boundFaults(place, before, basis)];
  });
}

function ordinalFaults({ row, pointer }: Place, before: ScheduleRow | undefined, basis: string): Fault[] {
  const expected = before?.tier === row.tier ? before.ordinal + 1 : 1;
  if (row.ordinal === expected) return [];
  const detail = `${basis} ${row.tier} 档的阶次应从 1 起连续，此处应为 ${expected}，实为 ${row.ordinal}`;
  return [orderFault(`${pointer}/ordinal`, detail)];
}

function boundFaults({ row, pointer }: Place, before: ScheduleRow | undefined, basis: string): Fault[] {
  return (['min', 'max'] as const).flatMap((bound) => {
    if (before === undefined || row[bound] >= before[bound]) return [];
    const [here, there] = [row[bound], before[bound]].map(formatDecimal);
    const detail = `${basis} 的阶次由轻到重，${row.id} 的 ${here} 不应低于较轻阶次 ${before.id} 的 ${there}`;
    return [orderFault(`${pointer}/${bound}`, detail)];
  });
}

const orderFault = (pointer: string, detail: string): Fault => ({
  pointer,
  code: 'ORDER_BROKEN',
  detail,
  citation: 'DB2025:9',
});
