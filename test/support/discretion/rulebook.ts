import type { Rulebook } from '../../../src/domain/rulebook/rulebook.js';
import { date } from '../../../src/domain/shared/calendar-date.js';
import { assembleRulebook } from '../../../src/rulebook/assemble-rulebook.js';
import { loadRulebookFiles } from '../../../src/rulebook/load-rulebook-files.js';
import { importHash, type RulebookImport } from '../../../src/rulebook/rulebook-import.js';

const files = loadRulebookFiles();

/** The rulebook as shipped: both texts and the sample schedule, no imports. */
export const SHIPPED: Rulebook = assembleRulebook(files);

const sealed = (draft: Omit<RulebookImport, 'hash'>): RulebookImport => ({
  ...draft,
  hash: importHash(draft),
});

/** An official answer on an open reading, as it is imported: from a day on, with its document number. */
export const ruling = (policy: string, value: string, validFrom: string): RulebookImport =>
  sealed({
    kind: 'POLICY',
    id: `${policy}-${validFrom}`,
    documentNo: '测试答复 1 号',
    validFrom: date(validFrom),
    content: { policy, value },
  });

/** A row of a schedule: basis, tier, ordinal, minimum, maximum. */
export type Row = readonly [
  id: string,
  basis: string,
  tier: string,
  ordinal: number,
  min: string,
  max: string,
];

/** A grade schedule as it is imported; in force from a day on, to another if one is given. */
export const schedule = (
  id: string,
  rows: readonly Row[],
  validFrom = '2025-06-09',
  validTo?: string,
): RulebookImport =>
  sealed({
    kind: 'SCHEDULE',
    id,
    documentNo: '测试细则 1 号',
    validFrom: date(validFrom),
    ...(validTo === undefined ? {} : { validTo: date(validTo) }),
    content: {
      title: '测试细则',
      sample: false,
      rows: rows.map(([row, basis, tier, ordinal, min, max]) => ({
        id: row,
        bases: [basis],
        tier,
        ordinal,
        criterion: '测试',
        min,
        max,
      })),
    },
  });

/** The shipped rulebook with imports. */
export const rulebookWith = (...imports: readonly RulebookImport[]): Rulebook =>
  assembleRulebook(files, imports);
