import { addDays, type CalendarDate } from '../shared/calendar-date.js';
import type { Fault } from '../shared/result.js';
import { scheduleById } from './rulebook.js';
import type { Schedule } from './schedule.js';

/** The schedules with their ends: one that is superseded ends the day before the earliest that supersedes it begins. */
export function withSuccession(schedules: readonly Schedule[]): readonly Schedule[] {
  return schedules.map((schedule) => {
    const successor = schedules.filter(({ supersedes }) => supersedes === schedule.id).reduce(earlier, null);
    return successor === null ? schedule : endedBy(schedule, successor);
  });
}

const earlier = (first: Schedule | null, each: Schedule): Schedule =>
  first === null || each.validFrom < first.validFrom ? each : first;

function endedBy(schedule: Schedule, successor: Schedule): Schedule {
  const end = addDays(successor.validFrom, -1);
  const { validTo } = schedule;
  return {
    ...schedule,
    validTo: validTo !== undefined && validTo < end ? validTo : end,
    supersededBy: successor.id,
  };
}

/**
 * What forbids a schedule to join the others: it supersedes none of them, or is in force on one day with another for
 * the same basis (DB2025:24). Samples meet with nothing, and neither end an official schedule nor are ended by one.
 */
export function successionFaults(schedule: Schedule, others: readonly Schedule[]): Fault[] {
  return [...supersedesFaults(schedule, others), ...collisionFaults(schedule, others)];
}

function supersedesFaults({ supersedes, sample, validFrom }: Schedule, others: readonly Schedule[]): Fault[] {
  if (supersedes === undefined) return [];
  const former = scheduleById({ schedules: others }, supersedes);
  if (former === undefined) {
    const detail = `没有编号为 ${supersedes} 的裁量细则，请从 GET /discretion/schedules 中选择被取代的细则`;
    return [{ pointer: '/supersedes', code: 'UNKNOWN_REFERENCE', detail }];
  }
  const faults: Fault[] = [];
  if (former.sample !== sample) {
    const detail = `示例与正式的裁量细则互不取代，请删去 supersedes；${supersedes} 是${former.sample ? '示例' : '正式细则'}`;
    faults.push({ pointer: '/supersedes', code: 'SUPERSEDES_SAMPLE', detail, citation: 'DB2025:24' });
  }
  if (validFrom <= former.validFrom) {
    const detail = `生效日 ${validFrom} 应晚于被取代的细则 ${supersedes} 的生效日 ${former.validFrom}`;
    faults.push({ pointer: '/validFrom', code: 'DATE_ORDER', detail, citation: 'DB2025:24' });
  }
  return faults;
}

function collisionFaults(schedule: Schedule, others: readonly Schedule[]): Fault[] {
  if (schedule.sample || endOf(schedule) < schedule.validFrom) return [];
  const bases = new Set(schedule.rows.flatMap((row) => row.bases));
  return withSuccession([...others, schedule])
    .slice(0, -1)
    .filter((other) => !other.sample && other.id !== schedule.id && sharesDay(schedule, other))
    .flatMap((other) => {
      const shared = new Set(other.rows.flatMap((row) => row.bases).filter((basis) => bases.has(basis)));
      return shared.size === 0 ? [] : [collision(other, [...shared])];
    });
}

/** Later than every date there is. */
const NO_END = '9999-12-31' as CalendarDate;
const endOf = ({ validTo }: Schedule): CalendarDate => validTo ?? NO_END;

const sharesDay = (a: Schedule, b: Schedule): boolean => a.validFrom <= endOf(b) && b.validFrom <= endOf(a);

function collision({ id, documentNo, validFrom, validTo }: Schedule, bases: readonly string[]): Fault {
  const days = `${validFrom} 至 ${validTo ?? '今'}`;
  const detail =
    `${bases.join('、')} 已有 ${id}（${documentNo}，有效期 ${days}），同一天不能有两份裁量细则；` +
    `本细则取代它的，请写明 "supersedes": ${JSON.stringify(id)}`;
  return { pointer: '/validFrom', code: 'TWO_IN_FORCE', detail, citation: 'DB2025:24' };
}
