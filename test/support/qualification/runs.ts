const USUAL = 1_000;
const ENDURANCE = 10_000;

/** How many random histories a property is tried on: 10,000 with `ENDURANCE=1` in the environment, else 1,000. */
export const HISTORY_RUNS: number = process.env['ENDURANCE'] === '1' ? ENDURANCE : USUAL;

const USUALLY_RECORDED = 100;

/** As {@link HISTORY_RUNS}, where each history is recorded in a database change by change; `RECORDED_HISTORIES` says another count. */
export const DATABASE_HISTORY_RUNS = Number(
  process.env['RECORDED_HISTORIES'] ?? (process.env['ENDURANCE'] === '1' ? ENDURANCE : USUALLY_RECORDED),
);
