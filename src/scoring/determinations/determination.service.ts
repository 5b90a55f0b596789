import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClocksService } from '../../clocks/clocks.module.js';
import { backdatedFaults, determinationFaults } from '../../domain/scoring/determination-faults.js';
import { pointsDayOf } from '../../domain/scoring/points-day.js';
import { pointsLawOn } from '../../domain/scoring/points-law.js';
import { date } from '../../domain/shared/calendar-date.js';
import type { Fault } from '../../domain/shared/result.js';
import type { Account } from '../../identity/identity.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { RuleViolation } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { RegistryService } from '../../registry/registry.module.js';
import { RulebookService } from '../../rulebook/rulebook.module.js';
import { codeOf, fileIdOf, peopleOf, personIdOf, unknownPeople, type People } from '../people.js';
import { recordOf } from '../record-of.js';
import { officeKindOf } from '../scoring-rights.js';
import { contentFindings, determinedFindings } from './determined-findings.js';
import { DeterminationChecksService } from './determination-checks.service.js';
import type { DeterminationContent } from './determination-content.js';
import { DeterminationPersonEntity } from './determination-person.entity.js';
import { DeterminationSourceService, type ResolvedSource } from './determination-source.service.js';
import { DeterminationEntity } from './determination.entity.js';
import type { DeterminationForm } from './determination.dto.js';
import { DeterminationWarningsService } from './determination-warnings.service.js';

/** Of somebody to be determined anew after a review (PQ2025:16). */
export const determineAnewSubject = (caseId: string, personCode: string): string =>
  `case/${caseId}/${personCode}`;

/** What the notice to a person of a determination is awaited under. */
export const issueSubject = (determinationId: string, personCode: string): string =>
  `determination/${determinationId}/${personCode}`;

interface Stated {
  readonly form: DeterminationForm;
  readonly resolved: ResolvedSource;
  readonly people: People;
}

/** Records who was responsible for what (责任认定书): once, for all people of it, and refuses what the law does not allow. */
@Injectable()
export class DeterminationService {
  constructor(
    private readonly database: Database,
    private readonly rulebooks: RulebookService,
    private readonly registry: RegistryService,
    private readonly sources: DeterminationSourceService,
    private readonly checks: DeterminationChecksService,
    private readonly warnings: DeterminationWarningsService,
    private readonly clocks: ClocksService,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Records a determination. @returns its id.
   * @throws RuleViolation naming every fault; Problem FORBIDDEN when another office determines (S28).
   */
  async determine(form: DeterminationForm, account: Account): Promise<string> {
    return this.database.write(async (tx, at) => {
      const resolved = await this.sources.resolve(tx, form.source, form.determinedOn, account);
      const codes = [...form.findings, ...form.notScored].map(({ personCode }) => personCode);
      const stated = { form, resolved, people: await peopleOf(this.registry, tx, codes) };
      const head = await this.soundHead(tx, stated, account, at);
      const content = await this.contentOf(tx, stated, head);
      await tx.insert(DeterminationEntity, { ...head, content: JSON.stringify(content) });
      const rows = personRows(head.id, stated);
      await tx.insert(DeterminationPersonEntity, rows);
      await this.setClocks(tx, head, rows, at);
      const record = recordOf(account, {
        action: 'RESPONSIBILITY_DETERMINED',
        subject: `determination/${head.id}`,
        after: summaryOf(head, content),
      });
      return { result: head.id, record };
    });
  }

  /** @throws RuleViolation */
  private async soundHead(
    tx: EntityManager,
    { form, resolved, people }: Stated,
    account: Account,
    at: string,
  ): Promise<Omit<DeterminationEntity, 'content'>> {
    const rulebook = await this.rulebooks.asSeenBy(tx);
    const { source, institution } = resolved;
    const pointsDay = source === null ? date(form.determinedOn) : pointsDayOf(source);
    const law = pointsLawOn(rulebook, pointsDay);
    const findings = determinedFindings(form.findings, people);
    const faults: Fault[] = [
      ...(await numberFaults(tx, form.number)),
      ...resolved.faults,
      ...unknownPeople(form.findings, people, 'findings'),
      ...unknownPeople(form.notScored, people, 'notScored'),
      ...determinationFaults(
        {
          source,
          institution,
          determinedOn: date(form.determinedOn),
          heardOn: date(form.institutionHeard.on),
          findings,
          notScored: form.notScored.map(({ personCode }) => fileIdOf(people, personCode)),
        },
        law,
        this.clock.today(),
      ),
      ...(await this.checks.faultsOf(tx, { form, people, institution, findings }, law, account)),
      ...backdatedFaults(source, this.clock.today(), form.backdating?.reason ?? null),
    ];
    if (faults.length > 0 || institution === null) throw new RuleViolation(faults);
    return {
      id: this.ids.next(),
      number: form.number,
      office: account.office,
      officeKind: officeKindOf(account),
      institution: institution.code,
      district: institution.district,
      sourceKind: form.source.kind,
      caseId: form.source.caseId ?? null,
      inspectionNo: resolved.inspectionNo,
      pointsDay,
      determinedOn: form.determinedOn,
      rulebookHash: rulebook.hash,
      recordedAt: at,
      actor: account.username,
    };
  }

  private async contentOf(
    tx: EntityManager,
    { form, resolved, people }: Stated,
    head: Omit<DeterminationEntity, 'content'>,
  ): Promise<DeterminationContent> {
    const law = pointsLawOn(await this.rulebooks.asSeenBy(tx), date(head.pointsDay));
    const findings = contentFindings(law, form.findings, people);
    const { notScored } = form;
    const warnings = await this.warnings.of(tx, { findings, notScored, people, head });
    const { on, opinion } = form.institutionHeard;
    return {
      source: resolved.content,
      institutionHeard: { on, opinion },
      backdating: form.backdating?.reason ?? null,
      findings,
      notScored: notScored.map(({ personCode, reasons }) => ({
        personCode: codeOf(people, personCode),
        reasons,
      })),
      warnings,
    };
  }

  /** The notice of each person scored is due at once (PQ2025:24); the case has its determination. */
  private async setClocks(
    tx: EntityManager,
    head: Omit<DeterminationEntity, 'content'>,
    rows: readonly DeterminationPersonEntity[],
    at: string,
  ): Promise<void> {
    if (head.caseId !== null) {
      await this.clocks.close(tx, 'DETERMINE_RESPONSIBILITY', `case/${head.caseId}`, at);
      for (const { personCode } of rows) {
        const anew = determineAnewSubject(head.caseId, personCode);
        await this.clocks.close(tx, 'DETERMINE_RESPONSIBILITY', anew, at);
      }
    }
    for (const { personCode } of rows.filter(({ scored }) => scored)) {
      await this.clocks.open(
        tx,
        {
          kind: 'ISSUE_NOTICE',
          subject: issueSubject(head.id, personCode),
          office: head.office,
          officeKind: 'AGENCY',
          title: `出具记分处理通知书：${personCode}（${head.number}）`,
          citation: 'PQ2025:24',
          from: date(head.determinedOn),
          term: null,
        },
        at,
      );
    }
  }
}

async function numberFaults(tx: EntityManager, number: string): Promise<Fault[]> {
  if (!(await tx.existsBy(DeterminationEntity, { number }))) return [];
  const detail = `文号 ${number} 已用于另一责任认定书，请核对。`;
  return [{ pointer: '/number', code: 'DUPLICATE_ID', detail }];
}

function personRows(determinationId: string, { form, people }: Stated): DeterminationPersonEntity[] {
  const rows = new Map<string, DeterminationPersonEntity>();
  const add = (given: string, scored: boolean): void => {
    const personId = personIdOf(people, given);
    const personCode = codeOf(people, given);
    if (!rows.has(personId)) rows.set(personId, { determinationId, personId, personCode, scored });
  };
  for (const { personCode } of form.findings) add(personCode, true);
  for (const { personCode } of form.notScored) add(personCode, false);
  return [...rows.values()];
}

const summaryOf = (
  { number, institution, sourceKind, caseId, pointsDay, determinedOn }: Omit<DeterminationEntity, 'content'>,
  { findings, notScored, backdating }: DeterminationContent,
) => ({
  number,
  institution,
  source: sourceKind,
  caseId,
  pointsDay,
  determinedOn,
  backdating,
  findings: findings.map(({ personCode, conductId, circumstance, degree, adjustment, points }) => ({
    personCode,
    conductId,
    circumstance,
    degree,
    adjustment,
    points,
  })),
  notScored: notScored.map(({ personCode }) => personCode),
});
