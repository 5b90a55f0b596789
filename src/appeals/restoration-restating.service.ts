import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClocksService } from '../clocks/clocks.module.js';
import { couldBeRestored } from '../domain/qualification/restoration-application.js';
import { countsFromFaults, earliestCounting, heldOn } from '../domain/qualification/restoration-counting.js';
import type { Restriction } from '../domain/qualification/standing.js';
import { addDays, type CalendarDate } from '../domain/shared/calendar-date.js';
import type { Fault } from '../domain/shared/result.js';
import { type Account, CITY } from '../identity/identity.module.js';
import { LedgerService, RestrictionEntity, type Rejudged } from '../ledger/ledger.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { Problem, RuleViolation } from '../platform/http/problem.js';
import { RegistryService, type PersonRef } from '../registry/registry.module.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import { recordOf } from './record-of.js';
import { knownOn } from './restoration-effect.js';
import type { NotAskedForForm } from './restoration.dto.js';
import { triggeringDistrict } from './restoration-measures.js';
import { ownCodes } from './restoration-rights.js';
import { restorationsOf } from './restoration-store.js';

const KIND = 'RESTATE_RESTORATION';
/** What is asked about a measure. */
interface Question {
  readonly measure: Restriction;
  /** The first day from which a restoration could count. */
  readonly from: CalendarDate;
  /** The day on which it was judged so. */
  readonly since: CalendarDate;
}

const measureSubject = (cause: string): string => `measure/${cause}`;

/**
 * Restorations that count from an earlier day (S19, S31): whoever is held past measures that were judged anew when they were
 * over could not apply in time. Who handles restorations asks the person; nothing is restored by itself.
 */
@Injectable()
export class RestorationRestatingService {
  constructor(
    private readonly database: Database,
    private readonly ledger: LedgerService,
    private readonly registry: RegistryService,
    private readonly rulebooks: RulebookService,
    private readonly clocks: ClocksService,
    private readonly clock: Clock,
  ) {}

  /** Why a restoration may not count from a day, as the file stands and as it was known then. */
  async faults(tx: EntityManager, personId: string, countsFrom: CalendarDate): Promise<Fault[]> {
    const standing = await this.ledger.standingOf(tx, personId);
    const known = await knownOn(tx, this.ledger, personId, countsFrom);
    const asked = { countsFrom, today: this.clock.today(), standing, known };
    return countsFromFaults(asked, await this.rulebooks.asSeenBy(tx));
  }

  /**
   * The first day on which a restoration that counts from a day could have been applied for, as it was known on each. What has
   * passed since is the person’s own delay (S19): for both agencies to weigh.
   */
  async couldApplyFrom(tx: EntityManager, personId: string, countsFrom: CalendarDate): Promise<CalendarDate> {
    const today = this.clock.today();
    const rulebook = await this.rulebooks.asSeenBy(tx);
    const known = await knownOn(tx, this.ledger, personId, countsFrom);
    for (let day = addDays(countsFrom, 1); day < today; day = addDays(day, 1)) {
      const standing = await knownOn(tx, this.ledger, personId, day);
      if (countsFromFaults({ countsFrom, today: day, standing, known }, rulebook).length === 0) return day;
    }
    return today;
  }

  /** Asks where measures over by now were judged anew; where there is nothing to gain any more, asks no longer. */
  async follow(tx: EntityManager, rejudged: Rejudged, at: string): Promise<void> {
    const { personId, after } = rejudged;
    const now = new Map(after.standing.restrictions.map((each) => [each.cause, each]));
    for (const cause of causesOf(rejudged)) {
      const running = await this.clocks.find(tx, KIND, measureSubject(cause));
      const measure = now.get(cause);
      const changed = measure !== undefined && (await this.changed(tx, rejudged, measure, at));
      if (running === null && !changed) continue;
      if (measure === undefined && (await tx.existsBy(RestrictionEntity, { cause }))) continue;
      const from = measure === undefined ? null : await this.gainFrom(tx, rejudged, measure);
      if (measure === undefined || from === null)
        await this.clocks.close(tx, KIND, measureSubject(cause), at);
      else {
        const since = running === null || changed ? this.clock.today() : running.from;
        await this.ask(tx, personId, { measure, from, since }, at);
      }
    }
  }

  /** The person was asked, and does not ask for it. @throws Problem NOT_FOUND, FORBIDDEN; RuleViolation */
  declined(form: NotAskedForForm, account: Account): Promise<void> {
    return this.database.write(async (tx, at) => {
      const person = await this.asker(tx, form, account);
      const { restrictions } = await this.ledger.standingOf(tx, person.id);
      const open: string[] = [];
      for (const { cause } of restrictions) {
        const running = await this.clocks.find(tx, KIND, measureSubject(cause));
        if (running === null) continue;
        requireOffice(account, running.office);
        open.push(cause);
      }
      if (open.length === 0) throw new Problem('CONFLICT', '该人员没有待询问的恢复计算事项。');
      for (const cause of open) await this.clocks.close(tx, KIND, measureSubject(cause), at);
      const { personCode, reasons, documentNo = null } = form;
      const record = recordOf(account, {
        action: 'RESTORATION_NOT_ASKED_FOR',
        subject: `person/${person.personId}`,
        after: { personCode, measures: open, reasons, documentNo },
      });
      return { result: undefined, record };
    });
  }

  /** An application that counts from a day answers the question for every measure that it would lift. */
  async answered(tx: EntityManager, measures: readonly Restriction[], at: string): Promise<void> {
    for (const { cause } of measures) await this.clocks.close(tx, KIND, measureSubject(cause), at);
  }

  /** The first day from which a restoration could count; null where nothing is gained, or months are still to be chosen. */
  private async gainFrom(
    tx: EntityManager,
    { personId, after: { standing } }: Rejudged,
    measure: Restriction,
  ): Promise<CalendarDate | null> {
    const from = earliestCounting(standing, measure);
    if (from === null || from >= this.clock.today()) return null;
    for (const { cause } of heldOn(standing, from)) {
      if ((await this.clocks.find(tx, 'CHOOSE_MONTHS', `score/${cause}`)) !== null) return null;
    }
    const known = await knownOn(tx, this.ledger, personId, from);
    return couldBeRestored(known, from, await this.rulebooks.asSeenBy(tx)) ? null : from;
  }

  /** Whether a restoration could count from another day than before, or months of the file were chosen just now. */
  private async changed(
    tx: EntityManager,
    { personId, before, after }: Rejudged,
    measure: Restriction,
    at: string,
  ): Promise<boolean> {
    const was = before.standing.restrictions.find(({ cause }) => cause === measure.cause);
    const earlier = was === undefined ? null : earliestCounting(before.standing, was);
    if (earlier !== earliestCounting(after.standing, measure)) return true;
    return (await this.ledger.entriesOf(tx, personId)).some(
      ({ fact, recordedAt }) => recordedAt === at && fact.type === 'MONTHS',
    );
  }

  private async ask(
    tx: EntityManager,
    personId: string,
    { measure, from, since }: Question,
    at: string,
  ): Promise<void> {
    const codes = (await this.registry.personById(tx, personId))?.codes ?? [];
    const ended = `按 ${since} 的重新计算，措施至 ${addDays(from, -1)} 期满，本人此前无从申请`;
    await this.clocks.open(
      tx,
      {
        kind: KIND,
        subject: measureSubject(measure.cause),
        office: await this.officeFor(tx, personId, measure),
        officeKind: 'AGENCY',
        title: `${ended}，询问是否申请自 ${from} 起恢复：${codes.join('、')}${await lostApplication(tx, codes, measure)}`,
        citation: 'PQ2025:30',
        from: since,
        term: null,
      },
      at,
    );
  }

  private async officeFor(tx: EntityManager, personId: string, measure: Restriction): Promise<string> {
    const site = await this.registry.primarySiteOf(tx, personId, this.clock.today());
    const institution = site === null ? null : await this.registry.institution(tx, site);
    return institution?.district ?? (await triggeringDistrict(tx, [measure])) ?? CITY;
  }

  private async asker(
    tx: EntityManager,
    { personCode, documentNo }: NotAskedForForm,
    account: Account,
  ): Promise<PersonRef> {
    const person = await this.registry.personByCode(tx, personCode);
    const own = await ownCodes(this.registry, tx, account);
    const theirs = account.role !== 'PERSON' || person?.codes.some((code) => own.includes(code)) === true;
    if (person === null || !theirs) throw new Problem('NOT_FOUND', `没有代码为 ${personCode} 的人员。`);
    if (account.role === 'INSTITUTION_CLERK')
      throw new Problem('FORBIDDEN', '是否申请由本人表示，由本人或者受理的区经办机构记录。');
    if (account.role !== 'PERSON' && documentNo === undefined) {
      const detail = '经办机构记录本人不申请的，须有本人的书面表示，写明编号（documentNo）。';
      throw new RuleViolation([
        { pointer: '/documentNo', code: 'WRITTEN_STATEMENT_REQUIRED', detail, citation: 'PQ2025:30' },
      ]);
    }
    return person;
  }
}

/** @throws Problem FORBIDDEN for an agency that was not asked to handle it. */
function requireOffice({ role, office }: Account, asked: string): void {
  if (role !== 'PERSON' && office !== asked)
    throw new Problem('FORBIDDEN', '由办理该项恢复的区经办机构记录。');
}

/** Every measure that a file had or has, and of a file joined just now what it had before. */
const causesOf = ({ before, after: { standing } }: Rejudged): ReadonlySet<string> =>
  new Set([
    ...[...before.standing.restrictions, ...standing.restrictions].map(({ cause }) => cause),
    ...standing.scores.map(({ id }) => id),
  ]);

/** An application made in time that ended for want of a measure, which stands again. */
async function lostApplication(
  tx: EntityManager,
  codes: readonly string[],
  { from }: Restriction,
): Promise<string> {
  const ended = await restorationsOf(tx, { codes, states: ['MOOT'] });
  const lost = ended.findLast(({ head: { appliedOn } }) => appliedOn >= from)?.head;
  return lost === undefined ? '' : `（${lost.appliedOn} 的申请 ${lost.id} 当时作不再办理）`;
}
