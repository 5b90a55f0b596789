import type { CalendarYear } from '../domain/rulebook/calendar-year.js';
import type { Instrument } from '../domain/rulebook/instrument.js';
import type { Policy } from '../domain/rulebook/policy.js';
import type { Reading } from '../domain/rulebook/reading.js';
import type { Schedule } from '../domain/rulebook/schedule.js';
import { calendarKind, expandCalendar } from './calendar-kind.js';
import { canonicalHash } from './canonical-hash.js';
import { CONFIG_DIR, listFiles } from './config-files.js';
import { crossFaults } from './cross-checks.js';
import { instrumentKind } from './instrument-kind.js';
import { policiesKind } from './policies-kind.js';
import { place, type Place, type PlaceRead, readPlace } from './read-place.js';
import { readingsKind } from './readings-kind.js';
import { type DataFault, refuseFaults } from './rulebook-fault.js';
import { scheduleKind } from './schedule-kind.js';

/** The law as data that ships with the program, read and found sound. */
export interface RulebookFiles {
  readonly instruments: readonly Instrument[];
  readonly readings: readonly Reading[];
  readonly policies: readonly Policy[];
  readonly calendars: readonly CalendarYear[];
  readonly schedules: readonly Schedule[];
  /** Path below `config/` → hash of the file's content; comments and layout do not count. */
  readonly hashes: Readonly<Record<string, string>>;
}

const PLACES = {
  instruments: place(
    /^regulation\/[^/]+\/[^/]+\.yaml$/,
    instrumentKind,
    ({ id, validFrom }) => `regulation/${id}/${validFrom}.yaml`,
  ),
  calendars: place(/^calendar\/[^/]+\.yaml$/, calendarKind, ({ year }) => `calendar/${year}.yaml`),
  schedules: place(/^schedules\/[^/]+\.yaml$/, scheduleKind, ({ id }) => `schedules/${id}.yaml`),
  policies: place(/^policies\.yaml$/, policiesKind, () => 'policies.yaml'),
  readings: place(/^readings\.yaml$/, readingsKind, () => 'readings.yaml'),
};

/**
 * Reads and checks every file of the law as data.
 * @throws RulebookFault naming every fault: first those inside single files, else those between files.
 */
export function loadRulebookFiles(configDir: string = CONFIG_DIR): RulebookFiles {
  const paths = listFiles(configDir);
  const read = <T>(from: Place<T>): PlaceRead<T> => readPlace(configDir, paths, from);
  const instruments = read(PLACES.instruments);
  const calendars = read(PLACES.calendars);
  const schedules = read(PLACES.schedules);
  const policies = read(PLACES.policies);
  const readings = read(PLACES.readings);
  const parts = [instruments, calendars, schedules, policies, readings];
  refuseFaults([...pathFaults(paths), ...parts.flatMap(({ faults }) => faults)]);
  refuseFaults(crossFaults(instruments.files, schedules.files, policies.files, readings.files));
  const hashes = parts.flatMap(({ files }) => files.map(({ path, data }) => [path, canonicalHash(data)]));
  return {
    instruments: values(instruments),
    calendars: values(calendars).map(expandCalendar),
    schedules: values(schedules),
    policies: values(policies).flat(),
    readings: values(readings).flat(),
    hashes: Object.fromEntries(hashes) as Record<string, string>,
  };
}

const values = <T>({ files }: PlaceRead<T>): T[] => files.map(({ value }) => value);

/** Files that have no place, and places that must have a file and have none. */
function pathFaults(paths: readonly string[]): DataFault[] {
  const places = Object.values(PLACES);
  const stray = paths.filter((path) => !places.some(({ pattern }) => pattern.test(path)));
  const missing = ['policies.yaml', 'readings.yaml'].filter((path) => !paths.includes(path));
  return [
    ...stray.map((path) => ({
      source: path,
      path: '（文件名）',
      message: '不是法规数据的文件名，不会被读取',
    })),
    ...missing.map((path) => ({ source: path, path: '（整个文件）', message: '缺少' })),
  ];
}
