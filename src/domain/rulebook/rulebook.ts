import type { CalendarDate } from '../shared/calendar-date.js';
import type { CalendarYear } from './calendar-year.js';
import { latestInForce } from './in-force.js';
import type { Instrument, Liability } from './instrument.js';
import type { Policy, PolicyRuling } from './policy.js';
import type { Reading } from './reading.js';
import type { Schedule } from './schedule.js';

export { inForceOn } from './in-force.js';

/** Everything the program decides by: the shipped files and the imports, as of one position of the imports. */
export interface Rulebook {
  /** Every version of every text. */
  readonly instruments: readonly Instrument[];
  /** How the program reads the texts, by id: P1 …, S1 … */
  readonly readings: readonly Reading[];
  readonly policies: readonly Policy[];
  /** Official rulings on policies, imported with their document number. */
  readonly rulings: readonly PolicyRuling[];
  /** At most one a year. */
  readonly calendars: readonly CalendarYear[];
  readonly schedules: readonly Schedule[];
  /** SHA-256 over files and imports, lower-case hex. */
  readonly hash: string;
}

type Texts = Pick<Rulebook, 'instruments'>;

/** The version of a text in force on the day: of several, the one that came into force last. */
export function instrumentOn(rulebook: Texts, id: string, day: CalendarDate): Instrument | undefined {
  return latestInForce(
    rulebook.instruments.filter((instrument) => instrument.id === id),
    day,
  );
}

/** Every liability of the texts in force on the day. */
export function liabilitiesOn(rulebook: Texts, day: CalendarDate): readonly Liability[] {
  const ids = [...new Set(rulebook.instruments.map(({ id }) => id))];
  return ids.flatMap((id) => instrumentOn(rulebook, id, day)?.liabilities ?? []);
}

/** A schedule by its id, in force or not. */
export function scheduleById(rulebook: Pick<Rulebook, 'schedules'>, id: string): Schedule | undefined {
  return rulebook.schedules.find((schedule) => schedule.id === id);
}
