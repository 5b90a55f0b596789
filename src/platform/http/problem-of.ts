import { HttpException } from '@nestjs/common';
import type { Fault } from '../../domain/shared/result.js';
import { InvalidRequest, Problem, PROBLEM_KINDS, type ProblemCode } from './problem.js';

const EMPTY_BODY: Fault = {
  pointer: '',
  code: 'REQUIRED',
  detail: '请求体为空：请提交 JSON 对象，例如 {}。',
};

const BROKEN_JSON: Fault = {
  pointer: '',
  code: 'INVALID_VALUE',
  detail: '请求体不是有效的 JSON：请检查引号、逗号与括号是否成对、编码是否为 UTF-8。',
};

const UNREADABLE: Fault = {
  pointer: '',
  code: 'INVALID_VALUE',
  detail: '无法读取此请求：请检查网址与请求头是否完整、是否正确编码。',
};

const FAULTS_OF_BODY_PARSER: Readonly<Record<string, Fault>> = {
  FST_ERR_CTP_EMPTY_JSON_BODY: EMPTY_BODY,
  FST_ERR_CTP_INVALID_JSON_BODY: BROKEN_JSON,
};

/** Turns whatever was thrown into what the client may know; anything unforeseen is an `INTERNAL_ERROR`. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  const status = statusOf(thrown);
  if (status === undefined || status >= 500) return new Problem('INTERNAL_ERROR');
  const code = codeOfStatus(status);
  return code === undefined || code === 'INVALID_REQUEST'
    ? new InvalidRequest([FAULTS_OF_BODY_PARSER[serverCodeOf(thrown)] ?? UNREADABLE])
    : new Problem(code);
}

function codeOfStatus(status: number): ProblemCode | undefined {
  return (Object.keys(PROBLEM_KINDS) as ProblemCode[]).find((code) => PROBLEM_KINDS[code].status === status);
}

/** The status that Nest or the HTTP server gave to a refusal of their own. */
function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  if (!(thrown instanceof Error) || !('statusCode' in thrown)) return undefined;
  return typeof thrown.statusCode === 'number' ? thrown.statusCode : undefined;
}

/** The HTTP server's own error code, which Nest wraps. */
function serverCodeOf(thrown: unknown): string {
  const origin = thrown instanceof HttpException ? thrown.cause : thrown;
  return origin instanceof Error && 'code' in origin ? String(origin.code) : '';
}
