import { SetMetadata } from '@nestjs/common';
import type { Role } from './role.js';

/** Metadata key under which a route names the roles it is for. */
export const ALLOWED_ROLES = 'identity:roles';

/** Keeps a route or a controller to these roles; without it every signed-in account may use it. */
export const Roles = (first: Role, ...others: Role[]): MethodDecorator & ClassDecorator =>
  SetMetadata(ALLOWED_ROLES, [first, ...others]);
