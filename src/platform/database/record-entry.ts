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
