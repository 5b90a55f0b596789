import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { Database } from '../../platform/database/database.js';
import type { KeptRows } from '../../platform/database/kept-rows.js';
import type { RecordEntry } from '../../platform/database/record-entry.js';
import { Problem } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { AccountEntity } from '../account.entity.js';
import type { AccountHead } from '../account.js';
import { isExpired } from '../accounts/passwords.js';
import { accountLine, systemLine } from '../record-of.js';
import { laterBy, secondsBetween } from './instants.js';
import { Revocations } from './revocations.js';
import { RefreshTokenEntity, SessionEntity, TokenRevocationEntity } from './session.entity.js';

const HOUR = 3600;
/** Seconds without a refresh after which a session is over. */
export const IDLE_SECONDS = 12 * HOUR;
/** Seconds after the sign-in when it is over in any case. */
export const ABSOLUTE_SECONDS = 7 * 24 * HOUR;
/** Revocations are kept for as long as another process could still have to learn of them, with room to spare. */
const REVOCATIONS_SECONDS = 24 * HOUR;

const PREFIX = 'rt_';
const TOKEN_BYTES = 32;

/** What continues a session once its access token has expired. */
export interface Refresh {
  readonly sessionId: string;
  readonly refreshToken: string;
  /** Seconds. */
  readonly refreshExpiresIn: number;
}

export interface Refreshed {
  readonly account: AccountEntity;
  readonly refresh: Refresh;
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

const invalid = (): Problem => new Problem('UNAUTHENTICATED', '刷新令牌无效、已使用或者已过期，请重新登录。');

/** Sign-ins and the refresh tokens that follow from them, each good once. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly database: Database,
    private readonly ids: Ids,
    private readonly revocations: Revocations,
  ) {}

  /** Opens a session within a change, and clears away those long over. */
  async open(rows: KeptRows, accountId: string, at: string): Promise<Refresh> {
    const session = { id: this.ids.next(), accountId, openedAt: at, usedAt: at, endedAt: null };
    await rows.insert(SessionEntity, session);
    await clearAway(rows, at);
    return nextToken(rows, session, at);
  }

  /**
   * Gives the next refresh token for one that was not used yet.
   * @throws Problem UNAUTHENTICATED; a token used a second time has been stolen, and ends its session with a line.
   */
  async refresh(token: string): Promise<Refreshed> {
    const outcome = await this.database.keep<Refreshed | null>(async (rows, at) => {
      const known = await rows.findOneBy(RefreshTokenEntity, { hash: hashOf(token) });
      const session = known && (await rows.findOneBy(SessionEntity, { id: known.sessionId }));
      const account = session && (await rows.findOneBy(AccountEntity, { id: session.accountId }));
      if (!known || !session || !account || session.endedAt !== null) return { result: null, record: [] };
      if (known.used) return { result: null, record: [await stolen(rows, session, account, at)] };
      if (account.disabledAt !== null || isExpired(account, at) || secondsLeft(session, at) <= 0)
        return { result: null, record: [] };
      await rows.update(RefreshTokenEntity, { hash: known.hash }, { used: true });
      await rows.update(SessionEntity, { id: session.id }, { usedAt: at });
      return {
        result: { account, refresh: await nextToken(rows, Object.assign(session, { usedAt: at }), at) },
        record: [],
      };
    });
    if (outcome !== null) return outcome;
    await this.revocations.refresh();
    throw invalid();
  }

  /** Ends one session; its tokens stop. @param line what the record is told, if anything. */
  async end(sessionId: string, line: RecordEntry | null): Promise<void> {
    await this.database.keep(async (rows, at) => {
      await endSession(rows, sessionId, at);
      return { result: undefined, record: line === null ? [] : [line] };
    });
    await this.revocations.refresh();
  }
}

/** Ends a session whose refresh token came a second time; the line that tells. */
async function stolen(
  rows: KeptRows,
  session: SessionEntity,
  { username }: AccountEntity,
  at: string,
): Promise<RecordEntry> {
  await endSession(rows, session.id, at);
  return systemLine('REFRESH_TOKEN_REUSED', `account/${username}`, { openedAt: session.openedAt });
}

async function endSession(rows: KeptRows, id: string, at: string): Promise<void> {
  await rows.update(SessionEntity, { id }, { endedAt: at });
  await rows.insert(TokenRevocationEntity, { sessionId: id, at });
}

async function nextToken(rows: KeptRows, session: SessionEntity, at: string): Promise<Refresh> {
  const refreshToken = PREFIX + randomBytes(TOKEN_BYTES).toString('base64url');
  await rows.insert(RefreshTokenEntity, { hash: hashOf(refreshToken), sessionId: session.id, used: false });
  return { sessionId: session.id, refreshToken, refreshExpiresIn: secondsLeft(session, at) };
}

/** Seconds until the session is over, idle or not; none or fewer when it is. */
function secondsLeft({ openedAt, usedAt }: SessionEntity, at: string): number {
  const idle = laterBy(usedAt, IDLE_SECONDS);
  const absolute = laterBy(openedAt, ABSOLUTE_SECONDS);
  return secondsBetween(at, idle < absolute ? idle : absolute);
}

async function clearAway(rows: KeptRows, at: string): Promise<void> {
  const over = await rows.find(SessionEntity, {
    where: { openedAt: LessThan(laterBy(at, -ABSOLUTE_SECONDS)) },
    take: 20,
  });
  for (const { id } of over) {
    await rows.delete(RefreshTokenEntity, { sessionId: id });
    await rows.delete(SessionEntity, { id });
  }
  await rows.delete(TokenRevocationEntity, { at: LessThan(laterBy(at, -REVOCATIONS_SECONDS)) });
}

/** The line of a sign-in or sign-out, for those whose comings and goings are on the record. */
export function comingOrGoing(action: string, account: AccountHead): RecordEntry[] {
  const told = ['AUDITOR', 'SYSTEM_ADMINISTRATOR', 'SECURITY_ADMINISTRATOR'];
  return account.role !== null && told.includes(account.role)
    ? [accountLine(account, { action, username: account.username, after: null })]
    : [];
}
