import { z } from 'zod';
import { checkSchedule } from '../domain/rulebook/check-schedule.js';
import { liabilitiesOn, type Rulebook } from '../domain/rulebook/rulebook.js';
import type { Schedule } from '../domain/rulebook/schedule.js';
import { citationField, dateField, decimalField, textField } from './fields.js';
import type { Issue } from './form-issues.js';
import type { DataKind } from './read-data.js';

const row = z.strictObject({
  id: textField,
  bases: z.array(citationField).min(1),
  tier: z.enum(['A', 'B', 'C']),
  ordinal: z.int().min(1),
  criterion: textField,
  min: decimalField,
  max: decimalField,
});

const confirmed = z.strictObject({
  key: textField,
  kind: z.enum(['GAP', 'OVERLAP', 'SINGLE_VALUE']),
  basis: citationField,
  rowIds: z.array(textField).min(1),
  min: decimalField,
  max: decimalField,
  reason: textField,
});

const schema = z.strictObject({
  id: textField,
  title: textField,
  documentNo: textField,
  validFrom: dateField,
  validTo: dateField.exactOptional(),
  sample: z.boolean(),
  rows: z.array(row),
  confirmed: z.array(confirmed).exactOptional(),
  supersedes: textField.exactOptional(),
});

/** A grade schedule, in a file and in an import. */
export const scheduleKind: DataKind<Schedule> = { schema, check: () => [] };

/** The faults of law in a schedule, against the statute in force on its first day. */
export function scheduleIssues(schedule: Schedule, texts: Pick<Rulebook, 'instruments'>): Issue[] {
  const faults = checkSchedule(schedule, liabilitiesOn(texts, schedule.validFrom));
  return faults.map(({ pointer, code, detail }) => ({
    path: pointer.split('/').slice(1),
    message: `${detail}（${code}）`,
  }));
}
