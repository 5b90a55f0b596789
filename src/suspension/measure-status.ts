import type { CalendarDate } from '../domain/shared/calendar-date.js';
import type { RestrictionEntity } from '../ledger/ledger.module.js';
import type { MeasureStatus } from './measures.dto.js';

type LiveStatus = Exclude<MeasureStatus, 'VOID'>;

/** S19: how a measure stands on a day. What was not restored goes on after its last day. */
export function measureStatus(
  { from, to, restoredOn }: Pick<RestrictionEntity, 'from' | 'to' | 'restoredOn'>,
  on: CalendarDate,
): LiveStatus {
  if (restoredOn !== null && restoredOn <= on) return 'RESTORED';
  if (from > on) return 'NOT_BEGUN';
  return to !== null && to < on ? 'EXPIRED_NOT_RESTORED' : 'IN_FORCE';
}

const UNRESTORED = '(measure.restoredOn IS NULL OR measure.restoredOn > :on)';
const BEGUN = `(measure.from <= :on AND ${UNRESTORED})`;

/** The same as conditions on the table, with the parameter `on`. */
export const STATUS_CONDITIONS: Readonly<Record<LiveStatus, string>> = {
  NOT_BEGUN: `(measure.from > :on AND ${UNRESTORED})`,
  IN_FORCE: `(${BEGUN} AND (measure.to IS NULL OR measure.to >= :on))`,
  EXPIRED_NOT_RESTORED: `(${BEGUN} AND measure.to < :on)`,
  RESTORED: '(measure.restoredOn <= :on)',
};
