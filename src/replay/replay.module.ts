import { Module } from '@nestjs/common';
import { RecordsModule } from '../records/records.module.js';
import { RulebookModule } from '../rulebook/rulebook.module.js';
import { RowsWatchService } from './rows-watch.service.js';

/** What is decided by is held against the record, whenever that is verified. */
@Module({ imports: [RecordsModule, RulebookModule], providers: [RowsWatchService] })
export class ReplayModule {}
