import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClocksService } from '../clocks/clocks.module.js';
import { couldBeRestored } from '../domain/qualification/restoration-application.js';
import { countsFromFaults, earliestCounting } from '../domain/qualification/restoration-counting.js';
import type { Restriction } from '../domain/qualification/standing.js';
import type { CalendarDate } from '../domain/shared/calendar-date.js';
import type { Fault } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import { LedgerService, type Rejudged } from '../ledger/ledger.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { Problem, RuleViolation } from '../platform/http/problem.js';
import { RegistryService, type PersonRef } from '../registry/registry.module.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import { recordOf } from './record-of.js';
import { endOf } from './restoration-effect.js';
import type { NotAskedForForm } from './restoration.dto.js';
import { triggeringDistrict } from './restoration-measures.js';
import { CITY, ownCodes } from './restoration-rights.js';

const KIND = 'RESTATE_RESTORATION';
const measureSubject = (cause: string): string => `measure/${cause}`;

/**
 * Restorations that count from an earlier day (S19, S31): whoever is held past a measure that was shortened afterwards could
 * not apply in time. Who handles restorations asks the person; nothing is restored by itself.
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
    const known = (await this.ledger.historyOf(tx, personId, endOf(countsFrom))).standing;
    const asked = { countsFrom, today: this.clock.today(), standing, known };
    return countsFromFaults(asked, await this.rulebooks.asSeenBy(tx));
  }

  /** Asks where a measure over by now was shortened; where there is nothing to gain any more, asks no longer. */
  async follow(tx: EntityManager, rejudged: Rejudged, at: string): Promise<void> {
    const { before, after } = rejudged;
    const now = new Map(after.standing.restrictions.map((each) => [each.cause, each]));
    for (const { cause } of before.standing.restrictions) {
      const running = await this.clocks.find(tx, KIND, measureSubject(cause));
      const measure = now.get(cause);
      const asked =
        running !== null || (measure !== undefined && (await this.changed(tx, rejudged, measure, at)));
      if (!asked) continue;
      const from = measure === undefined ? null : await this.gainFrom(tx, rejudged, measure);
      if (measure === undefined || from === null)
        await this.clocks.close(tx, KIND, measureSubject(cause), at);
      else await this.ask(tx, rejudged.personId, measure, from, at);
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
    if ((await this.clocks.find(tx, 'CHOOSE_MONTHS', `score/${measure.cause}`)) !== null) return null;
    const from = earliestCounting(standing, measure);
    if (from === null || from >= this.clock.today()) return null;
    const known = await this.ledger.historyOf(tx, personId, endOf(from));
    return couldBeRestored(known.standing, from, await this.rulebooks.asSeenBy(tx)) ? null : from;
  }

  /** Whether the measure is another than before, or its months were chosen just now. */
  private async changed(
    tx: EntityManager,
    { personId, before }: Rejudged,
    { cause, kind, to }: Restriction,
    at: string,
  ): Promise<boolean> {
    const was = before.standing.restrictions.find((each) => each.cause === cause);
    if (was?.kind !== kind || was.to !== to) return true;
    return (await this.ledger.entriesOf(tx, personId)).some(
      ({ fact, recordedAt }) => recordedAt === at && fact.type === 'MONTHS' && fact.scoreId === cause,
    );
  }

  private async ask(
    tx: EntityManager,
    personId: string,
    measure: Restriction,
    from: CalendarDate,
    at: string,
  ): Promise<void> {
    const person = await this.registry.personById(tx, personId);
    await this.clocks.open(
      tx,
      {
        kind: KIND,
        subject: measureSubject(measure.cause),
        office: await this.officeFor(tx, personId, measure),
        officeKind: 'AGENCY',
        title: `措施重新计算后已于 ${measure.to ?? ''} 期满，询问本人是否申请自 ${from} 起恢复：${(person?.codes ?? []).join('、')}`,
        citation: 'PQ2025:30',
        from: this.clock.today(),
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
