import { z } from 'zod';
import { type Reading, READING_STATUSES } from '../domain/rulebook/reading.js';
import { citationField, textField } from './fields.js';
import type { DataKind } from './read-data.js';
import { repeatedIssues } from './repeated-issues.js';

const reading = z.strictObject({
  id: z.string().regex(/^[PS][1-9]\d*$/, '应为 P 或 S 加序号'),
  question: textField,
  reading: textField,
  citations: z.array(citationField),
  status: z.enum(READING_STATUSES),
  policies: z.array(textField).default([]),
});

/** `readings.yaml`: how the texts are read. */
export const readingsKind: DataKind<readonly Reading[]> = {
  schema: z.array(reading),
  check: (readings) =>
    repeatedIssues(
      readings,
      ({ id }) => id,
      (index) => [index, 'id'],
    ),
};
