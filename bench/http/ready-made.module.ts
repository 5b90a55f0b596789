import { Body, Controller, Header, HttpCode, Module, Param, Post } from '@nestjs/common';
import { EvaluationForm } from '../../src/discretion/discretion.module.js';

/** The answers of the evaluation to each request, byte for byte. */
export const READY = new Map<string, string>();

/** Behind the same guard, form and log as the evaluation, but with nothing left to do. */
@Controller('bench')
class ReadyMadeController {
  @Post('ready-made/:name')
  @HttpCode(200)
  @Header('content-type', 'application/json; charset=utf-8')
  answer(@Body() _form: EvaluationForm, @Param('name') name: string): string {
    const answer = READY.get(name);
    if (answer === undefined) throw new Error(`nothing is ready for ${name}`);
    return answer;
  }
}

@Module({ controllers: [ReadyMadeController] })
export class ReadyMadeModule {}
