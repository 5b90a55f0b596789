import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { commitmentHolds } from '../domain/registry/commitment.js';
import { registrationStands } from '../domain/registry/registration.js';
import { restorationWindow } from '../domain/qualification/restoration-window.js';
import type { Standing } from '../domain/qualification/standing.js';
import { statusOn, type QualificationStatus } from '../domain/qualification/timeline.js';
import { yearTotalOn } from '../domain/qualification/year-total.js';
import { date, yearOf, type CalendarDate } from '../domain/shared/calendar-date.js';
import type { Account } from '../identity/identity.module.js';
import { LedgerService } from '../ledger/ledger.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { Problem } from '../platform/http/problem.js';
import {
  RegistryService,
  type CommitmentRef,
  type PersonRef,
  type RegistrationRef,
} from '../registry/registry.module.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import { HANDED_IN, objectionsOpen, repairsOpen, restorationOpen, type Repairable } from './hand-ins.js';
import type {
  HandInAnswer,
  OwnCommitmentAnswer,
  OwnFileAnswer,
  OwnRegistrationAnswer,
} from './own-file.dto.js';
import { ownMeasure, sitesOfLinked } from './own-measures.js';
import type { OwnNoticeAnswer } from './own-notice.dto.js';
import { ownNoticeAnswer } from './own-notice-answer.js';
import { ownNotices, ownNoticeSummary, type OwnNotice, type OwnReading } from './own-notices.js';
import { ownPerson } from './own-person.js';

/** Shows people their own file and nobody else's (PQ2025:29). */
@Injectable()
export class OwnFileService {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryService,
    private readonly ledger: LedgerService,
    private readonly rulebooks: RulebookService,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem NOT_FOUND */
  async file(account: Account): Promise<OwnFileAnswer> {
    const manager = this.database.read;
    const person = await ownPerson(this.registry, manager, account);
    const reading = await this.reading(manager, person);
    const { today, history } = reading;
    const { standing } = history;
    const status = statusOn(standing.restrictions, today);
    const notices = await ownNotices(manager, reading);
    const registrations = await this.registry.registrationsOf(manager, person.id);
    const commitments = await this.registry.commitmentsOf(manager, person.id);
    const linked = await sitesOfLinked(
      manager,
      standing.restrictions.map(({ cause }) => cause),
    );
    return {
      on: today,
      name: person.name,
      codes: [...person.codes],
      status,
      year: yearOf(today),
      yearTotal: yearTotalOn(standing, today),
      registrations: await this.registrations(manager, registrations, status, today),
      commitments: commitments.map((each) => ownCommitment(each, today)),
      years: yearsOf(standing),
      notices: notices.map(ownNoticeSummary),
      repairs: standing.repairs.map((each) => ({ ...each, citation: 'PQ2025:32' })),
      measures: standing.restrictions.map((each) => ownMeasure(each, notices, linked, today)),
      mayHandIn: await this.mayHandIn(manager, person, reading, notices),
      handedIn: HANDED_IN,
      citation: 'PQ2025:29',
    };
  }

  /** One notice in full. @throws Problem NOT_FOUND, also for a notice to somebody else. */
  async notice(id: string, account: Account): Promise<OwnNoticeAnswer> {
    const manager = this.database.read;
    const person = await ownPerson(this.registry, manager, account);
    const notices = await ownNotices(manager, await this.reading(manager, person));
    const own = notices.find(({ notice }) => notice.head.id === id);
    if (own === undefined) throw new Problem('NOT_FOUND', `没有编号为 ${id} 的本人的记分处理通知书。`);
    return ownNoticeAnswer(own, person.codes);
  }

  private async reading(manager: EntityManager, { id }: PersonRef): Promise<OwnReading> {
    return {
      history: await this.ledger.storedHistoryOf(manager, id),
      facts: await this.ledger.factsOf(manager, id),
      rulebook: await this.rulebooks.current(),
      today: this.clock.today(),
    };
  }

  private async registrations(
    manager: EntityManager,
    registrations: readonly RegistrationRef[],
    status: QualificationStatus,
    today: CalendarDate,
  ): Promise<OwnRegistrationAnswer[]> {
    return Promise.all(
      registrations.map(async (each) => {
        const institution = await this.registry.institution(manager, each.institutionCode);
        const stands = registrationStands(each, today);
        return {
          id: each.id,
          institution: each.institutionCode,
          institutionName: institution?.name ?? each.institutionCode,
          personCode: each.personCode,
          departmentCode: each.departmentCode,
          kind: each.kind,
          practiceType: each.practiceType,
          practiceCategory: each.practiceCategory,
          practiceScope: each.practiceScope,
          professionalTitle: each.professionalTitle,
          from: each.from,
          cancelledOn: each.cancelledOn,
          stands,
          primary: each.primary,
          status: stands ? status : null,
        };
      }),
    );
  }

  private async mayHandIn(
    manager: EntityManager,
    { id }: PersonRef,
    { history, rulebook, today }: OwnReading,
    notices: readonly OwnNotice[],
  ): Promise<HandInAnswer[]> {
    const primary = await this.registry.primarySiteOf(manager, id, today);
    const { restrictions } = history.standing;
    const window = restorationWindow(restrictions, today, rulebook);
    const terminated = restrictions.some(
      ({ cause, kind }) => kind === 'TERMINATION' && window?.causes.includes(cause) === true,
    );
    return [
      ...objectionsOpen(notices),
      ...restorationOpen(window, primary, terminated, today),
      ...repairsOpen(await this.repairable(manager, id, today), primary),
    ];
  }

  /** Asks the ledger what a training, and an activity of the highest level, would take off today (S22, S23). */
  private async repairable(
    manager: EntityManager,
    personId: string,
    on: CalendarDate,
  ): Promise<Repairable[]> {
    const found: Repairable[] = [];
    for (const [route, level] of [
      ['TRAINING', null],
      ['ACTIVITY', 'NATIONAL'],
    ] as const) {
      const { after } = await this.ledger.suppose(manager, personId, [{ type: 'REPAIR', on, level }]);
      const points = after.standing.repairs.findLast((each) => each.on === on)?.deducted ?? 0;
      if (points > 0) found.push({ route, points });
    }
    return found;
  }
}

const ownCommitment = (commitment: CommitmentRef, today: CalendarDate): OwnCommitmentAnswer => ({
  institution: commitment.institutionCode,
  signedOn: commitment.signedOn,
  from: commitment.from,
  to: commitment.to,
  endedOn: commitment.endedOn,
  holds: commitmentHolds(commitment, today),
});

function yearsOf(standing: Standing): OwnFileAnswer['years'] {
  const years = [...new Set(standing.movements.map(({ on }) => yearOf(on)))].sort((a, b) => a - b);
  return years.map((year) => ({
    year,
    total: yearTotalOn(standing, date(`${year}-12-31`)),
    citation: 'PQ2025:25',
  }));
}
