import { createSecretKey } from 'node:crypto';
import { Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { ENVIRONMENT, type Environment } from '../platform/config/environment.js';
import { AccountRequestsController } from './accounts/account-requests.controller.js';
import { AccountRequestsService } from './accounts/account-requests.service.js';
import { AccountsController } from './accounts/accounts.controller.js';
import { AccountsService } from './accounts/accounts.service.js';
import { DeputiesController } from './accounts/deputies.controller.js';
import { DeputiesService } from './accounts/deputies.service.js';
import { GrantsController, WaitingGrantsController } from './accounts/grants.controller.js';
import { GrantsService } from './accounts/grants.service.js';
import { HandOverService } from './accounts/hand-over.service.js';
import { OwnAccountService } from './accounts/own-account.service.js';
import { AccountSeeder } from './account-seeder.service.js';
import { FilesGivenOut } from './files-given-out.interceptor.js';
import { FirstAccountsService } from './first-accounts.service.js';
import { IdentityController } from './identity.controller.js';
import { IdentityService } from './identity.service.js';
import { MachineKeyController } from './machine-key.controller.js';
import { MachineKeyService } from './machine-key.service.js';
import { RateLimits } from './rate-limits.js';
import { RightsGuard } from './rights.guard.js';
import { Revocations } from './sessions/revocations.js';
import { SessionsService } from './sessions/sessions.service.js';
import { SignInAttempts } from './sessions/sign-in-attempts.js';
import { SignInGuard } from './sign-in.guard.js';
import { Tokens } from './tokens.js';

export { Account } from './account.js';
export { CITY } from './city.js';
export { CurrentAccount } from './current-account.js';
export { AnySignedIn, Right } from './right.js';
export { rightsPage, routesOf } from './rights-page.js';
export type { RightName } from './rights-table.js';
export type { Post, Role } from './role.js';
export {
  districtWithin,
  institutionWithin,
  isWithin,
  reach,
  requireRight,
  requireWithin,
  type Concerned,
  type Holder,
} from './within.js';

/** Accounts, roles, sign-in. Every route of every module stands behind its guards. */
@Module({
  imports: [
    JwtModule.registerAsync({
      inject: [ENVIRONMENT],
      // As a key object: of a text each check of a token would first try to make a public key, and fail.
      useFactory: ({ jwtSecret }: Environment) => ({ secret: createSecretKey(jwtSecret, 'utf8') }),
    }),
  ],
  controllers: [
    IdentityController,
    MachineKeyController,
    AccountsController,
    AccountRequestsController,
    GrantsController,
    WaitingGrantsController,
    DeputiesController,
  ],
  providers: [
    IdentityService,
    Tokens,
    MachineKeyService,
    SessionsService,
    SignInAttempts,
    Revocations,
    RateLimits,
    OwnAccountService,
    AccountsService,
    AccountRequestsService,
    GrantsService,
    DeputiesService,
    HandOverService,
    AccountSeeder,
    FirstAccountsService,
    { provide: APP_GUARD, useClass: SignInGuard },
    { provide: APP_GUARD, useClass: RightsGuard },
    { provide: APP_INTERCEPTOR, useClass: FilesGivenOut },
  ],
})
export class IdentityModule {}
