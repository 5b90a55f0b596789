import type { Json, RecordEntry } from '../platform/database/record-entry.js';
import type { AccountHead } from './account.js';

/** Who acts, as far as the record needs to know. */
export type Actor = Pick<AccountHead, 'username' | 'office'>;

interface Done {
  readonly action: string;
  /** Username of the account it was done to. */
  readonly username: string;
  readonly before?: Json;
  readonly after: Json;
}

/** The line of a change to an account. */
export const accountLine = (actor: Actor, { action, username, before, after }: Done): RecordEntry => ({
  actor: actor.username,
  office: actor.office ?? 'none',
  action,
  subject: `account/${username}`,
  before: before ?? null,
  after,
  receipt: null,
});

/** The line of what the program does by itself. */
export const systemLine = (action: string, subject: string, after: Json): RecordEntry => ({
  actor: 'system',
  office: 'system',
  action,
  subject,
  before: null,
  after,
  receipt: null,
});
