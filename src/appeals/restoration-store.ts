import { In, type EntityManager } from 'typeorm';
import {
  openRestorationSteps,
  restorationAfter,
  type RestorationMove,
  type RestorationState,
} from '../domain/procedure/restoration-states.js';
import type { CalendarDate } from '../domain/shared/calendar-date.js';
import type { Account } from '../identity/identity.module.js';
import { Problem } from '../platform/http/problem.js';
import type { RegistryService } from '../registry/registry.module.js';
import type { InstitutionReviewForm, NewSiteForm } from './restoration.dto.js';
import { RestorationEntity, RestorationStepEntity, type RestorationHappening } from './restoration.entity.js';
import { mayRead, ownCodes } from './restoration-rights.js';

/** What an application stated. */
export interface FilingContent {
  readonly on: CalendarDate;
  /** The earlier day from which it is to count (S31); absent: the day of the approval. */
  readonly countsFrom?: CalendarDate;
  /** The first day on which that could have been applied for; absent of older ones. */
  readonly couldApplyFrom?: CalendarDate;
  readonly reasons: string;
  readonly institutionReview: InstitutionReviewForm | null;
  readonly newSites: readonly NewSiteForm[];
}

export interface SitesContent {
  readonly on: CalendarDate;
  readonly newSites: readonly NewSiteForm[];
}

/** A review, a refusal, a withdrawal, or why nothing is left to restore. */
export interface OpinionContent {
  readonly on: CalendarDate;
  readonly opinion: string;
}

export interface ApprovalContent extends OpinionContent {
  /** The earlier day from which it counts (S31); absent: that of the approval. */
  readonly countsFrom?: CalendarDate;
  /** First day back to normal. */
  readonly effectiveOn: CalendarDate;
  /** Scores and linked measures whose restriction ends. */
  readonly lifted: readonly string[];
}

/** An application with everything done with it. */
export interface WholeRestoration {
  readonly head: RestorationEntity;
  readonly steps: readonly RestorationStepEntity[];
  readonly filing: FilingContent;
}

/** The commitments and registrations made anew, as last supplied. */
export function newSitesOf({ steps, filing }: WholeRestoration): readonly NewSiteForm[] {
  const supplied = steps.findLast(({ step }) => step === 'SUPPLY_SITES');
  return supplied === undefined ? filing.newSites : (JSON.parse(supplied.content) as SitesContent).newSites;
}

export const approvalOf = ({ steps }: WholeRestoration): ApprovalContent | null => {
  const approved = steps.find(({ step }) => step === 'APPROVE');
  return approved === undefined ? null : (JSON.parse(approved.content) as ApprovalContent);
};

/**
 * Loads an application that the account may read.
 * @throws Problem NOT_FOUND, for one that does not exist as for one that is not theirs to see.
 */
export async function loadRestoration(
  manager: EntityManager,
  registry: RegistryService,
  id: string,
  account: Account,
): Promise<WholeRestoration> {
  const head = await manager.findOneBy(RestorationEntity, { id });
  if (
    head === null ||
    !mayRead('restoration.read', account, head, await ownCodes(registry, manager, account))
  )
    throw new Problem('NOT_FOUND', `没有编号为 ${id} 的资格恢复申请。`);
  return wholeOf(manager, head);
}

/** @throws Problem CONFLICT where the step is not open. */
export function requireRestorationStep({ head: { state } }: WholeRestoration, step: RestorationMove): void {
  if (restorationAfter(state, step) !== null) return;
  const open = openRestorationSteps(state);
  throw new Problem(
    'CONFLICT',
    open.length === 0
      ? `此申请已办结（${state}），不能再办理。`
      : `此申请的状态为 ${state}，目前可办理：${open.join('、')}。`,
  );
}

/** Every application about some codes that stands in one of some states, with all that was done with it. */
export async function restorationsOf(
  manager: EntityManager,
  where: { readonly codes: readonly string[]; readonly states: readonly RestorationState[] },
): Promise<WholeRestoration[]> {
  const heads = await manager.find(RestorationEntity, {
    where: { personCode: In([...where.codes]), state: In([...where.states]) },
    order: { recordedAt: 'ASC', id: 'ASC' },
  });
  const found: WholeRestoration[] = [];
  for (const head of heads) found.push(await wholeOf(manager, head));
  return found;
}

/** An application with its history. */
export async function wholeOf(manager: EntityManager, head: RestorationEntity): Promise<WholeRestoration> {
  const steps = await manager.find(RestorationStepEntity, {
    where: { restorationId: head.id },
    order: { sequence: 'ASC' },
  });
  const [first] = steps;
  if (first === undefined) throw new Error(`restoration ${head.id} was never filed`);
  return { head, steps, filing: JSON.parse(first.content) as FilingContent };
}

/** Appends a step and moves the state, inside a change. @throws Problem CONFLICT where the step is not open. */
export async function takeRestorationStep(
  tx: EntityManager,
  whole: WholeRestoration,
  { step, content }: { readonly step: RestorationMove; readonly content: object },
  account: Account,
  at: string,
): Promise<void> {
  requireRestorationStep(whole, step);
  const { head } = whole;
  const state = restorationAfter(head.state, step) ?? head.state;
  await appendRestorationStep(tx, whole, { step, content }, account, at);
  await tx.update(RestorationEntity, { id: head.id }, { state });
}

/** Appends to the history without moving the state, inside a change. */
export async function appendRestorationStep(
  tx: EntityManager,
  { head, steps }: WholeRestoration,
  { step, content }: { readonly step: RestorationHappening; readonly content: object },
  account: Account,
  at: string,
): Promise<void> {
  await tx.insert(RestorationStepEntity, {
    restorationId: head.id,
    sequence: (steps.at(-1)?.sequence ?? 0) + 1,
    step,
    content: JSON.stringify(content),
    office: account.office,
    recordedAt: at,
    actor: account.username,
  });
}
