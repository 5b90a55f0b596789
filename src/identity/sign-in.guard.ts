import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Problem } from '../platform/http/problem.js';
import { PUBLIC } from '../platform/http/public.js';
import type { Account } from './account.js';
import type { SignedInRequest } from './current-account.js';
import { MACHINE_SCOPE, type MachineScope } from './machine-key-scope.js';
import { isMachineKey, MachineKeyService } from './machine-key.service.js';
import { Tokens } from './tokens.js';

/** Lets nobody in without a valid token, except on `@Public()` routes; machine keys only where a route opens to them. */
@Injectable()
export class SignInGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: Tokens,
    private readonly machineKeys: MachineKeyService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const marks = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, marks) === true) return true;
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    const token = bearerToken(request.headers.authorization);
    request.account = isMachineKey(token)
      ? await this.machine(token, this.reflector.getAllAndOverride(MACHINE_SCOPE, marks))
      : await this.tokens.read(token);
    return true;
  }

  /** @throws Problem FORBIDDEN on a route that is not open to machine keys, or not to this one. */
  private async machine(key: string, scope: MachineScope | undefined): Promise<Account> {
    const { account, scopes } = await this.machineKeys.callerOf(key);
    if (scope === undefined || !scopes.includes(scope))
      throw new Problem('FORBIDDEN', '此机器密钥的可用范围不包括此项操作。');
    return account;
  }
}

function bearerToken(header: string | undefined): string {
  const token = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
  if (token === undefined) throw new Problem('UNAUTHENTICATED');
  return token;
}
