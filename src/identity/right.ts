import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import { WHO_MAY_CALL } from '../platform/http/openapi.js';
import { MachineScope } from './machine-key-scope.js';
import { holders } from './rights-in-words.js';
import { rightRow, type RightName } from './rights-table.js';

/** Metadata key under which a route names the right it asks for. */
export const RIGHT = 'identity:right';

/** What a route may ask for instead of a right: only that somebody is signed in. */
export const ANY_SIGNED_IN = 'identity:any-signed-in';

/** Keeps a route to those who hold a right of the table. */
export const Right = (name: RightName): MethodDecorator => {
  const { machineScope } = rightRow(name);
  return applyDecorators(
    SetMetadata(RIGHT, name),
    ApiExtension('x-right', name),
    ApiExtension(WHO_MAY_CALL, holders(name)),
    ...(machineScope === undefined ? [] : [MachineScope(machineScope)]),
  );
};

/** Opens a route to every account that is signed in, whatever its role; not to machine keys. */
export const AnySignedIn = (): MethodDecorator =>
  applyDecorators(SetMetadata(ANY_SIGNED_IN, true), ApiExtension(WHO_MAY_CALL, '任何已登录的账号'));
