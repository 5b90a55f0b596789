import { ApiProperty } from '@nestjs/swagger';
import { RulebookAnswer } from '../rulebook/rulebook.module.js';
import { MovedDayAnswer } from './calendar-years.dto.js';

export class RulingAnswer {
  @ApiProperty({ type: RulebookAnswer, description: '导入之后的规则库' })
  rulebook!: RulebookAnswer;

  @ApiProperty({ type: [MovedDayAnswer], description: '因此变动的每一个日期' })
  moved!: MovedDayAnswer[];
}
