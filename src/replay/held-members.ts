import type { Json } from '../platform/database/record-entry.js';
import type { HeldRow, Members } from './held-kind.js';

/** A column of a row that is JSON. */
export const jsonOf = (row: HeldRow, column: string): Members =>
  JSON.parse(String(row[column] ?? 'null')) as Members;

/** Some members, null for those that are not there. */
export const picked = (members: Members, ...names: readonly string[]): Members =>
  Object.fromEntries(names.map((name) => [name, members[name] ?? null]));

/** Some members of each of a list. */
export const pickedOfEach = (list: Json | undefined, ...names: readonly string[]): Json =>
  (Array.isArray(list) ? (list as Members[]) : []).map((each) => picked(each, ...names) as Json);

/** A member of each of a list. */
export const each = (list: Json | undefined, name: string): Json[] =>
  (Array.isArray(list) ? (list as Members[]) : []).map((one) => one[name] ?? null);

export const inOrder = (): string => '';

/** A code or ID in a line; empty where there is none. */
export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
