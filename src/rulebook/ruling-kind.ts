import { z } from 'zod';
import { admitsValue, type Policy, type PolicyRuling } from '../domain/rulebook/policy.js';
import { dateField, textField } from './fields.js';
import type { Issue } from './form-issues.js';
import type { DataKind } from './read-data.js';

const schema: z.ZodType<PolicyRuling> = z.strictObject({
  policy: textField,
  value: textField,
  documentNo: textField,
  validFrom: dateField,
  validTo: dateField.exactOptional(),
});

/** An imported ruling on one of these policies. */
export const rulingKind = (policies: readonly Policy[]): DataKind<PolicyRuling> => ({
  schema,
  check: (ruling) => [...valueIssues(ruling, policies), ...dateIssues(ruling)],
});

function valueIssues({ policy: name, value }: PolicyRuling, policies: readonly Policy[]): Issue[] {
  const policy = policies.find((each) => each.name === name);
  if (policy === undefined) return [{ path: ['policy'], message: `没有名为 ${name} 的政策` }];
  if (admitsValue(policy, value)) return [];
  const expected = [...policy.values, ...(policy.pattern === undefined ? [] : [`符合 ${policy.pattern}`])];
  return [{ path: ['value'], message: `实为 ${value}，应为 ${expected.join('、')} 之一` }];
}

function dateIssues({ validFrom, validTo }: PolicyRuling): Issue[] {
  if (validTo === undefined || validTo >= validFrom) return [];
  return [{ path: ['validTo'], message: `实为 ${validTo}，应不早于生效日期 ${validFrom}` }];
}
