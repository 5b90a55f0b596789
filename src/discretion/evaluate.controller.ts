import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AnySignedIn } from '../identity/identity.module.js';
import { RuleViolation } from '../platform/http/problem.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import { EvaluationAnswer } from './answer.dto.js';
import { answerTo } from './answer-to.js';
import { EvaluationForm } from './evaluate.dto.js';

@ApiTags('discretion 裁量')
@Controller('discretion')
export class EvaluateController {
  constructor(private readonly rulebooks: RulebookService) {}

  @Post('evaluate')
  @AnySignedIn()
  @HttpCode(200)
  @ApiOperation({
    summary: '依事实得出依法可作的处理及罚款幅度，并检查拟处罚款',
    description:
      '无状态：不保存任何内容。同样的请求、同样的规则库，得到逐字节相同的答复。每一步均列出条款与采用的理解（trace），' +
      '法律留给人判断的问题列于 needsOfficer。',
  })
  @ApiOkResponse({ type: EvaluationAnswer })
  async evaluate(
    @Body() form: EvaluationForm,
    @Req() request: { readonly body: unknown },
  ): Promise<EvaluationAnswer> {
    const answer = answerTo(form, request.body, await this.rulebooks.current());
    if (!answer.ok) throw new RuleViolation(answer.faults);
    return answer.value;
  }
}
