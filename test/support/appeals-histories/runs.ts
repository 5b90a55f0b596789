import { writeFileSync } from 'node:fs';
import { ALL_STATES, statesOf } from './edges.js';
import { OPERATION_KINDS, REFUSAL_KINDS } from './kinds.js';
import { shrunk } from './shrinking.js';
import { HistoryFailed, playWorld, type Outcome } from '../appeals-histories.js';

/** Enough to carry out everything at least once, but for bad luck; then as many more as it takes, up to twice as many. */
export const USUAL = 80;
/** Enough to go every step of the table of objections. */
export const ENDURANCE = 2_000;
/** How many histories go side by side in one program. */
const TOGETHER = 20;
const FIRST_SEED = 1;

const ENDURED = process.env['ENDURANCE'] === '1';

/** How many interleavings are played: those asked for by `INTERLEAVINGS`, else 2,000 with `ENDURANCE=1`, else 80. */
export const INTERLEAVINGS = Number(process.env['INTERLEAVINGS'] ?? (ENDURED ? ENDURANCE : USUAL));

/** What all worlds did together. */
export interface Played {
  readonly accepted: ReadonlyMap<string, number>;
  readonly refused: ReadonlyMap<string, number>;
  readonly refusedByLaw: ReadonlyMap<string, number>;
  readonly edges: ReadonlySet<string>;
  readonly looks: number;
}

interface Adding {
  readonly accepted: Map<string, number>;
  readonly refused: Map<string, number>;
  readonly refusedByLaw: Map<string, number>;
  readonly edges: Set<string>;
  looks: number;
}

function add(to: Map<string, number>, from: ReadonlyMap<string, number>): void {
  for (const [key, count] of from) to.set(key, (to.get(key) ?? 0) + count);
}

/** One world; a history of it that fails is told by itself, with as few steps as still fail. */
async function world(seed: number): Promise<Outcome> {
  try {
    return await playWorld({ seed, histories: TOGETHER });
  } catch (failure) {
    throw failure instanceof HistoryFailed ? await shrunk(failure) : failure;
  }
}

/** Whether everything came up that is to come up in the usual count. */
const isAll = ({ accepted, refused, edges }: Played): boolean =>
  accepted.size === OPERATION_KINDS.length &&
  refused.size === REFUSAL_KINDS.length &&
  statesOf(edges).length === ALL_STATES.length;

/** Whether to go on: to the count, and from the usual count on while something did not come up, up to twice as far. */
const isToGoOn = (count: number, done: number, all: Played): boolean =>
  done < count || (count >= USUAL && done < 2 * count && !isAll(all));

/** Plays so many histories, the same every time. @throws HistoryFailed with how to play the one that fails again. */
export async function playInterleavings(count: number): Promise<Played> {
  const all: Adding = {
    accepted: new Map(),
    refused: new Map(),
    refusedByLaw: new Map(),
    edges: new Set(),
    looks: 0,
  };
  for (let done = 0; isToGoOn(count, done * TOGETHER, all); done++) {
    const outcome = await world(FIRST_SEED + done);
    add(all.accepted, outcome.accepted);
    add(all.refused, outcome.refused);
    add(all.refusedByLaw, outcome.refusedByLaw);
    for (const edge of outcome.edges) all.edges.add(edge);
    all.looks += outcome.looks;
  }
  tell(all);
  return all;
}

const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((total, each) => total + each, 0);

/** Figures for docs/endurance.md, where the long run asks for them. */
function tell({ accepted, refused, refusedByLaw, edges, looks }: Played): void {
  const file = process.env['FIGURES'];
  if (file === undefined) return;
  const figures = {
    operations: sum(accepted),
    refusals: sum(refused) + sum(refusedByLaw),
    looks,
    transitions: edges.size,
  };
  writeFileSync(file, JSON.stringify(figures));
}
