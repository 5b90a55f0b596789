import type { Account } from '../identity/identity.module.js';
import type { Json, RecordEntry } from '../platform/database/record-entry.js';

/** The program itself, which sends by the clock. */
export const SYSTEM = { username: 'system', office: 'system' } as const;

/** The line that a change to a webhook leaves in the record: of its address the host alone, of what was sent a hash. */
export const recordOf = (
  { username, office }: Pick<Account, 'username' | 'office'>,
  action: string,
  webhookId: string,
  after: Json,
): RecordEntry => ({
  actor: username,
  office,
  action,
  subject: `webhook/${webhookId}`,
  before: null,
  after,
  receipt: null,
});
