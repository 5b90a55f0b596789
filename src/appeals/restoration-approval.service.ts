import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClocksService } from '../clocks/clocks.module.js';
import { restorationFaults, uncertainFaults } from '../domain/qualification/restoration-application.js';
import type { RestoreEvent } from '../domain/qualification/event.js';
import type { Restriction, Standing } from '../domain/qualification/standing.js';
import type { CalendarDate } from '../domain/shared/calendar-date.js';
import type { Fault } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import { LedgerService, type Rejudged } from '../ledger/ledger.module.js';
import { Clock } from '../platform/clock/clock.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { RuleViolation } from '../platform/http/problem.js';
import { RestoredSitesService } from '../registry/registry.module.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import { NoticeFollowService } from '../scoring/scoring.module.js';
import { recordOf } from './record-of.js';
import { restorationSubject } from './restoration-clock.js';
import type { NewSiteForm } from './restoration.dto.js';
import { toBeLifted } from './restoration-effect.js';
import type { RestorationEntity } from './restoration.entity.js';
import { RestorationRestatingService } from './restoration-restating.service.js';
import { involvedIn } from './restoration-measures.js';
import {
  newSitesOf,
  takeRestorationStep,
  type ApprovalContent,
  type FilingContent,
  type OpinionContent,
  type WholeRestoration,
} from './restoration-store.js';

/** What an approval comes to. */
interface Restored {
  readonly lifted: readonly Restriction[];
  readonly effectiveOn: CalendarDate;
}

/** Restores people whose application was approved: one change for the ledger, the registry and every site. */
@Injectable()
export class RestorationApprovalService {
  constructor(
    private readonly ledger: LedgerService,
    private readonly rulebooks: RulebookService,
    private readonly sites: RestoredSitesService,
    private readonly followed: NoticeFollowService,
    private readonly clocks: ClocksService,
    private readonly clock: Clock,
    private readonly restating: RestorationRestatingService,
  ) {}

  /** Usernames of those who determined or scored what waits to be restored. */
  async involved(tx: EntityManager, { head, filing }: WholeRestoration): Promise<ReadonlySet<string>> {
    const standing = await this.ledger.standingOf(tx, head.personId);
    return involvedIn(tx, toBeLifted(standing, filing, this.clock.today()));
  }

  /**
   * @returns the lines for the record.
   * @throws RuleViolation MONTHS_OPEN, CALENDAR_YEAR_MISSING, TOO_EARLY, NOT_RESTRICTED, NOT_REJUDGED, NEW_COMMITMENT_REQUIRED,
   *   NEW_REGISTRATION_REQUIRED, and what the registry has against the new sites; nothing is written then.
   */
  async approve(
    tx: EntityManager,
    whole: WholeRestoration,
    opinion: OpinionContent,
    account: Account,
    at: string,
  ): Promise<readonly RecordEntry[]> {
    const { head, filing } = whole;
    await this.requireCertain(tx, whole, opinion.on);
    const fact = restoreFact(whole, opinion.on);
    const rejudged = await this.ledger.append(tx, head.personId, [fact], account, at);
    const restored = await this.requireRestored(tx, whole, rejudged, opinion.on);
    const terminations = restored.lifted.filter(
      ({ kind, restoredOn }) => kind === 'TERMINATION' && restoredOn === null,
    );
    const newSites = newSitesOf(whole);
    requireNewSites(terminations, newSites);
    const registered = await this.register(tx, head, { terminations, newSites, ...restored }, account, at);
    const lifted = restored.lifted.map(({ cause }) => cause);
    const { effectiveOn } = restored;
    const content: ApprovalContent = { ...opinion, ...counted(filing), effectiveOn, lifted };
    await takeRestorationStep(tx, whole, { step: 'APPROVE', content }, account, at);
    const line = recordOf(account, {
      action: 'RESTORED',
      subject: restorationSubject(head.id),
      after: {
        personCode: head.personCode,
        approvedOn: opinion.on,
        ...counted(filing),
        effectiveOn,
        lifted,
      },
    });
    return [line, ...registered, ...(await this.followed.follow(tx, rejudged, account, at))];
  }

  /** PQ2025:26.2, S34: nothing counts as over on months that nobody chose, nor on a year that is not published. */
  private async requireCertain(
    tx: EntityManager,
    { head, filing }: WholeRestoration,
    today: CalendarDate,
  ): Promise<void> {
    const standing = await this.ledger.standingOf(tx, head.personId);
    const faults: Fault[] = [];
    for (const { id } of standing.scores) {
      if ((await this.clocks.find(tx, 'CHOOSE_MONTHS', `score/${id}`)) !== null) faults.push(monthsOpen);
    }
    const rulebook = await this.rulebooks.asSeenBy(tx);
    const { countsFrom } = filing;
    if (countsFrom === undefined)
      faults.push(...uncertainFaults(standing, { appliedOn: head.appliedOn, today }, rulebook));
    else faults.push(...atAgreed(await this.restating.faults(tx, head.personId, countsFrom)));
    if (faults.length > 0) throw new RuleViolation([...new Set(faults)]);
  }

  /** The restoration as the file judges it. @throws RuleViolation where it does not stand. */
  private async requireRestored(
    tx: EntityManager,
    { head: { appliedOn }, filing }: WholeRestoration,
    { before, after }: Rejudged,
    today: CalendarDate,
  ): Promise<Restored> {
    const approvedOn = filing.countsFrom ?? today;
    const judged = after.standing.restorations.findLast((each) => each.approvedOn === approvedOn);
    if (judged === undefined) throw new Error(`no restoration on ${approvedOn}`);
    const { code, effectiveOn } = judged;
    if (code === null && effectiveOn !== null)
      return { lifted: toBeLifted(before.standing, filing, today), effectiveOn };
    const why = await this.why(tx, before.standing, { appliedOn, today });
    throw new RuleViolation(why.length > 0 ? why : [notNow(code ?? 'TOO_EARLY', appliedOn)]);
  }

  private async why(
    tx: EntityManager,
    standing: Standing,
    days: { readonly appliedOn: CalendarDate; readonly today: CalendarDate },
  ): Promise<Fault[]> {
    const faults = restorationFaults(standing, days, await this.rulebooks.asSeenBy(tx));
    return atAgreed(faults);
  }

  /** S21: after a suspension nothing is registered anew; after a termination everything. */
  private async register(
    tx: EntityManager,
    { personCode }: RestorationEntity,
    restored: Restored & {
      readonly terminations: readonly Restriction[];
      readonly newSites: readonly NewSiteForm[];
    },
    account: Account,
    at: string,
  ): Promise<readonly RecordEntry[]> {
    const terminatedFrom = firstDay(restored.terminations);
    if (terminatedFrom === null) return [];
    const { newSites: sites, effectiveOn: normalFrom } = restored;
    return this.sites.registerOnRestoration(
      tx,
      { personCode, terminatedFrom, normalFrom, sites },
      account,
      at,
    );
  }
}

const firstDay = (restrictions: readonly Restriction[]): CalendarDate | null =>
  restrictions.reduce<CalendarDate | null>(
    (first, { from }) => (first === null || from < first ? from : first),
    null,
  );

/** What the ledger is told: one that counts from an earlier day is one of that day (S31). */
const restoreFact = ({ head, filing }: WholeRestoration, approvedOn: CalendarDate): RestoreEvent =>
  filing.countsFrom === undefined
    ? { type: 'RESTORE', appliedOn: head.appliedOn, approvedOn }
    : { type: 'RESTORE', appliedOn: filing.countsFrom, approvedOn: filing.countsFrom };

const counted = ({ countsFrom }: FilingContent): Pick<FilingContent, 'countsFrom'> =>
  countsFrom === undefined ? {} : { countsFrom };

const atAgreed = (faults: readonly Fault[]): Fault[] =>
  faults.map((fault) => ({ ...fault, pointer: '/agreed' }));

const monthsOpen: Fault = {
  pointer: '/agreed',
  code: 'MONTHS_OPEN',
  detail: '该人员有暂停的月数待重新选定，期满日尚未确定；选定之后方可批准恢复。',
  citation: 'PQ2025:26.2',
};

const notNow = (code: string, appliedOn: CalendarDate): Fault => ({
  pointer: '/agreed',
  code,
  detail: `按现有措施，${appliedOn} 的申请尚不能恢复，请在可以申请之日后重新申请。`,
  citation: 'PQ2025:30',
});

/** @throws RuleViolation: after a termination a new commitment and a new registration come first (PQ2025:30). */
function requireNewSites(terminations: readonly Restriction[], sites: readonly NewSiteForm[]): void {
  const from = firstDay(terminations);
  if (from === null) return;
  const faults: Fault[] = [];
  const add = (pointer: string, code: string, detail: string): void => {
    faults.push({ pointer, code, detail, citation: 'PQ2025:30' });
  };
  if (sites.length === 0) {
    add('/newSites', 'NEW_COMMITMENT_REQUIRED', '终止恢复须先重新作出服务承诺。');
    add('/newSites', 'NEW_REGISTRATION_REQUIRED', '终止恢复须先重新办理登记备案。');
  }
  sites.forEach(({ commitment: { signedOn } }, place) => {
    if (signedOn >= from) return;
    const detail = `承诺书 ${signedOn} 签署，早于终止之日 ${from}，须重新作出服务承诺。`;
    add(`/newSites/${place}/commitment/signedOn`, 'NEW_COMMITMENT_REQUIRED', detail);
  });
  if (faults.length > 0) throw new RuleViolation(faults);
}
