import type { Writable } from 'node:stream';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { Clock } from './platform/clock/clock.js';
import type { Environment } from './platform/config/environment.js';
import { serveOpenApi } from './platform/http/openapi.js';
import { dressServer, httpAdapter } from './platform/http/server.js';
import { Ids } from './platform/ids/ids.js';
import { nestLog } from './platform/logs/nest-log.js';
import { schema } from './schema.js';

/** What a test may put in place of, or beside, the real thing. */
export interface AppParts {
  readonly clock?: Clock;
  readonly modules?: readonly Type[];
  readonly logTo?: Writable;
}

/**
 * The program, ready to listen: migrations have run, routes and the API reference are in place.
 * Tests run this very application.
 */
export async function createApp(
  environment: Environment,
  parts: AppParts = {},
): Promise<NestFastifyApplication> {
  const ids = new Ids();
  const adapter = httpAdapter(environment, ids, parts.logTo);
  const root = AppModule.forRoot({ environment, schema, clock: parts.clock ?? new Clock(), ids });
  const app = await NestFactory.create<NestFastifyApplication>(
    { ...root, imports: [...(root.imports ?? []), ...(parts.modules ?? [])] },
    adapter,
    { logger: nestLog(adapter.getInstance().log), bodyParser: false, abortOnError: false },
  );
  app.setGlobalPrefix('api/v1', { exclude: ['health', 'metrics'] });
  await dressServer(app, environment);
  serveOpenApi(app);
  await app.init();
  return app;
}
