import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Fault } from '../../domain/shared/result.js';
import { Database } from '../../platform/database/database.js';
import { Problem, RuleViolation } from '../../platform/http/problem.js';
import { AccountEntity } from '../account.entity.js';
import { accountLine, type Actor } from '../record-of.js';
import { Revocations } from '../sessions/revocations.js';
import { disableIn, othersAccount } from './account-changes.js';
import { differences, isRepresented } from './deputies-faults.js';
import { endAllIn } from './deputies.service.js';
import { grantsOf, isEffective } from './grant-states.js';
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

  /** @throws Problem NOT_FOUND; FORBIDDEN for one's own; CONFLICT; RuleViolation when the successor has not the office and the role that the account has, or had last. */
  async handOver(username: string, to: string, reason: string, actor: Actor): Promise<HandOver> {
    const result = await this.database.write(async (tx, at) => {
      const account = await othersAccount(tx, username, actor);
      if (account.disabledAt !== null) throw new Problem('CONFLICT', '此账号已经停用。');
      const successor = await tx.findOneBy(AccountEntity, { username: to });
      const faults = successorFaults(account, await lastHeld(tx, account), successor);
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

type Held = Pick<AccountEntity, 'role' | 'office' | 'post'>;

/** What the account may do or, where that was withdrawn, could do last; null for one that was never granted anything. */
async function lastHeld(tx: EntityManager, account: AccountEntity): Promise<Held | null> {
  if (account.role !== null) return account;
  const granted = (await grantsOf(tx, account.username)).filter(isEffective).map(({ grant }) => grant);
  return granted.findLast(({ role }) => role !== null) ?? null;
}

const TO = '/to';

const DIFFERENCE: Readonly<Record<'ROLE' | 'OFFICE' | 'POST', Fault>> = {
  ROLE: { pointer: TO, code: 'SUCCESSOR_ROLE_DIFFERS', detail: '接收人的角色须与移交人相同。' },
  OFFICE: { pointer: TO, code: 'SUCCESSOR_OFFICE_DIFFERS', detail: '接收人须与移交人属于同一单位。' },
  POST: {
    pointer: TO,
    code: 'SUCCESSOR_POST_DIFFERS',
    detail: '审核结算岗与其他岗位分设，不得互相移交。',
    citation: 'PQ2025:42',
  },
};

/** What is against handing the work of an account over to another: all of it. */
function successorFaults(
  { username }: AccountEntity,
  held: Held | null,
  successor: AccountEntity | null,
): Fault[] {
  const fault = (pointer: string, code: string, detail: string): Fault => ({ pointer, code, detail });
  if (held === null)
    return [fault('', 'NOTHING_TO_HAND_OVER', '此账号从未授权，没有可以移交的工作，请停用。')];
  if (!isRepresented(held)) {
    const detail = '管理员、审计人员与个人的账号没有可以由他人接收的工作，请停用。';
    return [fault('', 'NOTHING_TO_HAND_OVER', detail)];
  }
  if (successor === null) return [fault(TO, 'UNKNOWN_REFERENCE', '没有此用户名的账号。')];
  if (successor.username === username) return [fault(TO, 'SECOND_PERSON_REQUIRED', '不得移交给移交人本人。')];
  return [
    ...differences(held, successor).map((each) => DIFFERENCE[each]),
    ...(successor.disabledAt === null ? [] : [fault(TO, 'ACCOUNT_DISABLED', '接收人的账号已停用。')]),
  ];
}
