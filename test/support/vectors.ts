import { readFileSync } from 'node:fs';

export interface AnswerVector {
  readonly request: unknown;
  readonly expected: unknown;
}

export interface RefusalVector {
  readonly path: string;
  readonly request: unknown;
  readonly status: number;
  readonly codes: readonly string[];
}

const lines = (name: string): unknown[] =>
  readFileSync(new URL(`../vectors/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

/** Random requests with the answers of an independent implementation. */
export const answerVectors = (name: string): AnswerVector[] => lines(name) as AnswerVector[];

/** Requests that have to be refused, with the codes that have to be among the faults. */
export const refusalVectors = (path: string): RefusalVector[] =>
  (lines('refusals') as RefusalVector[]).filter((vector) => vector.path === path);
