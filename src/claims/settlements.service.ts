import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { Fault } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import { Database } from '../platform/database/database.js';
import { Problem, RuleViolation } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { ClaimDayEntity, ClaimLineEntity } from './claim-line.entity.js';
import { ClaimSettlementEntity, type SettledItem } from './claim-settlement.entity.js';
import { ClaimSitesService } from './claim-sites.service.js';
import { recordOf } from './record-of.js';
import { RejudgedService, type Due, type DueClaims } from './rejudged.service.js';
import type { SettlementForm, SettlementQuery } from './rejudged.dto.js';

type Claim = ClaimLineEntity | ClaimDayEntity;

/** Records that what re-judgements asked for was paid, recovered or dropped; this takes it off the list. */
@Injectable()
export class SettlementsService {
  constructor(
    private readonly database: Database,
    private readonly sites: ClaimSitesService,
    private readonly rejudged: RejudgedService,
    private readonly ids: Ids,
  ) {}

  /**
   * Settles claims.
   * @throws RuleViolation naming every claim that is unknown, named twice, or asks for nothing; Problem CONFLICT where
   *   another settled one of them meanwhile.
   */
  async settle(form: SettlementForm, account: Account): Promise<ClaimSettlementEntity[]> {
    const within = await this.sites.within(account);
    const seen = <T extends Claim>(claims: T[]): T[] =>
      claims.filter(({ institution }) => within === null || within.includes(institution));
    const { read } = this.database;
    const lines = seen(await read.findBy(ClaimLineEntity, { id: In(form.lineIds) }));
    const days = seen(await read.findBy(ClaimDayEntity, { id: In(form.dayIds) }));
    const due = await this.due(lines, days, account);
    const faults = [
      ...idFaults(form.lineIds, '/lineIds', lines, due.lines),
      ...idFaults(form.dayIds, '/dayIds', days, due.days),
    ];
    if (faults.length > 0) throw new RuleViolation(faults);
    return this.keep(form, due, account);
  }

  /** What was settled, the newest first. */
  async list(
    { institution, page, pageSize }: SettlementQuery,
    account: Account,
  ): Promise<{ readonly items: ClaimSettlementEntity[]; readonly total: number }> {
    const within = institution === undefined ? await this.sites.within(account) : null;
    const one = institution === undefined ? null : await this.sites.meant(institution, account);
    const codes = one === null ? within : [one];
    const [items, total] = await this.database.read.findAndCount(ClaimSettlementEntity, {
      where: codes === null ? {} : { institution: In([...codes]) },
      order: { recordedAt: 'DESC', item: 'DESC', settled: 'ASC', itemId: 'ASC' },
      skip: (page - 1) * pageSize,
      take: pageSize,
    });
    return { items, total };
  }

  private async due(
    lines: readonly ClaimLineEntity[],
    days: readonly ClaimDayEntity[],
    account: Account,
  ): Promise<DueClaims> {
    const parts: DueClaims[] = [];
    for (const institution of new Set([...lines, ...days].map((each) => each.institution))) {
      const own = (claim: Claim): boolean => claim.institution === institution;
      const claims = { lines: lines.filter(own), days: days.filter(own) };
      parts.push(await this.rejudged.dueOf(institution, claims, account));
    }
    return { lines: parts.flatMap((part) => part.lines), days: parts.flatMap((part) => part.days) };
  }

  private keep(
    form: SettlementForm,
    { lines, days }: DueClaims,
    account: Account,
  ): Promise<ClaimSettlementEntity[]> {
    const settlementId = this.ids.next();
    const { reason } = form;
    const documentNo = form.documentNo ?? null;
    return this.database.write(async (tx, at) => {
      const row =
        (item: SettledItem) =>
        ({ claim, due, settlements }: Due<Claim>): ClaimSettlementEntity => ({
          itemId: claim.id,
          ordinal: settlements + 1,
          item,
          settlementId,
          institution: claim.institution,
          settled: due,
          fen: claim.fen,
          reason,
          documentNo,
          recordedAt: at,
          actor: account.username,
          office: account.office,
        });
      const rows = [...lines.map(row('LINE')), ...days.map(row('DAY'))].sort(byKind);
      await requireUnsettled(tx, rows);
      await tx.insert(ClaimSettlementEntity, rows);
      const items = rows.map(({ itemId, item, settled, fen }) => ({ itemId, item, settled, fen }));
      const after = { reason, documentNo, items };
      return {
        result: rows,
        record: recordOf(account, 'CLAIMS_SETTLED', `claim-settlement/${settlementId}`, after),
      };
    });
  }
}

/** Lines before days, those to pay first; in an order that does not hang on ids. */
const byKind = (one: ClaimSettlementEntity, other: ClaimSettlementEntity): number =>
  other.item.localeCompare(one.item) ||
  one.settled.localeCompare(other.settled) ||
  one.itemId.localeCompare(other.itemId);

async function requireUnsettled(tx: EntityManager, rows: readonly ClaimSettlementEntity[]): Promise<void> {
  const ordinals = new Map(rows.map(({ itemId, ordinal }) => [itemId, ordinal]));
  const before = await tx.findBy(ClaimSettlementEntity, { itemId: In([...ordinals.keys()]) });
  if (before.some(({ itemId, ordinal }) => ordinal >= (ordinals.get(itemId) ?? 0)))
    throw new Problem('CONFLICT', '其中有已由他人处理的明细，请重新读取后再试。');
}

function idFaults<T extends Claim>(
  ids: readonly string[],
  pointer: string,
  found: readonly T[],
  due: readonly Due<T>[],
): Fault[] {
  const known = new Set(found.map(({ id }) => id));
  const asking = new Set(due.map(({ claim }) => claim.id));
  return ids.flatMap((id, index): Fault[] => {
    const at = `${pointer}/${index}`;
    if (ids.indexOf(id) < index) return [{ pointer: at, code: 'DUPLICATE_ID', detail: `${id} 写了两次。` }];
    if (!known.has(id))
      return [{ pointer: at, code: 'UNKNOWN_REFERENCE', detail: `没有编号为 ${id} 的明细或日合计。` }];
    if (asking.has(id)) return [];
    const detail = `${id} 的结论没有变化，或者已经处理，无须补付或追回。`;
    return [{ pointer: at, code: 'NOTHING_DUE', detail, citation: 'PQ2025:40' }];
  });
}
