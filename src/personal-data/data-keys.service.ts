import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EnvironmentError } from '../platform/config/environment.js';
import { Database } from '../platform/database/database.js';
import { PersonIdentitiesService, unknownKeyDetail } from '../registry/registry.module.js';

/** Keeps a program from running on data whose keys it has not: it would take people it cannot find for new ones. */
@Injectable()
export class DataKeysService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly identities: PersonIdentitiesService,
  ) {}

  /** @throws EnvironmentError */
  async onModuleInit(): Promise<void> {
    const unknown = await this.identities.unknownKey(this.database.read);
    if (unknown !== null) throw new EnvironmentError(`环境变量有误：${unknownKeyDetail(unknown)}`);
  }
}
