import type { Account } from '../identity/identity.module.js';
import type { Json, RecordEntry } from '../platform/database/record-entry.js';

interface Done {
  readonly action: string;
  /** `objection/ID`, `notice/ID`, `determination/ID`. */
  readonly subject: string;
  readonly before?: Json;
  readonly after: Json;
}

/** The line that a change of this module leaves in the record. */
export const recordOf = (account: Account, { action, subject, before, after }: Done): RecordEntry => ({
  actor: account.username,
  office: account.office,
  action,
  subject,
  before: before ?? null,
  after,
  receipt: null,
});

/** A value as the plain JSON it is stored as. */
export const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;
