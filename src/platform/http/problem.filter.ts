import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { withoutIdentityNumbers } from '../../domain/shared/resident-number.js';
import { problemOf } from './problem-of.js';
import { PROBLEM_KINDS, TooManyRequests, type Problem } from './problem.js';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** Answers every refusal and every failure as problem+json; only failures are logged with their cause. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

/** Sends what was thrown as a problem. */
export function sendProblem(
  thrown: unknown,
  request: Pick<FastifyRequest, 'log'>,
  reply: FastifyReply,
): void {
  const problem = problemOf(thrown);
  const { status } = PROBLEM_KINDS[problem.code];
  if (status >= 500) request.log.error({ err: thrown }, 'request failed');
  // Fastify would hang up on a client that still sends its oversized body, and so has not seen the answer.
  void reply.removeHeader('connection');
  if (problem instanceof TooManyRequests) void reply.header('retry-after', problem.retryAfter);
  if (status === 401) void reply.header('www-authenticate', 'Bearer');
  void reply.code(status).type(PROBLEM_MEDIA_TYPE).send(bodyOf(problem));
}

/** What was asked for may be repeated in it: never an identity number in full. */
function bodyOf(problem: Problem): object {
  const { status, title } = PROBLEM_KINDS[problem.code];
  const { code } = problem;
  const detail = withoutIdentityNumbers(problem.detail);
  const errors = problem.errors.map((each) => ({ ...each, detail: withoutIdentityNumbers(each.detail) }));
  return { status, title, code, detail, ...(errors.length > 0 && { errors }) };
}
