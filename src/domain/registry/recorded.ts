/** Something that has two times: its own days say when it was true, this when it was recorded. */
export interface Recorded {
  /** Instant, RFC 3339 in UTC as the clock writes it, so that instants compare as strings. */
  readonly recordedAt: string;
}

/** Whether something was recorded by an instant (included); `null` asks for all that is known. */
export const recordedBy = (recordedAt: string, knownAt: string | null): boolean =>
  knownAt === null || recordedAt <= knownAt;

/** What was known at an instant, in the order given. */
export const asKnownAt = <T extends Recorded>(facts: readonly T[], knownAt: string | null): T[] =>
  facts.filter(({ recordedAt }) => recordedBy(recordedAt, knownAt));
