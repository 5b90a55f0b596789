import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClocksService } from '../clocks/clocks.module.js';
import { comparableCode } from '../domain/registry/codes.js';
import type { Finding } from '../domain/scoring/finding.js';
import type { Fault } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import { LedgerService } from '../ledger/ledger.module.js';
import { Clock } from '../platform/clock/clock.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { RuleViolation } from '../platform/http/problem.js';
import { RegistryService } from '../registry/registry.module.js';
import {
  determineAnewSubject,
  issueSubject,
  LinkedMeasureEntity,
  noticesOfDetermination,
  RevisedFindingsService,
  type ContentFinding,
  type RevisedFindings,
  type ScoredNotice,
  type WholeDetermination,
} from '../scoring/scoring.module.js';
import { ObjectionGroundService } from './objection-ground.service.js';
import type { Plain } from './plain.js';
import { effectOf } from './reversal-effect.js';
import type { EffectAnswer } from './reversal-effect.dto.js';
import { determinationSubject } from './reversal-ground.service.js';
import type { DeterminationReviewForm } from './reversal-review.dto.js';
import { ReversalService, type Reversed } from './reversal.service.js';

/** What the review of a determination came to. */
export interface Done {
  readonly findings: readonly ContentFinding[];
  /** Codes as the determination names them. */
  readonly notResponsible: readonly string[];
  readonly effects: readonly EffectAnswer[];
  readonly record: readonly RecordEntry[];
  readonly reversals: readonly Reversed[];
}

/** Somebody of a determination, with what is found of them now; null: they are not responsible. */
interface Revised {
  readonly personId: string;
  readonly personCode: string;
  readonly content: readonly ContentFinding[];
  readonly findings: readonly Finding[] | null;
}

/** Lets findings of a determination stand otherwise, or not at all, for some of those it names (PQ2025:16, 37). */
@Injectable()
export class DeterminationRevisionService {
  constructor(
    private readonly revised: RevisedFindingsService,
    private readonly reversals: ReversalService,
    private readonly objections: ObjectionGroundService,
    private readonly registry: RegistryService,
    private readonly ledger: LedgerService,
    private readonly clocks: ClocksService,
    private readonly clock: Clock,
  ) {}

  /** @throws RuleViolation on the findings and on those said not to be responsible. */
  async carryOut(
    tx: EntityManager,
    determination: WholeDetermination,
    form: Plain<DeterminationReviewForm>,
    account: Account,
    at: string,
  ): Promise<Done> {
    const revised = await this.revised.judge(tx, determination, form.findings);
    const freed = await this.freedOf(tx, determination, form.notResponsible, revised);
    const faults = [...revised.faults, ...freed.faults];
    if (faults.length > 0) throw new RuleViolation(faults);
    return this.revise(tx, determination, [...revised.people, ...freed.people], account, at);
  }

  /** Those found not to be responsible; each named by the determination, and by no finding of the revision. */
  private async freedOf(
    tx: EntityManager,
    { people }: WholeDetermination,
    codes: readonly string[],
    { owners }: RevisedFindings,
  ): Promise<{ readonly faults: readonly Fault[]; readonly people: readonly Revised[] }> {
    const faults: Fault[] = [];
    const freed = new Map<string, Revised>();
    for (const [place, code] of codes.entries()) {
      const person = await this.registry.personByCode(tx, code);
      const rows = people.filter(({ scored }) => scored);
      const row =
        rows.find(({ personCode }) => comparableCode(personCode) === comparableCode(code)) ??
        rows.find(({ personCode }) => person?.codes.includes(personCode) === true);
      const fault = (which: string, detail: string): void => {
        faults.push({ pointer: `/notResponsible/${place}`, code: which, detail, citation: 'PQ2025:37' });
      };
      if (row === undefined) fault('UNKNOWN_REFERENCE', `责任认定书没有认定 ${code} 的责任。`);
      else if (owners.includes(row.personId) || freed.has(row.personId))
        fault('DUPLICATE_ID', `${code} 在更正后的认定中重复，请只保留一处。`);
      else freed.set(row.personId, freedPerson(row));
    }
    return { faults, people: [...freed.values()] };
  }

  /** Each notice issued follows; somebody not yet noticed is determined anew. A linked measure falls with its ground (S25). */
  private async revise(
    tx: EntityManager,
    { head }: WholeDetermination,
    people: readonly Revised[],
    account: Account,
    at: string,
  ): Promise<Done> {
    const notices = await noticesOfDetermination(tx, head.id);
    const done: { readonly personCode: string; readonly reversed: Reversed }[] = [];
    for (const { personId, personCode, findings } of people) {
      const issued = notices.find((each) => each.head.personId === personId);
      const gone = findings === null && issued !== undefined && (await this.isRevoked(tx, issued));
      const notice = gone ? undefined : issued;
      if (issued === undefined) await this.determineAnew(tx, head, personCode, findings, at);
      const links = await this.fallenLinks(tx, head.id, personId, findings);
      if (notice === undefined && links.length === 0) continue;
      const reversed = await this.reversals.reverse(
        tx,
        {
          personId,
          reversals: notice === undefined ? [] : [{ notice, findings }],
          links,
          reason: determinationSubject(head.id),
          pointerOf: () => '/findings',
        },
        account,
        at,
      );
      const ended =
        notice === undefined || findings !== null
          ? []
          : await this.objections.lose(tx, [notice], determinationSubject(head.id), account, at);
      done.push({ personCode, reversed: { ...reversed, record: [...reversed.record, ...ended] } });
    }
    return {
      record: done.flatMap(({ reversed }) => reversed.record),
      findings: people.flatMap(({ content }) => content),
      notResponsible: people.flatMap(({ personCode, findings }) => (findings === null ? [personCode] : [])),
      effects: done.map(({ personCode, reversed }) => effectOf(personCode, reversed.rejudged)),
      reversals: done.map(({ reversed }) => reversed),
    };
  }

  private async isRevoked(tx: EntityManager, { head }: ScoredNotice): Promise<boolean> {
    const facts = await this.ledger.factsOf(tx, head.personId);
    return facts.some((fact) => fact.type === 'REVOKE' && fact.scoreId === head.id);
  }

  /** What came with the institution's measure for somebody found principally responsible, who is not any more. */
  private async fallenLinks(
    tx: EntityManager,
    determinationId: string,
    personId: string,
    findings: Revised['findings'],
  ): Promise<readonly LinkedMeasureEntity[]> {
    if (findings?.some(({ degree }) => degree === 'PRINCIPAL') === true) return [];
    return tx.findBy(LinkedMeasureEntity, { determinationId, personId });
  }

  private async determineAnew(
    tx: EntityManager,
    head: WholeDetermination['head'],
    personCode: string,
    findings: Revised['findings'],
    at: string,
  ): Promise<void> {
    await this.clocks.close(tx, 'ISSUE_NOTICE', issueSubject(head.id, personCode), at);
    if (head.caseId === null || findings === null) return;
    await this.clocks.open(
      tx,
      {
        kind: 'DETERMINE_RESPONSIBILITY',
        subject: determineAnewSubject(head.caseId, personCode),
        office: head.office,
        officeKind: head.officeKind,
        title: `决定变更后重新认定 ${personCode} 的责任（原认定书 ${head.number}）`,
        citation: 'PQ2025:16',
        from: this.clock.today(),
        term: null,
      },
      at,
    );
  }
}

const freedPerson = ({ personId, personCode }: Pick<Revised, 'personId' | 'personCode'>): Revised => ({
  personId,
  personCode,
  content: [],
  findings: null,
});
