/** A value that JSON can hold. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json | undefined };

/** Who changed what: the line that every change leaves in the append-only record. */
export interface RecordEntry {
  /** Username, or `system` for what the program does by itself. */
  readonly actor: string;
  /** District code or institution code the actor acted for. */
  readonly office: string;
  /** What was done, in capitals: `ACCOUNT_CREATED`. */
  readonly action: string;
  /** What it was done to: `account/city-bureau`. */
  readonly subject: string;
  readonly before: Json;
  readonly after: Json;
  /** Receipt of the decision behind the change, where there is one. */
  readonly receipt: string | null;
}

/** What stood after a change, with a member more: a value that has no members becomes one of them, `value`. */
export function withMember(after: Json, more: Readonly<Record<string, Json>>): Json {
  if (after === null) return more;
  if (typeof after !== 'object' || Array.isArray(after)) return { value: after, ...more };
  return { ...(after as Readonly<Record<string, Json | undefined>>), ...more };
}
