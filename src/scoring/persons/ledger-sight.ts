import { In, type EntityManager } from 'typeorm';
import { historyTrace, type HistoryTraceEntry } from '../../domain/qualification/history-trace.js';
import type { History } from '../../domain/qualification/history.js';
import type { Span } from '../../domain/qualification/timeline.js';
import type { Account } from '../../identity/identity.module.js';
import { NoticeEventEntity } from '../notices/notice-event.entity.js';
import { papersOfIds, type Papers } from './fact-papers.js';

const ELSEWHERE = '另一执业点';

/** Whether an account reads the paper of an id: a score's notice or a linked measure. */
export type SeesPaper = (id: string) => boolean;

/** An institution reads its own papers, a notice once it was served; every office reads all. */
export async function sightOfPapers(
  manager: EntityManager,
  { notices, siteOfLinked }: Papers,
  { role, office }: Account,
): Promise<SeesPaper> {
  if (role !== 'INSTITUTION_CLERK') return () => true;
  const own = [...notices.values()].filter(({ institution }) => institution === office).map(({ id }) => id);
  const events = await manager.findBy(NoticeEventEntity, { noticeId: In(own), event: 'SERVED' });
  const served = new Set(events.map(({ noticeId }) => noticeId));
  return (id) => served.has(id) || siteOfLinked.get(id) === office;
}

/** As {@link sightOfPapers}, of scores and linked measures by their ids. */
export const sightOfIds = async (
  manager: EntityManager,
  ids: readonly string[],
  account: Account,
): Promise<SeesPaper> => sightOfPapers(manager, await papersOfIds(manager, ids), account);

/** A restricted span; what lies elsewhere is told as that and no more. */
export const spanSeen = <S extends Pick<Span, 'causes'>>(
  span: S,
  sees: SeesPaper,
): Omit<S, 'causes'> & { readonly causes: string[] } => ({
  ...span,
  causes: [...new Set(span.causes.map((cause) => (sees(cause) ? cause : ELSEWHERE)))],
});

/** The trace of the scores seen; whoever reads every paper reads it whole. */
export function traceSeen(history: History, { role }: Account, sees: SeesPaper): HistoryTraceEntry[] {
  if (role !== 'INSTITUTION_CLERK') return historyTrace(history);
  const scores = history.standing.scores.filter(({ id }) => sees(id));
  return historyTrace({
    ...history,
    standing: { ...history.standing, scores, repairs: [], restorations: [] },
  });
}
