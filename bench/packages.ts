import { createRequire } from 'node:module';
import { join } from 'node:path';
import { packageRoot } from '../src/platform/config/package-root.js';

/** Loads what only the benchmarks depend on, installed in `bench/` by itself. */
const load = createRequire(join(packageRoot(), 'bench', 'package.json'));

type Json = Readonly<Record<string, unknown>>;

/** The facts of one run of json-rules-engine. */
export interface Almanac {
  factValue<T>(id: string): Promise<T>;
  addRuntimeFact(id: string, value: unknown): void;
}

interface RulesRun {
  readonly events: readonly { readonly type: string; readonly params: object }[];
  readonly almanac: Almanac;
}

interface JsonRulesEnginePackage {
  readonly Engine: new (
    rules: readonly object[],
    options: { readonly replaceFactsInEventParams: boolean },
  ) => {
    addFact(id: string, compute: (params: unknown, facts: Almanac) => Promise<unknown>): void;
    run(facts: Json): Promise<RulesRun>;
  };
}

/** The part of zen-engine that is used here. */
export interface ZenDecision {
  evaluate(context: Json): Promise<{ readonly result: unknown }>;
}

interface ZenEnginePackage {
  readonly ZenEngine: new () => { createDecision(content: Json): ZenDecision; dispose(): void };
}

export interface LoadOptions {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Asked one after another, again and again, by every connection. */
  readonly requests?: readonly { readonly path: string }[];
  readonly connections: number;
  readonly duration: number;
}

export interface LoadResult {
  readonly requests: { readonly total: number };
  readonly latency: { readonly p50: number; readonly p99: number };
  /** Seconds that the run took. */
  readonly duration: number;
  readonly errors: number;
  readonly timeouts: number;
  readonly non2xx: number;
}

type Autocannon = (options: LoadOptions) => Promise<LoadResult>;

export const jsonRulesEngine = (): JsonRulesEnginePackage =>
  load('json-rules-engine') as JsonRulesEnginePackage;
export const zenEngine = (): ZenEnginePackage => load('@gorules/zen-engine') as ZenEnginePackage;
export const autocannon = (): Autocannon => load('autocannon') as Autocannon;
