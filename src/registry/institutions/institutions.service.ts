import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { comparableCode } from '../../domain/registry/codes.js';
import { institutionChangeFaults } from '../../domain/registry/institution-change.js';
import { date } from '../../domain/shared/calendar-date.js';
import type { Fault } from '../../domain/shared/result.js';
import type { Account } from '../../identity/identity.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database, type Change } from '../../platform/database/database.js';
import { Problem, RuleViolation } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { DepartmentEntity } from '../entities/department.entity.js';
import { InstitutionEntity } from '../entities/institution.entity.js';
import { latestDay } from '../latest-day.js';
import { asJson, recordOf } from '../record-of.js';
import type { AgreementForm, DepartmentForm, InstitutionForm } from './institution.dto.js';
import { appendInstitutionFacts } from './institution-store.js';

const duplicate = (pointer: string, detail: string): Fault => ({ pointer, code: 'DUPLICATE_ID', detail });

function repeatedDepartments(departments: readonly DepartmentForm[]): Fault[] {
  const codes = departments.map(({ code }) => comparableCode(code));
  return codes.flatMap((code, index) =>
    codes.indexOf(code) < index
      ? [duplicate(`/departments/${index}/code`, `科室代码 ${code} 重复，请改用不同的代码。`)]
      : [],
  );
}

/** Enters institutions. */
@Injectable()
export class InstitutionsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Enters an institution, with its departments and its agreement if given.
   * @returns its code.
   * @throws RuleViolation naming everything that does not add up; Problem FORBIDDEN for one of another district.
   */
  enter(form: InstitutionForm, account: Account): Promise<string> {
    if (account.role === 'DISTRICT_AGENCY' && account.office !== form.district)
      throw new Problem('FORBIDDEN', '只能登记本区的定点医药机构。');
    return this.database.write((tx, at) => this.enterIn(tx, at, form, account));
  }

  /** The same inside a change that is under way. */
  async enterIn(
    tx: EntityManager,
    at: string,
    form: InstitutionForm,
    account: Account,
  ): Promise<Change<string>> {
    const code = comparableCode(form.code);
    const faults = [...repeatedDepartments(form.departments), ...this.agreementFaults(form.agreement)];
    if (await tx.existsBy(InstitutionEntity, { code }))
      faults.push(duplicate('/code', `代码 ${code} 已有机构使用，请核对。`));
    if (faults.length > 0) throw new RuleViolation(faults);
    const { name, kind, public: isPublic, district } = form;
    const by = { recordedAt: at, actor: account.username };
    await tx.insert(InstitutionEntity, { code, name, kind, public: isPublic, district, ...by });
    const departments = form.departments.map((each) => ({
      institutionCode: code,
      code: comparableCode(each.code),
      name: each.name,
      ...by,
    }));
    if (departments.length > 0) await tx.insert(DepartmentEntity, departments);
    if (form.agreement !== undefined) await this.sign(tx, code, form.agreement, by);
    const record = recordOf(account, {
      action: 'INSTITUTION_ENTERED',
      subject: `institution/${code}`,
      after: {
        kind,
        public: isPublic,
        district,
        departments: departments.map((each) => each.code),
        agreement: form.agreement === undefined ? null : asJson(form.agreement),
      },
    });
    return { result: code, record };
  }

  private agreementFaults(agreement: AgreementForm | undefined): Fault[] {
    if (agreement === undefined) return [];
    const change = { ...signed(agreement), departmentCode: null, withdraws: null };
    return institutionChangeFaults([], change, latestDay(this.clock.today())).map((fault) => ({
      ...fault,
      pointer: `/agreement${fault.pointer}`,
    }));
  }

  private sign(
    tx: EntityManager,
    institutionCode: string,
    agreement: AgreementForm,
    by: { readonly recordedAt: string; readonly actor: string },
  ): Promise<void> {
    return appendInstitutionFacts(tx, institutionCode, [
      {
        id: this.ids.next(),
        institutionCode,
        departmentCode: null,
        ...signed(agreement),
        documentNo: agreement.documentNo,
        basis: null,
        withdraws: null,
        ...by,
      },
    ]);
  }
}

const signed = ({ from, to }: AgreementForm) => ({
  type: 'SIGNED' as const,
  from: date(from),
  to: to === undefined ? null : date(to),
});
