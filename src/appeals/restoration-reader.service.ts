import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClocksService } from '../clocks/clocks.module.js';
import { daysBetween } from '../domain/duties/period.js';
import { openRestorationSteps } from '../domain/procedure/restoration-states.js';
import type { Account } from '../identity/identity.module.js';
import { Database } from '../platform/database/database.js';
import { RegistryService } from '../registry/registry.module.js';
import { toldOf, type TellingContent } from './outcome-telling.js';
import { restorationSubject } from './restoration-clock.js';
import { restorationOutcome } from './restoration-outcome.js';
import type {
  RestorationApplicationAnswer,
  RestorationItemAnswer,
  RestorationListAnswer,
} from './restoration-answer.dto.js';
import type { RestorationQuery } from './restoration.dto.js';
import { RestorationEntity, type RestorationStepEntity } from './restoration.entity.js';
import { onlyReadable, ownCodes } from './restoration-rights.js';
import { restorationNow } from './restoration-effect.js';
import {
  approvalOf,
  loadRestoration,
  newSitesOf,
  type ApprovalContent,
  type OpinionContent,
  type WholeRestoration,
} from './restoration-store.js';

/** Reads applications for restoration, each account those it may see. */
@Injectable()
export class RestorationReaderService {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryService,
    private readonly clocks: ClocksService,
  ) {}

  /** @throws Problem NOT_FOUND */
  async byId(id: string, account: Account): Promise<RestorationApplicationAnswer> {
    const manager = this.database.read;
    const whole = await loadRestoration(manager, this.registry, id, account);
    const { head, steps, filing } = whole;
    const clock = await this.clocks.find(manager, 'DECIDE_RESTORATION', restorationSubject(id));
    const approval = approvalOf(whole);
    return {
      ...itemAnswer(head),
      reasons: filing.reasons,
      institutionReview: filing.institutionReview,
      newSites: [...newSitesOf(whole)],
      decideBy: clock?.dueOn ?? null,
      effectiveOn: approval?.effectiveOn ?? null,
      countsFrom: filing.countsFrom ?? null,
      ...delayOf(whole),
      lifted: [...(approval?.lifted ?? [])],
      now: approval === null ? null : await this.now(manager, approval, account),
      outcomeTold: toldOf(steps, restorationOutcome(whole)),
      steps: steps.map((step) => stepAnswer(step, account)),
      openSteps: [...openRestorationSteps(head.state)],
    };
  }

  private async now(
    manager: EntityManager,
    { lifted }: ApprovalContent,
    account: Account,
  ): Promise<NonNullable<RestorationApplicationAnswer['now']>> {
    const { effectiveOn, unrestored } = await restorationNow(manager, lifted);
    const named = unrestored.map(async ({ cause, personId }) => ({
      cause,
      personCodes: isOutside(account)
        ? null
        : [...((await this.registry.personById(manager, personId))?.codes ?? [])],
    }));
    return { holds: unrestored.length === 0, effectiveOn, unrestored: await Promise.all(named) };
  }

  /** One page of those that fit the query, newest first. */
  async list(query: RestorationQuery, account: Account): Promise<RestorationListAnswer> {
    const manager = this.database.read;
    const found = manager.createQueryBuilder(RestorationEntity, 'one').where('1 = 1');
    onlyReadable('restoration.read', found, account, await ownCodes(this.registry, manager, account));
    for (const member of ['state', 'institution', 'district'] as const) {
      if (query[member] !== undefined)
        found.andWhere(`one.${member} = :${member}`, { [member]: query[member] });
    }
    if (query.person !== undefined) {
      const person = await this.registry.personByCode(manager, query.person);
      found.andWhere('one.personCode IN (:...codes)', { codes: person?.codes ?? [query.person] });
    }
    const { page, pageSize } = query;
    const [rows, total] = await found
      .orderBy('one.recordedAt', 'DESC')
      .addOrderBy('one.id', 'ASC')
      .skip((page - 1) * pageSize)
      .take(pageSize)
      .getManyAndCount();
    return { items: rows.map(itemAnswer), total, page, pageSize };
  }
}

/** S19: since when it could have been applied for, and the days that the person let pass since. */
function delayOf({
  head: { appliedOn },
  filing: { couldApplyFrom },
}: WholeRestoration): Pick<RestorationApplicationAnswer, 'couldApplyFrom' | 'daysSince'> {
  if (couldApplyFrom === undefined) return { couldApplyFrom: null, daysSince: null };
  return { couldApplyFrom, daysSince: Math.max(0, daysBetween(couldApplyFrom, appliedOn)) };
}

const isOutside = ({ role }: Account): boolean => role === 'INSTITUTION_CLERK' || role === 'PERSON';

const itemAnswer = (head: RestorationEntity): Readonly<RestorationItemAnswer> => ({
  id: head.id,
  personCode: head.personCode,
  state: head.state,
  filedThrough: head.filedThrough,
  institution: head.institution,
  district: head.district,
  appliedOn: head.appliedOn,
  receivedOn: head.receivedOn,
  recordedAt: head.recordedAt,
});

/** Institutions and persons see which office did what, not who there. */
function stepAnswer(
  { step, content, office, recordedAt, actor }: RestorationStepEntity,
  account: Account,
): RestorationApplicationAnswer['steps'][number] {
  const { on, opinion, toldOn } = JSON.parse(content) as Partial<OpinionContent & TellingContent>;
  return {
    step,
    on: on ?? toldOn ?? '',
    opinion: opinion ?? null,
    office,
    by: isOutside(account) ? null : actor,
    at: recordedAt,
  };
}
