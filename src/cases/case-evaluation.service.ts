import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ENGINE_VERSION } from '../domain/discretion/engine-version.js';
import { proposalsFromPast, type PastProposal } from '../domain/discretion/offender-past.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import type { Fault } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { RuleViolation } from '../platform/http/problem.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import type { EvaluationAnswer } from '../discretion/discretion.module.js';
import { CaseEntity } from './case.entity.js';
import { CaseEvaluationEntity } from './case-evaluation.entity.js';
import { judge, questionOf, recordFaults, type CaseQuestion } from './case-judgement.js';
import { requireWriter } from './case-rights.js';
import { evaluationsOf, loadCase, requireStep, type LoadedCase } from './case-store.js';
import { evaluationRequest } from './evaluation-request.js';
import { OffenderPastService } from './offender-past.service.js';
import { recordOf } from './record-of.js';

/** The rules' answer on a case with what the offender's past suggests. */
interface Judgement {
  readonly question: CaseQuestion;
  readonly answer: EvaluationAnswer;
}

/** Asks the rules about a stored case, and keeps every answer with its receipt. */
@Injectable()
export class CaseEvaluationService {
  constructor(
    private readonly database: Database,
    private readonly rulebooks: RulebookService,
    private readonly past: OffenderPastService,
    private readonly clock: Clock,
  ) {}

  /**
   * Evaluates the newest facts of a case. Under the same facts and rulebook the stored answer stands, byte for byte;
   * under others a new one is kept beside it.
   * @throws RuleViolation naming everything missing or contradictory; Problem CONFLICT, FORBIDDEN, NOT_FOUND.
   */
  async evaluate(id: string, account: Account): Promise<CaseEvaluationEntity> {
    const standing = await this.standing(id, account);
    return standing ?? this.database.write((tx) => this.store(tx, id, account));
  }

  /** What the record of earlier decisions suggests for each violation; nothing for an offender without a code. */
  async pastProposals(id: string, account: Account): Promise<PastProposal[]> {
    const loaded = await loadCase(this.database.read, id, account);
    const rulebook = await this.rulebooks.current();
    const question = questionOf(evaluationRequest(loaded.content), rulebook);
    if (!question.ok) throw new RuleViolation(question.faults);
    const past = await this.past.pastOf(this.database.read, loaded.head);
    return past === null ? [] : proposalsFromPast(question.value.law, question.value.violations, past);
  }

  /** The last answer, where it is of these facts, this rulebook and this engine. */
  private async standing(id: string, account: Account): Promise<CaseEvaluationEntity | null> {
    const loaded = await loadCase(this.database.read, id, account);
    requireWriter(account, loaded.head.track, loaded.head.district);
    requireStep(loaded.head, 'EVALUATE');
    const rulebook = await this.rulebooks.current();
    const last = (await evaluationsOf(this.database.read, id)).at(-1);
    if (last === undefined || !isOf(last, loaded.head, rulebook)) return null;
    const { answer } = judgement(loaded, rulebook);
    if (JSON.stringify(answer) !== last.answer) {
      throw new Error(`evaluation ${id}/${last.sequence} does not repeat`);
    }
    return last;
  }

  private async store(tx: EntityManager, id: string, account: Account) {
    const loaded = await loadCase(tx, id, account);
    const state = requireStep(loaded.head, 'EVALUATE');
    const rulebook = await this.rulebooks.asSeenBy(tx);
    const { question, answer } = await this.judge(tx, loaded, rulebook);
    const sequence = ((await tx.maximum(CaseEvaluationEntity, 'sequence', { caseId: id })) ?? 0) + 1;
    const at = this.clock.instant();
    const row: CaseEvaluationEntity = {
      caseId: id,
      sequence,
      revision: loaded.head.revision,
      request: JSON.stringify(question.request),
      answer: JSON.stringify(answer),
      rulebookHash: answer.receipt.rulebookHash,
      outputHash: answer.receipt.outputHash,
      at,
      actor: account.username,
    };
    await tx.insert(CaseEvaluationEntity, row);
    await tx.update(CaseEntity, { id }, { state, changedAt: at });
    const record = recordOf(account, {
      action: 'CASE_EVALUATED',
      caseId: id,
      before: { state: loaded.head.state },
      after: { state, sequence, revision: row.revision },
      receipt: JSON.stringify(answer.receipt),
    });
    return { result: row, record };
  }

  private async judge(manager: EntityManager, loaded: LoadedCase, rulebook: Rulebook): Promise<Judgement> {
    const past = await this.past.pastOf(manager, loaded.head);
    const against = recordFaults(loaded.content, rulebook, past);
    const judged = judgement(loaded, rulebook, against);
    if (against.length > 0) throw new RuleViolation(against);
    return judged;
  }
}

/** @throws RuleViolation naming every fault of the case, and those beside it. */
function judgement({ content }: LoadedCase, rulebook: Rulebook, beside: readonly Fault[] = []): Judgement {
  const question = questionOf(evaluationRequest(content), rulebook);
  if (!question.ok) throw new RuleViolation(question.faults);
  const answer = judge(question.value, rulebook);
  if (!answer.ok) throw new RuleViolation([...answer.faults, ...beside]);
  return { question: question.value, answer: answer.value };
}

const isOf = (last: CaseEvaluationEntity, head: CaseEntity, rulebook: Rulebook): boolean =>
  head.state !== 'DRAFT' &&
  last.revision === head.revision &&
  last.rulebookHash === rulebook.hash &&
  (JSON.parse(last.answer) as EvaluationAnswer).receipt.engineVersion === ENGINE_VERSION;
