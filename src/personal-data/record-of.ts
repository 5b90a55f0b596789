import type { Account } from '../identity/identity.module.js';
import type { Json, RecordEntry } from '../platform/database/record-entry.js';

/** The line that dealing with somebody's personal data leaves in the record: codes and reasons, never the data. */
export const recordOf = (
  { username, office }: Pick<Account, 'username' | 'office'>,
  action: string,
  subject: string,
  after: Json,
): RecordEntry => ({ actor: username, office, action, subject, before: null, after, receipt: null });
