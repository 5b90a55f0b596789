import type { CalendarDate } from '../domain/shared/calendar-date.js';
import type { Fault } from '../domain/shared/result.js';

interface Entered {
  /** The day stated, and where. */
  readonly day: string;
  readonly pointer: string;
  readonly today: CalendarDate;
  readonly reason: string | undefined;
  /** Username of whoever enters it, and of whoever took the step before, who may not be the same. */
  readonly actor: string;
  readonly stepBefore: string;
}

/** What is entered for a day gone by takes a reason, and a second person. */
export function backdatingFaults({ day, pointer, today, reason, actor, stepBefore }: Entered): Fault[] {
  if (day >= today) return [];
  const faults: Fault[] = [];
  if (actor === stepBefore) {
    const detail = `${day} 早于今日 ${today}，是补录，须由上一步经办人以外的人员办理。`;
    faults.push({ pointer, code: 'SECOND_PERSON_REQUIRED', detail });
  }
  if (reason === undefined) {
    const detail = `${day} 早于今日 ${today}，是补录，须说明理由（backdating.reason）。`;
    faults.push({ pointer: '/backdating', code: 'BACKDATING_REASON_REQUIRED', detail });
  }
  return faults;
}
