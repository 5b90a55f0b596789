import { Module } from '@nestjs/common';
import { RecordIndexModule } from '../record-index/record-index.module.js';
import { RulebookModule } from '../rulebook/rulebook.module.js';
import { BundleService } from './bundle.service.js';
import { EntriesService } from './entries.service.js';
import { ExportProgressService } from './export-progress.js';
import { ExportService } from './export.service.js';
import { ProofsService } from './proofs.service.js';
import { RecordKeysController } from './record-keys.controller.js';
import { RecordWatchService } from './record-watch.service.js';
import { RecordsController } from './records.controller.js';
import { RulebookContentsService } from './rulebook-contents.service.js';
import { RulebookEditionsService } from './rulebook-editions.service.js';

export { RulebookEditionEntity } from './rulebook-edition.entity.js';
export { rulebookFault } from './rulebook-check.js';
export { StoredRulebooks } from './stored-rulebooks.js';

/** The record nobody can alter: watched, selected from, proved, taken home. */
@Module({
  imports: [RecordIndexModule, RulebookModule],
  controllers: [RecordKeysController, RecordsController],
  providers: [
    RecordWatchService,
    EntriesService,
    ProofsService,
    RulebookContentsService,
    RulebookEditionsService,
    BundleService,
    ExportProgressService,
    ExportService,
  ],
})
export class RecordsModule {}
