import type { z } from 'zod';
import { formIssues, type Issue } from './form-issues.js';
import { keyPath } from './key-path.js';
import type { DataFault } from './rulebook-fault.js';

/** The form of one kind of law data, and what else it must satisfy. */
export interface DataKind<T> {
  readonly schema: z.ZodType<T>;
  /** Faults beyond form; asked only when the form is sound. */
  readonly check: (value: T) => readonly Issue[];
}

/** Reads plain data as a kind of law data: the value, or every fault. */
export function readData<T>(kind: DataKind<T>, data: unknown, source: string): ReadData<T> {
  const parsed = kind.schema.safeParse(data);
  const issues = parsed.success ? kind.check(parsed.data) : formIssues(parsed.error, data);
  if (parsed.success && issues.length === 0) return { ok: true, value: parsed.data };
  return { ok: false, faults: toFaults(issues, data, source) };
}

export type ReadData<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly DataFault[] };

/** Issues in a piece of data as faults that name the source and the keys. */
export function toFaults(issues: readonly Issue[], data: unknown, source: string): DataFault[] {
  return issues.map(({ path, message }) => ({ source, path: keyPath(path, data), message }));
}
