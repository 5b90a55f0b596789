import { evaluate } from '../../src/domain/discretion/evaluate.js';
import type { Rulebook } from '../../src/domain/rulebook/rulebook.js';
import { startProfile } from '../profile.js';
import { median, medianRatio, print, tell } from '../result.js';
import { textOf, type Engine } from './decision.js';
import { jsonRules } from './json-rules.js';
import { samples, type Sample } from './sample.js';
import { zen } from './zen.js';

const ROUNDS = 7;
const WARM_UP_MS = 400;
const ROUND_MS = 250;
const PROFILE_MS = 2000;
/** Decisions that an asynchronous engine may have under way; it is measured one by one, too, and the faster counts. */
const AT_ONCE = 64;
const AIM = 10;

/** Decides every sample over and over for about so long. */
type Run = (milliseconds: number) => Promise<number>;

const perSecond = (decided: number, started: number): number =>
  (decided * 1000) / (performance.now() - started);

/** The rules themselves, with their full trace. */
const core =
  (all: readonly Sample[], rulebook: Rulebook): Run =>
  (milliseconds) => {
    const started = performance.now();
    let decided = 0;
    do {
      for (const { facts } of all) if (!evaluate(facts, rulebook).ok) throw new Error('a sample was refused');
      decided += all.length;
    } while (performance.now() - started < milliseconds);
    return Promise.resolve(perSecond(decided, started));
  };

const engine =
  ({ decide }: Engine, all: readonly Sample[], atOnce: number): Run =>
  async (milliseconds) => {
    const started = performance.now();
    let decided = 0;
    do {
      const batch = Array.from({ length: atOnce }, (_each, index) => all[(decided + index) % all.length]);
      await Promise.all(batch.flatMap((sample) => (sample ? [decide(sample.question)] : [])));
      decided += atOnce;
    } while (performance.now() - started < milliseconds);
    return perSecond(decided, started);
  };

/** A comparison is one only if every engine answers every sample alike. */
async function agree({ name, decide }: Engine, all: readonly Sample[]): Promise<void> {
  for (const { question, expected } of all) {
    const [answer, own] = [textOf(await decide(question)), textOf(expected)];
    if (answer === own) continue;
    throw new Error(`${name} answers ${answer}, the rules ${own}, to ${JSON.stringify(question)}`);
  }
}

interface Rival {
  readonly name: string;
  readonly oneByOne: Run;
  readonly atOnce: Run;
}

/** The rules with full trace beside two engines of general rules. */
export async function benchCore(rulebook: Rulebook, withProfile: boolean): Promise<void> {
  const all = samples(rulebook);
  const engines = [jsonRules(), zen()];
  for (const each of engines) await agree(each, all);
  const own = core(all, rulebook);
  const rivals: Rival[] = engines.map((each) => ({
    name: each.name,
    oneByOne: engine(each, all, 1),
    atOnce: engine(each, all, AT_ONCE),
  }));
  await own(WARM_UP_MS);
  for (const { oneByOne, atOnce } of rivals) await Promise.all([oneByOne(WARM_UP_MS), atOnce(WARM_UP_MS)]);

  const ownRates: number[] = [];
  const rates = new Map(rivals.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < ROUNDS; round += 1) {
    ownRates.push(await own(ROUND_MS));
    for (const { name, oneByOne, atOnce } of rivals) {
      rates.get(name)?.push(Math.max(await oneByOne(ROUND_MS), await atOnce(ROUND_MS)));
    }
  }

  const ratios = [...rates].map(([name, rivalRates]) => {
    const ratio = medianRatio(ownRates, rivalRates);
    tell(`core: ${name} makes ${Math.round(median(rivalRates))} decisions a second`);
    print({ name: 'core-evaluate', value: median(ownRates), unit: 'decisions/s', against: name, ratio });
    return ratio;
  });
  const least = Math.min(...ratios);
  tell(`core: ${least.toFixed(2)} × the faster engine; the aim is ${AIM} ×`);
  if (!withProfile) return;
  const stopProfile = await startProfile();
  await own(PROFILE_MS);
  tell(`where the time of the core goes\n${await stopProfile()}`);
}
