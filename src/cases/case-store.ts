import type { EntityManager } from 'typeorm';
import { stateAfter, type CaseState, type CaseStep } from '../domain/procedure/case-states.js';
import type { Account } from '../identity/identity.module.js';
import { Problem } from '../platform/http/problem.js';
import type { CaseForm } from './case.dto.js';
import { CaseEntity } from './case.entity.js';
import { CaseEvaluationEntity } from './case-evaluation.entity.js';
import { CaseEventEntity, type CaseEvent } from './case-event.entity.js';
import { CaseRevisionEntity } from './case-revision.entity.js';
import { maySee } from './case-rights.js';

/** A case with the facts of its newest revision. */
export interface LoadedCase {
  readonly head: CaseEntity;
  readonly content: CaseForm;
}

/**
 * Loads a case the account may see.
 * @throws Problem NOT_FOUND, for one that does not exist as for one that is not theirs to see.
 */
export async function loadCase(manager: EntityManager, id: string, account: Account): Promise<LoadedCase> {
  const head = await manager.findOneBy(CaseEntity, { id });
  if (head === null || !maySee(account, head.district))
    throw new Problem('NOT_FOUND', `没有编号为 ${id} 的案件。`);
  const revision = await manager.findOneByOrFail(CaseRevisionEntity, { caseId: id, revision: head.revision });
  return { head, content: JSON.parse(revision.content) as CaseForm };
}

export const evaluationsOf = (manager: EntityManager, caseId: string): Promise<CaseEvaluationEntity[]> =>
  manager.find(CaseEvaluationEntity, { where: { caseId }, order: { sequence: 'ASC' } });

export const eventsOf = (manager: EntityManager, caseId: string): Promise<CaseEventEntity[]> =>
  manager.find(CaseEventEntity, { where: { caseId }, order: { sequence: 'ASC' } });

const STEP_WORDS: Readonly<Record<CaseStep, string>> = {
  REVISE: '修改',
  EVALUATE: '评估',
  PROPOSE: '提出处罚建议',
  DECIDE: '记录决定',
};

const STATE_WORDS: Readonly<Record<CaseState, string>> = {
  DRAFT: '草稿',
  EVALUATED: '已评估',
  PROPOSED: '已提出建议',
  DECIDED: '已决定',
};

/**
 * The state that a step leads to.
 * @throws Problem CONFLICT when the step is not open in the case's state.
 */
export function requireStep({ track, state }: CaseEntity, step: CaseStep): CaseState {
  const next = stateAfter(track, state, step);
  if (next === null)
    throw new Problem('CONFLICT', `案件${STATE_WORDS[state]}，此时不能${STEP_WORDS[step]}。`);
  return next;
}

interface NewEvent {
  readonly event: CaseEvent;
  readonly number?: string;
  readonly content: object;
}

/** Appends an event to a case. */
export async function appendEvent(
  tx: EntityManager,
  caseId: string,
  { event, number, content }: NewEvent,
  at: string,
  account: Account,
): Promise<CaseEventEntity> {
  const last = (await tx.maximum(CaseEventEntity, 'sequence', { caseId })) ?? 0;
  const row: CaseEventEntity = {
    caseId,
    sequence: last + 1,
    event,
    number: number ?? null,
    content: JSON.stringify(content),
    at,
    actor: account.username,
  };
  await tx.insert(CaseEventEntity, row);
  return row;
}
