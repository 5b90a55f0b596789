import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { commitmentHolds } from '../../domain/registry/commitment.js';
import { registrationStands } from '../../domain/registry/registration.js';
import type { CalendarDate } from '../../domain/shared/calendar-date.js';
import type { Fault } from '../../domain/shared/result.js';
import type { Account } from '../../identity/identity.module.js';
import type { RecordEntry } from '../../platform/database/record-entry.js';
import { RuleViolation } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { findByCode, type FoundPerson } from './person-store.js';
import { SiteChecksService } from './site-checks.service.js';
import { cancelled, ended, type Leaving } from './site-ending.js';
import type { CommitmentForm, RegistrationForm } from './site.dto.js';
import { commitmentsOfFile, registrationsOfFiles } from './site-store.js';
import { insertCommitment, insertRegistration } from './site-writer.js';

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

/** Registers people anew whose termination is restored (PQ2025:30); nobody else is registered while restricted. */
@Injectable()
export class RestoredSitesService {
  constructor(
    private readonly ids: Ids,
    private readonly checks: SiteChecksService,
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
