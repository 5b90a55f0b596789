import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DecidedCaseService, type DecidedCase } from '../../cases/cases.module.js';
import type { DeterminationSource } from '../../domain/scoring/points-day.js';
import { date } from '../../domain/shared/calendar-date.js';
import type { Fault } from '../../domain/shared/result.js';
import { districtWithin, type Account } from '../../identity/identity.module.js';
import { RegistryService, type InstitutionRef } from '../../registry/registry.module.js';
import { requireDecidingOffice, requireOwnDistrict, requireSourceOf } from '../scoring-rights.js';
import type { ContentSource } from './determination-content.js';
import type { SourceForm } from './determination.dto.js';

/** A source with everything it leads to. Null is what could not be found; the faults say why. */
export interface ResolvedSource {
  readonly faults: readonly Fault[];
  readonly source: DeterminationSource | null;
  readonly institution: InstitutionRef | null;
  readonly inspectionNo: string;
  readonly content: ContentSource;
  readonly decided: DecidedCase | null;
}

/** What of a source the points' day and the circumstances go by. */
export type StatedSource = Pick<
  SourceForm,
  'kind' | 'caseId' | 'otherPenalty' | 'documentNo' | 'authority' | 'on' | 'reasons'
> & { readonly institution?: string; readonly inspectionNo?: string };

const contentOf = (stated: StatedSource, decided: DecidedCase | null): ContentSource => ({
  kind: stated.kind,
  caseId: stated.caseId ?? null,
  otherPenalty: stated.otherPenalty ?? null,
  documentNo: decided?.decision?.number ?? stated.documentNo ?? null,
  authority: stated.authority ?? null,
  reasons: stated.reasons ?? null,
  bases: basesOf(stated, decided),
  measures: decided?.decision?.measures ?? [],
});

/** Articles under which a penalty was imposed: those fined, or all where another penalty is stated. */
function basesOf({ otherPenalty }: StatedSource, decided: DecidedCase | null): readonly string[] {
  const decision = decided?.decision;
  if (decision === null || decision === undefined) return [];
  return otherPenalty === undefined ? decision.finedBases : decision.bases;
}

const fault = (pointer: string, code: string, detail: string): Fault => ({
  pointer,
  code,
  detail,
  citation: 'PQ2025:16',
});

const CASE = '/source/caseId';

function caseFaults({ kind }: StatedSource, decided: DecidedCase): Fault[] {
  const faults: Fault[] = [];
  const track = kind === 'PENALTY_DECISION' ? 'PENALTY' : 'AGREEMENT';
  if (decided.track !== track) {
    const detail =
      track === 'PENALTY' ? '该案件是协议处理事项，不是处罚案件。' : '该案件是处罚案件，不是协议处理事项。';
    faults.push(fault(CASE, 'UNKNOWN_REFERENCE', detail));
  }
  if (decided.offenderKind !== 'DESIGNATED_INSTITUTION') {
    faults.push(fault(CASE, 'UNKNOWN_REFERENCE', '该案件的当事人不是定点医药机构，没有相关人员可以认定。'));
  }
  if (decided.decision === null) {
    faults.push(fault(CASE, 'DECISION_REQUIRED', '该案件尚未作出决定；认定与决定同步作出。'));
  } else if (decided.decision.withdrawn) {
    faults.push(fault(CASE, 'DECISION_WITHDRAWN', '该案件的决定已被撤销，不能据以认定责任。'));
  }
  return faults;
}

function sourceOfCase(stated: StatedSource, decided: DecidedCase): DeterminationSource | null {
  if (decided.decision === null) return null;
  const { madeOn, effectiveOn, measures } = decided.decision;
  if (stated.kind === 'PENALTY_DECISION')
    return { kind: stated.kind, madeOn, bases: basesOf(stated, decided) };
  return { kind: 'AGREEMENT_MEASURE', madeOn, effectiveOn, measures };
}

/** Finds out what a determination rests on, and whether this office may make it. */
@Injectable()
export class DeterminationSourceService {
  constructor(
    private readonly cases: DecidedCaseService,
    private readonly registry: RegistryService,
  ) {}

  /**
   * @param determinedOn the points' day of a stand-alone determination (S14).
   * @throws Problem FORBIDDEN when another office determines (S28).
   */
  async resolve(
    manager: EntityManager,
    stated: StatedSource,
    determinedOn: string,
    account: Account,
  ): Promise<ResolvedSource> {
    requireSourceOf(account, stated.kind);
    switch (stated.kind) {
      case 'PENALTY_DECISION':
      case 'AGREEMENT_MEASURE':
        return this.ofCase(manager, stated, account);
      case 'CIRCULAR':
      case 'LICENCE_REVOKED':
        return this.ofInstitution(manager, stated, account, {
          kind: stated.kind,
          on: date(stated.on ?? determinedOn),
        });
      case 'STAND_ALONE':
        return this.ofInstitution(manager, stated, account, {
          kind: stated.kind,
          determinedOn: date(determinedOn),
        });
    }
  }

  private async ofCase(
    manager: EntityManager,
    stated: StatedSource,
    account: Account,
  ): Promise<ResolvedSource> {
    const decided = await this.caseSeenBy(manager, stated.caseId ?? '', account);
    const content = contentOf(stated, decided);
    if (decided === null) {
      const faults = [fault(CASE, 'UNKNOWN_REFERENCE', `没有编号为 ${stated.caseId ?? ''} 的案件。`)];
      return { faults, source: null, institution: null, inspectionNo: '', content, decided };
    }
    if (stated.kind === 'AGREEMENT_MEASURE') requireDecidingOffice(account, decided.office);
    const code = decided.offenderCode;
    const institution = code === null ? null : await this.registry.institution(manager, code);
    if (institution !== null) requireOwnDistrict(account, institution.district);
    const faults = caseFaults(stated, decided);
    if (institution === null && decided.offenderKind === 'DESIGNATED_INSTITUTION') {
      const detail = `案件的当事人（代码 ${code ?? '未填'}）不在登记的定点医药机构之中，请先登记。`;
      faults.push(fault(CASE, 'UNKNOWN_REFERENCE', detail));
    }
    const { inspectionNo } = decided;
    return { faults, source: sourceOfCase(stated, decided), institution, inspectionNo, content, decided };
  }

  /** To an office that may not see a case it does not exist. */
  private async caseSeenBy(
    manager: EntityManager,
    id: string,
    account: Account,
  ): Promise<DecidedCase | null> {
    const decided = await this.cases.byId(manager, id);
    const own = districtWithin('determination.write', account);
    return decided === null || own === null || decided.district === own ? decided : null;
  }

  private async ofInstitution(
    manager: EntityManager,
    stated: StatedSource,
    account: Account,
    source: DeterminationSource,
  ): Promise<ResolvedSource> {
    const code = stated.institution ?? '';
    const institution = await this.registry.institution(manager, code);
    if (institution !== null) requireOwnDistrict(account, institution.district);
    const faults =
      institution === null
        ? [fault('/source/institution', 'UNKNOWN_REFERENCE', `没有代码为 ${code} 的定点医药机构。`)]
        : [];
    const inspectionNo = stated.inspectionNo ?? stated.documentNo ?? '';
    return { faults, source, institution, inspectionNo, content: contentOf(stated, null), decided: null };
  }
}
