import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { Ids } from '../platform/ids/ids.js';
import { Problem } from '../platform/http/problem.js';
import { AccountEntity } from './account.entity.js';
import type { Account } from './account.js';
import { hashPassword, passwordMatches } from './password.js';

/** Tells who is who. */
@Injectable()
export class IdentityService {
  /** Stands in for the password of an unknown user, so that the answer takes as long. */
  private readonly nobody: Promise<string>;

  constructor(
    private readonly database: Database,
    ids: Ids,
  ) {
    this.nobody = hashPassword(ids.next());
  }

  /**
   * The account with this username and password.
   * @throws Problem `UNAUTHENTICATED`, the same whether the user is unknown or the password wrong.
   */
  async signIn(username: string, password: string): Promise<Account> {
    const found = await this.database.read.findOneBy(AccountEntity, { username });
    const matches = await passwordMatches(found?.passwordHash ?? (await this.nobody), password);
    if (found === null || !matches)
      throw new Problem('UNAUTHENTICATED', '用户名或密码不正确，请核对后重试。');
    return publicPart(found);
  }
}

function publicPart({ passwordHash: _secret, ...account }: AccountEntity): Account {
  return account;
}
