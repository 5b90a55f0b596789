import { Module } from '@nestjs/common';
import { RecordIndexModule } from '../record-index/record-index.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { RulebookModule } from '../rulebook/rulebook.module.js';
import { HistoryController } from './history.controller.js';
import { HistoryService } from './history.service.js';

export { actionWords } from './action-words.js';

/** Everything about a case, a person, an institution on one timeline. */
@Module({
  imports: [RecordIndexModule, RegistryModule, RulebookModule],
  controllers: [HistoryController],
  providers: [HistoryService],
})
export class HistoryModule {}
