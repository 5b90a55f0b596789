import { checkSchedule } from '../domain/rulebook/check-schedule.js';
import { liabilitiesOn, scheduleById, type Rulebook } from '../domain/rulebook/rulebook.js';
import type { Schedule } from '../domain/rulebook/schedule.js';
import type { Fault } from '../domain/shared/result.js';

/** Every fault of law in a schedule that is to join the rulebook: its id is taken, outside the statute, out of order. */
export function faultsOfNewSchedule(schedule: Schedule, rulebook: Rulebook): Fault[] {
  const repeated: Fault = {
    pointer: '/id',
    code: 'DUPLICATE_ID',
    detail: `已有编号为 ${schedule.id} 的裁量细则；已导入的不可改动，请用新的编号导入新版本。`,
  };
  return [
    ...(scheduleById(rulebook, schedule.id) === undefined ? [] : [repeated]),
    ...checkSchedule(schedule, liabilitiesOn(rulebook, schedule.validFrom)),
  ];
}
