import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Fault } from '../domain/shared/result.js';
import { type Account, CITY } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { Problem, RuleViolation } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { RegistryService } from '../registry/registry.module.js';
import type { CaseForm } from './case.dto.js';
import { CaseEntity } from './case.entity.js';
import { CaseRevisionEntity } from './case-revision.entity.js';
import { requireWriter } from './case-rights.js';
import { loadCase, requireStep } from './case-store.js';
import { faultsOfDraft } from './draft-faults.js';
import { factsInRecord, recordOf } from './record-of.js';

/** A code as codes are compared: however it was typed, one offender has one. */
const comparableCode = (code: string): string => code.normalize('NFKC').trim().toUpperCase();

/** What lists and searches go by, taken from the facts. */
const headOf = (
  form: CaseForm,
): Pick<CaseEntity, 'district' | 'offenderKind' | 'offenderName' | 'offenderCode' | 'inspectionNo'> => ({
  district: form.district,
  offenderKind: form.offender.kind,
  offenderName: form.offender.name,
  offenderCode: form.offender.code === undefined ? null : comparableCode(form.offender.code),
  inspectionNo: form.inspectionNo,
});

const revisionOf = (
  { id, revision, changedAt }: Pick<CaseEntity, 'id' | 'revision' | 'changedAt'>,
  form: CaseForm,
  { username }: Account,
): CaseRevisionEntity => ({
  caseId: id,
  revision,
  content: JSON.stringify(form),
  at: changedAt,
  actor: username,
});

/** Opens cases and takes in what is stated about them; every revision stays. */
@Injectable()
export class CaseDraftsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly registry: RegistryService,
  ) {}

  /**
   * Opens a case.
   * @returns its id.
   * @throws RuleViolation naming everything that does not add up; Problem FORBIDDEN.
   */
  async open(form: CaseForm, account: Account): Promise<string> {
    requireWriter(account, form.track, form.district);
    const id = this.ids.next();
    const at = this.clock.instant();
    const head: CaseEntity = {
      id,
      track: form.track,
      state: 'DRAFT',
      revision: 1,
      openedAt: at,
      changedAt: at,
      ...headOf(form),
    };
    return this.database.write(async (tx) => {
      await this.refuseFaulty(tx, form);
      await tx.insert(CaseEntity, head);
      await tx.insert(CaseRevisionEntity, revisionOf(head, form, account));
      return {
        result: id,
        record: recordOf(account, {
          action: 'CASE_OPENED',
          caseId: id,
          after: factsInRecord(form),
        }),
      };
    });
  }

  /**
   * States the facts of a case anew.
   * @throws Problem CONFLICT when somebody else revised it since, or it is decided; RuleViolation; Problem FORBIDDEN.
   */
  async revise(id: string, revision: number, form: CaseForm, account: Account): Promise<void> {
    return this.database.write(async (tx) => {
      const { head, content } = await loadCase(tx, id, account);
      requireWriter(account, head.track, head.district);
      requireWriter(account, form.track, form.district);
      if (form.track !== head.track)
        throw new Problem('CONFLICT', '案件的类别（track）不能改变，请另立一件。');
      const state = requireStep(head, 'REVISE');
      if (revision !== head.revision) {
        throw new Problem(
          'CONFLICT',
          `案件已有第 ${head.revision} 版，您依据的是第 ${revision} 版，请重新读取。`,
        );
      }
      await this.refuseFaulty(tx, form);
      const next = { ...headOf(form), state, revision: revision + 1, changedAt: this.clock.instant() };
      await tx.update(CaseEntity, { id }, next);
      await tx.insert(CaseRevisionEntity, revisionOf({ id, ...next }, form, account));
      return {
        result: undefined,
        record: recordOf(account, {
          action: 'CASE_REVISED',
          caseId: id,
          before: factsInRecord(content),
          after: factsInRecord(form),
        }),
      };
    });
  }

  /** @throws RuleViolation */
  private async refuseFaulty(tx: EntityManager, form: CaseForm): Promise<void> {
    const faults = [...faultsOfDraft(form), ...(await this.districtFaults(tx, form))];
    if (faults.length > 0) throw new RuleViolation(faults);
  }

  /** A case about an institution on file is the city's, or of the institution's district (DB2025:4, PQ2025:4). */
  private async districtFaults(tx: EntityManager, { district, offender, track }: CaseForm): Promise<Fault[]> {
    const { kind, code } = offender;
    if (kind !== 'DESIGNATED_INSTITUTION' || code === undefined || district === CITY) return [];
    const institution = await this.registry.institution(tx, code);
    if (institution === null || institution.district === district) return [];
    const detail = `定点医药机构 ${institution.code} 登记在 ${institution.district}，不在 ${district}，请核对。`;
    const citation = track === 'PENALTY' ? 'DB2025:4' : 'PQ2025:4';
    return [{ pointer: '/district', code: 'OTHER_DISTRICT', detail, citation }];
  }
}
