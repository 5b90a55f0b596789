import type { Account } from '../identity/identity.module.js';
import type { Json, RecordEntry } from '../platform/database/record-entry.js';

interface Done {
  readonly action: string;
  /** What it was done to: `site-notice/…`, `person/…`, `calendar/…`. */
  readonly subject: string;
  readonly before?: Json;
  /** Codes, days and ids only. */
  readonly after: Json;
}

/** The line that a change to measures leaves in the record. */
export const recordOf = (account: Account, { action, subject, before, after }: Done): RecordEntry => ({
  actor: account.username,
  office: account.office,
  action,
  subject,
  before: before ?? null,
  after,
  receipt: null,
});
