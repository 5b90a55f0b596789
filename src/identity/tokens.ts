import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Clock } from '../platform/clock/clock.js';
import { Problem } from '../platform/http/problem.js';
import type { Account } from './account.js';

/** Seconds that an access token is valid. */
export const TOKEN_SECONDS = 900;

interface Claims {
  readonly sub: string;
  readonly account: Omit<Account, 'id'>;
}

/** Access tokens: signed, short-lived, and telling all about their account, so that no request looks it up. */
@Injectable()
export class Tokens {
  constructor(
    private readonly jwt: JwtService,
    private readonly clock: Clock,
  ) {}

  issue({ id, ...account }: Account): Promise<string> {
    const claims: Claims & { iat: number } = { sub: id, account, iat: this.seconds() };
    return this.jwt.signAsync(claims, { algorithm: 'HS256', expiresIn: TOKEN_SECONDS });
  }

  /**
   * The account that a token was issued to.
   * @throws Problem `UNAUTHENTICATED` when it is not ours or has expired.
   */
  async read(token: string): Promise<Account> {
    try {
      const { sub, account } = await this.jwt.verifyAsync<Claims>(token, {
        algorithms: ['HS256'],
        clockTimestamp: this.seconds(),
      });
      return { id: sub, ...account };
    } catch {
      throw new Problem('UNAUTHENTICATED', '访问令牌无效或已过期，请重新登录。');
    }
  }

  private seconds(): number {
    return Math.floor(this.clock.now().getTime() / 1000);
  }
}
