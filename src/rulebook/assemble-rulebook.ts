import type { CalendarYear } from '../domain/rulebook/calendar-year.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import type { Schedule } from '../domain/rulebook/schedule.js';
import { withSuccession } from '../domain/rulebook/schedule-succession.js';
import { calendarKind, expandCalendar } from './calendar-kind.js';
import { canonicalHash } from './canonical-hash.js';
import type { RulebookFiles } from './load-rulebook-files.js';
import { type DataKind, readData } from './read-data.js';
import { repeatedIssues } from './repeated-issues.js';
import { type DataFault, refuseFaults } from './rulebook-fault.js';
import { importHash, type RulebookImport } from './rulebook-import.js';
import { rulingKind } from './ruling-kind.js';
import { scheduleIssues, scheduleKind } from './schedule-kind.js';

/**
 * The rulebook of the shipped files and the imports, in the order of import. A later calendar of a year replaces
 * the earlier; a schedule that another supersedes ends the day before that begins. The hash is that of the canonical
 * JSON `{files: path → content hash, imports: [hash, …]}`.
 * @throws RulebookFault naming every fault in the imports.
 */
export function assembleRulebook(files: RulebookFiles, imports: readonly RulebookImport[] = []): Rulebook {
  const read = <T>(kind: RulebookImport['kind'], as: DataKind<T>, dataOf: DataOf): ImportsRead<T> =>
    readImports(
      imports.filter((each) => each.kind === kind),
      as,
      dataOf,
    );
  const lawful = { ...scheduleKind, check: (schedule: Schedule) => scheduleIssues(schedule, files) };
  const imported = read('SCHEDULE', lawful, scheduleData);
  const calendars = read('CALENDAR', calendarKind, calendarData);
  const rulings = read('POLICY', rulingKind(files.policies), rulingData);
  const schedules = [...files.schedules, ...imported.values];
  refuseFaults([
    ...imports.flatMap(hashFaults),
    ...[imported, calendars, rulings].flatMap(({ faults }) => faults),
    ...repeatedScheduleFaults(schedules),
  ]);
  return {
    instruments: files.instruments,
    readings: files.readings,
    policies: files.policies,
    rulings: rulings.values,
    calendars: latestOfYear([...files.calendars, ...calendars.values.map(expandCalendar)]),
    schedules: withSuccession(schedules),
    hash: canonicalHash({ files: files.hashes, imports: imports.map(({ hash }) => hash) }),
  };
}

type DataOf = (from: RulebookImport) => unknown;

interface ImportsRead<T> {
  readonly values: readonly T[];
  readonly faults: readonly DataFault[];
}

const daysOf = ({ validFrom, validTo }: RulebookImport): object =>
  validTo === undefined ? { validFrom } : { validFrom, validTo };

const scheduleData: DataOf = (from) => ({
  ...from.content,
  id: from.id,
  documentNo: from.documentNo,
  ...daysOf(from),
});
const calendarData: DataOf = ({ content, id, documentNo }) => ({ ...content, year: Number(id), documentNo });
const rulingData: DataOf = (from) => ({ ...from.content, documentNo: from.documentNo, ...daysOf(from) });

const sourceOf = ({ kind, id, documentNo }: RulebookImport): string => `导入 ${kind} ${id}（${documentNo}）`;

function readImports<T>(imports: readonly RulebookImport[], as: DataKind<T>, dataOf: DataOf): ImportsRead<T> {
  const read = imports.map((each) => readData(as, dataOf(each), sourceOf(each)));
  return {
    values: read.flatMap((each) => (each.ok ? [each.value] : [])),
    faults: read.flatMap((each) => (each.ok ? [] : each.faults)),
  };
}

function hashFaults(each: RulebookImport): DataFault[] {
  if (importHash(each) === each.hash) return [];
  return [{ source: sourceOf(each), path: 'hash', message: '与内容不符，导入后内容被改动' }];
}

function repeatedScheduleFaults(schedules: readonly Schedule[]): DataFault[] {
  const issues = repeatedIssues(
    schedules,
    ({ id }) => id,
    () => ['id'],
  );
  return issues.map(({ message }) => ({ source: '阶次表', path: 'id', message }));
}

function latestOfYear(calendars: readonly CalendarYear[]): readonly CalendarYear[] {
  const byYear = new Map(calendars.map((each) => [each.year, each]));
  return [...byYear.values()].sort((a, b) => a.year - b.year);
}
