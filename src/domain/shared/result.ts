/** A fault of law in a request: where it is, what it is, and the article it offends. */
export interface Fault {
  /** JSON Pointer into the request. */
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
  readonly citation?: string;
}

/** A value, or every reason why there is none. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly Fault[] };

export const success = <T>(value: T): Result<T> => ({ ok: true, value });
export const refused = (faults: readonly Fault[]): Result<never> => ({ ok: false, faults });
