/** What a deadline is for. */
export const CLOCK_KINDS = [
  'DETERMINE_RESPONSIBILITY',
  'ISSUE_NOTICE',
  'TELL_INSTITUTION',
  'SERVE_NOTICE',
  'OBJECTION_PERIOD',
  'CHOOSE_MONTHS',
  'ISSUE_MEASURE_NOTICE',
  'CHANGE_STATUS',
  'RESTORATION_WINDOW',
  'REMINDER_TALK',
  'DECIDE_OBJECTION',
  'TELL_OUTCOME',
  'REVIEW_DETERMINATION',
  'DECIDE_RESTORATION',
  'RESTATE_RESTORATION',
  'RESTORATION_UNDONE',
  'RESUME_REGISTRATION',
  'MEND_STATUS',
  'TAKE_DOWN_MARK',
  'RESUME_WEBHOOK',
] as const;
export type ClockKind = (typeof CLOCK_KINDS)[number];

/** Times that run for somebody's benefit and end by themselves: nobody is late with them. */
export const PERIODS: readonly ClockKind[] = ['OBJECTION_PERIOD'];

export const OFFICE_KINDS = ['AGENCY', 'BUREAU', 'INSTITUTION'] as const;
export type OfficeKind = (typeof OFFICE_KINDS)[number];
