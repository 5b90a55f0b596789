import { readYaml } from './config-files.js';
import { type DataKind, readData } from './read-data.js';
import type { DataFault } from './rulebook-fault.js';

/** Where the files of a kind are, and what a file of that content must be called. */
export interface Place<T> {
  readonly pattern: RegExp;
  readonly kind: DataKind<T>;
  readonly pathOf: (value: T) => string;
}

export const place = <T>(pattern: RegExp, kind: DataKind<T>, pathOf: (value: T) => string): Place<T> => ({
  pattern,
  kind,
  pathOf,
});

/** One file read: its plain data beside what it means. */
export interface FileOf<T> {
  readonly path: string;
  readonly data: unknown;
  readonly value: T;
}

export interface PlaceRead<T> {
  readonly files: readonly FileOf<T>[];
  readonly faults: readonly DataFault[];
}

/** Reads every file of a place; faulty ones are left out and their faults listed. */
export function readPlace<T>(configDir: string, paths: readonly string[], from: Place<T>): PlaceRead<T> {
  const read = paths.filter((path) => from.pattern.test(path)).map((path) => readFile(configDir, path, from));
  return { files: read.flatMap(({ files }) => files), faults: read.flatMap(({ faults }) => faults) };
}

function readFile<T>(configDir: string, path: string, { kind, pathOf }: Place<T>): PlaceRead<T> {
  const yaml = readYaml(configDir, path);
  if (!yaml.ok) return { files: [], faults: yaml.faults };
  const content = readData(kind, yaml.value, path);
  if (!content.ok) return { files: [], faults: content.faults };
  const expected = pathOf(content.value);
  const misnamed = { source: path, path: '（文件名）', message: `与内容不符，应为 ${expected}` };
  return {
    files: [{ path, data: yaml.value, value: content.value }],
    faults: path === expected ? [] : [misnamed],
  };
}
