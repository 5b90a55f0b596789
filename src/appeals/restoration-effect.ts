import { Temporal } from 'temporal-polyfill';
import { In, type EntityManager } from 'typeorm';
import { liftedBy } from '../domain/qualification/restoration-application.js';
import { heldOn } from '../domain/qualification/restoration-counting.js';
import type { Restriction, Standing } from '../domain/qualification/standing.js';
import { addDays, date, type CalendarDate } from '../domain/shared/calendar-date.js';
import { fileMembers, RestrictionEntity, type LedgerService } from '../ledger/ledger.module.js';
import type { FilingContent } from './restoration-store.js';

/** The last instant of a day in Shanghai, at which what was known on it is read. */
const endOf = (day: CalendarDate): string =>
  Temporal.PlainDate.from(addDays(day, 1))
    .toZonedDateTime('Asia/Shanghai')
    .toInstant()
    .subtract({ milliseconds: 1 })
    .toString({ fractionalSecondDigits: 3 });

/** What was known at the end of a day of everybody who is on the file now, on whichever files they were then. */
export async function knownOn(
  manager: EntityManager,
  ledger: LedgerService,
  personId: string,
  day: CalendarDate,
): Promise<Pick<Standing, 'restrictions' | 'scores'>> {
  const at = endOf(day);
  const now = await fileMembers(manager);
  const then = await fileMembers(manager, at);
  const files = new Set(now.membersOf(now.fileOf(personId)).map((member) => then.fileOf(member)));
  const known: Standing[] = [];
  for (const file of files) known.push((await ledger.historyOf(manager, file, at)).standing);
  return {
    restrictions: known.flatMap(({ restrictions }) => restrictions),
    scores: known.flatMap(({ scores }) => scores),
  };
}

/** The measures that an application would lift, were it approved on a day. */
export const toBeLifted = (
  standing: Standing,
  { countsFrom }: Pick<FilingContent, 'countsFrom'>,
  approvedOn: CalendarDate,
): readonly Restriction[] =>
  countsFrom === undefined ? liftedBy(standing, approvedOn) : heldOn(standing, countsFrom);

/** What a restoration that was approved comes to as the files stand now. */
export interface RestorationNow {
  /** First day back to normal of what it lifted; null where nothing of that is left, or something is not restored. */
  readonly effectiveOn: CalendarDate | null;
  /** What it lifted and what is not restored any more, with the file that holds it. */
  readonly unrestored: readonly { readonly cause: string; readonly personId: string }[];
}

/** Reads what became of the measures that were lifted; those void meanwhile need no restoration. */
export async function restorationNow(
  manager: EntityManager,
  lifted: readonly string[],
): Promise<RestorationNow> {
  const rows = await manager.find(RestrictionEntity, {
    where: { cause: In([...lifted]) },
    order: { from: 'ASC', cause: 'ASC' },
  });
  const unrestored = rows.filter(({ restoredOn }) => restoredOn === null);
  const days = rows.flatMap(({ restoredOn }) => (restoredOn === null ? [] : [date(restoredOn)])).sort();
  return {
    effectiveOn: unrestored.length > 0 ? null : (days.at(-1) ?? null),
    unrestored: unrestored.map(({ cause, personId }) => ({ cause, personId })),
  };
}
