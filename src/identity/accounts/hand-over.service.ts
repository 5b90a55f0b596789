import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Problem, RuleViolation } from '../../platform/http/problem.js';
import { AccountEntity } from '../account.entity.js';
import { accountLine, type Actor } from '../record-of.js';
import { Revocations } from '../sessions/revocations.js';
import { disableIn, othersAccount } from './account-changes.js';
import { deputyFaults, endAllIn } from './deputies.service.js';
import { isGuarded } from './second-person.js';

/** What became of the work of somebody who left. */
export interface HandOver {
  readonly account: AccountEntity;
  /** Standings as deputy, or of deputies, that ended with it. */
  readonly deputiesEnded: number;
}

const GUARDED = '市医保局负责人的账号须两人停用：请申请停用，由另一人确认；其代理随停用失去效力。';

/**
 * Closes the account of somebody who leaves. Matters belong to offices and posts, never to one person, so that there
 * is nothing to carry over but standings as deputy: these end, since only the security administrator gives new ones.
 */
@Injectable()
export class HandOverService {
  constructor(
    private readonly database: Database,
    private readonly revocations: Revocations,
  ) {}

  /** @throws Problem NOT_FOUND; FORBIDDEN for one's own; CONFLICT; RuleViolation when the successor has not the same office and role. */
  async handOver(username: string, to: string, reason: string, actor: Actor): Promise<HandOver> {
    const result = await this.database.write(async (tx, at) => {
      const account = await othersAccount(tx, username, actor);
      if (account.disabledAt !== null) throw new Problem('CONFLICT', '此账号已经停用。');
      const successor = await tx.findOneBy(AccountEntity, { username: to });
      const faults = deputyFaults(account, successor, '/to');
      if (faults.length > 0) throw new RuleViolation(faults);
      if (isGuarded(account)) throw new Problem('CONFLICT', GUARDED);
      const ended = await endAllIn(tx, username, { reason, at, actor });
      await disableIn(tx, account, at);
      const after = { to, reason, deputiesEnded: ended.length };
      const line = accountLine(actor, { action: 'WORK_HANDED_OVER', username, after });
      const disabled = accountLine(actor, { action: 'ACCOUNT_DISABLED', username, after: { reason } });
      return {
        result: {
          account: await tx.findOneByOrFail(AccountEntity, { username }),
          deputiesEnded: ended.length,
        },
        record: [line, ...ended, disabled],
      };
    });
    await this.revocations.refresh();
    return result;
  }
}
