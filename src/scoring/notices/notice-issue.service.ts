import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DecidedCaseService } from '../../cases/cases.module.js';
import type { ScoreEvent } from '../../domain/qualification/event.js';
import type { JudgedScore } from '../../domain/qualification/standing.js';
import { date } from '../../domain/shared/calendar-date.js';
import type { Fault } from '../../domain/shared/result.js';
import type { Account } from '../../identity/identity.module.js';
import { LedgerService } from '../../ledger/ledger.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { RecordEntry } from '../../platform/database/record-entry.js';
import { RuleViolation } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { RegistryService } from '../../registry/registry.module.js';
import { RulebookService } from '../../rulebook/rulebook.module.js';
import { SuspensionService } from '../../suspension/suspension.module.js';
import { backdatingFaults } from '../backdating.js';
import { ledgerFinding } from '../determinations/determined-findings.js';
import {
  loadDetermination,
  type WholeDetermination,
} from '../determinations/determination-reader.service.js';
import { DeterminationWarningsService } from '../determinations/determination-warnings.service.js';
import { peopleOf, rowOfPerson } from '../people.js';
import { requireAgencyOf } from '../scoring-rights.js';
import { NoticeClocksService } from './notice-clocks.service.js';
import { PaperNumbersService } from './paper-numbers.service.js';
import { inNotice, issueDayFaults, missingMonths } from './notice-faults.js';
import { NoticeFollowService } from './notice-follow.service.js';
import { noticeReceipt, type NoticeReceipt } from './notice-receipt.js';
import { issuedLine, noticeRow, type Noticed } from './notice-row.js';
import type { NoticeForm } from './notice.dto.js';
import { ScoreNoticeEntity } from './score-notice.entity.js';

interface Judged {
  readonly faults: readonly Fault[];
  readonly score: JudgedScore | null;
}

/** What a module above has against a notice to a person of a determination. */
export type IssueGuard = (
  tx: EntityManager,
  determinationId: string,
  personCode: string,
) => Promise<readonly Fault[]>;

/** Issues score notices (记分处理通知书, PQ2025:24): the points of one person from one determination go on the ledger. */
@Injectable()
export class NoticeIssueService {
  private readonly guards: IssueGuard[] = [];

  constructor(
    private readonly database: Database,
    private readonly rulebooks: RulebookService,
    private readonly registry: RegistryService,
    private readonly cases: DecidedCaseService,
    private readonly ledger: LedgerService,
    private readonly suspension: SuspensionService,
    private readonly followed: NoticeFollowService,
    private readonly warnings: DeterminationWarningsService,
    private readonly clocks: NoticeClocksService,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly numbers: PaperNumbersService,
  ) {}

  /** Lets a module above say what stands against a notice, inside the same change. */
  alsoAsk(guard: IssueGuard): void {
    this.guards.push(guard);
  }

  /** What modules above say stands against a notice to somebody of a determination. */
  async standsAgainst(
    tx: EntityManager,
    determinationId: string,
    personCode: string,
  ): Promise<readonly Fault[]> {
    const faults: Fault[] = [];
    for (const guard of this.guards) faults.push(...(await guard(tx, determinationId, personCode)));
    return faults;
  }

  /**
   * Issues the notice of one person. @returns its id.
   * @throws RuleViolation naming every fault; Problem NOT_FOUND, FORBIDDEN when another agency scores (S28).
   */
  async issue(determinationId: string, form: NoticeForm, account: Account): Promise<string> {
    return this.database.write(async (tx, at) => {
      const determination = await loadDetermination(tx, determinationId, account);
      requireAgencyOf(account, determination.head.office);
      const noticed = await this.noticedOf(tx, determination, form.personCode);
      const id = this.ids.next();
      const issuedOn = date(form.issuedOn ?? this.clock.today());
      const scored = scoreOf(id, determination, noticed, form.months ?? null);
      const asked = issuedOn < scored.effectiveOn ? scored : { ...scored, issuedOn };
      const { score, faults } = await this.judge(tx, noticed, asked);
      const all = [...(await this.faultsOf(tx, form, determination, noticed, account)), ...faults];
      if (all.length > 0 || score === null) throw new RuleViolation(all);
      const months = score.measure?.kind === 'SUSPENSION' ? asked.months : null;
      const fact = { ...asked, months };
      const receipt = await this.receiptOf(tx, noticed, fact, score);
      const { row, findings } = noticed;
      const warnings = await this.warnings.atIssue(tx, row.personId, findings, score);
      const today = this.clock.today();
      const { head } = determination;
      const notice = noticeRow({ form, head, noticed, fact, score, warnings, receipt, today }, account, at);
      await tx.insert(ScoreNoticeEntity, notice);
      const lines = await this.putOnFile(tx, notice, fact, account, at);
      return { result: id, record: [issuedLine(notice, score, months, account), ...lines] };
    });
  }

  private async receiptOf(
    tx: EntityManager,
    { row }: Noticed,
    fact: ScoreEvent,
    score: JudgedScore,
  ): Promise<NoticeReceipt> {
    const { hash } = await this.rulebooks.asSeenBy(tx);
    return noticeReceipt(hash, [...(await this.ledger.factsOf(tx, row.personId)), fact], score);
  }

  /** The score goes on the ledger, and all that follows from it. @returns the lines for the record. */
  private async putOnFile(
    tx: EntityManager,
    notice: ScoreNoticeEntity,
    fact: ScoreEvent,
    account: Account,
    at: string,
  ): Promise<readonly RecordEntry[]> {
    const origin = { institutionCode: notice.institution, office: notice.office };
    const rejudged = await this.ledger.append(tx, notice.personId, [fact], account, at);
    await this.suspension.noteOrigin(tx, notice.id, origin, at);
    await this.clocks.issued(tx, notice, await this.rulebooks.asSeenBy(tx), at);
    return this.followed.follow(tx, rejudged, account, at);
  }

  /** @throws RuleViolation when the determination does not score that person. */
  private async noticedOf(
    tx: EntityManager,
    { people, content }: WholeDetermination,
    personCode: string,
  ): Promise<Noticed> {
    const person = (await peopleOf(this.registry, tx, [personCode])).get(personCode);
    const row = rowOfPerson(people, person);
    if (row?.scored !== true) {
      const detail =
        row === undefined
          ? `责任认定书中没有代码为 ${personCode} 的人员。`
          : `责任认定书对 ${personCode} 不记分。`;
      throw new RuleViolation([
        { pointer: '/personCode', code: 'UNKNOWN_REFERENCE', detail, citation: 'PQ2025:24' },
      ]);
    }
    return { row, findings: content.findings.filter((each) => each.personCode === row.personCode) };
  }

  /** What the notice would come to; months that are needed and not given are a fault (PQ2025:26.2). */
  private async judge(tx: EntityManager, { row }: Noticed, asked: ScoreEvent): Promise<Judged> {
    try {
      const { after } = await this.ledger.suppose(tx, row.personId, [asked]);
      const score = after.standing.scores.find((each) => each.id === asked.id) ?? null;
      return { score, faults: score === null ? [] : missingMonths(score, asked.months) };
    } catch (refusal) {
      if (!(refusal instanceof RuleViolation)) throw refusal;
      return { score: null, faults: refusal.errors.map(inNotice) };
    }
  }

  /** A determination whose decision was withdrawn since founds no notice. */
  private async groundFaults(tx: EntityManager, caseId: string | null): Promise<Fault[]> {
    const decided = caseId === null ? null : await this.cases.byId(tx, caseId);
    if (decided?.decision?.withdrawn !== true) return [];
    const detail = '责任认定所依据的决定已被撤销，不能据以记分。';
    return [{ pointer: '', code: 'DECISION_WITHDRAWN', detail, citation: 'PQ2025:16' }];
  }

  private async faultsOf(
    tx: EntityManager,
    form: NoticeForm,
    { head, content }: WholeDetermination,
    { row }: Noticed,
    account: Account,
  ): Promise<Fault[]> {
    const faults: Fault[] = lateDeterminationFaults(content.backdating, head.actor, account);
    faults.push(...(await this.numbers.faults(tx, form.number)));
    const { personId } = row;
    if (await tx.existsBy(ScoreNoticeEntity, { determinationId: head.id, personId })) {
      const detail = `依本认定书已对 ${form.personCode} 出具通知书，一人一份。`;
      faults.push({ pointer: '/personCode', code: 'DUPLICATE_ID', detail, citation: 'PQ2025:24' });
    }
    faults.push(...(await this.standsAgainst(tx, head.id, row.personCode)));
    const today = this.clock.today();
    const day = form.issuedOn ?? today;
    return [
      ...faults,
      ...(await this.groundFaults(tx, head.caseId)),
      ...issueDayFaults(day, today, head),
      ...backdatingFaults({
        day,
        pointer: '/issuedOn',
        today,
        reason: form.backdating?.reason,
        actor: account.username,
        stepBefore: head.actor,
      }),
    ];
  }
}

/** A determination entered late goes on the ledger by a second person only. */
const lateDeterminationFaults = (
  reason: string | null,
  determiner: string,
  { username }: Account,
): Fault[] =>
  reason === null || username !== determiner
    ? []
    : [
        {
          pointer: '',
          code: 'SECOND_PERSON_REQUIRED',
          detail: '责任认定书是补录的，通知书须由认定经办人以外的人员出具。',
          citation: 'PQ2025:24',
        },
      ];

const scoreOf = (
  id: string,
  { head }: WholeDetermination,
  { findings }: Noticed,
  months: number | null,
): ScoreEvent => ({
  type: 'SCORE',
  id,
  effectiveOn: date(head.pointsDay),
  findings: findings.map(ledgerFinding),
  noticeReceivedOn: null,
  months,
});
