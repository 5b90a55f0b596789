import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { AnySignedIn } from '../../identity/identity.module.js';
import { pointsLawOn } from '../../domain/scoring/points-law.js';
import { circumstancesOfAnySource } from '../../domain/scoring/circumstance-of-source.js';
import { allowedPoints, DEGREES, type NegativeCircumstance } from '../../domain/scoring/finding.js';
import { Clock } from '../../platform/clock/clock.js';
import { RulebookService } from '../../rulebook/rulebook.module.js';
import { CIRCUMSTANCE_DEFINITIONS, DEGREE_DEFINITIONS, GROUND_DEFINITIONS } from './definitions.js';

class DefinitionAnswer {
  @ApiProperty()
  code!: string;

  @ApiProperty()
  citation!: string;

  @ApiProperty({ description: '本软件自拟的说明，以条文为准' })
  definition!: string;
}

class GroundDefinitionAnswer extends DefinitionAnswer {
  @ApiProperty({ enum: ['LENIENT', 'SEVERE'] })
  leaning!: string;
}

class PointsByDegreeAnswer {
  @ApiProperty()
  GENERAL!: number;

  @ApiProperty()
  IMPORTANT!: number;

  @ApiProperty()
  PRINCIPAL!: number;
}

class CircumstanceDefinitionAnswer extends DefinitionAnswer {
  @ApiProperty({ description: '兜底情形，须写明依据（basis）' })
  residual!: boolean;

  @ApiProperty({ description: '任何来源都可以适用（S35）' })
  anySource!: boolean;

  @ApiProperty({ type: PointsByDegreeAnswer, description: '不加减时各责任程度的默认分值' })
  points!: PointsByDegreeAnswer;
}

export class DefinitionsAnswer {
  @ApiProperty({ type: [DefinitionAnswer] })
  degrees!: readonly DefinitionAnswer[];

  @ApiProperty({ type: [CircumstanceDefinitionAnswer] })
  circumstances!: readonly CircumstanceDefinitionAnswer[];

  @ApiProperty({ type: [GroundDefinitionAnswer] })
  grounds!: readonly GroundDefinitionAnswer[];
}

@ApiTags('scoring 记分')
@Controller('scoring/definitions')
export class DefinitionsController {
  constructor(
    private readonly rulebooks: RulebookService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @AnySignedIn()
  @ApiOperation({ summary: '责任程度、负面情形、从轻从重情节的说明及出处' })
  @ApiOkResponse({ type: DefinitionsAnswer })
  async show(): Promise<DefinitionsAnswer> {
    const law = pointsLawOn(await this.rulebooks.current(), this.clock.today());
    const pointsAt = (circumstance: NegativeCircumstance): PointsByDegreeAnswer => {
      const [GENERAL = 0, IMPORTANT = 0, PRINCIPAL = 0] = DEGREES.map(
        (degree) =>
          allowedPoints(law, {
            conductId: '',
            circumstance,
            degree,
            adjustment: 'NONE',
            points: null,
            basis: null,
          })?.default,
      );
      return { GENERAL, IMPORTANT, PRINCIPAL };
    };
    return {
      degrees: DEGREE_DEFINITIONS,
      circumstances: CIRCUMSTANCE_DEFINITIONS.map((each) => ({
        ...each,
        anySource: circumstancesOfAnySource().includes(each.code),
        points: pointsAt(each.code),
      })),
      grounds: GROUND_DEFINITIONS,
    };
  }
}
