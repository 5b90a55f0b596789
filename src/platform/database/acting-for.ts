import { AsyncLocalStorage } from 'node:async_hooks';
import { withMember, type RecordEntry } from './record-entry.js';

/** For whom the present request is made, where it is made by a deputy. */
export interface ActingFor {
  /** Username of the one represented; null: the deputy's standing is not yet looked at, or there is none. */
  principal: string | null;
}

/** Set for the length of a request; the record takes from it for whom a deputy acted. */
export const actingFor = new AsyncLocalStorage<ActingFor>();

/** The lines of a change, each saying for whom it was made where a deputy made it. */
export function saidForWhom(entries: readonly RecordEntry[]): readonly RecordEntry[] {
  const principal = actingFor.getStore()?.principal ?? null;
  return principal === null
    ? entries
    : entries.map((entry) => ({ ...entry, after: withMember(entry.after, { actingFor: principal }) }));
}
