import type { Chance } from './chance.js';
import { milder } from './milder.js';
import type { Operation } from './operation.js';
import {
  findingForms,
  forgetLinked,
  happened,
  type Case,
  type Determination,
  type HistoryState,
  type Notice,
} from './state.js';
import { daysAfter } from './days.js';
import { numbered, type FindingBody } from '../scoring.js';

/** A score revoked from the start, with what came with it. */
export function revoked(history: HistoryState, notice: Notice): void {
  if (notice.revoked) return;
  notice.revoked = true;
  happened(history, notice.person, { type: 'REVOKE', on: history.bureau.day, scoreId: notice.id });
  forgetLinked(notice.determination);
}

/** A score with other findings from the start; who is no longer principally responsible is freed of the linked measure. */
export function revised(history: HistoryState, notice: Notice, findings: readonly FindingBody[]): void {
  notice.findings = findings;
  happened(history, notice.person, {
    type: 'REVISE',
    on: history.bureau.day,
    scoreId: notice.id,
    findings: findingForms(findings),
  });
  if (!findings.some(asPrincipal)) forgetLinked(notice.determination);
}

const asPrincipal = ({ degree }: FindingBody): boolean => degree === 'PRINCIPAL';

function fell(history: HistoryState, determination: Determination): void {
  determination.fell = true;
  determination.underReview = false;
  if (determination.notice !== null) revoked(history, determination.notice);
  else forgetLinked(determination);
}

const resting = ({ determinations }: HistoryState, decided: Case): Determination[] =>
  determinations.filter((each) => each.case === decided);

const reversal = (kind: 'WITHDRAWN' | 'CHANGED', on: string): object => ({
  kind,
  by: 'RECONSIDERATION',
  documentNo: numbered('京政复'),
  on,
  reasons: '事实不清',
});

async function withdraw(history: HistoryState, decided: Case): Promise<void> {
  const { bureau } = history;
  const path = `/cases/${decided.id}/decision/reversal`;
  const body = reversal('WITHDRAWN', bureau.day);
  const told = await bureau.attempt({
    kind: 'CASE_WITHDRAWN',
    username: decided.by,
    path,
    body,
    line: 'DECISION_WITHDRAWN',
  });
  if (told === null) return;
  for (const determination of resting(history, decided)) fell(history, determination);
  decided.withdrawn = true;
  await bureau.transgress({ kind: 'WITHDRAWN_TWICE', username: decided.by, path, body, code: 'CONFLICT' });
}

async function change(history: HistoryState, decided: Case): Promise<void> {
  const { bureau } = history;
  const told = await bureau.attempt({
    kind: 'CASE_CHANGED',
    username: decided.by,
    path: `/cases/${decided.id}/decision/reversal`,
    body: reversal('CHANGED', bureau.day),
    line: 'DECISION_CHANGED',
  });
  if (told === null) return;
  for (const determination of history.determinations.filter((each) => each.case === decided))
    determination.underReview = true;
}

/** Whoever determined looks at it again: kept, revised or revoked (PQ2025:16). */
async function review(history: HistoryState, determination: Determination, chance: Chance): Promise<void> {
  const { bureau } = history;
  const outcome = chance.of(['KEPT', 'REVISED', 'REVISED', 'REVOKED'] as const);
  const { notice } = determination;
  const findings = milder(notice?.findings ?? determination.findings, chance);
  const told = await bureau.attempt({
    kind: `REVIEW_${outcome}`,
    username: determination.ofCity ? 'city-bureau' : 'district-agency',
    path: `/scoring/determinations/${determination.id}/review`,
    body: { outcome, reasons: '复核意见', ...(outcome === 'REVISED' && { findings }) },
    line: 'DETERMINATION_REVIEWED',
  });
  if (told === null) return;
  determination.underReview = false;
  if (outcome === 'REVOKED') fell(history, determination);
  if (outcome !== 'REVISED') return;
  if (notice !== null) revised(history, notice, findings);
  else {
    determination.fell = true;
    if (!findings.some(asPrincipal)) forgetLinked(determination);
  }
}

/** Suspends the principally responsible with the institution (PQ2025:27, S25). */
async function link(history: HistoryState, determination: Determination, chance: Chance): Promise<void> {
  const { bureau } = history;
  const { day } = bureau;
  const to = chance.oneIn(2) ? undefined : daysAfter(day, 20 + chance.below(160));
  const told = await bureau.attempt<{ id: string; kind: string }>({
    kind: 'LINKED',
    username: 'district-agency',
    path: `/scoring/determinations/${determination.id}/linked-measures`,
    body: {
      personCode: determination.person.code,
      from: day,
      reasons: '负主要责任',
      ...(to !== undefined && { to }),
    },
    line: 'LINKED_MEASURE_DECIDED',
  });
  if (told === null) return;
  determination.linkedId = told.id;
  happened(history, determination.person, {
    type: 'LINKED',
    id: told.id,
    on: day,
    kind: told.kind,
    from: day,
    ...(to !== undefined && { to }),
  });
}

/** The last day of the institution's own measure is known since (S19, S25). */
async function endLinked(history: HistoryState, determination: Determination, chance: Chance): Promise<void> {
  const { bureau } = history;
  const { id, linkedId, person } = determination;
  const kept = person.events.findIndex(({ event }) => event.id === linkedId);
  const linked = person.events[kept];
  if (linked === undefined) throw new Error(`no linked measure ${linkedId ?? ''}`);
  const lastDay = daysAfter(bureau.day, chance.below(60));
  const told = await bureau.attempt({
    kind: 'LINKED_LAST_DAY',
    username: chance.of(['district-agency', 'district-agency-2']),
    path: `/scoring/determinations/${id}/linked-measures/${linkedId ?? ''}/last-day`,
    body: { lastDay, documentNo: '恢1', reasons: '协议恢复' },
    line: 'LINKED_MEASURE_LAST_DAY_RECORDED',
  });
  if (told !== null) person.events[kept] = { ...linked, event: { ...linked.event, to: lastDay } };
}

/** Whether a linked measure has no last day. */
const isEndless = ({ linkedId, person: { events }, fell: gone }: Determination): boolean =>
  !gone && events.some(({ event }) => linkedId !== null && event.id === linkedId && !('to' in event));

const isPrincipal = ({ notice, findings }: Determination): boolean =>
  (notice?.findings ?? findings).some(({ degree }) => degree === 'PRINCIPAL');

/** What can become now of the decisions that determinations rest on. */
export function groundOperations(history: HistoryState): Operation[] {
  const standing = history.cases.filter(({ withdrawn }) => !withdrawn);
  const underReview = history.determinations.filter((each) => each.underReview);
  const linkable = history.determinations.filter(
    (each) =>
      each.case?.suspendsAgreement === true && !each.fell && each.linkedId === null && isPrincipal(each),
  );
  const operations: Operation[] = [];
  const each = <T>(
    list: readonly T[],
    weight: number,
    run: (one: T, chance: Chance) => Promise<void>,
  ): void => {
    if (list.length > 0) operations.push({ weight, run: (chance) => run(chance.of(list), chance) });
  };
  each(standing, 0.5, (one) => withdraw(history, one));
  each(standing, 0.9, (one) => change(history, one));
  each(underReview, 5, (one, chance) => review(history, one, chance));
  const lasting = history.determinations.filter((one) => isEndless(one));
  each(lasting, 4, (one, chance) => endLinked(history, one, chance));
  each(linkable, 4, (one, chance) => link(history, one, chance));
  return operations;
}
