import { Module } from '@nestjs/common';
import { RulebookController } from './rulebook.controller.js';
import { RulebookService } from './rulebook.service.js';
import { RulingService } from './ruling.service.js';

export { assembleRulebook } from './assemble-rulebook.js';
export {
  calendarFaults,
  calendarImport,
  calendarImported,
  type CalendarDocument,
} from './calendar-import.js';
export { canonicalHash } from './canonical-hash.js';
export { loadRulebookFiles } from './load-rulebook-files.js';
export { RulebookImportEntity } from './rulebook-import.entity.js';
export { importHash, type RulebookImport } from './rulebook-import.js';
export { RulebookAnswer, rulebookAnswer, RulingForm } from './rulebook.dto.js';
export { RulebookService } from './rulebook.service.js';
export { RulingService } from './ruling.service.js';

/** The law as data: the shipped files and the imports, validated, hashed, chosen by the days in force. */
@Module({
  controllers: [RulebookController],
  providers: [RulebookService, RulingService],
  exports: [RulebookService, RulingService],
})
export class RulebookModule {}
