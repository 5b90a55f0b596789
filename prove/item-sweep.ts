/**
 * Every set of the 22 listed items, once for each fine basis. 18(2) stands on a repeat, so that it may stand without
 * a refusal; a loss and the bare statute's range (no grade) are used throughout.
 */
import { ITEMS, type ItemCode } from '../src/domain/discretion/items.js';
import type { Rulebook } from '../src/domain/rulebook/rulebook.js';
import { judge, type Reached } from './judge.js';
import type { Scenario } from './scenario.js';
import { note, type Tallies } from './tally.js';

export const ALL_SETS = 2 ** ITEMS.length;

type Basis = Pick<Scenario, 'provision' | 'offender' | 'withAmount' | 'refusedToCorrect'>;

/** 38, fraud (as 41.2, where every item can stand), 39; and fraud by an institution under 40. */
export const ITEM_BASES: readonly Basis[] = [
  {
    provision: 'REG735:38(3)',
    offender: 'DESIGNATED_INSTITUTION',
    withAmount: true,
    refusedToCorrect: false,
  },
  { provision: 'REG735:41.2', offender: 'INDIVIDUAL', withAmount: true, refusedToCorrect: false },
  {
    provision: 'REG735:39(4)',
    offender: 'DESIGNATED_INSTITUTION',
    withAmount: false,
    refusedToCorrect: true,
  },
];

/** The lowest and highest lawful fine of each set, in fen; −1 where no range is offered. */
export interface FineTable {
  readonly lowest: Int32Array;
  readonly highest: Int32Array;
}

export const emptyTable = (buffers?: {
  lowest: SharedArrayBuffer;
  highest: SharedArrayBuffer;
}): FineTable => ({
  lowest: buffers ? new Int32Array(buffers.lowest) : new Int32Array(ALL_SETS).fill(-1),
  highest: buffers ? new Int32Array(buffers.highest) : new Int32Array(ALL_SETS).fill(-1),
});

export function scenarioOfSet(basis: Basis, set: number): Scenario {
  const items = ITEMS.filter((_item, index) => (set & (1 << index)) !== 0);
  return {
    ...basis,
    fraudulentIntent: false,
    seriousConsequences: false,
    rowId: null,
    items,
    grounds: items.includes('DB2025:18(2)') ? ['REPEAT'] : [],
  };
}

/** Evaluates the given sets, holds every statement against them, and fills in their fines. */
export function sweepSets(
  basis: Basis,
  sets: Iterable<number>,
  rulebook: Rulebook,
  table: FineTable,
  tallies: Tallies,
  reached: Reached,
): void {
  for (const set of sets) {
    const answer = judge(scenarioOfSet(basis, set), rulebook, tallies, reached);
    const directions = answer?.ok ? (answer.value.violations[0]?.directions ?? []) : [];
    table.lowest[set] =
      directions.length === 0 ? -1 : Math.min(...directions.map(({ fineMin }) => Number(fineMin)));
    table.highest[set] =
      directions.length === 0 ? -1 : Math.max(...directions.map(({ fineMax }) => Number(fineMax)));
  }
}

const bitsOf = (...prefixes: readonly string[]): number[] =>
  ITEMS.flatMap((item: ItemCode, index) =>
    prefixes.some((prefix) => item.startsWith(prefix)) ? [1 << index] : [],
  );

const MITIGATING = bitsOf('DB2025:13(', 'DB2025:14(');
const AGGRAVATING = bitsOf('DB2025:18(');

/** Holds every set against the same set with one item more, wherever both offer a range. */
export function compareNeighbours(
  basis: Basis,
  sets: Iterable<number>,
  table: FineTable,
  tallies: Tallies,
): void {
  const at = (values: Int32Array, set: number): number => values[set] ?? -1;
  for (const set of sets) {
    if (at(table.lowest, set) < 0) continue;
    for (const [id, bits] of [
      ['one-more-mitigating', MITIGATING],
      ['one-more-aggravating', AGGRAVATING],
    ] as const) {
      for (const bit of bits) {
        const more = set | bit;
        if (more === set || at(table.lowest, more) < 0) continue;
        const held =
          id === 'one-more-mitigating'
            ? at(table.lowest, more) <= at(table.lowest, set)
            : at(table.highest, more) >= at(table.highest, set);
        note(tallies, id, held, () =>
          JSON.stringify([scenarioOfSet(basis, set), scenarioOfSet(basis, more)]),
        );
      }
    }
  }
}

/** All sets of at most n items. */
export function* setsOfAtMost(n: number): Generator<number> {
  function* from(start: number, left: number, set: number): Generator<number> {
    yield set;
    if (left === 0) return;
    for (let index = start; index < ITEMS.length; index += 1)
      yield* from(index + 1, left - 1, set | (1 << index));
  }
  yield* from(0, n, 0);
}
