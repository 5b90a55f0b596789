import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { PUBLIC } from '../platform/http/public.js';
import { Problem } from '../platform/http/problem.js';
import type { SignedInRequest } from './current-account.js';
import { ANY_SIGNED_IN, RIGHT } from './right.js';
import type { RightName } from './rights-table.js';
import { requireRight } from './within.js';

/** What everybody is told by a route that says of nobody that they may call it. */
export const UNMARKED = '此接口没有写明由谁调用（Right、AnySignedIn 或 Public），任何账号不得调用。';

/**
 * Keeps every route to those who hold the right it names; a route that names none, and is neither public nor open to
 * everybody signed in, refuses everybody. Runs after the sign-in guard.
 */
@Injectable()
export class RightsGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const marks = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, marks) === true) return true;
    const { account } = context.switchToHttp().getRequest<SignedInRequest>();
    if (account === undefined) throw new Problem('UNAUTHENTICATED');
    const handler = context.getHandler();
    if (this.reflector.get<boolean | undefined>(ANY_SIGNED_IN, handler) === true) return true;
    const right = this.reflector.get<RightName | undefined>(RIGHT, handler);
    if (right === undefined) throw new Problem('FORBIDDEN', UNMARKED);
    requireRight(right, account);
    return true;
  }
}
