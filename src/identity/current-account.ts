import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Account } from './account.js';
import type { SignedIn } from './tokens.js';

/** A request on which the sign-in guard has noted the account, and, unless it is a machine's, the sign-in. */
export type SignedInRequest = FastifyRequest & { account?: Account; signedIn?: SignedIn };

/** The signed-in account, as a handler's parameter; not for `@Public()` routes. */
export const CurrentAccount = createParamDecorator((_data: unknown, context: ExecutionContext): Account => {
  const { account } = context.switchToHttp().getRequest<SignedInRequest>();
  if (account === undefined) throw new Error('no account on a public route');
  return account;
});

/** The sign-in that a request belongs to, as a handler's parameter. */
export const CurrentSignIn = createParamDecorator((_data: unknown, context: ExecutionContext): SignedIn => {
  const { signedIn } = context.switchToHttp().getRequest<SignedInRequest>();
  if (signedIn === undefined) throw new Error('no sign-in on this route');
  return signedIn;
});

/** Metadata key under which a route says that it is for accounts, too, that may do nothing else yet. */
export const BEFORE_ALL_ELSE = 'identity:before-all-else';

/** Opens a route to accounts with a one-time password or without a grant; its handler takes the {@link CurrentSignIn}. */
export const BeforeAllElse = (): MethodDecorator => SetMetadata(BEFORE_ALL_ELSE, true);
