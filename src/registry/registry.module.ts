import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module.js';
import { CODE_PATTERNS, loadCodePatterns } from './code-patterns.js';
import { DemonstrationRegistryService } from './demonstration-registry.service.js';
import { StaffImportRunnerService } from './import/staff-import-runner.service.js';
import { StaffImportsController } from './import/staff-imports.controller.js';
import { StaffImportsService } from './import/staff-imports.service.js';
import { StaffRowsService } from './import/staff-rows.service.js';
import { InstitutionChangesService } from './institutions/institution-changes.service.js';
import { InstitutionReaderService } from './institutions/institution-reader.service.js';
import { InstitutionsController } from './institutions/institutions.controller.js';
import { InstitutionsService } from './institutions/institutions.service.js';
import { DeparturesController } from './people/departures.controller.js';
import { DeparturesService } from './people/departures.service.js';
import { MergesController } from './people/merges.controller.js';
import { PersonEntryService } from './people/person-entry.service.js';
import { PersonIdentitiesService } from './people/person-identities.service.js';
import { PersonListService } from './people/person-list.service.js';
import { PersonMergesService } from './people/person-merges.service.js';
import { PersonReaderService } from './people/person-reader.service.js';
import { PersonsController } from './people/persons.controller.js';
import { RestoredSitesService } from './people/restored-sites.service.js';
import { SiteChecksService } from './people/site-checks.service.js';
import { SiteFollowersService } from './people/site-followers.service.js';
import { SitesService } from './people/sites.service.js';
import { RegistryService } from './registry.service.js';

export { type InstitutionFacts } from './institutions/institution-store.js';
export { PersonEntity } from './entities/person.entity.js';
export { PersonIdentitiesService, unknownKeyDetail } from './people/person-identities.service.js';
export { loadPerson, membersOf } from './people/person-store.js';
export { ERASED } from './people/person-answer.js';
export { PersonEntryService } from './people/person-entry.service.js';
export { PersonForm } from './people/person.dto.js';
export { PersonMergesService, type MergeSettling } from './people/person-merges.service.js';
export { SiteFollowersService } from './people/site-followers.service.js';
export { RestoredSitesService, type NewSite, type ResumableSite } from './people/restored-sites.service.js';
export { CommitmentForm, RegistrationForm } from './people/site.dto.js';
export {
  RegistryService,
  type CommitmentRef,
  type InstitutionRef,
  type PersonRef,
  type RegistrationRef,
} from './registry.service.js';

/** Institutions, personnel, commitments, registrations: the personnel file (一医一档), but for its points. */
@Module({
  imports: [LedgerModule],
  controllers: [
    InstitutionsController,
    StaffImportsController,
    MergesController,
    PersonsController,
    DeparturesController,
  ],
  providers: [
    { provide: CODE_PATTERNS, useFactory: () => loadCodePatterns() },
    InstitutionReaderService,
    InstitutionsService,
    InstitutionChangesService,
    SiteChecksService,
    SiteFollowersService,
    PersonIdentitiesService,
    PersonEntryService,
    PersonListService,
    PersonReaderService,
    PersonMergesService,
    SitesService,
    RestoredSitesService,
    DeparturesService,
    StaffRowsService,
    StaffImportRunnerService,
    StaffImportsService,
    RegistryService,
    DemonstrationRegistryService,
  ],
  exports: [
    RegistryService,
    PersonIdentitiesService,
    PersonEntryService,
    PersonMergesService,
    SiteFollowersService,
    RestoredSitesService,
  ],
})
export class RegistryModule {}
