import { createSecretKey } from 'node:crypto';
import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { ENVIRONMENT, type Environment } from '../platform/config/environment.js';
import { DemonstrationService } from './demonstration.service.js';
import { IdentityController } from './identity.controller.js';
import { IdentityService } from './identity.service.js';
import { MachineKeyController } from './machine-key.controller.js';
import { MachineKeyService } from './machine-key.service.js';
import { RolesGuard } from './roles.guard.js';
import { SignInGuard } from './sign-in.guard.js';
import { Tokens } from './tokens.js';

export { Account } from './account.js';
export { CurrentAccount } from './current-account.js';
export { MachineScope } from './machine-key-scope.js';
export { Roles } from './roles.js';
export type { Post, Role } from './role.js';

/** Accounts, roles, sign-in. Every route of every module stands behind its guards. */
@Module({
  imports: [
    JwtModule.registerAsync({
      inject: [ENVIRONMENT],
      // As a key object: of a text each check of a token would first try to make a public key, and fail.
      useFactory: ({ jwtSecret }: Environment) => ({ secret: createSecretKey(jwtSecret, 'utf8') }),
    }),
  ],
  controllers: [IdentityController, MachineKeyController],
  providers: [
    IdentityService,
    Tokens,
    MachineKeyService,
    DemonstrationService,
    { provide: APP_GUARD, useClass: SignInGuard },
    { provide: APP_GUARD, useClass: RolesGuard },
  ],
})
export class IdentityModule {}
