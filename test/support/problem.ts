import { expect } from '@jest/globals';
import type { Answer } from './test-app.js';

/** Expects a problem of exactly this status and code, told in Chinese and leaking nothing; returns its body. */
export function expectProblem(answer: Answer, status: number, code: string): Record<string, unknown> {
  const body = answer.json() as Record<string, unknown>;
  expect({ status: answer.status, type: answer.headers.get('content-type') }).toEqual({
    status,
    type: 'application/problem+json; charset=utf-8',
  });
  expect(body).toMatchObject({ status, code });
  expect(Object.keys(body).filter((member) => member !== 'errors')).toEqual([
    'status',
    'title',
    'code',
    'detail',
  ]);
  expect(body['title']).toMatch(/\p{Script=Han}/u);
  expect(body['detail']).toMatch(/\p{Script=Han}/u);
  expect(answer.text).not.toMatch(/\bat .*:\d+|node_modules|Error:/);
  return body;
}
