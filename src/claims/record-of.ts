import type { Account } from '../identity/identity.module.js';
import type { Json, RecordEntry } from '../platform/database/record-entry.js';

/** The line that claims leave in the record: counts, sums and ids. */
export const recordOf = (
  { username, office }: Account,
  action: string,
  subject: string,
  after: Json,
): RecordEntry => ({ actor: username, office, action, subject, before: null, after, receipt: null });
