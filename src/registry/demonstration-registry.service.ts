import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { ENVIRONMENT, type Environment } from '../platform/config/environment.js';
import { Database, type Change } from '../platform/database/database.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import {
  DEMONSTRATION_INSTITUTIONS,
  DEMONSTRATION_PEOPLE,
  DEMONSTRATION_SECOND_SITE,
  SCHEME_STARTS,
} from './demonstration-registry.js';
import { InstitutionEntity } from './entities/institution.entity.js';
import { InstitutionsService } from './institutions/institutions.service.js';
import { PersonEntryService } from './people/person-entry.service.js';

/** In whose name the program works by itself: it may do what the municipal agency may. */
const SYSTEM: Account = {
  id: 'system',
  username: 'system',
  displayName: '系统',
  role: 'MUNICIPAL_AGENCY',
  office: 'system',
  post: null,
  personCode: null,
};

/** Gives a database without institutions those of the demonstration, with their people; never in production. */
@Injectable()
export class DemonstrationRegistryService implements OnModuleInit {
  constructor(
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly institutions: InstitutionsService,
    private readonly entries: PersonEntryService,
  ) {}

  async onModuleInit(): Promise<void> {
    if (this.environment.nodeEnv === 'production') return;
    if (this.clock.today() < SCHEME_STARTS) return;
    if (await this.database.read.exists(InstitutionEntity)) return;
    await this.database.write(async (tx, at) => {
      const record: RecordEntry[] = [];
      const note = ({ record: lines }: Change<string>): number =>
        record.push(...('actor' in lines ? [lines] : lines));
      for (const form of DEMONSTRATION_INSTITUTIONS)
        note(await this.institutions.enterIn(tx, at, form, SYSTEM));
      for (const form of [...DEMONSTRATION_PEOPLE, DEMONSTRATION_SECOND_SITE])
        note(await this.entries.enterIn(tx, at, form, SYSTEM));
      const [first, ...others] = record;
      if (first === undefined) throw new Error('the demonstration is empty');
      return { result: undefined, record: [first, ...others] };
    });
  }
}
