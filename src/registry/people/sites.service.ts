import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { comparableCode } from '../../domain/registry/codes.js';
import { registrationStands } from '../../domain/registry/registration.js';
import { date } from '../../domain/shared/calendar-date.js';
import type { Account } from '../../identity/identity.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { RuleViolation } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { PrimarySiteEntity } from '../entities/primary-site.entity.js';
import { latestDay } from '../latest-day.js';
import { recordOf } from '../record-of.js';
import { loadForChange, type FoundPerson } from './person-store.js';
import { SiteChecksService } from './site-checks.service.js';
import { SiteFollowersService } from './site-followers.service.js';
import type { CommitmentForm, PrimarySiteForm, RegistrationForm } from './site.dto.js';
import { registrationsOfFiles } from './site-store.js';
import { insertCommitment, insertRegistration, type Entry } from './site-writer.js';
import { ofSites, toldTo } from './told-faults.js';

/** Puts commitments and registrations of known people in, and says which site is the primary one. */
@Injectable()
export class SitesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly checks: SiteChecksService,
    private readonly followers: SiteFollowersService,
  ) {}

  /** @throws Problem NOT_FOUND, FORBIDDEN; RuleViolation naming every fault. */
  commit(personCode: string, form: CommitmentForm, account: Account): Promise<void> {
    return this.database.write(async (tx, at) => {
      const person = await loadForChange(tx, comparableCode(personCode), account);
      const faults = await this.checks.commitmentFaults(tx, { form, at: '' }, account);
      if (faults.length > 0) throw new RuleViolation(faults);
      const record = await insertCommitment(tx, this.entry(person, at, account), form);
      return { result: undefined, record };
    });
  }

  /** @throws Problem NOT_FOUND, FORBIDDEN; RuleViolation naming every fault that is {@link toldTo} the account. */
  register(personCode: string, form: RegistrationForm, account: Account): Promise<void> {
    return this.database.write(async (tx, at) => {
      const person = await loadForChange(tx, comparableCode(personCode), account);
      const judged = await this.checks.registrationFaults(tx, { form, at: '' }, person.fileId, account);
      const faults = toldTo(account, ofSites(judged));
      if (faults.length > 0) throw new RuleViolation(faults);
      const record = await insertRegistration(tx, this.entry(person, at, account), form);
      const followed = await this.followers.follow(tx, person.personId, account, at);
      return { result: undefined, record: [record, ...followed] };
    });
  }

  /**
   * Moves the primary site, from a day on, to an institution where the person is registered on that day.
   * @throws Problem NOT_FOUND; RuleViolation
   */
  movePrimarySite(personCode: string, form: PrimarySiteForm, account: Account): Promise<void> {
    return this.database.write(async (tx, at) => {
      const { personId, fileId } = await loadForChange(tx, comparableCode(personCode), account);
      const institutionCode = comparableCode(form.institutionCode);
      const from = date(form.from);
      await this.requireRegistered(tx, fileId, institutionCode, form);
      const id = this.ids.next();
      const by = { recordedAt: at, actor: account.username };
      await tx.insert(PrimarySiteEntity, { id, personId, institutionCode, from, ...by });
      const record = recordOf(account, {
        action: 'PRIMARY_SITE_MOVED',
        subject: `person/${personId}`,
        after: { institutionCode, from },
      });
      return { result: undefined, record };
    });
  }

  private async requireRegistered(
    tx: EntityManager,
    fileId: string,
    institutionCode: string,
    { from }: PrimarySiteForm,
  ): Promise<void> {
    const lastDay = latestDay(this.clock.today());
    if (from > lastDay) {
      const detail = `起始日 ${from} 晚于 ${lastDay}，请核对。`;
      throw new RuleViolation([{ pointer: '/from', code: 'DATE_ORDER', detail }]);
    }
    const standing = (await registrationsOfFiles(tx, [fileId])).some(
      (each) => each.institutionCode === institutionCode && registrationStands(each, date(from)),
    );
    if (standing) return;
    const detail = `${from} 该人员没有在机构 ${institutionCode} 登记备案，不能以其为主执业地。`;
    throw new RuleViolation([
      { pointer: '/institutionCode', code: 'NOT_REGISTERED', detail, citation: 'PQ2025:13' },
    ]);
  }

  private entry({ personId, code }: FoundPerson, at: string, account: Account): Entry {
    return { id: this.ids.next(), personId, personCode: code, at, account };
  }
}
