import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClocksService } from '../clocks/clocks.module.js';
import { instructionsFor, siteChanges, type SiteChange } from '../domain/qualification/site-changes.js';
import { date, type CalendarDate } from '../domain/shared/calendar-date.js';
import type { Account } from '../identity/identity.module.js';
import type { Rejudged } from '../ledger/ledger.module.js';
import { Clock } from '../platform/clock/clock.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { Ids } from '../platform/ids/ids.js';
import { RegistryService, type RegistrationRef } from '../registry/registry.module.js';
import { originsOf, type MeasureOrigin } from './measure-origins.js';
import { recordOf } from './record-of.js';
import { SiteNoticeEntity, SiteNoticeVoidEntity } from './site-notice.entity.js';
import {
  siteNoticeSubject,
  standingNotices,
  toldInstructions,
  type SiteNotice,
} from './site-notice-store.js';
import { citationOf, titleOf } from './site-notice-words.js';

/** The change in which sites are told. */
interface Telling {
  readonly tx: EntityManager;
  readonly rejudged: Rejudged;
  readonly account: Account;
  readonly at: string;
  readonly today: CalendarDate;
  readonly origins: ReadonlyMap<string, MeasureOrigin>;
}

/** A notice just written, with those that it made void. */
export interface Told {
  readonly notice: Omit<SiteNoticeEntity, 'sequence'>;
  readonly voided: readonly SiteNotice[];
}

const needsSetting = ({ notice, confirmation }: SiteNotice): boolean =>
  notice.dueOn !== null && confirmation === null;

/** S24: every site of a person is told what changes there, and on which day. */
@Injectable()
export class SiteTellingService {
  constructor(
    private readonly registry: RegistryService,
    private readonly clocks: ClocksService,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Compares what every site was told with what holds now, and tells it what is new, another or void. */
  async tell(tx: EntityManager, rejudged: Rejudged, account: Account, at: string): Promise<readonly Told[]> {
    const { restrictions } = rejudged.after.standing;
    const origins = await originsOf(
      tx,
      restrictions.map(({ cause }) => cause),
    );
    const telling = { tx, rejudged, account, at, today: this.clock.today(), origins };
    const told: Told[] = [];
    for (const registration of await this.registry.registrationsOf(tx, rejudged.personId)) {
      told.push(...(await this.tellSite(telling, registration)));
      await this.endAtCancelled(telling, registration);
    }
    return told;
  }

  private async tellSite(telling: Telling, registration: RegistrationRef): Promise<Told[]> {
    const standing = await standingNotices(telling.tx, registration.id);
    const wanted = instructionsFor(telling.rejudged.after.standing.restrictions, registration);
    const told: Told[] = [];
    for (const change of siteChanges(toldInstructions(standing), wanted, telling.today)) {
      const voided = standing.filter(({ notice }) => change.voids.includes(notice.id));
      const gone = registration.cancelledOn !== null && change.on >= registration.cancelledOn;
      const notice = gone ? null : await this.write(telling, registration, change, voided);
      await this.makeVoid(telling, voided, notice?.id ?? null);
      if (notice !== null) told.push({ notice, voided });
    }
    return told;
  }

  private async write(
    telling: Telling,
    registration: RegistrationRef,
    change: SiteChange,
    voided: readonly SiteNotice[],
  ): Promise<Told['notice']> {
    const { tx, rejudged, account, at, today, origins } = telling;
    const notice: Told['notice'] = {
      id: this.ids.next(),
      registrationId: registration.id,
      personId: rejudged.personId,
      personCode: registration.personCode,
      institutionCode: registration.institutionCode,
      district: await this.districtOf(tx, registration.institutionCode),
      action: change.action,
      on: change.on,
      until: change.until,
      causes: JSON.stringify(change.causes),
      citation: citationOf(change, registration.institutionCode, origins),
      lasting: change.lasting,
      provisional: restsOnProvisional(change, rejudged),
      dueOn: dueOn(change, registration, voided, today),
      toldOn: today,
      recordedAt: at,
      actor: account.username,
    };
    await tx.insert(SiteNoticeEntity, notice);
    await this.awaitChange(telling, notice);
    return notice;
  }

  /** Where the registration is cancelled there is no status left to change (PQ2025:13). */
  private async endAtCancelled(
    { tx, at, today }: Telling,
    { id, cancelledOn }: RegistrationRef,
  ): Promise<void> {
    if (cancelledOn === null || cancelledOn > today) return;
    for (const { notice } of await standingNotices(tx, id)) {
      await this.clocks.close(tx, 'CHANGE_STATUS', siteNoticeSubject(notice.id), at);
    }
  }

  private async districtOf(tx: EntityManager, institutionCode: string): Promise<string> {
    const institution = await this.registry.institution(tx, institutionCode);
    if (institution === null) throw new Error(`no institution ${institutionCode}`);
    return institution.district;
  }

  private async awaitChange({ tx, at, today }: Telling, notice: Told['notice']): Promise<void> {
    if (notice.dueOn === null) return;
    await this.clocks.open(
      tx,
      {
        kind: 'CHANGE_STATUS',
        subject: siteNoticeSubject(notice.id),
        office: notice.institutionCode,
        officeKind: 'INSTITUTION',
        supervisedBy: notice.district,
        title: titleOf(notice),
        citation: notice.citation,
        from: today,
        term: { dueOn: date(notice.dueOn), provisional: notice.provisional },
      },
      at,
    );
  }

  private async makeVoid(
    { tx, at }: Telling,
    voided: readonly SiteNotice[],
    byNoticeId: string | null,
  ): Promise<void> {
    for (const { notice } of voided) {
      await tx.insert(SiteNoticeVoidEntity, { noticeId: notice.id, byNoticeId, recordedAt: at });
      await this.clocks.close(tx, 'CHANGE_STATUS', siteNoticeSubject(notice.id), at);
    }
  }
}

/**
 * The day by which a site has to have changed the status: the day it changes, or the day it was told when that is later. A
 * notice that states anew what was never done keeps the earlier notice's day. Null where nothing has to be set.
 */
function dueOn(
  change: SiteChange,
  { cancelledOn }: RegistrationRef,
  voided: readonly SiteNotice[],
  today: CalendarDate,
): string | null {
  if (cancelledOn !== null && cancelledOn <= today) return null;
  const undone = voided.find((each) => each.notice.id === change.amends && needsSetting(each));
  if (undone !== undefined) return undone.notice.dueOn;
  if (!change.toSet) return null;
  return change.on > today ? change.on : today;
}

/** S34: a measure whose days were counted over a year not yet published. */
const restsOnProvisional = ({ causes }: SiteChange, { after }: Rejudged): boolean =>
  after.standing.scores.some(({ id, provisional }) => provisional && causes.includes(id));

/** The line in the record for a site that was told. */
export const recordOfTold = (account: Account, { notice, voided }: Told): RecordEntry =>
  recordOf(account, {
    action: 'SITE_TOLD',
    subject: siteNoticeSubject(notice.id),
    before: voided.length === 0 ? null : { voided: voided.map((each) => each.notice.id) },
    after: {
      institution: notice.institutionCode,
      person: notice.personId,
      action: notice.action,
      on: notice.on,
      until: notice.until,
      causes: JSON.parse(notice.causes) as string[],
    },
  });
