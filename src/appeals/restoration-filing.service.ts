import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { ClocksService } from '../clocks/clocks.module.js';
import { isOpenRestoration, RESTORATION_STATES } from '../domain/procedure/restoration-states.js';
import { restorationFaults } from '../domain/qualification/restoration-application.js';
import { heldOn } from '../domain/qualification/restoration-counting.js';
import type { Restriction, Standing } from '../domain/qualification/standing.js';
import { comparableCode } from '../domain/registry/codes.js';
import { date, type CalendarDate } from '../domain/shared/calendar-date.js';
import type { Fault } from '../domain/shared/result.js';
import { type Account, CITY } from '../identity/identity.module.js';
import { LedgerService } from '../ledger/ledger.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { Problem, RuleViolation } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { RegistryService, RestoredSitesService, type PersonRef } from '../registry/registry.module.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import { asJson, recordOf } from './record-of.js';
import { awaitReview, restorationSubject } from './restoration-clock.js';
import type { RestorationForm } from './restoration.dto.js';
import { RestorationEntity, RestorationStepEntity } from './restoration.entity.js';
import { RestorationRestatingService } from './restoration-restating.service.js';
import { ownCodes } from './restoration-rights.js';
import { dayAheadFaults, routeOf, type Applying, type Route } from './restoration-route.js';
import type { FilingContent } from './restoration-store.js';

type Counted = Pick<FilingContent, 'countsFrom' | 'couldApplyFrom'>;

/** Takes applications for restoration in (PQ2025:30). */
@Injectable()
export class RestorationFilingService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly ledger: LedgerService,
    private readonly registry: RegistryService,
    private readonly sites: RestoredSitesService,
    private readonly rulebooks: RulebookService,
    private readonly clocks: ClocksService,
    private readonly restating: RestorationRestatingService,
  ) {}

  /**
   * @returns the id of the application.
   * @throws RuleViolation TOO_EARLY, NOT_RESTRICTED and every other reason; Problem NOT_FOUND, CONFLICT.
   */
  file(form: RestorationForm, account: Account): Promise<string> {
    return this.database.write(async (tx, at) => {
      const person = await this.person(tx, form, account);
      await this.requireNoneOpen(tx, person);
      const today = this.clock.today();
      const appliedOn = form.appliedOn === undefined ? today : date(form.appliedOn);
      const standing = await this.ledger.standingOf(tx, person.id);
      const countsFrom = form.countsFrom === undefined ? null : date(form.countsFrom);
      const measures = measuresOf(standing, countsFrom);
      const applying = { form, person, account, appliedOn, today, measures };
      const route = await routeOf(tx, this.registry, applying);
      const faults = [
        ...route.faults,
        ...(await this.lawFaults(tx, applying, standing)),
        ...(await this.siteFaults(tx, applying)),
      ];
      if (faults.length > 0) throw new RuleViolation(faults);
      if (route.district === CITY)
        throw new Problem('CONFLICT', '查不到触发措施的通知书或认定书，无法确定受理的区经办机构。');
      const head = this.headOf(applying, route, at);
      const counted = await this.counted(tx, person, countsFrom);
      await this.insert(tx, head, form, counted, account, at);
      if (countsFrom !== null) await this.restating.answered(tx, measures, at);
      const rulebook = await this.rulebooks.asSeenBy(tx);
      await awaitReview(tx, this.clocks, { head, office: head.district, review: '初审' }, rulebook, at);
      const { personCode, filedThrough, institution, district } = head;
      const record = recordOf(account, {
        action: 'RESTORATION_FILED',
        subject: restorationSubject(head.id),
        after: {
          ...{ personCode, filedThrough, institution, district, appliedOn, receivedOn: head.receivedOn },
          ...counted,
        },
      });
      return { result: head.id, record };
    });
  }

  private async person(tx: EntityManager, form: RestorationForm, account: Account): Promise<PersonRef> {
    const person = await this.registry.personByCode(tx, form.personCode);
    const own = await ownCodes(this.registry, tx, account);
    const theirs = account.role !== 'PERSON' || person?.codes.some((code) => own.includes(code)) === true;
    if (person === null || !theirs) throw new Problem('NOT_FOUND', `没有代码为 ${form.personCode} 的人员。`);
    return person;
  }

  /** @throws Problem CONFLICT: one application at a time. */
  private async requireNoneOpen(tx: EntityManager, { codes }: PersonRef): Promise<void> {
    const state = In(RESTORATION_STATES.filter(isOpenRestoration));
    if (await tx.existsBy(RestorationEntity, { personCode: In([...codes]), state }))
      throw new Problem('CONFLICT', '该人员已有一件资格恢复申请在办，办结或撤回后才能再申请。');
  }

  private async lawFaults(
    tx: EntityManager,
    { form, person, appliedOn, today }: Applying,
    standing: Standing,
  ): Promise<Fault[]> {
    const rulebook = await this.rulebooks.asSeenBy(tx);
    return [
      ...dayAheadFaults(form.appliedOn ?? today, today, '/appliedOn'),
      ...(form.countsFrom === undefined
        ? restorationFaults(standing, { appliedOn, today }, rulebook)
        : await this.restating.faults(tx, person.id, date(form.countsFrom))),
    ];
  }

  /** PQ2025:30: only after a termination is anything committed and registered anew. */
  private async siteFaults(
    tx: EntityManager,
    { form, account, today, measures }: Applying,
  ): Promise<Fault[]> {
    if (form.newSites.length === 0) return [];
    if (!measures.some((each) => startsAnew(each, today))) {
      const detail = '暂停恢复的，登记备案和承诺不重新办理，请不要填写；只有终止恢复的才重新办理。';
      return [{ pointer: '/newSites', code: 'NOT_TERMINATED', detail, citation: 'PQ2025:30' }];
    }
    if (account.role === 'PERSON') {
      const detail = '重新作出的承诺和登记备案由机构或者受理的区经办机构录入。';
      return [{ pointer: '/newSites', code: 'THROUGH_INSTITUTION', detail, citation: 'PQ2025:30' }];
    }
    return this.sites.faultsOf(tx, form.newSites, '/newSites', account);
  }

  /** S19, S31: the earlier day, and since when the person could have asked for it. */
  private async counted(
    tx: EntityManager,
    { id }: PersonRef,
    countsFrom: CalendarDate | null,
  ): Promise<Counted> {
    if (countsFrom === null) return {};
    return { countsFrom, couldApplyFrom: await this.restating.couldApplyFrom(tx, id, countsFrom) };
  }

  private headOf(
    { person, form, account, appliedOn, today }: Applying,
    { filedThrough, institution, district }: Route,
    at: string,
  ): RestorationEntity {
    const asked = comparableCode(form.personCode);
    return {
      id: this.ids.next(),
      personId: person.personId,
      personCode: asked,
      filedThrough,
      institution,
      district,
      state: 'FILED',
      appliedOn,
      receivedOn: filedThrough === 'COUNTER' ? appliedOn : today,
      recordedAt: at,
      actor: account.username,
    };
  }

  private async insert(
    tx: EntityManager,
    head: RestorationEntity,
    { reasons, institutionReview, newSites }: RestorationForm,
    counted: Counted,
    account: Account,
    at: string,
  ): Promise<void> {
    const content: FilingContent = {
      on: this.clock.today(),
      ...counted,
      reasons,
      institutionReview: institutionReview ?? null,
      newSites,
    };
    await tx.insert(RestorationEntity, head);
    await tx.insert(RestorationStepEntity, {
      restorationId: head.id,
      sequence: 1,
      step: 'FILE',
      content: JSON.stringify(asJson(content)),
      office: account.office,
      recordedAt: at,
      actor: account.username,
    });
  }
}

/** The measures that an application is about: those not restored, or those that held the person on the day it counts from. */
const measuresOf = (standing: Standing, countsFrom: CalendarDate | null): readonly Restriction[] =>
  countsFrom === null
    ? standing.restrictions.filter(({ restoredOn }) => restoredOn === null)
    : heldOn(standing, countsFrom);

/** PQ2025:30: after a termination that was not restored yet, registration and commitment start anew. */
const startsAnew = ({ kind, from, restoredOn }: Restriction, today: CalendarDate): boolean =>
  kind === 'TERMINATION' && restoredOn === null && from <= today;
