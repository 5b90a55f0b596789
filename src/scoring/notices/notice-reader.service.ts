import { Injectable } from '@nestjs/common';
import { Brackets, type SelectQueryBuilder } from 'typeorm';
import { objectionWindow } from '../../domain/procedure/objection-window.js';
import { historyTrace, type HistoryTraceEntry } from '../../domain/qualification/history-trace.js';
import type { History } from '../../domain/qualification/history.js';
import { pointsLawOn } from '../../domain/scoring/points-law.js';
import { date, type CalendarDate } from '../../domain/shared/calendar-date.js';
import { districtWithin, institutionWithin, type Account } from '../../identity/identity.module.js';
import { LedgerService } from '../../ledger/ledger.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { RegistryService } from '../../registry/registry.module.js';
import { RulebookService } from '../../rulebook/rulebook.module.js';
import { NoticeEventEntity } from './notice-event.entity.js';
import { objectionRunsFrom, raiseOf } from './notice-raise.js';
import { loadNotice, type WholeNotice } from './notice-store.js';
import type { NoticeQuery } from './notice.dto.js';
import { ScoreNoticeEntity } from './score-notice.entity.js';

/** A notice, and how its score stands now. */
export interface JudgedNotice extends WholeNotice {
  readonly history: History;
  /** Last day to object; of a raised notice as counted from the telling of that. Null while it is not counted. */
  readonly deadline: CalendarDate | null;
  readonly trace: readonly HistoryTraceEntry[];
}

export interface NoticePage {
  readonly items: readonly ScoreNoticeEntity[];
  /** Of those items, the ones that have a proof of service. */
  readonly served: ReadonlySet<string>;
  readonly total: number;
}

/** Reads score notices, each account those it may see. */
@Injectable()
export class NoticeReaderService {
  constructor(
    private readonly database: Database,
    private readonly ledger: LedgerService,
    private readonly registry: RegistryService,
    private readonly rulebooks: RulebookService,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem NOT_FOUND */
  async byId(id: string, account: Account): Promise<JudgedNotice> {
    const notice = await loadNotice(this.database.read, id, account);
    const history = await this.ledger.storedHistoryOf(this.database.read, notice.head.personId);
    const trace = historyTrace(history).filter(({ detail }) => detail.startsWith(`${id}：`));
    return { ...notice, history, deadline: await this.deadlineOf(notice, history), trace };
  }

  private async deadlineOf(
    { head, events }: WholeNotice,
    { standing }: History,
  ): Promise<CalendarDate | null> {
    if (raiseOf(events) === null)
      return standing.scores.find(({ id }) => id === head.id)?.objectionDeadline ?? null;
    const rulebook = await this.rulebooks.current();
    const law = pointsLawOn(rulebook, date(head.pointsDay));
    const time = { workingDays: law.objectionDays, counts: law.objectionFrom };
    const told = objectionRunsFrom(events).map(({ by, on }) => ({ by, on: date(on) }));
    return objectionWindow(told, time, this.clock.today(), rulebook.calendars).period?.deadline ?? null;
  }

  /** One page of those that fit the query, newest first. */
  async list(query: NoticeQuery, account: Account): Promise<NoticePage> {
    const found = this.database.read.createQueryBuilder(ScoreNoticeEntity, 'one');
    onlySeenBy(account, found);
    for (const member of ['office', 'year', 'institution'] as const) {
      if (query[member] !== undefined)
        found.andWhere(`one.${member} = :${member}`, { [member]: query[member] });
    }
    if (query.determination !== undefined) {
      found.andWhere('one.determinationId = :determination', { determination: query.determination });
    }
    if (query.state !== undefined)
      found.andWhere(`${query.state === 'SERVED' ? '' : 'NOT '}${isServed(found)}`);
    if (query.person !== undefined) {
      const person = await this.registry.personByCode(this.database.read, query.person);
      found.andWhere('one.personCode IN (:...codes)', { codes: person?.codes ?? [query.person] });
    }
    const [items, total] = await found
      .orderBy('one.recordedAt', 'DESC')
      .addOrderBy('one.id', 'ASC')
      .skip((query.page - 1) * query.pageSize)
      .take(query.pageSize)
      .getManyAndCount();
    return { items, total, served: await this.servedOf(items) };
  }

  private async servedOf(items: readonly ScoreNoticeEntity[]): Promise<ReadonlySet<string>> {
    if (items.length === 0) return new Set();
    const events = await this.database.read
      .createQueryBuilder(NoticeEventEntity, 'each')
      .where('each.event = :served AND each.noticeId IN (:...ids)', {
        served: 'SERVED',
        ids: items.map(({ id }) => id),
      })
      .getMany();
    return new Set(events.map(({ noticeId }) => noticeId));
  }
}

function isServed(found: SelectQueryBuilder<ScoreNoticeEntity>): string {
  const services = found
    .subQuery()
    .select('1')
    .from(NoticeEventEntity, 'each')
    .where('each.noticeId = one.id')
    .andWhere("each.event = 'SERVED'");
  return `EXISTS ${services.getQuery()}`;
}

function onlySeenBy(account: Account, found: SelectQueryBuilder<ScoreNoticeEntity>): void {
  const own = districtWithin('notice.read', account);
  if (own !== null) {
    found.andWhere(
      new Brackets((either) => either.where('one.office = :own', { own }).orWhere('one.district = :own')),
    );
  }
  const site = institutionWithin('notice.read', account);
  if (site !== null) {
    found.andWhere('one.institution = :site', { site }).andWhere(isServed(found));
  }
}
