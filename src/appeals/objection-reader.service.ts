import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { ClocksService, type ClockView } from '../clocks/clocks.module.js';
import { objectionWindow, type ObjectionPeriod } from '../domain/procedure/objection-window.js';
import { pointsLawOn } from '../domain/scoring/points-law.js';
import { date } from '../domain/shared/calendar-date.js';
import { districtWithin, institutionWithin, reach, type Account } from '../identity/identity.module.js';
import { Database } from '../platform/database/database.js';
import { RegistryService } from '../registry/registry.module.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import type { ScoredNotice } from '../scoring/scoring.module.js';
import type { ObjectionQuery } from './objection.dto.js';
import { ObjectionEntity } from './objection.entity.js';
import { ObjectionLoadingService, type ObjectionAtHand } from './objection-loading.service.js';
import { ownFileOf } from './objection-rights.js';
import { sightOfObjection, type ObjectionSight } from './objection-sight.js';
import { objectionSubject } from './objection-store.js';

/** An objection with the time that ran to file it, and the time that runs to decide it. */
export interface ObjectionRead extends ObjectionAtHand {
  /** Null while the receipt that counts is missing. */
  readonly period: ObjectionPeriod | null;
  readonly clock: ClockView | null;
  readonly sight: ObjectionSight;
}

/** Reads objections, each account those it may see. */
@Injectable()
export class ObjectionReaderService {
  constructor(
    private readonly database: Database,
    private readonly loading: ObjectionLoadingService,
    private readonly registry: RegistryService,
    private readonly rulebooks: RulebookService,
    private readonly clocks: ClocksService,
  ) {}

  /** @throws Problem NOT_FOUND */
  async byId(id: string, account: Account): Promise<ObjectionRead> {
    const manager = this.database.read;
    const atHand = await this.loading.objection(manager, id, account);
    const clock = await this.clocks.find(manager, 'DECIDE_OBJECTION', objectionSubject(id));
    const sight = await sightOfObjection(manager, atHand.head, atHand.steps, account);
    const period = await this.periodOf(atHand.notice, atHand.head.filedOn);
    return { ...atHand, period, clock, sight };
  }

  private async periodOf(
    { head, objectionFrom }: ScoredNotice,
    filedOn: string,
  ): Promise<ObjectionPeriod | null> {
    const rulebook = await this.rulebooks.asSeenBy(this.database.read);
    const law = pointsLawOn(rulebook, date(head.pointsDay));
    const received = objectionFrom.map(({ by, on }) => ({ by, on: date(on) }));
    const time = { workingDays: law.objectionDays, counts: law.objectionFrom };
    return objectionWindow(received, time, date(filedOn), rulebook.calendars).period;
  }

  /** One page of those that fit the query, newest first. */
  async list(
    query: ObjectionQuery,
    account: Account,
  ): Promise<{ readonly items: readonly ObjectionEntity[]; readonly total: number }> {
    const found = this.database.read.createQueryBuilder(ObjectionEntity, 'one');
    await this.onlySeenBy(account, found);
    for (const member of ['state', 'institution', 'district'] as const) {
      if (query[member] !== undefined)
        found.andWhere(`one.${member} = :${member}`, { [member]: query[member] });
    }
    if (query.notice !== undefined) found.andWhere('one.noticeId = :notice', { notice: query.notice });
    if (query.person !== undefined) {
      const person = await this.registry.personByCode(this.database.read, query.person);
      found.andWhere('one.personCode IN (:...codes)', { codes: person?.codes ?? [query.person] });
    }
    const [items, total] = await found
      .orderBy('one.openedAt', 'DESC')
      .addOrderBy('one.id', 'ASC')
      .skip((query.page - 1) * query.pageSize)
      .take(query.pageSize)
      .getManyAndCount();
    return { items, total };
  }

  private async onlySeenBy(account: Account, found: SelectQueryBuilder<ObjectionEntity>): Promise<void> {
    const own = districtWithin('objection.read', account);
    const site = institutionWithin('objection.read', account);
    if (own !== null) found.andWhere('one.district = :own', { own });
    if (site !== null) found.andWhere('one.institution = :site', { site });
    if (reach('objection.read', account) === 'OWN_FILE') {
      const file = await ownFileOf(this.registry, this.database.read, account);
      const codes =
        file === null ? [] : ((await this.registry.personById(this.database.read, file))?.codes ?? []);
      found.andWhere('one.personCode IN (:...own)', { own: codes.length === 0 ? [''] : codes });
    }
  }
}
