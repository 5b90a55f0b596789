import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { comparableCode } from '../../domain/registry/codes.js';
import { commitmentFaults, committedAt, type CommitmentFact } from '../../domain/registry/commitment.js';
import { agreementOn } from '../../domain/registry/institution-state.js';
import { registrationFaults } from '../../domain/registry/registration.js';
import { date, type CalendarDate } from '../../domain/shared/calendar-date.js';
import type { Fault } from '../../domain/shared/result.js';
import type { Account } from '../../identity/identity.module.js';
import { LedgerService } from '../../ledger/ledger.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { InstitutionEntity } from '../entities/institution.entity.js';
import { institutionFactsOf } from '../institutions/institution-store.js';
import { latestDay } from '../latest-day.js';
import { requireOwnInstitution, seesInstitution } from '../registry-rights.js';
import type { CommitmentForm, RegistrationForm } from './site.dto.js';
import { commitmentsOfFile, registrationsOfFiles } from './site-store.js';

/** What is asked for at an institution, and where in the request. */
interface Asked<F> {
  readonly form: F;
  /** Pointer of the form in the request; '' for the request itself. */
  readonly at: string;
  /** It takes effect with a restoration: its first day alone has to be free of measures, not the present one. */
  readonly onRestoration?: true;
}

/** Says why a commitment or a registration may not be put in; every reason at once. */
@Injectable()
export class SiteChecksService {
  constructor(
    private readonly ledger: LedgerService,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem FORBIDDEN for an institution that works for another. */
  async commitmentFaults(
    tx: EntityManager,
    { form, at }: Asked<CommitmentForm>,
    account: Account,
  ): Promise<Fault[]> {
    const institution = await this.institution(tx, form.institutionCode, account);
    const today = this.clock.today();
    return [
      ...(institution === null ? [unknownInstitution(form.institutionCode, at)] : []),
      ...commitmentFaults(commitmentDays(form), today, latestDay(today), at),
    ];
  }

  /**
   * @param fileId the person's file; null for a person not entered before.
   * @param signed a commitment put in together with the registration.
   * @throws Problem FORBIDDEN for an institution that works for another.
   */
  async registrationFaults(
    tx: EntityManager,
    { form, at, onRestoration }: Asked<RegistrationForm>,
    fileId: string | null,
    account: Account,
    signed?: CommitmentForm,
  ): Promise<Fault[]> {
    const institution = await this.institution(tx, form.institutionCode, account);
    if (institution === null) return [unknownInstitution(form.institutionCode, at)];
    const from = date(form.from);
    const { departments, facts } = await institutionFactsOf(tx, institution.code);
    const commitments = [
      ...(fileId === null ? [] : await commitmentsOfFile(tx, fileId)),
      ...(signed === undefined ? [] : [unrecorded(signed)]),
    ];
    const wanted = {
      institutionCode: institution.code,
      departmentCode: form.departmentCode === undefined ? null : comparableCode(form.departmentCode),
      kind: form.kind,
      from,
      multiSiteApproval: form.multiSiteApproval ?? null,
    };
    const setting = {
      lastDay: latestDay(this.clock.today()),
      institutionKind: institution.kind,
      departments: departments.map(({ code }) => code),
      agreement: agreementOn(facts, from).state,
      committed: committedAt(commitments, institution.code, from),
      restricted: await this.restricted(tx, fileId, from, onRestoration === true ? from : this.clock.today()),
      others: fileId === null ? [] : await registrationsOfFiles(tx, [fileId]),
    };
    return registrationFaults(wanted, setting, at);
  }

  /** S24: on any day from the earlier of the two to the later. */
  private async restricted(
    tx: EntityManager,
    fileId: string | null,
    one: CalendarDate,
    other: CalendarDate,
  ): Promise<boolean> {
    if (fileId === null) return false;
    const [first, last] = one < other ? [one, other] : [other, one];
    const { restrictions } = await this.ledger.standingOf(tx, fileId);
    return restrictions.some(
      ({ from, restoredOn }) => from <= last && (restoredOn === null || first < restoredOn),
    );
  }

  private async institution(
    tx: EntityManager,
    given: string,
    account: Account,
  ): Promise<InstitutionEntity | null> {
    const code = comparableCode(given);
    requireOwnInstitution(account, code);
    const found = await tx.findOneBy(InstitutionEntity, { code });
    return found !== null && seesInstitution(account, found) ? found : null;
  }
}

const unknownInstitution = (code: string, at: string): Fault => ({
  pointer: `${at}/institutionCode`,
  code: 'UNKNOWN_REFERENCE',
  detail: `没有代码为 ${code} 的定点医药机构，或者不由本单位管理。`,
});

const commitmentDays = ({ signedOn, from, to }: CommitmentForm) => ({
  signedOn: date(signedOn),
  from: date(from ?? signedOn),
  to: to === undefined ? null : date(to),
});

/** A commitment that is put in with the same change. */
const unrecorded = (form: CommitmentForm): CommitmentFact => ({
  institutionCode: comparableCode(form.institutionCode),
  ...commitmentDays(form),
  endedOn: null,
  endRecordedAt: null,
  recordedAt: '',
});
