import type { Fault } from '../shared/result.js';
import { checkSchedule } from './check-schedule.js';
import { liabilitiesOn, type Rulebook, scheduleById } from './rulebook.js';
import type { Schedule } from './schedule.js';
import { type PeculiarityFound, schedulePeculiarities } from './schedule-peculiarities.js';
import { successionFaults } from './schedule-succession.js';

/** What the importer says of a peculiarity. */
export interface Confirmation {
  readonly key: string;
  readonly reason: string;
}

/** What stands against a new schedule, and what it becomes once nothing does. */
export interface ScheduleAdmission {
  /** What no confirmation mends; pointers into the schedule. */
  readonly faults: readonly Fault[];
  /** Of the bases whose rows have no fault: a gap beside a faulty row is none to confirm. */
  readonly peculiarities: readonly PeculiarityFound[];
  /** The peculiarities that are not confirmed, as faults. */
  readonly unconfirmed: readonly Fault[];
  /** The schedule with its confirmations. */
  readonly schedule: Schedule;
}

/** Judges a schedule that is to join the rulebook (DB2025:9, 11, 24). */
export function admitSchedule(
  proposed: Schedule,
  confirmations: readonly Confirmation[],
  rulebook: Rulebook,
): ScheduleAdmission {
  const liabilities = liabilitiesOn(rulebook, proposed.validFrom);
  const ofRows = checkSchedule(proposed, liabilities);
  const found = schedulePeculiarities(proposed.rows, liabilities);
  const faulty = faultyBases(proposed, ofRows);
  const peculiarities = found.filter(({ basis }) => !faulty.has(basis));
  const reasons = new Map(confirmations.map(({ key, reason }) => [key, reason]));
  return {
    faults: [
      ...idFaults(proposed, rulebook),
      ...ofRows,
      ...successionFaults(proposed, rulebook.schedules),
      ...confirmationFaults(confirmations, found),
    ],
    peculiarities,
    unconfirmed: peculiarities.filter(({ key }) => !reasons.has(key)).map(confirmationRequired),
    schedule: withConfirmed(proposed, peculiarities, reasons),
  };
}

function idFaults({ id }: Schedule, rulebook: Rulebook): Fault[] {
  if (scheduleById(rulebook, id) === undefined) return [];
  const detail = `已有编号为 ${id} 的裁量细则；已导入的不可改动，请用新的编号导入新版本。`;
  return [{ pointer: '/id', code: 'DUPLICATE_ID', detail }];
}

/** The bases of the rows that a fault points to. */
function faultyBases({ rows }: Schedule, faults: readonly Fault[]): ReadonlySet<string> {
  const indexes = faults.flatMap(({ pointer }) => /^\/rows\/(\d+)/.exec(pointer)?.[1] ?? []);
  return new Set(indexes.flatMap((index) => rows[Number(index)]?.bases ?? []));
}

function confirmationFaults(
  confirmations: readonly Confirmation[],
  found: readonly PeculiarityFound[],
): Fault[] {
  const keys = new Set(found.map(({ key }) => key));
  const seen = new Set<string>();
  return confirmations.flatMap(({ key }, index): Fault[] => {
    const pointer = `/confirmations/${index}/key`;
    if (seen.has(key)) return [{ pointer, code: 'DUPLICATE_ID', detail: `对 ${key} 的确认重复` }];
    seen.add(key);
    if (keys.has(key)) return [];
    const detail = `本细则没有 ${key}；可确认的各项见 POST /discretion/schedules/check 的 peculiarities`;
    return [{ pointer, code: 'UNKNOWN_REFERENCE', detail, citation: 'DB2025:9' }];
  });
}

function confirmationRequired({ key, pointer, detail, citation }: PeculiarityFound): Fault {
  const form = `{"key": ${JSON.stringify(key)}, "reason": "…"}`;
  const ask = `${detail}；原文如此的，请在 confirmations 中加上 ${form} 并写明理由`;
  return { pointer, code: 'CONFIRMATION_REQUIRED', detail: ask, citation };
}

function withConfirmed(
  schedule: Schedule,
  peculiarities: readonly PeculiarityFound[],
  reasons: ReadonlyMap<string, string>,
): Schedule {
  const confirmed = peculiarities.flatMap(({ key, kind, basis, rowIds, min, max }) => {
    const reason = reasons.get(key);
    return reason === undefined ? [] : [{ key, kind, basis, rowIds, min, max, reason }];
  });
  return confirmed.length === 0 ? schedule : { ...schedule, confirmed };
}
