const DAY_MILLISECONDS = 86_400_000;

/** So many calendar days after a day, `YYYY-MM-DD`. */
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MILLISECONDS).toISOString().slice(0, 'YYYY-MM-DD'.length);

/** So many calendar days before a day, `YYYY-MM-DD`. */
export const daysBefore = (day: string, days: number): string => daysAfter(day, -days);
