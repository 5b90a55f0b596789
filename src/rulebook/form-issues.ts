import type { z } from 'zod';
import { child } from './key-path.js';

/** A fault in a piece of data, with the keys that lead to it. */
export interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

type FormIssue = z.core.$ZodIssue;

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: '文本（小数要加引号）',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  array: '列表',
  object: '键值表',
  record: '键值表',
  null: 'null',
  undefined: '空',
};
const typeName = (type: string): string => TYPE_NAMES[type] ?? type;

/** Every fault of form, in words for the person who keeps the files. */
export function formIssues(error: z.ZodError, data: unknown): readonly Issue[] {
  return error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, message: messageOf(issue, data) }];
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      message: '不认识的键，应删去或改正拼写',
    }));
  });
}

function messageOf(issue: FormIssue, data: unknown): string {
  const actual = issue.path.reduce<unknown>(child, data);
  const shown = actual === undefined ? '缺少' : `实为 ${JSON.stringify(actual)}`;
  switch (issue.code) {
    case 'invalid_type':
      return `${shown}，应为${typeName(issue.expected)}`;
    case 'invalid_value':
      return `${shown}，应为 ${issue.values.map(String).join('、')} 之一`;
    case 'invalid_union':
      return `${shown}，应为 ${alternatives(issue)} 之一`;
    case 'too_small':
      return issue.origin === 'number' ? `${shown}，应不小于 ${issue.minimum}` : '不能为空';
    case 'too_big':
      return `${shown}，应不大于 ${issue.maximum}`;
    default:
      return issue.message;
  }
}

const alternatives = (issue: z.core.$ZodIssueInvalidUnion): string =>
  'options' in issue ? issue.options.map(String).join('、') : '';
