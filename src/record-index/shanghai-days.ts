import { Temporal } from 'temporal-polyfill';

const ZONE = 'Asia/Shanghai';

/** The instants between which days in Shanghai lie: from the start of the first, to before the end of the last. */
export function dayBounds(
  from: string | undefined,
  to: string | undefined,
): { readonly start: string | null; readonly end: string | null } {
  const startOf = (day: Temporal.PlainDate): string =>
    day.toZonedDateTime(ZONE).toInstant().toString({ fractionalSecondDigits: 3 });
  return {
    start: from === undefined ? null : startOf(Temporal.PlainDate.from(from)),
    end: to === undefined ? null : startOf(Temporal.PlainDate.from(to).add({ days: 1 })),
  };
}
