import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { actingFor } from '../platform/database/acting-for.js';
import { Problem } from '../platform/http/problem.js';
import { PUBLIC } from '../platform/http/public.js';
import { ACTING_FOR_HEADER } from '../platform/http/server.js';
import type { Account, AccountHead } from './account.js';
import { DeputiesService } from './accounts/deputies.service.js';
import { BEFORE_ALL_ELSE, type SignedInRequest } from './current-account.js';
import { MACHINE_SCOPE, type MachineScope } from './machine-key-scope.js';
import { isMachineKey, MachineKeyService } from './machine-key.service.js';
import { RateLimits } from './rate-limits.js';
import { Revocations } from './sessions/revocations.js';
import { invalidToken, Tokens, type SignedIn } from './tokens.js';

/**
 * Lets nobody in without a valid token, except on `@Public()` routes; machine keys only where a route opens to them,
 * and accounts with a one-time password or without a grant only on `@BeforeAllElse()` routes.
 */
@Injectable()
export class SignInGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: Tokens,
    private readonly revocations: Revocations,
    private readonly machineKeys: MachineKeyService,
    private readonly deputies: DeputiesService,
    private readonly limits: RateLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const marks = [context.getHandler(), context.getClass()];
    const marked = (key: string): unknown => this.reflector.getAllAndOverride<unknown>(key, marks);
    if (marked(PUBLIC) === true) return true;
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    const token = bearerToken(request.headers.authorization);
    if (isMachineKey(token)) {
      if (request.headers[ACTING_FOR_HEADER] !== undefined)
        throw new Problem('FORBIDDEN', '机器密钥不得代理他人办理。');
      request.account = await this.machine(
        token,
        this.reflector.getAllAndOverride<MachineScope | undefined>(MACHINE_SCOPE, marks),
      );
      this.limits.account(request.account.id, request);
      return true;
    }
    const signedIn = await this.signedIn(token);
    this.limits.account(signedIn.accountId, request);
    request.signedIn = signedIn;
    request.account =
      marked(BEFORE_ALL_ELSE) === true
        ? (signedIn.account as Account)
        : await this.represented(ready(signedIn), request);
    return true;
  }

  private async signedIn(token: string): Promise<SignedIn> {
    const signedIn = await this.tokens.read(token);
    if (await this.revocations.isRevoked(signedIn)) throw invalidToken();
    return signedIn;
  }

  /** The account as it stands where it acts as a deputy; what it changes says for whom. */
  private async represented(account: Account, { headers }: SignedInRequest): Promise<Account> {
    const principal = headers[ACTING_FOR_HEADER];
    const acting = actingFor.getStore();
    if (typeof principal !== 'string' || acting === undefined) return account;
    const standing = await this.deputies.standingFor(account, principal);
    acting.principal = principal;
    return standing;
  }

  /** @throws Problem FORBIDDEN on a route that is not open to machine keys, or not to this one. */
  private async machine(key: string, scope: MachineScope | undefined): Promise<Account> {
    const { account, scopes } = await this.machineKeys.callerOf(key);
    if (scope === undefined || !scopes.includes(scope))
      throw new Problem('FORBIDDEN', '此机器密钥的可用范围不包括此项操作。');
    return account;
  }
}

/** @throws Problem PASSWORD_CHANGE_REQUIRED or NO_GRANT for an account that may do nothing yet. */
function ready({ account, mustChangePassword }: SignedIn): Account {
  if (mustChangePassword) throw new Problem('PASSWORD_CHANGE_REQUIRED');
  if (!isGranted(account)) throw new Problem('NO_GRANT');
  return account;
}

const isGranted = (account: AccountHead): account is Account =>
  account.role !== null && account.office !== null;

function bearerToken(header: string | undefined): string {
  const token = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
  if (token === undefined) throw new Problem('UNAUTHENTICATED');
  return token;
}
