import { addDays, type CalendarDate } from '../shared/calendar-date.js';
import type { Restriction } from './standing.js';
import { timelineOf } from './timeline.js';

/** What a site sets a person's registration to. */
export type SiteAction = 'SUSPEND' | 'TERMINATE' | 'RESTORE_NORMAL';

/** What a site has to do on a day. */
export interface SiteInstruction {
  readonly action: SiteAction;
  readonly on: CalendarDate;
  /** Own last day of the measures; null where it is not known. The status goes on until it is restored (S19). */
  readonly until: CalendarDate | null;
  /** The scores and linked measures it comes from; none for a return to normal. */
  readonly causes: readonly string[];
}

/** The days for which a person is registered at a site. */
export interface SiteDays {
  readonly from: CalendarDate;
  /** First day on which the registration no longer stands. */
  readonly cancelledOn: CalendarDate | null;
}

/** An instruction that the site has, and that no later one made void. */
export interface ToldInstruction extends SiteInstruction {
  readonly id: string;
  /** Whether it says how things shall be; else it only set right what a void one had led to. */
  readonly lasting: boolean;
}

/** What a site is to be told. */
export interface SiteChange extends Omit<SiteInstruction, 'action'> {
  /** `DISREGARD`: what was told is void, and nothing has to be set. */
  readonly action: SiteAction | 'DISREGARD';
  readonly lasting: boolean;
  /** Whether the site has to set anything: false for what is past and done, and where only the cause is another. */
  readonly toSet: boolean;
  /** The earlier instruction of the same action and day that it states anew. */
  readonly amends: string | null;
  /** Earlier instructions that are void now, by id. */
  readonly voids: readonly string[];
}

/** S24: what a site has to do for a person with these measures; spans that do not touch its days are not its business. */
export function instructionsFor(restrictions: readonly Restriction[], site: SiteDays): SiteInstruction[] {
  const spans = timelineOf(restrictions);
  const stands = (day: CalendarDate): boolean => site.cancelledOn === null || day < site.cancelledOn;
  return spans
    .filter(({ from, to }) => stands(from) && (to === null || to >= site.from))
    .flatMap(({ from, to, status, causes }): SiteInstruction[] => {
      const action = status === 'TERMINATED' ? 'TERMINATE' : 'SUSPEND';
      const restriction = { action, on: from, until: lastDayOf(restrictions, causes), causes } as const;
      const after = to === null ? null : addDays(to, 1);
      if (after === null || !stands(after) || spans.some((next) => next.from === after)) return [restriction];
      return [restriction, { action: 'RESTORE_NORMAL', on: after, until: null, causes: [] }];
    });
}

/** The latest last day of these measures; null when that of one is not known. */
function lastDayOf(restrictions: readonly Restriction[], causes: readonly string[]): CalendarDate | null {
  return restrictions
    .filter(({ cause }) => causes.includes(cause))
    .map(({ to }) => to)
    .reduce((last, to) => (last === null || to === null ? null : to > last ? to : last));
}

const sameDay = (a: SiteInstruction, b: SiteInstruction): boolean => a.action === b.action && a.on === b.on;
const sameSetting = (a: SiteInstruction, b: SiteInstruction): boolean => sameDay(a, b) && a.until === b.until;
const sameCauses = (a: SiteInstruction, b: SiteInstruction): boolean =>
  a.causes.length === b.causes.length && a.causes.every((cause) => b.causes.includes(cause));
const same = (a: SiteInstruction, b: SiteInstruction): boolean => sameSetting(a, b) && sameCauses(a, b);
const related = (a: SiteInstruction, b: SiteInstruction): boolean =>
  a.action === b.action &&
  (a.action === 'RESTORE_NORMAL' || a.causes.some((cause) => b.causes.includes(cause)));

/** The instruction that a day stands under; none: normal. */
const governing = <T extends SiteInstruction>(all: readonly T[], day: CalendarDate): T | null =>
  all.reduce<T | null>((last, each) => (each.on <= day && (!last || each.on >= last.on) ? each : last), null);

const actionOf = (instruction: SiteInstruction | null): SiteAction => instruction?.action ?? 'RESTORE_NORMAL';

/** Which earlier instruction each new one stands in the place of: that of the same day first, else that of one cause. */
function replacements(
  fresh: readonly SiteInstruction[],
  gone: readonly ToldInstruction[],
): ReadonlyMap<SiteInstruction, ToldInstruction> {
  const pairs = new Map<SiteInstruction, ToldInstruction>();
  for (const alike of [sameDay, related]) {
    for (const instruction of fresh) {
      const taken = [...pairs.values()];
      const earlier = gone.find((each) => !taken.includes(each) && alike(each, instruction));
      if (earlier !== undefined && !pairs.has(instruction)) pairs.set(instruction, earlier);
    }
  }
  return pairs;
}

/**
 * What a site has to be told so that what it was told becomes what holds (S24, S31). Pure.
 * @param told the instructions it has, without void ones.
 * @param wanted what {@link instructionsFor} says now.
 * @param today the day it is told: what the day stands under by void instructions is set right on it.
 * @returns nothing where it has what it needs.
 */
export function siteChanges(
  told: readonly ToldInstruction[],
  wanted: readonly SiteInstruction[],
  today: CalendarDate,
): SiteChange[] {
  const lasting = told.filter((each) => each.lasting);
  const { fresh, gone, pairs } = compared(lasting, wanted);
  const now = governing(wanted, today);
  const off = astray(lasting, gone, now, today);
  const changes = fresh.map((each) => restated(each, pairs.get(each), each.on > today || each === now));
  const present = changes.find(({ on }) => on === now?.on) ?? (off ? settingRight(now, today) : undefined);
  const unpaired = gone.filter((each) => ![...pairs.values()].includes(each));
  const past = present === undefined ? [] : unpaired.filter(({ on }) => on <= today);
  const idle = unpaired.filter((each) => !past.includes(each));
  const others = changes.filter((each) => each !== present);
  const passing = told.filter((each) => !each.lasting);
  return [
    ...others,
    ...(present === undefined ? [] : [settling(present, off, [...past, ...passing])]),
    ...(idle.length === 0 ? [] : [disregarding(idle)]),
  ].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** What the site has not been told, what no longer holds, and which of these stands in the place of which. */
function compared(
  told: readonly ToldInstruction[],
  wanted: readonly SiteInstruction[],
): {
  readonly fresh: readonly SiteInstruction[];
  readonly gone: readonly ToldInstruction[];
  readonly pairs: ReadonlyMap<SiteInstruction, ToldInstruction>;
} {
  const fresh = wanted.filter((each) => !told.some((earlier) => same(earlier, each)));
  const gone = told.filter((earlier) => !wanted.some((each) => same(earlier, each)));
  return { fresh, gone, pairs: replacements(fresh, gone) };
}

/**
 * Whether what a site was told may have led it to another status than it should have now. What it was told for today it may
 * have done or not.
 */
function astray(
  lasting: readonly ToldInstruction[],
  gone: readonly ToldInstruction[],
  now: SiteInstruction | null,
  today: CalendarDate,
): boolean {
  const current = governing(lasting, today);
  if (current !== null && !gone.includes(current)) return false;
  return [today, addDays(today, -1)].some((day) => actionOf(governing(lasting, day)) !== actionOf(now));
}

const ids = (instructions: readonly ToldInstruction[]): string[] => instructions.map(({ id }) => id);

function restated(
  instruction: SiteInstruction,
  earlier: ToldInstruction | undefined,
  matters: boolean,
): SiteChange {
  const toSet = matters && (earlier === undefined || !sameSetting(earlier, instruction));
  const amends = earlier !== undefined && sameDay(earlier, instruction) ? earlier.id : null;
  return { ...instruction, lasting: true, toSet, amends, voids: earlier === undefined ? [] : [earlier.id] };
}

const settingRight = (now: SiteInstruction | null, today: CalendarDate): SiteChange => ({
  action: actionOf(now),
  on: today,
  until: now?.until ?? null,
  causes: now?.causes ?? [],
  lasting: false,
  toSet: true,
  amends: null,
  voids: [],
});

/** The change that the present day stands under also takes the place of whatever the site was told up to now. */
const settling = (present: SiteChange, off: boolean, replaced: readonly ToldInstruction[]): SiteChange => ({
  ...present,
  toSet: present.toSet || off,
  voids: [...present.voids, ...ids(replaced)],
});

function disregarding(idle: readonly ToldInstruction[]): SiteChange {
  const [first] = idle.map(({ on }) => on).sort();
  if (first === undefined) throw new Error('nothing to disregard');
  const causes = [...new Set(idle.flatMap((each) => each.causes))];
  return {
    action: 'DISREGARD',
    on: first,
    until: null,
    causes,
    lasting: false,
    toSet: false,
    amends: null,
    voids: ids(idle),
  };
}
