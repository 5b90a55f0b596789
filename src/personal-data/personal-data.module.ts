import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { LedgerModule } from '../ledger/ledger.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { DataKeysService } from './data-keys.service.js';
import { ErasingService } from './erasing.service.js';
import { ErasuresService } from './erasures.service.js';
import { FormAtHand } from './form-at-hand.js';
import { HandedInService } from './handed-in.service.js';
import { KeyRotationService } from './key-rotation.service.js';
import { PersonalDataController } from './personal-data.controller.js';
import { RecordNamesService } from './record-names.service.js';
import { RetainedService } from './retained.service.js';
import { RevealsService } from './reveals.service.js';

export { KeyRotationService, type Rotation } from './key-rotation.service.js';

/** Personal data: shown to few, under keys that can be changed, erased when nothing forbids it. */
@Module({
  imports: [RegistryModule, LedgerModule],
  controllers: [PersonalDataController],
  providers: [
    DataKeysService,
    KeyRotationService,
    RevealsService,
    RetainedService,
    HandedInService,
    ErasingService,
    ErasuresService,
    RecordNamesService,
    { provide: APP_INTERCEPTOR, useClass: FormAtHand },
  ],
  exports: [KeyRotationService],
})
export class PersonalDataModule {}
