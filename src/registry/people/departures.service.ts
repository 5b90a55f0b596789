import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { commitmentHolds } from '../../domain/registry/commitment.js';
import { comparableCode } from '../../domain/registry/codes.js';
import { cancellationFaults, registrationStands } from '../../domain/registry/registration.js';
import { date, type CalendarDate } from '../../domain/shared/calendar-date.js';
import type { Account } from '../../identity/identity.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { RecordEntry } from '../../platform/database/record-entry.js';
import { Problem, RuleViolation } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { InstitutionEntity } from '../entities/institution.entity.js';
import { latestDay } from '../latest-day.js';
import { seesInstitution } from '../registry-rights.js';
import { loadForChange, type FoundPerson } from './person-store.js';
import { SiteChecksService } from './site-checks.service.js';
import { SiteFollowersService } from './site-followers.service.js';
import { cancelled, ended, type Leaving } from './site-ending.js';
import type { CancellationForm, CommitmentEndForm, EmployerChangeForm } from './site.dto.js';
import { commitmentById, commitmentsOfFile, registrationById, registrationsOfFiles } from './site-store.js';
import { insertCommitment, insertRegistration, type Entry } from './site-writer.js';

/** Cancels registrations, ends commitments, and moves people from one institution to another. */
@Injectable()
export class DeparturesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly checks: SiteChecksService,
    private readonly followers: SiteFollowersService,
  ) {}

  /**
   * Cancels a registration (PQ2025:13).
   * @returns the code under which it stood.
   * @throws Problem NOT_FOUND, CONFLICT; RuleViolation
   */
  cancel(id: string, form: CancellationForm, account: Account): Promise<string> {
    return this.database.write(async (tx, at) => {
      const registration = await registrationById(tx, id);
      if (registration === null || !(await seesSite(tx, registration, account)))
        throw new Problem('NOT_FOUND', `没有编号为 ${id} 的登记备案。`);
      if (registration.cancelledOn !== null)
        throw new Problem('CONFLICT', `此登记备案已自 ${registration.cancelledOn} 取消。`);
      if (form.reason === 'ENTERED_IN_ERROR' && account.role === 'INSTITUTION_CLERK')
        throw new Problem('FORBIDDEN', '误录的登记备案由经办机构更正，请与其联系。');
      const on = date(form.on);
      const faults = cancellationFaults(registration, on, form.reason, latestDay(this.clock.today()));
      if (faults.length > 0) throw new RuleViolation(faults);
      const line = await cancelled(tx, registration, form.reason, form.note, { on, at, account });
      const followed = await this.followers.follow(tx, registration.personId, account, at);
      return { result: registration.personCode, record: [line, ...followed] };
    });
  }

  /**
   * Ends a commitment with its labour contract (PQ2025:11).
   * @returns the code under which it was signed.
   * @throws Problem NOT_FOUND, CONFLICT; RuleViolation
   */
  endCommitment(id: string, form: CommitmentEndForm, account: Account): Promise<string> {
    return this.database.write(async (tx, at) => {
      const commitment = await commitmentById(tx, id);
      if (commitment === null || !(await seesSite(tx, commitment, account)))
        throw new Problem('NOT_FOUND', `没有编号为 ${id} 的服务承诺。`);
      if (commitment.endedOn !== null)
        throw new Problem('CONFLICT', `此服务承诺已自 ${commitment.endedOn} 终止。`);
      const on = date(form.on);
      const lastDay = latestDay(this.clock.today());
      if (on < commitment.from || on > lastDay) {
        const detail = `终止日须在 ${commitment.from} 至 ${lastDay} 之间，填写的是 ${on}。`;
        throw new RuleViolation([{ pointer: '/on', code: 'DATE_ORDER', detail, citation: 'PQ2025:11' }]);
      }
      const record = await ended(tx, commitment, form.reason, { on, at, account });
      return { result: commitment.personCode, record };
    });
  }

  /**
   * Cancels at one institution and registers at another, in one change (PQ2025:13).
   * @throws Problem NOT_FOUND; RuleViolation naming every fault; nothing is changed then.
   */
  changeEmployer(personCode: string, form: EmployerChangeForm, account: Account): Promise<void> {
    return this.database.write(async (tx, at) => {
      const person = await loadForChange(tx, comparableCode(personCode), account);
      const leaving = { on: date(form.on), at, account };
      const left = await this.leave(tx, person, form, leaving);
      const { commitment, registration } = form;
      const faults = [
        ...(await this.checks.commitmentFaults(tx, { form: commitment, at: '/commitment' }, account)),
        ...(await this.checks.registrationFaults(
          tx,
          { form: registration, at: '/registration' },
          person.fileId,
          account,
          commitment,
        )),
      ];
      if (faults.length > 0) throw new RuleViolation(faults);
      const entry = (): Entry => ({
        id: this.ids.next(),
        personId: person.personId,
        personCode: person.code,
        at,
        account,
      });
      const joined = await insertCommitment(tx, entry(), commitment);
      const registered = await insertRegistration(tx, entry(), registration);
      const followed = await this.followers.follow(tx, person.personId, account, at);
      return { result: undefined, record: [joined, ...left, registered, ...followed] };
    });
  }

  private async leave(
    tx: EntityManager,
    { fileId }: FoundPerson,
    form: EmployerChangeForm,
    leaving: Leaving,
  ): Promise<RecordEntry[]> {
    const { on, account } = leaving;
    const code = comparableCode(form.leavingInstitutionCode);
    const here = ({ institutionCode }: { readonly institutionCode: string }): boolean =>
      institutionCode === code;
    const registration = (await registrationsOfFiles(tx, [fileId])).find(
      (each) => here(each) && each.cancelledOn === null && registrationStands(each, on),
    );
    if (registration === undefined || !(await seesSite(tx, registration, account)))
      throw new RuleViolation([notRegistered(code, on)]);
    const faults = cancellationFaults(registration, on, 'CHANGED_EMPLOYER', latestDay(this.clock.today()));
    if (faults.length > 0) throw new RuleViolation(faults);
    const records = [await cancelled(tx, registration, 'CHANGED_EMPLOYER', form.note, leaving)];
    for (const commitment of (await commitmentsOfFile(tx, fileId)).filter(here)) {
      if (commitment.endedOn === null && commitmentHolds(commitment, on))
        records.push(await ended(tx, commitment, '变更执业（就业）机构', leaving));
    }
    return records;
  }
}

async function seesSite(
  tx: EntityManager,
  { institutionCode }: { readonly institutionCode: string },
  account: Account,
): Promise<boolean> {
  const site = await tx.findOneByOrFail(InstitutionEntity, { code: institutionCode });
  return seesInstitution(account, site);
}

const notRegistered = (institutionCode: string, on: CalendarDate) => ({
  pointer: '/leavingInstitutionCode',
  code: 'NOT_REGISTERED',
  detail: `${on} 该人员没有在机构 ${institutionCode} 登记备案，或者该机构不由本单位管理。`,
  citation: 'PQ2025:13',
});
