import { LedgerService } from '../../src/ledger/ledger.module.js';
import { RecordKeeper } from '../../src/platform/database/record-keeper.js';
import { replay } from '../../src/replay/replay.js';
import { HistoryBureau } from './appeals-histories/bureau.js';
import { Chance } from './appeals-histories/chance.js';
import {
  checkQualification,
  checkReceipt,
  checkRemembered,
  checkStanding,
  type Remembered,
} from './appeals-histories/checks.js';
import { checkClocks, checkSites } from './appeals-histories/clocks.js';
import { edgesOf } from './appeals-histories/edges.js';
import { groundOperations } from './appeals-histories/grounds.js';
import { judged, type Previewed } from './appeals-histories/judging.js';
import type { Operation } from './appeals-histories/operation.js';
import { objectionOperations } from './appeals-histories/objecting.js';
import { registryOperations } from './appeals-histories/registering.js';
import { repairOperations } from './appeals-histories/repairing.js';
import { restorationOperations } from './appeals-histories/returning.js';
import { daysAfter } from './appeals-histories/days.js';
import { scoringOperations } from './appeals-histories/scoring.js';
import { eventsKnown, type HistoryState, type Person, type World } from './appeals-histories/state.js';
import type { ObjectionTold } from './appeals.js';
import { rule, waitBefore } from './appeals-histories/course.js';
import { registeredBody } from './registry.js';
import { DOCTOR, HOSPITAL } from './scoring.js';

const FIRST_DAY = '2025-07-11';
const MOST_STEPS = 30;
const FEWEST_STEPS = 20;
/** A state is looked at after one in so many operations, and after the last. */
const SAMPLED = 10;
/** A matter in which less than this weighs is often left for another. */
const TURNED_DOWN = 4;

/** Which histories of which world; all of them, or one by itself with some of its steps. */
export interface Played {
  readonly seed: number;
  readonly histories: number;
  readonly only?: { readonly place: number; readonly steps: readonly number[] };
}

/** What a world of histories did. */
export interface Outcome {
  readonly accepted: HistoryBureau['accepted'];
  readonly refused: HistoryBureau['refused'];
  readonly refusedByLaw: HistoryBureau['refusedByLaw'];
  /** Steps of the table of objections. */
  readonly edges: ReadonlySet<string>;
  /** How often a person was looked at. */
  readonly looks: number;
  readonly lastDay: string;
}

/** The steps of a history up to one. */
export const upTo = (step: number): number[] => Array.from({ length: step + 1 }, (_each, index) => index);

/** A history that does not hold, with all that was done in it. */
export class HistoryFailed extends Error {
  constructor(
    readonly played: Played,
    readonly place: number,
    readonly step: number,
    done: readonly string[],
    cause: unknown,
  ) {
    const why = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    const again = JSON.stringify({ only: { place, steps: upTo(step) }, ...played });
    super(`history ${place}, step ${step}; again with playWorld(${again})\n${done.join('\n')}\n${why}`);
  }
}

/** A history with what is needed to go on with it. */
interface Playing {
  readonly state: HistoryState;
  readonly done: string[];
  readonly remembered: Remembered[];
  readonly steps: number;
}

const SERIALS_A_HISTORY = 2;

const codeOf = (place: number, person: number): string =>
  place === 0 && person === 0
    ? DOCTOR
    : `D11010503${String(place * SERIALS_A_HISTORY + person).padStart(4, '0')}`;

async function entered(bureau: HistoryBureau, place: number, person: number): Promise<Person> {
  const code = codeOf(place, person);
  const serial = place * SERIALS_A_HISTORY + person;
  if (code !== DOCTOR)
    await bureau.told('district-agency', 'POST', '/persons', registeredBody(code, serial, HOSPITAL));
  return { code, events: [] };
}

async function begin(world: World, seed: number, place: number): Promise<Playing> {
  const chance = Chance.of(seed, place);
  const first = await entered(world.bureau, place, 0);
  const others = chance.oneIn(3) ? [await entered(world.bureau, place, 1)] : [];
  return {
    done: [],
    remembered: [],
    steps: FEWEST_STEPS + chance.below(MOST_STEPS - FEWEST_STEPS + 1),
    state: {
      world,
      bureau: world.bureau,
      place,
      grave: chance.oneIn(4),
      people: [first, ...others],
      cases: [],
      determinations: [],
      objections: [],
      restorations: [],
      repairs: [],
      trainings: [],
      merged: null,
    },
  };
}

type Operations = (state: HistoryState) => Operation[] | Promise<Operation[]>;

/** What somebody may turn to, and how often. */
const MATTERS: readonly { readonly weight: number; readonly operations: Operations }[] = [
  { weight: 8, operations: scoringOperations },
  { weight: 2, operations: groundOperations },
  { weight: 11, operations: objectionOperations },
  { weight: 8, operations: restorationOperations },
  { weight: 3, operations: repairOperations },
  { weight: 2, operations: registryOperations },
];

/** One operation of those open now in one of the matters; nothing, where none is open in any. */
async function step({ state }: Playing, chance: Chance): Promise<void> {
  let matters = MATTERS;
  while (matters.length > 0) {
    const matter = chance.weighted(matters);
    const open = await matter.operations(state);
    const doing = chance.upTo(TURNED_DOWN) < open.reduce((sum, { weight }) => sum + weight, 0);
    if (open.length > 0 && (doing || matters.length === 1)) return chance.weighted(open).run(chance);
    matters = matters.filter((each) => each !== matter);
  }
}

async function look({ state, remembered }: Playing, chance: Chance): Promise<void> {
  const standings = new Map<Person, Previewed>();
  for (const person of state.people) {
    const expected = await judged(state, person);
    standings.set(person, expected);
    state.world.looks += 1;
    remembered.push(await checkStanding(state, person, expected));
  }
  remembered.push(await checkQualification(state, chance.of(state.people), chance));
  await checkRemembered(state, chance.of(remembered));
  await checkClocks(state, standings);
}

async function end(playing: Playing, chance: Chance): Promise<string[]> {
  await look(playing, chance);
  const { state, remembered } = playing;
  for (const each of remembered) await checkRemembered(state, each);
  const receipts = remembered.filter(({ receipt }) => receipt !== null);
  await checkReceipt(state, chance.of(receipts));
  const edges: string[] = [];
  for (const { id } of state.objections)
    edges.push(...edgesOf(await state.bureau.told<ObjectionTold>('auditor', 'GET', `/objections/${id}`)));
  return edges;
}

async function played(of: Played, world: World, edges: Set<string>): Promise<void> {
  const { seed, histories, only } = of;
  const all: Playing[] = [];
  for (let place = 0; place < histories; place++) {
    if (only === undefined || only.place === place) all.push(await begin(world, seed, place));
  }
  for (let round = 0; round < MOST_STEPS; round++) {
    world.bureau.today(daysAfter(world.bureau.day, waitBefore(seed, round)));
    await rule(world, seed, round);
    for (const playing of all.filter(({ steps }) => round < steps)) {
      if (only !== undefined && !only.steps.includes(round)) continue;
      await guarded(of, playing, round, async () => {
        const chance = Chance.of(seed, playing.state.place, round);
        await step(playing, chance);
        if (chance.oneIn(SAMPLED)) await look(playing, chance);
      });
    }
  }
  for (const playing of all)
    await guarded(of, playing, MOST_STEPS, async () => {
      const chance = Chance.of(seed, playing.state.place, MOST_STEPS);
      for (const each of await end(playing, chance)) edges.add(each);
    });
}

async function guarded(
  of: Played,
  { state, done }: Playing,
  round: number,
  act: () => Promise<void>,
): Promise<void> {
  state.bureau.noteIn(done);
  try {
    await act();
  } catch (failure) {
    const known = state.people.map((person) => JSON.stringify(eventsKnown(state, person)));
    throw new HistoryFailed(of, state.place, round, [...done, ...known], failure);
  }
}

/** The projection is what the facts say, the record is whole, and everything is decided the same again. */
async function requireWhole({ bureau }: World): Promise<void> {
  const { app } = bureau.app;
  const differing = await app.get(LedgerService).differences(bureau.read);
  if (differing.length > 0) throw new Error(`the projection differs for ${differing.join(', ')}`);
  const verdict = await app.get(RecordKeeper).verify();
  if (!verdict.ok) throw new Error(`the record is broken: ${JSON.stringify(verdict.fault)}`);
  const { firstUnheld, firstDiffering, firstUndecided } = await replay(bureau.read);
  const found = firstUnheld ?? firstDiffering ?? firstUndecided;
  if (found !== null) throw new Error(`the replay differs: ${JSON.stringify(found)}`);
  await checkSites({ bureau });
}

/**
 * Plays some histories side by side in a program of their own, one operation of each a day, and looks at them.
 * @throws HistoryFailed
 */
export async function playWorld(of: Played): Promise<Outcome> {
  const bureau = await HistoryBureau.open(FIRST_DAY);
  try {
    const world: World = { bureau, objectionFrom: 'INSTITUTION', changes: 0, looks: 0 };
    const edges = new Set<string>();
    await played(of, world, edges);
    await requireWhole(world);
    const { accepted, refused, refusedByLaw, day } = bureau;
    return { accepted, refused, refusedByLaw, edges, looks: world.looks, lastDay: day };
  } finally {
    await bureau.close();
  }
}
