import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AnySignedIn } from '../identity/identity.module.js';
import { judgeHistory } from '../domain/qualification/history.js';
import { historyTrace } from '../domain/qualification/history-trace.js';
import { date } from '../domain/shared/calendar-date.js';
import { RuleViolation } from '../platform/http/problem.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import { eventOf } from './events-of-form.js';
import { previewAnswer } from './preview-answer.js';
import { PreviewAnswer } from './preview-answer.dto.js';
import { PreviewForm } from './preview.dto.js';

@ApiTags('scoring 记分')
@Controller('scoring')
export class PreviewController {
  constructor(private readonly rulebooks: RulebookService) {}

  @Post('preview')
  @AnySignedIn()
  @HttpCode(200)
  @ApiOperation({
    summary: '一段记分经历会导致什么：分值、累计、措施及其日期、修复、恢复',
    description: '无状态：不保存任何内容。更正与撤销使全部经历重新判断，如同自始如此（S31）。',
  })
  @ApiOkResponse({ type: PreviewAnswer })
  async preview(@Body() form: PreviewForm): Promise<PreviewAnswer> {
    const asOf = date(form.asOf);
    const events = form.events.map(eventOf);
    const history = judgeHistory(events, await this.rulebooks.current());
    if (!history.ok) throw new RuleViolation(history.faults);
    return { ...previewAnswer(history.value, events, asOf), trace: historyTrace(history.value) };
  }
}
