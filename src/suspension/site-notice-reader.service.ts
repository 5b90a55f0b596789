import { Injectable } from '@nestjs/common';
import { In, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { districtWithin, institutionWithin, type Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { Problem } from '../platform/http/problem.js';
import { RegistryService } from '../registry/registry.module.js';
import { originsOf } from './measure-origins.js';
import { siteNoticeAnswer } from './site-notice-answer.js';
import type {
  SiteNoticeAnswer,
  SiteNoticeListAnswer,
  SiteNoticeQuery,
  SiteNoticeState,
} from './site-notice.dto.js';
import { SiteNoticeEntity, SiteNoticeVoidEntity } from './site-notice.entity.js';
import { causesOf, withOutcome } from './site-notice-store.js';

const CONFIRMED = 'EXISTS (SELECT 1 FROM site_notice_confirmation c WHERE c.notice_id = notice.id)';
const CONFIRMED_LATE =
  'EXISTS (SELECT 1 FROM site_notice_confirmation c WHERE c.notice_id = notice.id AND (c.days_late > 0 OR c.confirmed_days_late > 0))';
const VOID = 'EXISTS (SELECT 1 FROM site_notice_void v WHERE v.notice_id = notice.id)';
const WAITING = `NOT ${CONFIRMED} AND NOT ${VOID}`;

/** Each state as a condition on the table, with the parameter `today`. */
const STATE_CONDITIONS: Readonly<Record<SiteNoticeState, string>> = {
  OPEN: `(notice.dueOn IS NOT NULL AND ${WAITING})`,
  LATE: `(${CONFIRMED_LATE} OR (notice.dueOn < :today AND ${WAITING}))`,
  CONFIRMED: `(${CONFIRMED})`,
  INFORMATION: `(notice.dueOn IS NULL AND ${WAITING})`,
  VOID: `(${VOID} AND NOT ${CONFIRMED})`,
};

/** What sites were told and what became of it, each office what concerns it. */
@Injectable()
export class SiteNoticeReaderService {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryService,
    private readonly clock: Clock,
  ) {}

  /** One page, newest first. */
  async list(query: SiteNoticeQuery, account: Account): Promise<SiteNoticeListAnswer> {
    const manager = this.database.read;
    const today = this.clock.today();
    const notices = this.theirs(manager, account);
    if (query.state !== undefined) notices.andWhere(STATE_CONDITIONS[query.state], { today });
    if (query.institution !== undefined)
      notices.andWhere('notice.institutionCode = :institution', { institution: query.institution });
    if (query.district !== undefined)
      notices.andWhere('notice.district = :district', { district: query.district });
    if (query.person !== undefined) await this.keepToPerson(manager, notices, query.person);
    const [rows, total] = await notices
      .orderBy('notice.sequence', 'DESC')
      .skip((query.page - 1) * query.pageSize)
      .take(query.pageSize)
      .getManyAndCount();
    const items = await this.answers(manager, rows, account);
    return { today, items, total, page: query.page, pageSize: query.pageSize };
  }

  /** @throws Problem NOT_FOUND, for one that does not exist as for one that is not theirs to see. */
  async byId(id: string, account: Account): Promise<SiteNoticeAnswer> {
    const manager = this.database.read;
    const found = await this.theirs(manager, account).andWhere('notice.id = :id', { id }).getMany();
    const [answer] = await this.answers(manager, found, account);
    if (answer === undefined) throw new Problem('NOT_FOUND', `没有编号为 ${id} 的状态变更通知。`);
    return answer;
  }

  private theirs(manager: EntityManager, account: Account): SelectQueryBuilder<SiteNoticeEntity> {
    const notices = manager.createQueryBuilder(SiteNoticeEntity, 'notice').where('1 = 1');
    const district = districtWithin('site-notice.read', account);
    const institution = institutionWithin('site-notice.read', account);
    if (district !== null) notices.andWhere('notice.district = :own', { own: district });
    if (institution !== null) notices.andWhere('notice.institutionCode = :own', { own: institution });
    return notices;
  }

  /** By registrations, which stay when files are merged. */
  private async keepToPerson(
    manager: EntityManager,
    notices: SelectQueryBuilder<SiteNoticeEntity>,
    code: string,
  ): Promise<void> {
    const person = await this.registry.personByCode(manager, code);
    const registrations = person === null ? [] : await this.registry.registrationsOf(manager, person.id);
    if (registrations.length === 0) notices.andWhere('1 = 0');
    else
      notices.andWhere('notice.registrationId IN (:...registrations)', {
        registrations: registrations.map(({ id }) => id),
      });
  }

  private async answers(
    manager: EntityManager,
    rows: readonly SiteNoticeEntity[],
    account: Account,
  ): Promise<SiteNoticeAnswer[]> {
    const context = {
      today: this.clock.today(),
      origins: await originsOf(manager, rows.flatMap(causesOf)),
      voids: await voidsOf(manager, rows),
      institution: institutionWithin('site-notice.read', account),
    };
    const notices = await withOutcome(manager, rows);
    return notices.map((each) => siteNoticeAnswer(each, context));
  }
}

/** Ids of the notices that each of some notices made void. */
async function voidsOf(
  manager: EntityManager,
  rows: readonly SiteNoticeEntity[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const voided = await manager.find(SiteNoticeVoidEntity, {
    where: { byNoticeId: In(rows.map(({ id }) => id)) },
    order: { noticeId: 'ASC' },
  });
  const madeBy = (id: string): string[] =>
    voided.filter(({ byNoticeId }) => byNoticeId === id).map(({ noticeId }) => noticeId);
  return new Map(rows.map(({ id }) => [id, madeBy(id)]));
}
