import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Problem } from '../platform/http/problem.js';
import type { SignedInRequest } from './current-account.js';
import type { Role } from './role.js';
import { ALLOWED_ROLES } from './roles.js';

/** Keeps a route marked with `@Roles(…)` to those roles; runs after the sign-in guard. */
@Injectable()
export class RolesGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const marks = [context.getHandler(), context.getClass()];
    const allowed = this.reflector.getAllAndOverride<readonly Role[] | undefined>(ALLOWED_ROLES, marks);
    if (allowed === undefined) return true;
    const { account } = context.switchToHttp().getRequest<SignedInRequest>();
    if (account === undefined || !allowed.includes(account.role)) throw new Problem('FORBIDDEN');
    return true;
  }
}
