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
import { accountNamed, othersAccount } from './account-changes.js';
import { deputyFaults } from './deputies-faults.js';
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

/** Who may act for whom, under their own name. */
@Injectable()
export class DeputiesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * @throws Problem NOT_FOUND; FORBIDDEN for one's own account; CONFLICT beside a standing of the two on the same days;
   *   RuleViolation with everything against it.
   */
  async appoint(username: string, form: Appointment, actor: Actor): Promise<DeputyState> {
    return this.database.write(async (tx, at) => {
      const principal = await othersAccount(tx, username, actor);
      const deputy = await tx.findOneBy(AccountEntity, { username: form.deputy });
      const faults = [...deputyFaults(principal, deputy, '/deputy'), ...this.dayFaults(form)];
      if (faults.length > 0) throw new RuleViolation(faults);
      await requireFree(tx, username, form);
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
    const rows = await this.standingToday(account.username, { principal: principalName });
    const principal = await read.findOneBy(AccountEntity, { username: principalName });
    const deputy = await read.findOneBy(AccountEntity, { username: account.username });
    if (rows.length === 0 || principal === null || deputyFaults(principal, deputy, '').length > 0)
      throw new Problem('FORBIDDEN', `您今日没有代理 ${principalName} 办理的资格。`);
    return { ...account, post: principal.post };
  }

  /** Usernames of those for whom an account may act today, as {@link standingFor} lets it. */
  async principalsOf(username: string): Promise<string[]> {
    const { read } = this.database;
    const rows = await this.standingToday(username);
    const deputy = await read.findOneBy(AccountEntity, { username });
    const principals = await read.find(AccountEntity, {
      where: { username: In(rows.map(({ principal }) => principal)) },
      order: { username: 'ASC' },
    });
    return principals
      .filter((principal) => deputyFaults(principal, deputy, '').length === 0)
      .map((principal) => principal.username);
  }

  private async standingToday(
    deputy: string,
    more: { readonly principal?: string } = {},
  ): Promise<DeputyEntity[]> {
    const today = this.clock.today();
    return standingBetween(this.database.read, { ...more, deputy }, { from: today, to: today });
  }

  private dayFaults({ from, to }: Appointment): Fault[] {
    const today = this.clock.today();
    const fault = (pointer: string, detail: string): Fault => ({ pointer, code: 'DATE_ORDER', detail });
    return [
      ...(from < today ? [fault('/from', `起始日期早于今日 ${today}：代理不得追溯。`)] : []),
      ...(to < from ? [fault('/to', '终止日期早于起始日期。')] : []),
      ...(from <= to && to < today ? [fault('/to', '终止日期已过。')] : []),
    ];
  }
}

/** Standings on some of the days from the first to the last that were not ended early. */
async function standingBetween(
  manager: EntityManager,
  who: { readonly principal?: string; readonly deputy: string },
  { from, to }: Pick<Appointment, 'from' | 'to'>,
): Promise<DeputyEntity[]> {
  const rows = await manager.find(DeputyEntity, {
    where: { ...who, from: LessThanOrEqual(to), to: MoreThanOrEqual(from) },
    order: { from: 'ASC' },
  });
  const ends = await manager.findBy(DeputyEndEntity, { deputyId: In(rows.map(({ id }) => id)) });
  const ended = new Set(ends.map(({ deputyId }) => deputyId));
  return rows.filter(({ id }) => !ended.has(id));
}

/** @throws Problem CONFLICT where the deputy stands in already, or is stood in for by the one to be represented. */
async function requireFree(tx: EntityManager, principal: string, form: Appointment): Promise<void> {
  const { deputy } = form;
  const [same] = await standingBetween(tx, { principal, deputy }, form);
  if (same !== undefined) {
    const detail = `${deputy} 自 ${same.from} 至 ${same.to} 已是 ${principal} 的代理人，期间重叠：请先终止该项代理，或者另定期间。`;
    throw new Problem('CONFLICT', detail);
  }
  const [back] = await standingBetween(tx, { principal: deputy, deputy: principal }, form);
  if (back === undefined) return;
  const detail = `${principal} 自 ${back.from} 至 ${back.to} 是 ${deputy} 的代理人：两人不得在同一期间互相代理，请先终止该项代理，或者另定期间。`;
  throw new Problem('CONFLICT', detail);
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
