import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Account } from './account.js';

/** A request on which the sign-in guard has noted the account. */
export type SignedInRequest = FastifyRequest & { account?: Account };

/** The signed-in account, as a handler's parameter; not for `@Public()` routes. */
export const CurrentAccount = createParamDecorator((_data: unknown, context: ExecutionContext): Account => {
  const { account } = context.switchToHttp().getRequest<SignedInRequest>();
  if (account === undefined) throw new Error('no account on a public route');
  return account;
});
