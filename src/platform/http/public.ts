import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';

/** Metadata key under which a route says that it needs no sign-in. */
export const PUBLIC = 'platform:public';

/** Marks a route or a controller as open to everybody; all others need a signed-in account. */
export const Public = (): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(PUBLIC, true), ApiSecurity({}));
