import { z } from 'zod';
import {
  type Figure,
  type Instrument,
  type Liability,
  MEASURE_CODES,
  MODELLINGS,
  OFFENDER_KINDS,
  type Provision,
  UNITS,
} from '../domain/rulebook/instrument.js';
import { citationField, dateField, decimalField, textField } from './fields.js';
import { instrumentIssues } from './instrument-checks.js';
import type { DataKind } from './read-data.js';

const figure = z.strictObject({ value: decimalField, unit: z.enum(UNITS) });

const provision = z
  .strictObject({
    citation: citationField,
    heading: textField,
    modelling: z.enum(MODELLINGS),
    note: textField.exactOptional(),
    figures: z.record(z.string(), figure).default({}),
  })
  .transform((read): Provision => {
    const cited = Object.entries(read.figures).map(([key, each]): [string, Figure] => [
      key,
      { ...each, citation: read.citation },
    ]);
    return { ...read, figures: Object.fromEntries(cited) };
  });

const bounds = { min: decimalField, max: decimalField };
const fine = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('MULTIPLE'),
    ...bounds,
    fraud: z.boolean(),
    trigger: z.enum(['FUND_LOSS', 'SUM_DEFRAUDED']),
  }),
  z.strictObject({ kind: z.literal('FIXED'), ...bounds, trigger: z.literal('REFUSED_TO_CORRECT') }),
]);

const months = { minMonths: z.int().min(1), maxMonths: z.int().min(1) };
const departmentSuspension = z.strictObject({
  when: z.enum(['ALWAYS', 'REFUSAL_OR_SERIOUS_CONSEQUENCES']),
  ...months,
});

const measure = z.strictObject({
  code: z.enum(MEASURE_CODES),
  mandatory: z.boolean(),
  when: z.enum(['ALWAYS', 'AMOUNT']),
  citation: citationField,
});

const liability: z.ZodType<Liability> = z.strictObject({
  basis: citationField,
  offender: z.enum(OFFENDER_KINDS),
  provisions: z.array(citationField).min(1),
  amount: z.enum(['REQUIRED', 'OPTIONAL', 'NOT_APPLICABLE']),
  fine: fine.nullable(),
  withIntent: citationField.nullable(),
  departmentSuspension: departmentSuspension.nullable(),
  settlementSuspension: z.strictObject(months).nullable(),
  measures: z.array(measure),
});

const schema: z.ZodType<Instrument> = z.strictObject({
  id: textField,
  title: textField,
  documentNo: textField,
  validFrom: dateField,
  validTo: dateField.exactOptional(),
  textAvailable: z.boolean(),
  provisions: z.array(provision),
  liabilities: z.array(liability),
});

/** `regulation/<id>/<valid-from>.yaml`: one version of one text. */
export const instrumentKind: DataKind<Instrument> = { schema, check: instrumentIssues };
