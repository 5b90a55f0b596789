import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Restriction } from '../../domain/qualification/standing.js';
import { commitmentHolds, committedAt } from '../../domain/registry/commitment.js';
import { registrationStands } from '../../domain/registry/registration.js';
import type { CalendarDate } from '../../domain/shared/calendar-date.js';
import type { Fault } from '../../domain/shared/result.js';
import type { Account } from '../../identity/identity.module.js';
import type { RecordEntry } from '../../platform/database/record-entry.js';
import { RuleViolation } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { fileOf, findByCode, type FoundPerson } from './person-store.js';
import { SiteChecksService } from './site-checks.service.js';
import { cancelled, ended, type Leaving } from './site-ending.js';
import type { CommitmentForm, RegistrationForm } from './site.dto.js';
import { SiteFollowersService } from './site-followers.service.js';
import {
  commitmentsOfFile,
  registrationById,
  registrationsOfFiles,
  type Registration,
} from './site-store.js';
import { insertCommitment, insertRegistration, type Entry } from './site-writer.js';

/** A commitment and a registration made anew, to take effect when a termination is restored. */
export interface NewSite {
  readonly commitment: CommitmentForm;
  readonly registration: RegistrationForm;
}

/** A termination that is restored inside a change. */
export interface RestoredTermination {
  readonly personCode: string;
  /** First day of the termination: what was committed before does not count. */
  readonly terminatedFrom: CalendarDate;
  /** First day back to normal. */
  readonly normalFrom: CalendarDate;
  readonly sites: readonly NewSite[];
}

/** A registration that ended because of a termination which is void now. */
export interface ResumableSite {
  readonly id: string;
  readonly institutionCode: string;
  readonly personCode: string;
  /** The day on which it was ended. */
  readonly from: CalendarDate;
}

/** Registers people anew whose termination is restored (PQ2025:30); nobody else is registered while restricted. */
@Injectable()
export class RestoredSitesService {
  constructor(
    private readonly ids: Ids,
    private readonly checks: SiteChecksService,
    private readonly followers: SiteFollowersService,
  ) {}

  /**
   * What is wrong with prepared sites by themselves, before anything takes effect.
   * @param at pointer of the list in the request.
   * @throws Problem FORBIDDEN for an institution that works for another.
   */
  async faultsOf(
    tx: EntityManager,
    sites: readonly NewSite[],
    at: string,
    account: Account,
  ): Promise<Fault[]> {
    const faults: Fault[] = [];
    for (const [place, { commitment, registration }] of sites.entries()) {
      const signed = { form: commitment, at: `${at}/${place}/commitment` };
      const wanted = { form: registration, at: `${at}/${place}/registration` };
      faults.push(...(await this.checks.commitmentFaults(tx, signed, account)));
      faults.push(...(await this.checks.registrationFaults(tx, wanted, null, account, commitment)));
    }
    return faults;
  }

  /**
   * Ends what was registered and committed before the termination, and puts the new sites in, each from the first day back
   * to normal, or from its own first day when that is later. The ledger has to know of the restoration already.
   * @returns the lines for the record.
   * @throws RuleViolation with pointers into the sites: `/newSites/0/registration/from`.
   */
  async registerOnRestoration(
    tx: EntityManager,
    restored: RestoredTermination,
    account: Account,
    at: string,
  ): Promise<readonly RecordEntry[]> {
    const person = await findByCode(tx, restored.personCode);
    if (person === null) throw new Error(`nobody has the code ${restored.personCode}`);
    const lines = await this.endFormer(tx, person, restored, { on: restored.normalFrom, at, account });
    for (const [place, site] of restored.sites.entries()) {
      const pointer = `/newSites/${place}/registration`;
      const form = startingFrom(site.registration, restored.normalFrom);
      const asked = { form, at: pointer, onRestoration: true } as const;
      const { fileId, personId, code: personCode } = person;
      const faults = await this.checks.registrationFaults(tx, asked, fileId, account, site.commitment);
      if (faults.length > 0) throw new RuleViolation(faults);
      const entry = { personId, personCode, at, account };
      lines.push(await insertCommitment(tx, { ...entry, id: this.ids.next() }, site.commitment));
      lines.push(await insertRegistration(tx, { ...entry, id: this.ids.next() }, form));
    }
    return lines;
  }

  /**
   * PQ2025:37, S31: registrations that ended only because a termination was restored, where none such stands any more, and
   * the person is not registered there again since that day.
   * @param personId of any member of the file.
   * @param restrictions every measure on the file as it stands now.
   */
  async resumable(
    tx: EntityManager,
    personId: string,
    restrictions: readonly Restriction[],
  ): Promise<readonly ResumableSite[]> {
    const fileId = await fileOf(tx, personId);
    const all = await registrationsOfFiles(tx, [fileId]);
    return all.flatMap((each): ResumableSite[] => {
      const { id, institutionCode, personCode, cancelledOn, cancelReason } = each;
      if (cancelledOn === null || cancelReason !== 'RESTORED_ANEW') return [];
      if (
        all.some(
          (other) => other.institutionCode === institutionCode && registrationStands(other, cancelledOn),
        )
      )
        return [];
      return restrictions.some((measure) => endedRegistration(measure, each))
        ? []
        : [{ id, institutionCode, personCode, from: cancelledOn }];
    });
  }

  /**
   * Lets a registration and its commitment go on without a break from the day on which they were ended; where the person was
   * registered there anew later, up to that day.
   * @returns the lines for the record.
   */
  async resume(
    tx: EntityManager,
    { id: former, from }: ResumableSite,
    account: Account,
    at: string,
  ): Promise<readonly RecordEntry[]> {
    const registration = await registrationById(tx, former);
    const person = registration === null ? null : await findByCode(tx, registration.personCode);
    if (registration === null || person === null) throw new Error(`no registration ${former}`);
    const { institutionCode, personCode } = registration;
    const entry = { personId: person.personId, personCode, at, account };
    const lines = await this.recommit(tx, { ...entry, id: this.ids.next() }, person, registration);
    const id = this.ids.next();
    lines.push(await insertRegistration(tx, { ...entry, id }, resumedForm(registration, from)));
    const [next] = (await registrationsOfFiles(tx, [person.fileId]))
      .filter((each) => each.institutionCode === institutionCode && each.from > from)
      .map((each) => each.from)
      .sort();
    if (next !== undefined) {
      const resumed = { ...registration, id, from, cancelledOn: null };
      lines.push(await cancelled(tx, resumed, 'RESTORED_ANEW', undefined, { on: next, at, account }));
    }
    return [...lines, ...(await this.followers.follow(tx, person.personId, account, at))];
  }

  /** The commitment goes on as it was signed. */
  private async recommit(
    tx: EntityManager,
    entry: Entry,
    { fileId }: FoundPerson,
    { institutionCode, cancelledOn }: Registration,
  ): Promise<RecordEntry[]> {
    const own = (await commitmentsOfFile(tx, fileId)).filter(
      (each) => each.institutionCode === institutionCode,
    );
    const former = own.find(({ endedOn }) => endedOn !== null && endedOn === cancelledOn);
    if (former === undefined || cancelledOn === null || committedAt(own, institutionCode, cancelledOn))
      return [];
    const { signedOn, to, electronic, archiveNo } = former;
    const form = { institutionCode, signedOn, from: cancelledOn, electronic, archiveNo };
    return [await insertCommitment(tx, entry, { ...form, ...(to !== null && { to }) })];
  }

  private async endFormer(
    tx: EntityManager,
    { fileId }: FoundPerson,
    { terminatedFrom }: RestoredTermination,
    leaving: Leaving,
  ): Promise<RecordEntry[]> {
    const lines: RecordEntry[] = [];
    for (const registration of await registrationsOfFiles(tx, [fileId])) {
      if (registration.cancelledOn !== null || !registrationStands(registration, leaving.on)) continue;
      lines.push(await cancelled(tx, registration, 'RESTORED_ANEW', undefined, leaving));
    }
    for (const commitment of await commitmentsOfFile(tx, fileId)) {
      const former = commitment.signedOn < terminatedFrom && commitment.endedOn === null;
      if (former && commitmentHolds(commitment, leaving.on))
        lines.push(await ended(tx, commitment, '终止恢复后重新作出服务承诺', leaving));
    }
    return lines;
  }
}

const startingFrom = (form: Readonly<RegistrationForm>, normalFrom: CalendarDate): RegistrationForm =>
  form.from < normalFrom ? { ...form, from: normalFrom } : form;

/** Whether a measure is a termination which a registration had to be made anew after. */
const endedRegistration = (
  { kind, from, restoredOn }: Restriction,
  registration: Pick<Registration, 'from' | 'cancelledOn'>,
): boolean =>
  kind === 'TERMINATION' &&
  (registration.cancelledOn === null || from < registration.cancelledOn) &&
  (restoredOn === null || restoredOn > registration.from);

const resumedForm = (
  { departmentCode, multiSiteApproval, ...kept }: Registration,
  from: CalendarDate,
): RegistrationForm => ({
  institutionCode: kept.institutionCode,
  kind: kept.kind,
  practiceType: kept.practiceType,
  practiceCategory: kept.practiceCategory,
  practiceScope: kept.practiceScope,
  professionalTitle: kept.professionalTitle,
  ...(departmentCode !== null && { departmentCode }),
  ...(multiSiteApproval !== null && { multiSiteApproval }),
  from,
});
