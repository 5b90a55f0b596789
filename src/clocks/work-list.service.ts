import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { workingDaysUntil } from '../domain/procedure/clock.js';
import type { CalendarYear } from '../domain/rulebook/calendar-year.js';
import type { Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import { ClockEntity } from './clock.entity.js';
import type { ClockKind } from './clock-kind.js';
import { clockView, type ClockView } from './clock-view.js';
import { keepToTheirs } from './work-list-rights.js';
import type { WorkItemAnswer, WorkListAnswer, WorkListQuery, WorkSummaryAnswer } from './work-list.dto.js';
import { STATE_CONDITIONS, stateOf, workDays, type WorkDays } from './work-state.js';

function workItem(clock: ClockView, days: WorkDays, calendars: readonly CalendarYear[]): WorkItemAnswer {
  const { term, dueOn, passedOver, madeUp, extensionDays } = clock;
  const counted = term !== null && 'count' in term ? term : null;
  return {
    id: clock.id,
    kind: clock.kind,
    state: stateOf(clock, days),
    title: clock.title,
    subject: clock.subject,
    citation: clock.citation,
    office: clock.office,
    officeKind: clock.officeKind,
    supervisedBy: clock.supervisedBy ?? null,
    dueOn,
    counted: {
      from: clock.from,
      count: counted?.count ?? null,
      unit: counted?.unit ?? null,
      extensionDays,
      passedOver,
      madeUp,
    },
    workingDaysLeft: dueOn === null ? null : workingDaysUntil(days.today, dueOn, calendars),
    provisional: clock.provisional,
    openedAt: clock.openedAt,
    closedAt: clock.closedAt,
  };
}

interface KindCount {
  readonly kind: ClockKind;
  readonly open: number;
  readonly dueSoon: number;
  readonly overdue: number;
  readonly closed: number;
}

/** What each office has to do, and by when. */
@Injectable()
export class WorkListService {
  constructor(
    private readonly database: Database,
    private readonly rulebooks: RulebookService,
    private readonly clock: Clock,
  ) {}

  /** One page, by due day; what has no day comes first, since it should have been done at once. */
  async list(query: WorkListQuery, account: Account): Promise<WorkListAnswer> {
    const { calendars } = await this.rulebooks.current();
    const days = workDays(this.clock.today(), calendars);
    const clocks = this.theirs(account, days).andWhere(STATE_CONDITIONS[query.state]);
    for (const member of ['kind', 'office', 'officeKind', 'subject'] as const) {
      if (query[member] !== undefined)
        clocks.andWhere(`clock.${member} = :${member}`, { [member]: query[member] });
    }
    const [rows, total] = await clocks
      .orderBy('clock.dueOn', 'ASC', 'NULLS FIRST')
      .addOrderBy('clock.openedAt', 'ASC')
      .addOrderBy('clock.id', 'ASC')
      .skip((query.page - 1) * query.pageSize)
      .take(query.pageSize)
      .getManyAndCount();
    return {
      today: days.today,
      items: rows.map((row) => workItem(clockView(row), days, calendars)),
      total,
      page: query.page,
      pageSize: query.pageSize,
    };
  }

  /** How much there is of every kind, and how pressing. */
  async summary(account: Account): Promise<WorkSummaryAnswer> {
    const { calendars } = await this.rulebooks.current();
    const days = workDays(this.clock.today(), calendars);
    const count = (condition: string): string => `SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END)`;
    const kinds = await this.theirs(account, days)
      .select('clock.kind', 'kind')
      .addSelect(count(STATE_CONDITIONS.OPEN), 'open')
      .addSelect(count(STATE_CONDITIONS.DUE_SOON), 'dueSoon')
      .addSelect(count(STATE_CONDITIONS.OVERDUE), 'overdue')
      .addSelect(count(STATE_CONDITIONS.CLOSED), 'closed')
      .groupBy('clock.kind')
      .orderBy('clock.kind')
      .getRawMany<KindCount>();
    return { today: days.today, kinds };
  }

  private theirs(account: Account, days: WorkDays): SelectQueryBuilder<ClockEntity> {
    const clocks = this.database.read.createQueryBuilder(ClockEntity, 'clock');
    keepToTheirs(clocks, account);
    return clocks.setParameters({ ...days });
  }
}
