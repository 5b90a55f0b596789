import type { EntityManager } from 'typeorm';
import {
  objectionAfter,
  type ObjectionState,
  type ObjectionStep,
} from '../domain/procedure/objection-states.js';
import type { Account } from '../identity/identity.module.js';
import type { Json, RecordEntry } from '../platform/database/record-entry.js';
import { Problem } from '../platform/http/problem.js';
import { ObjectionEntity } from './objection.entity.js';
import { ObjectionStepEntity, type ObjectionHappening } from './objection-step.entity.js';
import type { Plain } from './plain.js';
import { recordOf } from './record-of.js';

export const objectionSubject = (id: string): string => `objection/${id}`;

const STATE_WORDS: Readonly<Record<ObjectionState, string>> = {
  SUPPLEMENT_ASKED: '待补正',
  FILED: '已收件',
  ACCEPTED: '已受理',
  REFERRED: '已报市经办机构',
  DETERMINER_HEARD: '已听取责任认定部门意见',
  FIRST_REFUSED: '初审不同意',
  MONTHS_OPEN: '已决定，暂停月数待选定',
  DECIDED: '已办结',
  FURTHER_OBJECTED: '已移交同级行政部门',
  FURTHER_MONTHS_OPEN: '行政部门已处理，暂停月数待选定',
  CLOSED: '已终结',
  WITHDRAWN: '已撤回',
};

/** Something that happens to an objection. */
export interface Happening {
  /** The step of the table that it takes. */
  readonly takes: ObjectionStep;
  /** What the history calls it. */
  readonly as: ObjectionHappening;
  /** What was stated. */
  readonly content: object;
  /** Of it what goes into the record: no words about people. */
  readonly told?: Json;
  /** What else becomes of the objection. */
  readonly change?: Partial<Pick<ObjectionEntity, 'missing' | 'monthsOpen' | 'standingFor' | 'filedBy'>>;
}

/** An objection with its history. */
export interface WholeObjection {
  readonly head: ObjectionEntity;
  readonly steps: readonly ObjectionStepEntity[];
}

export const stepsOf = (manager: EntityManager, objectionId: string): Promise<ObjectionStepEntity[]> =>
  manager.find(ObjectionStepEntity, { where: { objectionId }, order: { sequence: 'ASC' } });

/** What was stated at the last step of a kind; null where there was none. */
export function lastOf(steps: readonly ObjectionStepEntity[], kind: ObjectionHappening): unknown {
  const last = steps.filter(({ step }) => step === kind).at(-1);
  return last === undefined ? null : (JSON.parse(last.content) as unknown);
}

/**
 * The state that a step leads to.
 * @throws Problem CONFLICT when the step is not open.
 */
export function requireObjectionStep(
  { route, state }: Pick<ObjectionEntity, 'route' | 'state'>,
  takes: ObjectionStep,
): ObjectionState {
  const next = objectionAfter(route, state, takes);
  if (next === null) throw new Problem('CONFLICT', `申诉${STATE_WORDS[state]}，此时不能办理此步。`);
  return next;
}

/**
 * Appends what happened, and moves the objection on.
 * @param by who did it; a username alone where it followed from a change elsewhere.
 * @returns the objection as it stands then.
 * @throws Problem CONFLICT when the step is not open.
 */
export async function moveOn(
  tx: EntityManager,
  head: Plain<ObjectionEntity>,
  { takes, as, content, change = {} }: Happening,
  by: Account | { readonly username: string },
  at: string,
): Promise<ObjectionEntity> {
  const state = requireObjectionStep(head, takes);
  await appendStep(tx, head.id, { step: as, state, content }, by, at);
  const moved = { ...head, ...change, state, changedAt: at };
  await tx.update(ObjectionEntity, { id: head.id }, { ...change, state, changedAt: at });
  return moved;
}

/** Appends a line to the history without moving the objection. */
export async function appendStep(
  tx: EntityManager,
  objectionId: string,
  { step, state, content }: { step: ObjectionHappening; state: ObjectionState; content: object },
  by: Account | { readonly username: string },
  at: string,
): Promise<void> {
  const last = (await tx.maximum(ObjectionStepEntity, 'sequence', { objectionId })) ?? 0;
  await tx.insert(ObjectionStepEntity, {
    objectionId,
    sequence: last + 1,
    step,
    state,
    content: JSON.stringify(content),
    recordedAt: at,
    actor: by.username,
    office: 'office' in by ? by.office : null,
  });
}

/** The line in the record of something that happened to an objection. */
export const happenedLine = (
  account: Account,
  before: Pick<ObjectionEntity, 'id' | 'state'> | null,
  after: ObjectionEntity,
  { as, told }: Pick<Happening, 'as' | 'told'>,
): RecordEntry =>
  recordOf(account, {
    action: `OBJECTION_${as}`,
    subject: objectionSubject(after.id),
    before: before === null ? null : { state: before.state },
    after: { state: after.state, notice: after.noticeId, stated: told ?? null },
  });
