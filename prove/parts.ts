import type { Rulebook } from '../src/domain/rulebook/rulebook.js';
import { settings, sweepSetting } from './class-sweep.js';
import { historyParts, sweepHistories, type HistoryPart } from './histories/sweep-histories.js';
import { ALL_SETS, compareNeighbours, emptyTable, ITEM_BASES, sweepSets } from './item-sweep.js';
import type { Reached } from './judge.js';
import type { Tallies } from './tally.js';

/** The memory in which the fines of all sets of one basis are shared between the processors. */
export interface SharedTable {
  readonly lowest: SharedArrayBuffer;
  readonly highest: SharedArrayBuffer;
}

/** A part of the sweep that one processor does at a time. */
export type Part =
  | {
      readonly kind: 'sets' | 'neighbours';
      readonly basis: number;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'settings'; readonly from: number; readonly to: number }
  | { readonly kind: 'histories'; readonly part: HistoryPart };

export interface PartResult {
  readonly tallies: Tallies;
  readonly reached: Reached;
}

const chunks = (total: number, size: number): { from: number; to: number }[] =>
  Array.from({ length: Math.ceil(total / size) }, (_each, index) => ({
    from: index * size,
    to: Math.min(total, (index + 1) * size),
  }));

const CHUNK = 2 ** 16;

const setParts = (kind: 'sets' | 'neighbours'): Part[] =>
  ITEM_BASES.flatMap((_basis, basis) => chunks(ALL_SETS, CHUNK).map((chunk) => ({ kind, basis, ...chunk })));

/** Parts that may run side by side; those of the second list need all of the first to be done. */
export function partsOf(rulebook: Rulebook): readonly [readonly Part[], readonly Part[]] {
  const ofSettings = chunks(settings(rulebook).length, 8).map((chunk): Part => ({
    kind: 'settings',
    ...chunk,
  }));
  return [[...setParts('sets'), ...ofSettings], setParts('neighbours')];
}

/** The parts of the sweep of histories, which may all run side by side. */
export const partsOfHistories = (): Part[] => historyParts().map((part) => ({ kind: 'histories', part }));

function* range(from: number, to: number): Generator<number> {
  for (let each = from; each < to; each += 1) yield each;
}

/** Runs one part. */
export function runPart(part: Part, rulebook: Rulebook, tables: readonly SharedTable[]): PartResult {
  const tallies: Tallies = {};
  const reached: Reached = { seen: {} };
  if (part.kind === 'histories') {
    sweepHistories(part.part, rulebook, tallies, reached.seen);
    return { tallies, reached };
  }
  if (part.kind === 'settings') {
    for (const setting of settings(rulebook).slice(part.from, part.to)) {
      sweepSetting(setting, rulebook, tallies, reached);
    }
    return { tallies, reached };
  }
  const basis = ITEM_BASES[part.basis];
  const buffers = tables[part.basis];
  if (basis === undefined || buffers === undefined) throw new Error(`no basis ${part.basis}`);
  const table = emptyTable(buffers);
  const sets = range(part.from, part.to);
  if (part.kind === 'sets') sweepSets(basis, sets, rulebook, table, tallies, reached);
  else compareNeighbours(basis, sets, table, tallies);
  return { tallies, reached };
}
