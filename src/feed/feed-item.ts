/** What a change is about. */
export const FEED_KINDS = [
  'REGISTERED',
  'REGISTRATION_CANCELLED',
  'COMMITTED',
  'COMMITMENT_ENDED',
  'AGREEMENT_CHANGED',
  'SCORE_ISSUED',
  'SCORE_SERVED',
  'REPAIRED',
  'RESTORED',
  'REJUDGED',
  'STATUS_TO_CHANGE',
] as const;
export type FeedKind = (typeof FEED_KINDS)[number];

/** One change that concerns an institution or somebody registered there. */
export interface FeedItem {
  readonly cursor: string;
  /** Instant of the change in the record, RFC 3339. */
  readonly at: string;
  readonly kind: FeedKind;
  /** The code under which the person is registered there; null for what concerns the institution itself. */
  readonly personCode: string | null;
  /** All codes under which the person was registered there then; more than one only after files were joined. */
  readonly personCodes: readonly string[];
  /** Id of the registration, score, site notice …; null where it came from another site. */
  readonly reference: string | null;
  /** What exactly, where the kind leaves it open: `SUSPEND`, `REVOKED`, `LEFT`. */
  readonly change: string | null;
  readonly departmentCode: string | null;
  /** First day of what it says. */
  readonly on: string | null;
  readonly until: string | null;
  /** Day by which the site has to have changed the status; null where nothing has to be set. */
  readonly dueOn: string | null;
  readonly citation: string | null;
  /** Rests on a calendar year not yet published (S34). */
  readonly provisional: boolean;
  /** Earlier site notices that this one makes void. */
  readonly voids: readonly string[];
}

/** A stretch of the feed. */
export interface FeedPage {
  readonly items: readonly FeedItem[];
  /** Where to go on; the cursor asked from while nothing followed it, null while there is nothing at all. */
  readonly next: string | null;
  readonly more: boolean;
}
