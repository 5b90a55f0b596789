import { z } from 'zod';
import { type Policy, wholeValue } from '../domain/rulebook/policy.js';
import { citationField, textField } from './fields.js';
import type { Issue } from './form-issues.js';
import type { DataKind } from './read-data.js';
import { repeatedIssues } from './repeated-issues.js';

const policySchema = z.strictObject({
  name: textField,
  reading: textField,
  citation: citationField,
  values: z.array(textField).min(1),
  adopted: textField,
  pattern: textField.exactOptional(),
});

/** `policies.yaml`: the readings that are values. */
export const policiesKind: DataKind<readonly Policy[]> = {
  schema: z.array(policySchema),
  check: policiesIssues,
};

function policiesIssues(policies: readonly Policy[]): Issue[] {
  return [
    ...repeatedIssues(
      policies,
      ({ name }) => name,
      (index) => [index, 'name'],
    ),
    ...policies.flatMap(policyIssues),
  ];
}

function policyIssues(policy: Policy, index: number): Issue[] {
  const { adopted, values } = policy;
  return [
    ...(adopted === values[0]
      ? []
      : [
          { path: [index, 'adopted'], message: `实为 ${adopted}，应为 values 的第一个值 ${values[0] ?? ''}` },
        ]),
    ...repeatedIssues(
      values,
      (value) => value,
      (at) => [index, 'values', at],
    ),
    ...patternIssues(policy, index),
  ];
}

function patternIssues({ values, pattern }: Policy, index: number): Issue[] {
  if (pattern === undefined) return [];
  const expression = regExpOf(pattern);
  if (expression === null) return [{ path: [index, 'pattern'], message: '不是有效的正则表达式' }];
  return values.flatMap((value, at) =>
    expression.test(value) ? [] : [{ path: [index, 'values', at], message: `${value} 不符合 ${pattern}` }],
  );
}

function regExpOf(pattern: string): RegExp | null {
  try {
    return wholeValue(pattern);
  } catch {
    return null;
  }
}
