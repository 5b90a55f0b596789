import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AnySignedIn } from '../identity/identity.module.js';
import { RuleViolation } from '../platform/http/problem.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import { CounterfactualsAnswer } from './counterfactuals.dto.js';
import { counterfactualsTo, MAX_VIOLATIONS } from './counterfactuals-to.js';
import { EvaluationForm } from './evaluate.dto.js';

@ApiTags('discretion 裁量')
@Controller('discretion')
export class CounterfactualsController {
  constructor(private readonly rulebooks: RulebookService) {}

  @Post('counterfactuals')
  @AnySignedIn()
  @HttpCode(200)
  @ApiOperation({
    summary: '逐一设想事实的单独改变，列出改变处理或者罚款幅度的每一处',
    description:
      `请求与 evaluate 相同（proposal 不影响答复），至多 ${MAX_VIOLATIONS} 个违法行为。无状态：不保存任何内容。` +
      '设想的改变：第十三、十四、十六、十七、十八条各项，各认定，损失有无，裁量阶次各行，' +
      '以及行为终了日、发现日、决定日和年龄越过各界限；每一处附改变前后与条款。与其他事实或者规则抵触的列于 refused。',
  })
  @ApiOkResponse({ type: CounterfactualsAnswer })
  async counterfactuals(
    @Body() form: EvaluationForm,
    @Req() request: { readonly body: unknown },
  ): Promise<CounterfactualsAnswer> {
    const answer = counterfactualsTo(form, request.body, await this.rulebooks.current());
    if (!answer.ok) throw new RuleViolation(answer.faults);
    return answer.value;
  }
}
