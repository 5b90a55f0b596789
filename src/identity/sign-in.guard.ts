import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Problem } from '../platform/http/problem.js';
import { PUBLIC } from '../platform/http/public.js';
import type { SignedInRequest } from './current-account.js';
import { Tokens } from './tokens.js';

/** Lets nobody in without a valid token, except on `@Public()` routes. */
@Injectable()
export class SignInGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: Tokens,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const marks = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, marks) === true) return true;
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    request.account = await this.tokens.read(bearerToken(request.headers.authorization));
    return true;
  }
}

function bearerToken(header: string | undefined): string {
  const token = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
  if (token === undefined) throw new Problem('UNAUTHENTICATED');
  return token;
}
