import { ObjectionEntity } from '../../../src/appeals/objection.entity.js';
import { RestorationEntity } from '../../../src/appeals/restoration.entity.js';
import { isPending } from '../../../src/domain/procedure/objection-states.js';
import { isOpenRestoration } from '../../../src/domain/procedure/restoration-states.js';
import type { Previewed } from './judging.js';
import { noticesOf, type HistoryState, type Notice, type Person } from './state.js';

/** Clocks that run for a notice only as long as its score stands. */
const OF_NOTICES = [
  'ISSUE_MEASURE_NOTICE',
  'OBJECTION_PERIOD',
  'SERVE_NOTICE',
  'TELL_INSTITUTION',
  'REMINDER_TALK',
];

type OpenClocks = ReadonlySet<string>;

async function openClocks({ bureau }: HistoryState): Promise<OpenClocks> {
  const rows = await bureau.read.query<{ kind: string; subject: string }[]>(
    'SELECT kind, subject FROM clock WHERE closed_at IS NULL',
  );
  return new Set(rows.map(({ kind, subject }) => `${kind} ${subject}`));
}

function requireClock(open: OpenClocks, clock: string, runs: boolean): void {
  if (open.has(clock) === runs) return;
  throw new Error(`${clock} ${runs ? 'does not run' : 'still runs'}`);
}

/** No clock runs on what is closed; of what waits for a decision one does. */
export async function checkClocks(
  history: HistoryState,
  standings: ReadonlyMap<Person, Previewed>,
): Promise<void> {
  const open = await openClocks(history);
  const { read } = history.bureau;
  for (const { id } of history.objections) {
    const { state } = await read.findOneByOrFail(ObjectionEntity, { id });
    const waits = isPending(state) && state !== 'MONTHS_OPEN' && state !== 'FURTHER_MONTHS_OPEN';
    requireClock(open, `DECIDE_OBJECTION objection/${id}`, waits);
  }
  for (const { id } of history.restorations) {
    const { state } = await read.findOneByOrFail(RestorationEntity, { id });
    requireClock(open, `DECIDE_RESTORATION restoration/${id}`, isOpenRestoration(state));
  }
  for (const notice of noticesOf(history)) checkScore(open, notice, standings.get(notice.person));
  for (const { id, underReview, person, notice, fell } of history.determinations) {
    requireClock(open, `REVIEW_DETERMINATION determination/${id}`, underReview);
    requireClock(open, `ISSUE_NOTICE determination/${id}/${person.code}`, notice === null && !fell);
  }
  for (const { id, withdrawn } of history.cases)
    if (withdrawn) requireClock(open, `DETERMINE_RESPONSIBILITY case/${id}`, false);
}

function checkScore(open: OpenClocks, { id, revoked }: Notice, standing: Previewed | undefined): void {
  const judged = standing?.scores.find((each) => each.id === id)?.measure ?? null;
  const measure = judged?.void === true ? null : judged;
  if (measure?.kind !== 'SUSPENSION') requireClock(open, `CHOOSE_MONTHS score/${id}`, false);
  else if (measure.months === null) requireClock(open, `CHOOSE_MONTHS score/${id}`, true);
  if (measure === null) requireClock(open, `ISSUE_MEASURE_NOTICE notice/${id}`, false);
  if (revoked) for (const kind of OF_NOTICES) requireClock(open, `${kind} notice/${id}`, false);
}

/** Of the whole world: nobody is asked to change what is void or gone, or to restore what does not run. */
export async function checkSites({ bureau }: Pick<HistoryState, 'bureau'>): Promise<void> {
  const stale = await bureau.read.query<object[]>(
    `SELECT clock.kind, clock.subject FROM clock
      WHERE clock.closed_at IS NULL AND clock.kind = 'CHANGE_STATUS' AND EXISTS (
        SELECT 1 FROM site_notice_void void WHERE clock.subject = 'site-notice/' || void.notice_id)`,
  );
  if (stale.length > 0) throw new Error(`clocks on void notices: ${JSON.stringify(stale)}`);
  const windows = await bureau.read.query<object[]>(
    `SELECT clock.subject FROM clock
      WHERE clock.closed_at IS NULL AND clock.kind = 'RESTORATION_WINDOW' AND NOT EXISTS (
        SELECT 1 FROM restriction WHERE restored_on IS NULL AND clock.subject = 'measure/' || restriction.cause)`,
  );
  if (windows.length > 0) throw new Error(`windows of measures that do not run: ${JSON.stringify(windows)}`);
  const questions = await bureau.read.query<object[]>(
    `SELECT clock.subject FROM clock
      WHERE clock.closed_at IS NULL AND clock.kind = 'RESTATE_RESTORATION' AND NOT EXISTS (
        SELECT 1 FROM restriction WHERE kind = 'SUSPENSION' AND clock.subject = 'measure/' || restriction.cause)`,
  );
  if (questions.length > 0) throw new Error(`asked about what does not hold: ${JSON.stringify(questions)}`);
}
