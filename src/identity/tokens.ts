import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Clock } from '../platform/clock/clock.js';
import { Problem } from '../platform/http/problem.js';
import type { AccountEntity } from './account.entity.js';
import type { AccountHead, Plain } from './account.js';
import type { TokenOrigin } from './sessions/revocations.js';
import { TOKEN_SECONDS } from './token-seconds.js';

/** Who a request comes from, as its access token tells. */
export interface SignedIn extends TokenOrigin {
  readonly account: AccountHead;
  /** The password was given by somebody else and has not been changed yet. */
  readonly mustChangePassword: boolean;
}

interface Claims {
  readonly sub: string;
  readonly sid: string;
  readonly ver: number;
  readonly first?: true;
  readonly account: Omit<AccountHead, 'id'>;
}

/** Access tokens: signed, short-lived, and telling all about their account, so that no request looks it up. */
@Injectable()
export class Tokens {
  constructor(
    private readonly jwt: JwtService,
    private readonly clock: Clock,
  ) {}

  issue(row: AccountEntity, sessionId: string): Promise<string> {
    const { id, ...account } = publicPart(row);
    const claims: Claims & { iat: number } = {
      sub: id,
      sid: sessionId,
      ver: row.tokenVersion,
      ...(row.mustChangePassword && { first: true }),
      account,
      iat: this.seconds(),
    };
    return this.jwt.signAsync(claims, { algorithm: 'HS256', expiresIn: TOKEN_SECONDS });
  }

  /**
   * Who a token was issued to; whether it was revoked since is not looked at.
   * @throws Problem `UNAUTHENTICATED` when it is not ours or has expired.
   */
  async read(token: string): Promise<SignedIn> {
    try {
      const { sub, sid, ver, first, account } = await this.jwt.verifyAsync<Claims>(token, {
        algorithms: ['HS256'],
        clockTimestamp: this.seconds(),
        // Also of a token that says of itself that it never expires.
        maxAge: TOKEN_SECONDS,
      });
      return {
        accountId: sub,
        sessionId: sid,
        version: ver,
        mustChangePassword: first === true,
        account: { id: sub, ...account },
      };
    } catch {
      throw invalidToken();
    }
  }

  private seconds(): number {
    return Math.floor(this.clock.now().getTime() / 1000);
  }
}

export const invalidToken = (): Problem =>
  new Problem('UNAUTHENTICATED', '访问令牌无效或已过期，请重新登录。');

/** What everybody may see of an account. */
export function publicPart({
  id,
  username,
  displayName,
  role,
  office,
  post,
  personCode,
}: AccountEntity): Plain<AccountHead> {
  return { id, username, displayName, role, office, post, personCode };
}
