import { ObjectionEntity } from '../../../src/appeals/objection.entity.js';
import { standingFilings } from '../../../src/appeals/objection-parties.js';
import { ObjectionStepEntity } from '../../../src/appeals/objection-step.entity.js';
import { openObjectionSteps, type ObjectionStep } from '../../../src/domain/procedure/objection-states.js';
import { daysAfter } from './days.js';
import { canRaise, handler, raise, type AtHand } from './deciding.js';
import { ACTS, file, fileFor, handing } from './objection-acts.js';
import type { Operation } from './operation.js';
import { standingNotices, type HistoryState, type Notice } from './state.js';
import { tellingBody, type OutcomeTold } from './telling.js';
import { objectionBody } from '../appeals.js';

/** Tells one of those who are still to be told of the outcome (PQ2025:37). */
async function tell({ bureau }: HistoryState, id: string): Promise<void> {
  const path = `/objections/${id}`;
  const { outcomeTold } = await bureau.told<OutcomeTold>('auditor', 'GET', path);
  const [recipient] = outcomeTold?.untold ?? [];
  if (recipient === undefined) return;
  await bureau.attempt({
    kind: 'OBJECTION_TOLD',
    username: 'district-agency',
    path: `${path}/outcome-tellings`,
    body: tellingBody(recipient, bureau.day),
    line: 'OBJECTION_OUTCOME_TOLD',
  });
}

/** Calendar days in which five working days are surely over, and the last day from which that is certain (S34). */
const LONG_OVER = 25;
const CERTAIN = '2026-12-01';

/** Whether the time is over by every receipt that there is; before the receipt that counts it has not begun (S16). */
function isLate({ bureau, world }: HistoryState, { received }: Notice): boolean {
  const { INSTITUTION: institution, PERSON: person } = received;
  const counts = world.objectionFrom;
  const begun =
    counts === 'LATER' ? institution !== undefined && person !== undefined : received[counts] !== undefined;
  const last = [institution, person]
    .flatMap((each) => (each === undefined ? [] : [each.on]))
    .sort()
    .at(-1);
  return begun && last !== undefined && last < CERTAIN && bureau.day > daysAfter(last, LONG_OVER);
}

const DECIDED: readonly string[] = ['FIRST_REFUSED', 'DECIDED', 'CLOSED'];

async function atHandOf({ bureau }: HistoryState, id: string): Promise<Omit<AtHand, 'notice'>> {
  const objection = await bureau.read.findOneByOrFail(ObjectionEntity, { id });
  const steps = await bureau.read.find(ObjectionStepEntity, {
    where: { objectionId: id },
    order: { sequence: 'ASC' },
  });
  return { objection, sides: standingFilings(steps).map(({ filedBy }) => filedBy) };
}

const JOINING: readonly ObjectionStep[] = ['JOIN', 'JOIN_IN_PART', 'JOIN_FURTHER'];

/** Whether somebody can make a step that the table leaves open. */
function canMake(step: ObjectionStep, { sides, notice }: AtHand): boolean {
  if (step === 'OBJECT_FURTHER') return !notice.revoked;
  if (step === 'LEAVE') return sides.length > 1;
  if (step === 'WITHDRAW') return sides.length === 1;
  return !JOINING.includes(step) || sides.length === 1;
}

/** What both sides and the offices can do now about objections. */
export async function objectionOperations(history: HistoryState): Promise<Operation[]> {
  const { objections } = history;
  const standing: AtHand[] = [];
  for (const { id, notice } of objections) standing.push({ ...(await atHandOf(history, id)), notice });
  const operations: Operation[] = [];
  for (const atHand of standing) {
    const { id, route, state } = atHand.objection;
    if (DECIDED.includes(state)) operations.push({ weight: 0.5, run: () => tell(history, id) });
    for (const step of openObjectionSteps(route, state)) {
      const made = ACTS[step];
      if (made === undefined || !canMake(step, atHand)) continue;
      operations.push({ weight: made.weight, run: (chance) => made.act(history, atHand, chance) });
    }
    if (state === 'DETERMINER_HEARD' && !atHand.notice.handledBy.has(handler(atHand)) && canRaise(atHand))
      operations.push({ weight: 0.8, run: () => raise(history, atHand) });
  }
  const raised = await everRaised(history);
  const objected = new Map(
    standing.filter(({ objection: { state } }) => state !== 'WITHDRAWN').map((each) => [each.notice, each]),
  );
  for (const notice of standingNotices(history)) {
    const already = objected.get(notice);
    // Whether a raised notice is late, or free to object to again, goes by who was told of the raise when.
    if (raised.has(notice.id))
      operations.push({ weight: 0.5, run: (chance) => file(history, notice, chance) });
    else if (already !== undefined && isHeardAlone(already))
      operations.push({ weight: 0.8, run: () => fileAsOther(history, already) });
    if (raised.has(notice.id)) continue;
    if (already !== undefined) operations.push({ weight: 0.3, run: () => fileAgain(history, already) });
    else if (isLate(history, notice)) operations.push({ weight: 0.3, run: () => fileLate(history, notice) });
    else operations.push({ weight: 3, run: (chance) => file(history, notice, chance) });
  }
  return operations;
}

/** Ids of the notices that carried more at some time by what was decided of something else. */
async function everRaised({ bureau }: HistoryState): Promise<ReadonlySet<string>> {
  const rows = await bureau.read.query<{ id: string }[]>(
    `SELECT DISTINCT notice_id AS id FROM notice_event WHERE event = 'RAISED'`,
  );
  return new Set(rows.map(({ id }) => id));
}

/** Decided by the agency on the objection of one side: the other has its own time (PQ2025:34). */
const isHeardAlone = ({ objection: { state, standingFor }, sides }: AtHand): boolean =>
  standingFor !== null && sides.length === 1 && ['FIRST_REFUSED', 'MONTHS_OPEN', 'DECIDED'].includes(state);

const fileAsOther = (history: HistoryState, { sides, notice }: AtHand): Promise<void> =>
  fileFor(history, notice, sides[0] === 'PERSON' ? 'INSTITUTION' : 'PERSON', {});

const fileLate = ({ bureau }: HistoryState, { id }: Notice): Promise<void> =>
  bureau.transgress({
    kind: 'LATE_OBJECTION',
    username: 'hospital',
    path: '/objections',
    body: objectionBody(id, bureau.day),
    code: 'OBJECTION_LATE',
  });

/** The same side once more. */
const fileAgain = ({ bureau }: HistoryState, { sides, notice }: AtHand): Promise<void> => {
  const filedBy = sides[0] ?? 'INSTITUTION';
  return bureau.transgress({
    kind: 'SECOND_OBJECTION',
    username: handing(filedBy, notice),
    path: '/objections',
    body: objectionBody(notice.id, bureau.day, { filedBy }),
    code: 'CONFLICT',
  });
};
