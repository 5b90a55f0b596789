import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { TOKEN_SECONDS } from '../token-seconds.js';

/** What a token says about where it comes from. */
export interface TokenOrigin {
  readonly accountId: string;
  readonly sessionId: string;
  readonly version: number;
}

interface Row {
  readonly number: number;
  readonly accountId: string | null;
  readonly version: number | null;
  readonly sessionId: string | null;
}

interface Revoked {
  /** The lowest version that is good; of a session none is. */
  readonly from: number;
  readonly learntAt: number;
}

const AFTER = `SELECT "number", "account_id" AS "accountId", "version", "session_id" AS "sessionId"
  FROM "token_revocation" WHERE "number" > ? ORDER BY "number"`;
/** Milliseconds for which this process may not know what another one has revoked. */
const FRESH_MS = 1000;
/** By then every token that was revoked has expired by itself. */
const FORGOTTEN_MS = 2 * TOKEN_SECONDS * 1000;
const MANY = 1000;

/**
 * Which access tokens must stop before they expire. What this process revokes it knows at once; what another one on
 * the same database revokes, a second later at most, by one indexed read a second while requests come.
 */
@Injectable()
export class Revocations {
  private readonly revoked = new Map<string, Revoked>();
  private last = 0;
  private readAt: number | null = null;
  private reading: Promise<void> | null = null;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async isRevoked({ accountId, sessionId, version }: TokenOrigin): Promise<boolean> {
    if (this.isStale()) await (this.reading ??= this.refresh().finally(() => (this.reading = null)));
    const lowest = this.revoked.get(accountId)?.from ?? 0;
    return version < lowest || this.revoked.has(sessionId);
  }

  /** Learns what has been revoked since the last look; to be awaited after every change that revokes. */
  async refresh(): Promise<void> {
    const now = this.now();
    const rows = await this.database.readPrepared<Row>(AFTER, [String(this.last)]);
    for (const { number, accountId, version, sessionId } of rows) {
      this.last = Math.max(this.last, number);
      if (sessionId !== null) this.revoked.set(sessionId, { from: Infinity, learntAt: now });
      if (accountId !== null && version !== null)
        this.revoked.set(accountId, {
          from: Math.max(version, this.revoked.get(accountId)?.from ?? 0),
          learntAt: now,
        });
    }
    this.readAt = now;
    if (rows.length > 0 && this.revoked.size > MANY) this.forget(now);
  }

  private isStale(): boolean {
    return this.readAt === null || Math.abs(this.now() - this.readAt) >= FRESH_MS;
  }

  private forget(now: number): void {
    for (const [id, { learntAt }] of this.revoked) if (now - learntAt > FORGOTTEN_MS) this.revoked.delete(id);
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
