import type { Account } from '../identity/identity.module.js';
import type { Json, RecordEntry } from '../platform/database/record-entry.js';

interface Done {
  readonly action: string;
  /** What it was done to: `person/…`, `institution/…`. */
  readonly subject: string;
  readonly before?: Json;
  /** Codes, days and ids only: neither names nor identity numbers. */
  readonly after: Json;
}

/** A form as the plain JSON it was sent as. */
export const asJson = (form: object): Json => JSON.parse(JSON.stringify(form)) as Json;

/** The line that a change to the registry leaves in the record. */
export const recordOf = (
  { username, office }: Pick<Account, 'username' | 'office'>,
  { action, subject, before, after }: Done,
): RecordEntry => ({
  actor: username,
  office,
  action,
  subject,
  before: before ?? null,
  after,
  receipt: null,
});
