import type { Account } from '../identity/identity.module.js';
import type { Json, RecordEntry } from '../platform/database/record-entry.js';

interface Done {
  readonly action: string;
  /** `sent-paper/…`, `reminder-talk/…`, `training/…`, `publication/…`. */
  readonly subject: string;
  /** Codes, days and ids only: no names. */
  readonly after: Json;
  readonly receipt?: string;
}

/** The line that a change of this module leaves in the record. */
export const recordOf = (
  { username, office }: Account,
  { action, subject, after, receipt }: Done,
): RecordEntry => ({
  actor: username,
  office,
  action,
  subject,
  before: null,
  after,
  receipt: receipt ?? null,
});
