import { SetMetadata } from '@nestjs/common';

export const MACHINE_SCOPES = ['qualifications:read', 'feed:read', 'claims:write'] as const;

/** What an institution's own system may be let do with a machine key. */
export type MachineScope = (typeof MACHINE_SCOPES)[number];

/** Metadata key under which a route names the scope that opens it to machine keys. */
export const MACHINE_SCOPE = 'identity:machine-scope';

/** Opens a route to machine keys of this scope; every other route is closed to them. */
export const MachineScope = (scope: MachineScope): MethodDecorator & ClassDecorator =>
  SetMetadata(MACHINE_SCOPE, scope);
