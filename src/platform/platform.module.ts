import { Global, Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { Clock } from './clock/clock.js';
import { ENVIRONMENT, type Environment } from './config/environment.js';
import { CheckpointFile } from './database/checkpoint-file.js';
import { RecordSigner } from './database/checkpoint.js';
import { Database } from './database/database.js';
import { RecordKeeper } from './database/record-keeper.js';
import type { Schema } from './database/schema.js';
import { HealthController } from './health/health.controller.js';
import { HttpCounts } from './metrics/http-counts.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { FormPipe } from './http/form.pipe.js';
import { ProblemFilter } from './http/problem.filter.js';
import { Ids } from './ids/ids.js';
import { IdentityVault } from './secrets/identity-vault.js';

/** What the platform needs from outside: how to run, which tables there are, what time it is. */
export interface PlatformOptions {
  readonly environment: Environment;
  readonly schema: Schema;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Serves every module: environment, clock, ids, database, forms and errors. */
@Global()
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  static forRoot({ environment, schema, clock, ids }: PlatformOptions): DynamicModule {
    return {
      module: PlatformModule,
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: ENVIRONMENT, useValue: environment },
        { provide: Clock, useValue: clock },
        { provide: Ids, useValue: ids },
        { provide: Database, useFactory: () => Database.open(environment.dataDir, schema, clock) },
        {
          provide: RecordKeeper,
          inject: [Database],
          useFactory: (database: Database) => keeperOf(database, environment, clock),
        },
        {
          provide: IdentityVault,
          useValue: new IdentityVault(environment.dataKey, environment.previousDataKeys),
        },
        HttpCounts,
        { provide: APP_PIPE, useClass: FormPipe },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
      exports: [ENVIRONMENT, Clock, Ids, Database, RecordKeeper, IdentityVault],
    };
  }

  constructor(@Inject(Database) private readonly database: Database) {}

  /** Runs after the last request is answered. */
  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}

const keeperOf = (
  database: Database,
  { recordSigningKey, checkpointFile }: Environment,
  clock: Clock,
): RecordKeeper =>
  new RecordKeeper(database, new RecordSigner(recordSigningKey), new CheckpointFile(checkpointFile), clock);
