import type { Chance } from './chance.js';
import { daysBefore } from './days.js';
import { determiningOperations, WORDS } from './determining.js';
import { judged, supposed } from './judging.js';
import { otherThan } from './offices.js';
import type { Operation } from './operation.js';
import {
  findingForms,
  happened,
  standingNotices,
  type Determination,
  type HistoryState,
  type Notice,
} from './state.js';
import { numbered, servedOn, type Told } from '../scoring.js';

const scorerOf = ({ ofCity, late }: Determination): string =>
  ofCity ? 'city-agency' : late ? 'district-agency-2' : 'district-agency';

/** What a notice would be judged as, were it issued now. */
async function wouldBe(history: HistoryState, determination: Determination, months?: number) {
  const { person, pointsDay, findings } = determination;
  const event = {
    type: 'SCORE',
    id: 'next',
    effectiveOn: pointsDay,
    issuedOn: history.bureau.day,
    inspectionId: 'next',
    findings: findingForms(findings),
    ...(months !== undefined && { months }),
  };
  const preview = await supposed(history, person, [event]);
  return preview?.scores.find(({ id }) => id === 'next')?.measure ?? null;
}

interface IssuedNotice extends Told {
  readonly now: { readonly measure: { readonly kind: string } | null };
}

/** Issues the notice, with the months that the user sees are needed. */
async function issue(history: HistoryState, determination: Determination, chance: Chance): Promise<void> {
  const { bureau } = history;
  const { id, person, findings, pointsDay } = determination;
  const by = scorerOf(determination);
  const allowed = (await wouldBe(history, determination))?.allowedMonths;
  const path = `/scoring/determinations/${id}/notices`;
  const bare = { personCode: person.code, number: numbered('记') };
  if (allowed !== undefined && chance.oneIn(6))
    await bureau.transgress({
      kind: 'NOTICE_WITHOUT_MONTHS',
      username: by,
      path,
      body: bare,
      code: 'MONTHS_REQUIRED',
    });
  const months =
    allowed === undefined ? undefined : allowed.min + chance.below(allowed.max - allowed.min + 1);
  const told = await bureau.attempt<IssuedNotice>({
    kind: 'NOTICE_ISSUED',
    username: by,
    path,
    body: { ...bare, ...(months !== undefined && { months, monthsReasons: '情节一般' }) },
    line: 'SCORE_NOTICE_ISSUED',
  });
  if (told === null) return;
  const issuedOn = bureau.day;
  const notice: Notice = {
    id: told.id,
    determination,
    person,
    by,
    handledBy: new Set([by]),
    issuedOn,
    findings,
    received: {},
    revoked: false,
    words: WORDS,
  };
  determination.notice = notice;
  happened(history, person, {
    type: 'SCORE',
    id: told.id,
    notice,
    effectiveOn: pointsDay,
    issuedOn,
    inspectionId: id,
    findings: findingForms(findings),
    ...(months !== undefined && { months }),
  });
}

async function serve(
  history: HistoryState,
  notice: Notice,
  recipient: 'INSTITUTION' | 'PERSON',
): Promise<void> {
  const { day } = history.bureau;
  const told = await history.bureau.attempt({
    kind: recipient === 'PERSON' ? 'PERSON_SERVED' : 'NOTICE_SERVED',
    username: notice.by,
    path: `/scoring/notices/${notice.id}/service`,
    body: servedOn(day, { recipient }),
    line: 'SCORE_NOTICE_SERVED',
  });
  if (told !== null) notice.received[recipient] = { on: day, by: notice.by };
}

/** The day of receipt, corrected by somebody else. */
async function correctService(history: HistoryState, notice: Notice, chance: Chance): Promise<void> {
  const received = notice.received.INSTITUTION;
  if (received === undefined) return;
  const by = otherThan(received.by);
  const earlier = daysBefore(received.on, 1);
  const on = earlier >= notice.issuedOn && chance.oneIn(2) ? earlier : received.on;
  const told = await history.bureau.attempt({
    kind: 'SERVICE_CORRECTED',
    username: by,
    path: `/scoring/notices/${notice.id}/service`,
    body: servedOn(on, { correction: { reason: '回证日期抄错' } }),
    line: 'SCORE_NOTICE_SERVED',
  });
  if (told === null) return;
  notice.received.INSTITUTION = { on, by };
  notice.handledBy.add(by);
}

const isServed = ({ received }: Notice): boolean => received.INSTITUTION !== undefined;

/** Scores whose months are open, or no longer fit (S12, S31). */
async function monthsToChoose(history: HistoryState): Promise<Notice[]> {
  const rows = await history.bureau.read.query<{ subject: string }[]>(
    `SELECT subject FROM clock WHERE kind = 'CHOOSE_MONTHS' AND closed_at IS NULL`,
  );
  const open = new Set(rows.map(({ subject }) => subject));
  return standingNotices(history).filter(({ id }) => open.has(`score/${id}`));
}

async function choose(history: HistoryState, notice: Notice, chance: Chance): Promise<void> {
  const { bureau } = history;
  const score = (await judged(history, notice.person)).scores.find(({ id }) => id === notice.id);
  const allowed = score?.measure?.allowedMonths;
  if (allowed === undefined) throw new Error(`months to choose without a suspension: ${notice.id}`);
  const path = `/scoring/notices/${notice.id}/months`;
  if (chance.oneIn(2))
    await bureau.transgress({
      kind: 'MONTHS_OUT_OF_RANGE',
      username: notice.by,
      path,
      body: { months: allowed.max + 1, reasons: '情节一般' },
      code: 'MONTHS_OUT_OF_RANGE',
    });
  const months = allowed.min + chance.below(allowed.max - allowed.min + 1);
  const told = await bureau.attempt({
    kind: 'MONTHS_CHOSEN',
    username: notice.by,
    path,
    body: { months, reasons: '情节一般' },
    line: 'SUSPENSION_MONTHS_CHOSEN',
  });
  if (told !== null)
    happened(history, notice.person, { type: 'MONTHS', on: bureau.day, scoreId: notice.id, months });
}

async function paper(history: HistoryState, notice: Notice): Promise<void> {
  await history.bureau.attempt({
    kind: 'MEASURE_PAPER',
    username: notice.by,
    path: `/scoring/notices/${notice.id}/measure-notice`,
    body: { number: numbered('暂') },
    line: 'MEASURE_NOTICE_ISSUED',
  });
}

/** A clerical error in the paper, which judges nothing anew. */
async function correctPaper(history: HistoryState, notice: Notice): Promise<void> {
  const becomes = `${notice.words}等`;
  const conductId = notice.determination.findings[0]?.['conductId'];
  const told = await history.bureau.attempt({
    kind: 'PAPER_CORRECTED',
    username: notice.by,
    path: `/scoring/notices/${notice.id}/corrections`,
    body: {
      number: numbered('更'),
      of: [{ field: 'CONDUCT', conductId, was: notice.words, becomes }],
      reason: '笔误',
    },
    line: 'SCORE_NOTICE_CORRECTED',
  });
  if (told !== null) notice.words = becomes;
}

/** What offices that determine and score can do now. */
export async function scoringOperations(history: HistoryState): Promise<Operation[]> {
  const { bureau, determinations } = history;
  const notices = standingNotices(history);
  const unnoticed = determinations.filter(
    ({ notice, fell, underReview }) => notice === null && !fell && !underReview,
  );
  const unserved = notices.filter((notice) => !isServed(notice));
  const personUnserved = notices.filter(({ received }) => received.PERSON === undefined);
  const served = notices.filter(isServed);
  const open = await monthsToChoose(history);
  const operations = determiningOperations(history);
  const each = <T>(
    list: readonly T[],
    weight: number,
    run: (one: T, chance: Chance) => Promise<void>,
  ): void => {
    if (list.length > 0) operations.push({ weight, run: (chance) => run(chance.of(list), chance) });
  };
  each(unnoticed, 9, (one, chance) => issue(history, one, chance));
  each(unserved, 9, (one) => serve(history, one, 'INSTITUTION'));
  each(personUnserved, 1.5, (one) => serve(history, one, 'PERSON'));
  each(served, 0.4, (one, chance) => correctService(history, one, chance));
  each(open, 9, (one, chance) => choose(history, one, chance));
  each(notices, 0.7, (one) => correctPaper(history, one));
  each(served, 1.2, (one) => paper(history, one));
  each(notices, 0.4, ({ by, determination: { id }, person }) =>
    bureau.transgress({
      kind: 'SECOND_NOTICE',
      username: by,
      path: `/scoring/determinations/${id}/notices`,
      body: { personCode: person.code, number: numbered('记') },
      code: 'DUPLICATE_ID',
    }),
  );
  each(served, 0.4, ({ by, id }) =>
    bureau.transgress({
      kind: 'SERVED_TWICE',
      username: by,
      path: `/scoring/notices/${id}/service`,
      body: servedOn(bureau.day),
      code: 'CONFLICT',
    }),
  );
  return operations;
}
