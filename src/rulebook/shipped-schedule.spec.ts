import { expect, it } from '@jest/globals';
import { formatDecimal } from '../domain/shared/decimal.js';
import { loadRulebookFiles } from './load-rulebook-files.js';

const BASES = {
  '38': ['REG735:38'],
  '40': ['REG735:37', 'REG735:40', 'REG735:41.2'],
  '39': ['REG735:39'],
} as const;

/** As the interface promises it: tier, ordinal, then lower and upper bound for 38, for 37, 40, 41.2, for 39. */
const TABLE = [
  ['C', 1, '1', '1.1', '2', '2.5', '10000', '15000'],
  ['C', 2, '1.1', '1.3', '2.5', '3', '15000', '20000'],
  ['B', 1, '1.3', '1.5', '3', '3.5', '20000', '30000'],
  ['B', 2, '1.5', '1.6', '3.5', '4', '30000', '35000'],
  ['A', 1, '1.6', '1.8', '4', '4.5', '35000', '45000'],
  ['A', 2, '1.8', '2', '4.5', '5', '45000', '50000'],
] as const;

const expectedRows = (['38', '40', '39'] as const).flatMap((key, group) =>
  TABLE.map(([tier, ordinal, ...bounds]) => ({
    id: `${key}-${tier}-${ordinal}`,
    bases: BASES[key],
    tier,
    ordinal,
    min: bounds[2 * group],
    max: bounds[2 * group + 1],
  })),
);

const { schedules } = loadRulebookFiles();

it('ships one schedule, named a sample wherever it is named', () => {
  expect(schedules).toHaveLength(1);
  expect(schedules[0]).toMatchObject({
    id: 'sample-2025',
    title: expect.stringContaining('示例'),
    documentNo: '示例（非正式）',
    validFrom: '2025-06-09',
    sample: true,
  });
  expect(schedules[0]?.validTo).toBeUndefined();
});

it('ships exactly the rows of the interface', () => {
  const rows = schedules[0]?.rows.map(({ criterion: _criterion, min, max, ...row }) => ({
    ...row,
    min: formatDecimal(min),
    max: formatDecimal(max),
  }));
  expect(rows).toEqual(expectedRows);
});
