import type { Account } from '../identity/identity.module.js';
import type { Json, RecordEntry } from '../platform/database/record-entry.js';

interface Done {
  readonly action: string;
  readonly caseId: string;
  readonly before?: Json;
  readonly after: Json;
  readonly receipt?: string;
}

/** The line that a change to a case leaves in the record. */
export const recordOf = (
  account: Account,
  { action, caseId, before, after, receipt }: Done,
): RecordEntry => ({
  actor: account.username,
  office: account.office,
  action,
  subject: `case/${caseId}`,
  before: before ?? null,
  after,
  receipt: receipt ?? null,
});

/** A form as the plain JSON it was sent as. */
export const asJson = (value: object): Json => JSON.parse(JSON.stringify(value)) as Json;
