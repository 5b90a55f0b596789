import type { CalendarDate } from '../shared/calendar-date.js';

/** One year's working-day arrangement of the State Council. */
export interface CalendarYear {
  readonly year: number;
  readonly documentNo: string;
  /** Every day of every holiday, the weekend days inside it too, each with the name of its holiday. */
  readonly holidays: readonly { readonly date: CalendarDate; readonly name: string }[];
  /** Weekend days that count as working days (调休上班). */
  readonly makeUpDays: readonly CalendarDate[];
}
