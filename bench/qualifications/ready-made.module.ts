import { Controller, Get, Header, HttpCode, Module, Param, Post, Body, Query } from '@nestjs/common';
import { Database } from '../../src/platform/database/database.js';
import { CheckListForm, CheckQuery } from '../../src/qualifications/check.dto.js';
import { PersonCodeEntity } from '../../src/registry/entities/person-code.entity.js';

/** The answers of the check by code, byte for byte; that of a whole list under `LIST`. */
export const READY = new Map<string, string>();
export const LIST = 'LIST';

function ready(name: string): string {
  const answer = READY.get(name);
  if (answer === undefined) throw new Error(`nothing is ready for ${name}`);
  return answer;
}

/** Behind the same guard, form and log as the check: with nothing left to do, or with one row to fetch. */
@Controller('bench')
class ReadyMadeController {
  constructor(private readonly database: Database) {}

  @Get('ready-made/:code')
  @Header('content-type', 'application/json; charset=utf-8')
  one(@Param('code') code: string, @Query() _query: CheckQuery): string {
    return ready(code);
  }

  @Post('ready-made')
  @HttpCode(200)
  @Header('content-type', 'application/json; charset=utf-8')
  list(@Body() _form: CheckListForm): string {
    return ready(LIST);
  }

  @Get('find-one/:code')
  row(@Param('code') code: string, @Query() _query: CheckQuery): Promise<PersonCodeEntity | null> {
    return this.database.read.findOneBy(PersonCodeEntity, { code });
  }
}

@Module({ controllers: [ReadyMadeController] })
export class ReadyMadeModule {}
