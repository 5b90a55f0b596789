import type { EntityManager } from 'typeorm';
import type { ClocksService } from '../clocks/clocks.module.js';
import { decideRestorationWithin } from '../domain/qualification/restoration-application.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import type { RestorationEntity } from './restoration.entity.js';

export const restorationSubject = (id: string): string => `restoration/${id}`;

/** What the clock is started for. */
interface Awaited {
  readonly head: RestorationEntity;
  /** District code of the agency whose turn it is. */
  readonly office: string;
  readonly review: '初审' | '复审';
}

/**
 * PQ2025:30: the outcome is told by the agency that gave it, within the time for the whole; a warning only (S30).
 * @param office district code of that agency.
 */
export async function awaitTelling(
  tx: EntityManager,
  clocks: ClocksService,
  { head, office }: Pick<Awaited, 'head' | 'office'>,
  rulebook: Rulebook,
  at: string,
): Promise<void> {
  await clocks.close(tx, 'DECIDE_RESTORATION', restorationSubject(head.id), at);
  await clocks.open(
    tx,
    {
      kind: 'TELL_OUTCOME',
      subject: restorationSubject(head.id),
      office,
      officeKind: 'AGENCY',
      title: `将资格恢复申请的结果告知：${head.personCode}`,
      citation: 'PQ2025:30',
      from: head.receivedOn,
      term: { count: decideRestorationWithin(rulebook, head.receivedOn), unit: 'WORKING_DAYS' },
    },
    at,
  );
}

/** PQ2025:30: fifteen working days from receipt to the end, whoever's turn it is; a warning only (S30). */
export async function awaitReview(
  tx: EntityManager,
  clocks: ClocksService,
  { head, office, review }: Awaited,
  rulebook: Rulebook,
  at: string,
): Promise<void> {
  await clocks.open(
    tx,
    {
      kind: 'DECIDE_RESTORATION',
      subject: restorationSubject(head.id),
      office,
      officeKind: 'AGENCY',
      title: `资格恢复申请待${review}：${head.personCode}`,
      citation: 'PQ2025:30',
      from: head.receivedOn,
      term: { count: decideRestorationWithin(rulebook, head.receivedOn), unit: 'WORKING_DAYS' },
    },
    at,
  );
}
