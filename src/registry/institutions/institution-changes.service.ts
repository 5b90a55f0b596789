import { Injectable } from '@nestjs/common';
import { comparableCode } from '../../domain/registry/codes.js';
import { institutionChangeFaults } from '../../domain/registry/institution-change.js';
import { date } from '../../domain/shared/calendar-date.js';
import type { Account } from '../../identity/identity.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { Problem, RuleViolation } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { DepartmentEntity } from '../entities/department.entity.js';
import type { InstitutionFactEntity } from '../entities/institution-fact.entity.js';
import { latestDay } from '../latest-day.js';
import { asJson, recordOf } from '../record-of.js';
import type { AgreementChangeForm, DepartmentChangeForm, DepartmentForm } from './institution.dto.js';
import { appendInstitutionFacts, institutionFactsOf, loadInstitution } from './institution-store.js';

/** Takes in what happens to institutions after they were entered; every fact stays. */
@Injectable()
export class InstitutionChangesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Adds a department. @throws Problem NOT_FOUND; RuleViolation when its code is taken. */
  addDepartment(institution: string, form: DepartmentForm, account: Account): Promise<void> {
    return this.database.write(async (tx, at) => {
      const { code: institutionCode } = await loadInstitution(tx, comparableCode(institution), account);
      const code = comparableCode(form.code);
      if (await tx.existsBy(DepartmentEntity, { institutionCode, code })) {
        const detail = `该机构已有代码为 ${code} 的科室，请核对。`;
        throw new RuleViolation([{ pointer: '/code', code: 'DUPLICATE_ID', detail }]);
      }
      const by = { recordedAt: at, actor: account.username };
      await tx.insert(DepartmentEntity, { institutionCode, code, name: form.name, ...by });
      const record = recordOf(account, {
        action: 'DEPARTMENT_ENTERED',
        subject: `institution/${institutionCode}`,
        after: { code },
      });
      return { result: undefined, record };
    });
  }

  /** Records a change to the agreement. @throws Problem NOT_FOUND; RuleViolation */
  changeAgreement(institution: string, form: AgreementChangeForm, account: Account): Promise<void> {
    return this.append(institution, null, form, account);
  }

  /** Records a change to a department's service. @throws Problem NOT_FOUND; RuleViolation */
  changeDepartment(
    institution: string,
    department: string,
    form: DepartmentChangeForm,
    account: Account,
  ): Promise<void> {
    return this.append(institution, comparableCode(department), form, account);
  }

  private append(
    institution: string,
    departmentCode: string | null,
    form: AgreementChangeForm,
    account: Account,
  ): Promise<void> {
    return this.database.write(async (tx, at) => {
      const { code } = await loadInstitution(tx, comparableCode(institution), account);
      const { departments, facts } = await institutionFactsOf(tx, code);
      if (departmentCode !== null && !departments.some((each) => each.code === departmentCode))
        throw new Problem('NOT_FOUND', `该机构没有代码为 ${departmentCode} 的科室。`);
      const fact = { ...this.factOf(form, code, departmentCode), recordedAt: at, actor: account.username };
      const faults = institutionChangeFaults(facts, fact, latestDay(this.clock.today()));
      if (faults.length > 0) throw new RuleViolation(faults);
      await appendInstitutionFacts(tx, code, [fact]);
      const record = recordOf(account, {
        action: departmentCode === null ? 'AGREEMENT_CHANGED' : 'DEPARTMENT_CHANGED',
        subject: `institution/${code}`,
        after: { factId: fact.id, departmentCode, change: asJson(form) },
      });
      return { result: undefined, record };
    });
  }

  private factOf(
    { type, from, to, documentNo, basis, withdraws }: AgreementChangeForm,
    institutionCode: string,
    departmentCode: string | null,
  ): Omit<InstitutionFactEntity, 'sequence' | 'recordedAt' | 'actor'> {
    return {
      id: this.ids.next(),
      institutionCode,
      departmentCode,
      type,
      from: date(from),
      to: to === undefined ? null : date(to),
      documentNo,
      basis: basis ?? null,
      withdraws: withdraws ?? null,
    };
  }
}
