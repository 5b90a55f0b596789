import { RepairEntity } from '../../../src/appeals/repair.entity.js';
import type { Chance } from './chance.js';
import type { OperationKind } from './kinds.js';
import type { Operation } from './operation.js';
import { sitesOf } from './registering.js';
import { daysBefore } from './days.js';
import { otherThan } from './offices.js';
import {
  happened,
  noticesOf,
  standingNotices,
  type Handed,
  type HistoryState,
  type Person,
  type Training,
} from './state.js';
import { HOSPITAL, numbered, type Told } from '../scoring.js';

interface Counted {
  readonly on: string;
  readonly deducted: number;
}

interface Repair extends Told {
  readonly state: string;
  readonly route: 'TRAINING' | 'ACTIVITY';
  readonly level: string | null;
  readonly counted: Counted | null;
}

interface Payout {
  readonly items: readonly {
    readonly personCode: string;
    readonly repairId: string | null;
    readonly countedOn: string | null;
  }[];
}

const LEVELS = ['DISTRICT', 'MUNICIPAL', 'NATIONAL'] as const;

/** A training, or an activity of some level. */
const heldAs = (chance: Chance): { kind: 'TRAINING' | 'ACTIVITY'; level?: string } =>
  chance.oneIn(2) ? { kind: 'TRAINING' } : { kind: 'ACTIVITY', level: chance.of(LEVELS) };

async function record(history: HistoryState, chance: Chance): Promise<void> {
  const { bureau, people } = history;
  const present = people.filter(() => !chance.oneIn(4));
  const on = daysBefore(bureau.day, chance.below(4));
  const by = chance.of(['city-agency', 'district-agency']);
  const told = await bureau.attempt<Told>({
    kind: 'TRAINING_RECORDED',
    username: by,
    path: '/trainings',
    body: {
      ...heldAs(chance),
      title: '医保政策培训',
      on,
      organiser: '市医疗保障事务管理中心',
      documentNo: numbered('培训'),
      personCodes: (present.length > 0 ? present : people).map(({ code }) => code),
    },
    line: 'TRAINING_RECORDED',
  });
  if (told === null) return;
  history.trainings.push({ id: told.id, on, by, present: new Set(present.length > 0 ? present : people) });
}

async function correctAttendance(history: HistoryState, training: Training, chance: Chance): Promise<void> {
  const person = chance.of(history.people);
  const present = !training.present.has(person);
  const told = await history.bureau.attempt({
    kind: 'ATTENDANCE_CORRECTED',
    username: training.by,
    path: `/trainings/${training.id}/attendance`,
    body: { personCode: person.code, present, reason: '签到有误' },
    line: 'ATTENDANCE_CORRECTED',
  });
  if (told === null) return;
  if (present) training.present.add(person);
  else training.present.delete(person);
}

/** A repair that was granted, as it was told. */
function granted(history: HistoryState, person: Person, { id, route, level, counted }: Repair): void {
  if (counted === null) throw new Error(`repair ${id} granted without a day`);
  happened(history, person, { type: 'REPAIR', on: counted.on, route, ...(level !== null && { level }) });
}

async function payOut(history: HistoryState, training: Training): Promise<void> {
  const { bureau, people } = history;
  const told = await bureau.attempt<Payout>({
    kind: 'TRAINING_PAID_OUT',
    username: training.by === 'district-agency' ? 'district-agency-2' : 'district-agency',
    path: `/trainings/${training.id}/payout`,
    body: { opinion: '有效参与' },
    line: 'TRAINING_PAID_OUT',
  });
  for (const { personCode, repairId } of told?.items ?? []) {
    const person = people.find(({ code }) => code === personCode);
    if (repairId === null || person === undefined) continue;
    granted(history, person, await bureau.told<Repair>('auditor', 'GET', `/repairs/${repairId}`));
  }
}

async function file(history: HistoryState, person: Person, since: string, chance: Chance): Promise<void> {
  const { bureau, trainings } = history;
  const { day } = bureau;
  const { at } = await sitesOf(history, person);
  const by = at[0] === HOSPITAL && at.length === 1 && chance.oneIn(2) ? 'hospital' : 'district-agency';
  const held = trainings.filter(({ present }) => present.has(person));
  const { kind: route, level } = heldAs(chance);
  const lately = daysBefore(day, chance.below(20));
  const on = lately < since && !chance.oneIn(8) ? since : lately;
  const activity = { route, level, on, evidence: ['结业证书'] };
  const ground = held.length > 0 && chance.oneIn(2) ? { trainingId: chance.of(held).id } : { activity };
  const told = await bureau.attempt<Told>({
    kind: 'REPAIR_FILED',
    username: by,
    path: '/repairs',
    body: {
      personCode: person.code,
      ...ground,
      reasons: '已参加学习',
      institutionReview: { agreed: true, on: day, opinion: '同意' },
    },
    line: 'REPAIR_FILED',
  });
  if (told !== null) history.repairs.push({ id: told.id, person, by });
}

async function assess(
  history: HistoryState,
  { id, person, by }: Handed & { by: string },
  accepted: boolean,
): Promise<void> {
  const told = await history.bureau.attempt<Repair>({
    kind: accepted ? 'REPAIR_ACCEPTED' : 'REPAIR_REFUSED',
    username: by === 'district-agency' ? otherThan(by) : 'district-agency-2',
    path: `/repairs/${id}/assessment`,
    body: { accepted, opinion: '评估意见' },
    line: 'REPAIR_ASSESSED',
  });
  if (told !== null && accepted) granted(history, person, told);
}

async function withdraw({ bureau }: HistoryState, { id }: Told): Promise<void> {
  await bureau.attempt({
    kind: 'REPAIR_WITHDRAWN' satisfies OperationKind,
    username: 'district-agency',
    path: `/repairs/${id}/withdrawal`,
    body: { reason: '材料有误', documentNo: '撤1' },
    line: 'REPAIR_WITHDRAWN',
  });
}

/** Who has points of this year, with the first day from which an activity can repair them. */
function repairable(history: HistoryState): Map<Person, string> {
  const since = new Map<Person, string>();
  const year = history.bureau.day.slice(0, 'YYYY'.length);
  for (const { person, determination } of standingNotices(history)) {
    const { pointsDay } = determination;
    const first = since.get(person) ?? pointsDay;
    if (pointsDay.startsWith(year)) since.set(person, first < pointsDay ? first : pointsDay);
  }
  return since;
}

/** What can be done now to repair points (PQ2025:31, 32). */
export async function repairOperations(history: HistoryState): Promise<Operation[]> {
  const { bureau, trainings, repairs } = history;
  const scored = noticesOf(history).length > 0;
  const operations: Operation[] = [{ weight: scored ? 0.8 : 0.1, run: (chance) => record(history, chance) }];
  for (const [person, since] of repairable(history))
    operations.push({ weight: 2, run: (chance) => file(history, person, since, chance) });
  if (trainings.length > 0)
    operations.push(
      { weight: 0.5, run: (chance) => correctAttendance(history, chance.of(trainings), chance) },
      { weight: 1, run: (chance) => payOut(history, chance.of(trainings)) },
    );
  for (const repair of repairs) {
    if (!(await bureau.read.existsBy(RepairEntity, { id: repair.id, state: 'FILED' }))) continue;
    operations.push(
      { weight: 4, run: () => assess(history, repair, true) },
      { weight: 0.7, run: () => assess(history, repair, false) },
      { weight: 0.4, run: () => withdraw(history, repair) },
    );
    if (repair.by === 'district-agency')
      operations.push({ weight: 0.5, run: () => assessWrongly(history, repair) });
  }
  return operations;
}

const assessWrongly = ({ bureau }: HistoryState, { id }: Told): Promise<void> =>
  bureau.transgress({
    kind: 'REPAIR_ASSESSED_BY_WHO_ENTERED_IT',
    username: 'district-agency',
    path: `/repairs/${id}/assessment`,
    body: { accepted: true, opinion: '评估意见' },
    code: 'SECOND_PERSON_REQUIRED',
  });
