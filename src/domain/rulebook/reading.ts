export const READING_STATUSES = ['SETTLED', 'PARTLY_OPEN', 'OPEN'] as const;

/** How the program reads a text where that is not beyond question. */
export interface Reading {
  /** `P4`, `S16`: what the trace names. */
  readonly id: string;
  readonly question: string;
  readonly reading: string;
  /** The provisions it rests on; empty where no text says anything. */
  readonly citations: readonly string[];
  /** Whether the texts settle the question. */
  readonly status: (typeof READING_STATUSES)[number];
  /** The policies that carry the reading as a value. */
  readonly policies: readonly string[];
}
