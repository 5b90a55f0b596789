import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { MeasureKind } from '../../domain/qualification/event.js';
import { gravestLinkedMeasure, type InstitutionMeasure } from '../../domain/qualification/linked.js';
import { instrumentOn } from '../../domain/rulebook/rulebook.js';
import { pointsLawOn } from '../../domain/scoring/points-law.js';
import { date } from '../../domain/shared/calendar-date.js';
import type { Fault } from '../../domain/shared/result.js';
import { DecidedCaseService, type DecidedCase } from '../../cases/cases.module.js';
import type { Account } from '../../identity/identity.module.js';
import { LedgerService } from '../../ledger/ledger.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { RuleViolation } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { RegistryService } from '../../registry/registry.module.js';
import { RulebookService } from '../../rulebook/rulebook.module.js';
import { SuspensionService } from '../../suspension/suspension.module.js';
import type { DeterminationContent } from '../determinations/determination-content.js';
import type { DeterminationPersonEntity } from '../determinations/determination-person.entity.js';
import {
  loadDetermination,
  type WholeDetermination,
} from '../determinations/determination-reader.service.js';
import { StandingFindingsService } from '../determinations/standing-findings.service.js';
import { NoticeIssueService } from '../notices/notice-issue.service.js';
import { ScoreNoticeEntity } from '../notices/score-notice.entity.js';
import { backdatingFaults } from '../backdating.js';
import { peopleOf, rowOfPerson } from '../people.js';
import type { Plain } from '../plain.js';
import { recordOf } from '../record-of.js';
import { requireAgencyOf } from '../scoring-rights.js';
import { linkedDayFaults } from './linked-days.js';
import type {
  DepartmentSuspensionForm,
  LinkedMeasureAnswer,
  LinkedMeasureForm,
} from './linked-measure.dto.js';
import { LinkedMeasureEntity } from './linked-measure.entity.js';

const CITATION = 'PQ2025:27';

/** Suspends or terminates the principally responsible together with the institution or its department (PQ2025:27, S25). */
@Injectable()
export class LinkedMeasureService {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryService,
    private readonly rulebooks: RulebookService,
    private readonly cases: DecidedCaseService,
    private readonly ledger: LedgerService,
    private readonly standing: StandingFindingsService,
    private readonly issues: NoticeIssueService,
    private readonly suspension: SuspensionService,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * @throws RuleViolation NOT_PRINCIPAL, NO_LINKED_MEASURE, DATE_ORDER, MONTHS_OUT_OF_RANGE, DUPLICATE_ID,
   *   DECISION_WITHDRAWN and on entries for days gone by; Problem NOT_FOUND,
   *   FORBIDDEN.
   */
  async link(
    determinationId: string,
    form: LinkedMeasureForm,
    account: Account,
  ): Promise<LinkedMeasureAnswer> {
    return this.database.write(async (tx, at) => {
      const determination = await loadDetermination(tx, determinationId, account);
      const { head } = determination;
      requireAgencyOf(account, head.office);
      const decided = head.caseId === null ? null : await this.cases.byId(tx, head.caseId);
      const kind = gravestLinkedMeasure(
        measuresOf(determination.content, decided, form.departmentSuspension),
      );
      const person = (await peopleOf(this.registry, tx, [form.personCode])).get(form.personCode);
      const row = rowOfPerson(
        determination.people.filter(({ scored }) => scored),
        person,
      );
      const faults = [
        ...(await this.personFaults(tx, form, determination, row)),
        ...measureFaults(decided, kind),
        ...(await this.dayFaults(tx, form, determination, decided, account)),
      ];
      if (faults.length > 0 || kind === null || row === undefined) throw new RuleViolation(faults);
      const linked = this.answerOf(form, determination, row, kind, at);
      await tx.insert(LinkedMeasureEntity, {
        id: linked.id,
        determinationId,
        personId: row.personId,
        content: JSON.stringify({
          ...linked,
          departmentSuspension: form.departmentSuspension ?? null,
          backdating: form.backdating?.reason ?? null,
        }),
        recordedAt: at,
        actor: account.username,
      });
      const { record } = await this.suspension.link(
        tx,
        {
          personId: row.personId,
          id: linked.id,
          kind,
          on: this.clock.today(),
          from: date(form.from),
          to: form.to === undefined ? null : date(form.to),
          ground: {
            caseId: head.caseId,
            determinationId,
            citation: linked.citation,
            reasons: form.reasons,
            institutionCode: head.institution,
            office: head.office,
          },
        },
        account,
        at,
      );
      return { result: linked, record: [linkedLine(linked, account), ...record] };
    });
  }

  /** The days of the measure; one that begins in the past takes a reason, and another person than whoever determined. */
  private async dayFaults(
    tx: EntityManager,
    form: LinkedMeasureForm,
    { head }: WholeDetermination,
    decided: DecidedCase | null,
    account: Account,
  ): Promise<Fault[]> {
    const rulebook = await this.rulebooks.asSeenBy(tx);
    const decision = decided?.decision ?? null;
    const basis = form.departmentSuspension?.basis;
    const statute = instrumentOn(rulebook, 'REG735', decision?.madeOn ?? date(head.pointsDay));
    const liability = statute?.liabilities.find((each) => each.basis === basis);
    const { departments } = await this.registry.institutionFacts(tx, head.institution);
    return [
      ...linkedDayFaults(form, {
        schemeStart: pointsLawOn(rulebook, date(head.pointsDay)).start,
        decision: decided === null || decision === null ? null : { track: decided.track, ...decision },
        months: liability?.departmentSuspension ?? null,
        departments: departments.flatMap(({ code, name }) => [code, name]),
      }),
      ...backdatingFaults({
        day: form.from,
        pointer: '/from',
        today: this.clock.today(),
        reason: form.backdating?.reason,
        actor: account.username,
        stepBefore: head.actor,
      }),
    ];
  }

  private async personFaults(
    tx: EntityManager,
    { personCode }: LinkedMeasureForm,
    determination: WholeDetermination,
    row: DeterminationPersonEntity | undefined,
  ): Promise<Fault[]> {
    const pointer = '/personCode';
    const findings = row === undefined ? [] : await this.standing.of(tx, determination, row);
    if (row === undefined || !findings.some(({ degree }) => degree === 'PRINCIPAL')) {
      const detail = `现行有效的认定没有认定 ${personCode} 负主要责任，不一并暂停或终止。`;
      return [{ pointer, code: 'NOT_PRINCIPAL', detail, citation: CITATION }];
    }
    const gone = await this.reviewedAway(tx, determination.head.id, row);
    if (gone.length > 0) return gone.map((fault) => ({ ...fault, pointer }));
    if (await this.isLinked(tx, determination.head.id, row.personId)) {
      const detail = `依本认定书已对 ${personCode} 作出随机构的措施。`;
      return [{ pointer, code: 'DUPLICATE_ID', detail, citation: CITATION }];
    }
    return [];
  }

  /** Of somebody not noticed, what a review decided of the determination; one still running decided nothing. */
  private async reviewedAway(
    tx: EntityManager,
    determinationId: string,
    { personId, personCode }: DeterminationPersonEntity,
  ): Promise<readonly Fault[]> {
    if (await tx.existsBy(ScoreNoticeEntity, { determinationId, personId })) return [];
    const against = await this.issues.standsAgainst(tx, determinationId, personCode);
    return against.filter(({ code }) => code !== 'DETERMINATION_UNDER_REVIEW');
  }

  /** Whether the person was linked by the determination already, under whichever code. */
  private async isLinked(tx: EntityManager, determinationId: string, personId: string): Promise<boolean> {
    const file = await this.ledger.fileOf(tx, personId);
    for (const linked of await tx.findBy(LinkedMeasureEntity, { determinationId })) {
      if ((await this.ledger.fileOf(tx, linked.personId)) === file) return true;
    }
    return false;
  }

  private answerOf(
    form: LinkedMeasureForm,
    { head }: WholeDetermination,
    { personCode }: DeterminationPersonEntity,
    kind: MeasureKind,
    at: string,
  ): Plain<LinkedMeasureAnswer> {
    return {
      id: this.ids.next(),
      determinationId: head.id,
      personCode,
      kind,
      from: form.from,
      to: form.to ?? null,
      citation: form.departmentSuspension?.basis ?? CITATION,
      reasons: form.reasons,
      recordedAt: at,
    };
  }
}

/** What was done to the institution, as its case or the order states. */
function measuresOf(
  { source }: DeterminationContent,
  decided: DecidedCase | null,
  ordered: DepartmentSuspensionForm | undefined,
): InstitutionMeasure[] {
  if (source.kind === 'AGREEMENT_MEASURE') {
    const measures = decided?.decision?.measures ?? source.measures;
    return measures.map((measure) => ({ track: 'AGREEMENT', measure }));
  }
  if (source.kind !== 'PENALTY_DECISION' || ordered === undefined) return [];
  const bases = decided?.decision?.bases ?? source.bases;
  return bases.includes(ordered.basis)
    ? [{ track: 'PENALTY', basis: ordered.basis, departmentSuspended: true }]
    : [];
}

function measureFaults(decided: DecidedCase | null, kind: MeasureKind | null): Fault[] {
  const faults: Fault[] = [];
  const fault = (pointer: string, code: string, detail: string): void => {
    faults.push({ pointer, code, detail, citation: CITATION });
  };
  if (decided?.decision?.withdrawn === true) fault('', 'DECISION_WITHDRAWN', '该案件的决定已被撤销。');
  if (kind === null) {
    const detail =
      decided?.track === 'PENALTY'
        ? '处罚案件须写明依 REG735:38 或 40 责令暂停的科室（departmentSuspension），且与决定所依的条相符。'
        : '机构没有受到中止、解除协议或中止科室服务的处理，没有一并的暂停或终止。';
    fault('/departmentSuspension', 'NO_LINKED_MEASURE', detail);
  }
  return faults;
}

const linkedLine = (
  { id, determinationId, personCode, kind, from, to }: LinkedMeasureAnswer,
  account: Account,
) =>
  recordOf(account, {
    action: 'LINKED_MEASURE_DECIDED',
    subject: `determination/${determinationId}`,
    after: { id, personCode, kind, from, to },
  });
