import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { date, type CalendarDate } from '../domain/shared/calendar-date.js';
import type { Account } from '../identity/identity.module.js';
import { RestrictionEntity } from '../ledger/ledger.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { RegistryService } from '../registry/registry.module.js';
import { measureStatus, STATUS_CONDITIONS } from './measure-status.js';
import { originsOf } from './measure-origins.js';
import { measuredPerson } from './measured-people.js';
import { keepToDistrict } from './measure-district.js';
import type { MeasureItemAnswer, MeasureListAnswer, MeasureQuery } from './measures.dto.js';
import { VoidMeasureEntity } from './void-measure.entity.js';

/** What both kinds of rows have in common. */
interface MeasureRow {
  readonly personId: string;
  readonly cause: string;
  readonly kind: string;
}

/** The measures against people, for those who watch over them. */
@Injectable()
export class MeasuresService {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryService,
    private readonly clock: Clock,
  ) {}

  /** One page of the measures as they stand on a day, latest first. */
  async list(query: MeasureQuery, account: Account): Promise<MeasureListAnswer> {
    const on = query.on === undefined ? this.clock.today() : date(query.on);
    const manager = this.database.read;
    const [items, total] =
      query.status === 'VOID'
        ? await this.fallen(manager, query, account, on)
        : await this.live(manager, query, account, on);
    return { on, items, total, page: query.page, pageSize: query.pageSize };
  }

  private async live(
    manager: EntityManager,
    query: MeasureQuery,
    account: Account,
    on: CalendarDate,
  ): Promise<[MeasureItemAnswer[], number]> {
    const measures = manager.createQueryBuilder(RestrictionEntity, 'measure').where('1 = 1');
    if (query.kind !== undefined) measures.andWhere('measure.kind = :kind', { kind: query.kind });
    if (query.status !== undefined && query.status !== 'VOID')
      measures.andWhere(STATUS_CONDITIONS[query.status], { on });
    keepToDistrict(measures, query.district, account);
    const [rows, total] = await measures
      .orderBy('measure.from', 'DESC')
      .addOrderBy('measure.cause', 'ASC')
      .skip((query.page - 1) * query.pageSize)
      .take(query.pageSize)
      .getManyAndCount();
    const items = await this.items(manager, rows, on, (row) => ({
      from: row.from,
      to: row.to,
      restoredOn: row.restoredOn,
      status: measureStatus(row, on),
      voidedOn: null,
    }));
    return [items, total];
  }

  private async fallen(
    manager: EntityManager,
    query: MeasureQuery,
    account: Account,
    on: CalendarDate,
  ): Promise<[MeasureItemAnswer[], number]> {
    const measures = manager.createQueryBuilder(VoidMeasureEntity, 'measure').where('1 = 1');
    if (query.kind !== undefined) measures.andWhere('measure.kind = :kind', { kind: query.kind });
    keepToDistrict(measures, query.district, account);
    const [rows, total] = await measures
      .orderBy('measure.voidedOn', 'DESC')
      .addOrderBy('measure.cause', 'ASC')
      .skip((query.page - 1) * query.pageSize)
      .take(query.pageSize)
      .getManyAndCount();
    const items = await this.items(manager, rows, on, ({ from, to, voidedOn }) => ({
      from,
      to,
      restoredOn: null,
      status: 'VOID',
      voidedOn,
    }));
    return [items, total];
  }

  private async items<Row extends MeasureRow>(
    manager: EntityManager,
    rows: readonly Row[],
    on: CalendarDate,
    stands: (row: Row) => Pick<MeasureItemAnswer, 'from' | 'to' | 'restoredOn' | 'status' | 'voidedOn'>,
  ): Promise<MeasureItemAnswer[]> {
    const origins = await originsOf(
      manager,
      rows.map(({ cause }) => cause),
    );
    const items: MeasureItemAnswer[] = [];
    for (const row of rows) {
      const { personId, cause, kind } = row;
      const person = await measuredPerson(this.registry, manager, personId, on);
      const institution = origins.get(cause)?.institutionCode ?? null;
      items.push({ person, cause, institution, kind, ...stands(row) });
    }
    return items;
  }
}
