import { Module } from '@nestjs/common';
import { RulebookModule } from '../rulebook/rulebook.module.js';
import { CounterfactualsController } from './counterfactuals.controller.js';
import { EvaluateController } from './evaluate.controller.js';
import { ScheduleController } from './schedule.controller.js';
import { ScheduleService } from './schedule.service.js';

export { answerTo } from './answer-to.js';
export { EvaluationAnswer } from './answer.dto.js';
export { CounterfactualsAnswer } from './counterfactuals.dto.js';
export { counterfactualsTo } from './counterfactuals-to.js';
export {
  CircumstanceForm,
  EvaluationForm,
  OffenderForm,
  ProposedFineForm,
  ViolationForm,
} from './evaluate.dto.js';
export { factsOf } from './facts-of-form.js';

/** The lawful range for a set of facts (DB2025), what would change it, and the grade schedules it is read from. */
@Module({
  imports: [RulebookModule],
  controllers: [EvaluateController, CounterfactualsController, ScheduleController],
  providers: [ScheduleService],
})
export class DiscretionModule {}
