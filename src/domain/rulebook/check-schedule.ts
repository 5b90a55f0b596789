import { type Decimal, formatDecimal } from '../shared/decimal.js';
import { moneyOfYuan, yuanOfMoney } from '../shared/money.js';
import type { Fault } from '../shared/result.js';
import type { Liability, StatutoryFine } from './instrument.js';
import type { Schedule, ScheduleRow } from './schedule.js';
import { scheduleOrderFaults } from './schedule-order.js';
import { UNIT_NAMES } from './unit-name.js';

type Fines = ReadonlyMap<string, StatutoryFine>;

/**
 * Every fault of law in a schedule, against the fines of the statute. Pointers are into the schedule.
 * Gaps, overlaps and single values are no faults but peculiarities, which the importer confirms.
 */
export function checkSchedule(schedule: Schedule, liabilities: readonly Liability[]): readonly Fault[] {
  const fines = new Map(liabilities.flatMap(({ basis, fine }) => (fine ? [[basis, fine] as const] : [])));
  return [
    ...dateFaults(schedule),
    ...emptyFaults(schedule),
    ...repeatedIdFaults(schedule.rows),
    ...schedule.rows.flatMap((row, index) => rowFaults(row, `/rows/${index}`, fines)),
    ...scheduleOrderFaults(schedule.rows, [...fines.keys()]),
  ];
}

function dateFaults({ validFrom, validTo }: Schedule): Fault[] {
  if (validTo === undefined || validTo >= validFrom) return [];
  return [
    { pointer: '/validTo', code: 'DATE_ORDER', detail: `失效日期 ${validTo} 早于生效日期 ${validFrom}` },
  ];
}

function emptyFaults({ rows }: Schedule): Fault[] {
  if (rows.length > 0) return [];
  return [{ pointer: '/rows', code: 'INVALID_VALUE', detail: '阶次表没有任何阶次', citation: 'DB2025:9' }];
}

function repeatedIdFaults(rows: readonly ScheduleRow[]): Fault[] {
  return rows.flatMap(({ id }, index) =>
    rows.findIndex((row) => row.id === id) === index
      ? []
      : [{ pointer: `/rows/${index}/id`, code: 'DUPLICATE_ID', detail: `阶次编号 ${id} 重复` }],
  );
}

function rowFaults(row: ScheduleRow, pointer: string, fines: Fines): Fault[] {
  const inverted = row.min > row.max;
  const range = `最低 ${formatDecimal(row.min)} 高于最高 ${formatDecimal(row.max)}`;
  return [
    ...(inverted
      ? [{ pointer: `${pointer}/min`, code: 'INVALID_RANGE', detail: range, citation: 'DB2025:11' }]
      : []),
    ...basisFaults(row, `${pointer}/bases`, fines),
    ...mixedFaults(row, `${pointer}/bases`, fines),
    ...boundFaults(row, row.min, `${pointer}/min`, fines),
    ...boundFaults(row, row.max, `${pointer}/max`, fines),
  ];
}

function basisFaults({ bases }: ScheduleRow, pointer: string, fines: Fines): Fault[] {
  if (bases.length === 0) return [{ pointer, code: 'UNKNOWN_BASIS', detail: '没有写明处罚依据' }];
  return bases.flatMap((basis, index) => {
    const at = `${pointer}/${index}`;
    if (!fines.has(basis)) return [{ pointer: at, code: 'UNKNOWN_BASIS', detail: `${basis} 没有设定罚款` }];
    if (bases.indexOf(basis) === index) return [];
    return [{ pointer: at, code: 'DUPLICATE_ID', detail: `处罚依据 ${basis} 重复` }];
  });
}

function mixedFaults({ bases }: ScheduleRow, pointer: string, fines: Fines): Fault[] {
  const kinds = new Set(bases.flatMap((basis) => fines.get(basis)?.kind ?? []));
  if (kinds.size < 2) return [];
  return [{ pointer, code: 'MIXED_BASES', detail: '同一阶次不能既按倍数又按定额罚款' }];
}

/** A bound that lies outside the range of a basis (of several, the first), or that no sum of money can be. */
function boundFaults({ bases }: ScheduleRow, bound: Decimal, pointer: string, fines: Fines): Fault[] {
  const known = bases.flatMap((basis) => {
    const fine = fines.get(basis);
    return fine ? [{ basis, fine }] : [];
  });
  const outside = known.find(({ fine }) => bound < fine.min || bound > fine.max);
  const broken = known.some(({ fine }) => fine.kind === 'FIXED') && yuanOfMoney(moneyOfYuan(bound)) !== bound;
  return [
    ...(outside ? [outsideFault(outside.basis, outside.fine, bound, pointer)] : []),
    ...(broken ? [{ pointer, code: 'INVALID_RANGE', detail: '金额最多两位小数' }] : []),
  ];
}

function outsideFault(basis: string, fine: StatutoryFine, bound: Decimal, pointer: string): Fault {
  const [value, min, max] = [bound, fine.min, fine.max].map(formatDecimal);
  const detail = `${value} ${UNIT_NAMES[fine.kind]}不在 ${basis} 的法定幅度 ${min} 至 ${max} 之内`;
  return { pointer, code: 'OUTSIDE_STATUTE', detail, citation: basis };
}
