import { Injectable } from '@nestjs/common';
import { In, LessThanOrEqual, MoreThanOrEqual, type EntityManager } from 'typeorm';
import type { Fault } from '../../domain/shared/result.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { RecordEntry } from '../../platform/database/record-entry.js';
import { Problem, RuleViolation } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { AccountEntity } from '../account.entity.js';
import type { Account, Plain } from '../account.js';
import { accountLine, type Actor } from '../record-of.js';
import type { Role } from '../role.js';
import { accountNamed, othersAccount } from './account-changes.js';
import { DeputyEndEntity, DeputyEntity } from './deputy.entity.js';

/** A deputy's standing with its early end, if it has one. */
export interface DeputyState {
  readonly row: DeputyEntity;
  readonly end: DeputyEndEntity | null;
}

export interface Appointment {
  readonly deputy: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/** Administrators, auditors and persons are not represented: what they may do is theirs alone. */
const REPRESENTED: readonly (Role | null)[] = [
  'MUNICIPAL_BUREAU',
  'MUNICIPAL_AGENCY',
  'DISTRICT_BUREAU',
  'DISTRICT_AGENCY',
  'INSTITUTION_CLERK',
];

/** Who may act for whom, under their own name. */
@Injectable()
export class DeputiesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @throws Problem NOT_FOUND; FORBIDDEN for one's own account; RuleViolation with everything against it. */
  async appoint(username: string, form: Appointment, actor: Actor): Promise<DeputyState> {
    return this.database.write(async (tx, at) => {
      const principal = await othersAccount(tx, username, actor);
      const deputy = await tx.findOneBy(AccountEntity, { username: form.deputy });
      const faults = [...deputyFaults(principal, deputy, '/deputy'), ...this.dayFaults(form)];
      if (faults.length > 0) throw new RuleViolation(faults);
      const row = {
        id: this.ids.next(),
        principal: username,
        ...form,
        recordedAt: at,
        actor: actor.username,
      };
      await tx.insert(DeputyEntity, row);
      const after = { id: row.id, ...form };
      const record = accountLine(actor, { action: 'DEPUTY_APPOINTED', username, after });
      return { result: { row, end: null }, record };
    });
  }

  /** @throws Problem NOT_FOUND; FORBIDDEN for one's own account; CONFLICT when it was ended before. */
  async end(username: string, id: string, reason: string, actor: Actor): Promise<DeputyState> {
    return this.database.write(async (tx, at) => {
      await othersAccount(tx, username, actor);
      const row = await tx.findOneBy(DeputyEntity, { id, principal: username });
      if (row === null) throw new Problem('NOT_FOUND', `此账号没有编号为 ${id} 的代理。`);
      if (await tx.existsBy(DeputyEndEntity, { deputyId: id }))
        throw new Problem('CONFLICT', '此项代理已经终止。');
      const end = { deputyId: id, reason, recordedAt: at, actor: actor.username };
      return { result: { row, end }, record: await endIn(tx, row, end, actor) };
    });
  }

  /** Every deputy the account had or has. @throws Problem NOT_FOUND */
  async list(username: string): Promise<DeputyState[]> {
    const { read } = this.database;
    await accountNamed(read, username);
    const rows = await read.find(DeputyEntity, {
      where: { principal: username },
      order: { recordedAt: 'ASC' },
    });
    const ends = await read.findBy(DeputyEndEntity, { deputyId: In(rows.map(({ id }) => id)) });
    const byId = new Map(ends.map((each) => [each.deputyId, each]));
    return rows.map((row) => ({ row, end: byId.get(row.id) ?? null }));
  }

  /**
   * The deputy's account with the post of the one represented; name, role and office stay their own.
   * @throws Problem FORBIDDEN without such a standing today.
   */
  async standingFor(account: Plain<Account>, principalName: string): Promise<Account> {
    const { read } = this.database;
    const today = this.clock.today();
    const rows = await read.findBy(DeputyEntity, {
      deputy: account.username,
      principal: principalName,
      from: LessThanOrEqual(today),
      to: MoreThanOrEqual(today),
    });
    const ended = await read.countBy(DeputyEndEntity, { deputyId: In(rows.map(({ id }) => id)) });
    const principal = await read.findOneBy(AccountEntity, { username: principalName });
    const deputy = await read.findOneBy(AccountEntity, { username: account.username });
    if (rows.length === ended || principal === null || deputyFaults(principal, deputy, '').length > 0)
      throw new Problem('FORBIDDEN', `您今日没有代理 ${principalName} 办理的资格。`);
    return { ...account, post: principal.post };
  }

  private dayFaults({ from, to }: Appointment): Fault[] {
    const today = this.clock.today();
    if (to < from) return [{ pointer: '/to', code: 'DATE_ORDER', detail: '终止日期早于起始日期。' }];
    return to < today ? [{ pointer: '/to', code: 'DATE_ORDER', detail: '终止日期已过。' }] : [];
  }
}

/** Ends within a change every standing of an account, as deputy and as represented; the lines that tell. */
export async function endAllIn(
  tx: EntityManager,
  username: string,
  { reason, at, actor }: { readonly reason: string; readonly at: string; readonly actor: Actor },
): Promise<RecordEntry[]> {
  const rows = await tx.find(DeputyEntity, { where: [{ principal: username }, { deputy: username }] });
  const lines: RecordEntry[] = [];
  for (const row of rows) {
    if (await tx.existsBy(DeputyEndEntity, { deputyId: row.id })) continue;
    const end = { deputyId: row.id, reason, recordedAt: at, actor: actor.username };
    lines.push(await endIn(tx, row, end, actor));
  }
  return lines;
}

async function endIn(
  tx: EntityManager,
  { principal, deputy }: DeputyEntity,
  end: DeputyEndEntity,
  actor: Actor,
): Promise<RecordEntry> {
  await tx.insert(DeputyEndEntity, end);
  const after = { id: end.deputyId, deputy, reason: end.reason };
  return accountLine(actor, { action: 'DEPUTY_ENDED', username: principal, after });
}

/** What is against one account's standing in for another: all of it. */
export function deputyFaults(
  principal: AccountEntity,
  deputy: AccountEntity | null,
  pointer: string,
): Fault[] {
  const fault = (code: string, detail: string): Fault => ({ pointer, code, detail });
  if (deputy === null) return [fault('UNKNOWN_REFERENCE', '没有此用户名的账号。')];
  const faults: Fault[] = [];
  if (deputy.username === principal.username)
    faults.push(fault('SECOND_PERSON_REQUIRED', '不得由本人代理本人。'));
  if (!REPRESENTED.includes(principal.role))
    faults.push(fault('ROLE_NOT_REPRESENTED', '管理员、审计人员与个人的账号不得由他人代理。'));
  if (deputy.role !== principal.role)
    faults.push(fault('DEPUTY_ROLE_DIFFERS', '代理人的角色须与被代理人相同。'));
  if (deputy.office !== principal.office)
    faults.push(fault('DEPUTY_OFFICE_DIFFERS', '代理人须与被代理人属于同一单位。'));
  if ((deputy.post === 'SETTLEMENT') !== (principal.post === 'SETTLEMENT'))
    faults.push({
      ...fault('DEPUTY_POST_DIFFERS', '审核结算岗与其他岗位分设，不得互相代理。'),
      citation: 'PQ2025:42',
    });
  if (principal.disabledAt !== null || deputy.disabledAt !== null)
    faults.push(fault('ACCOUNT_DISABLED', '被代理人或者代理人的账号已停用。'));
  return faults;
}
