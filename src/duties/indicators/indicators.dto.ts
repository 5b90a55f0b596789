import { ApiProperty } from '@nestjs/swagger';
import { DateField, TextField, WholeNumberField } from '../../platform/http/fields.js';
import { FormRule, type FormFault, type Unchecked } from '../../platform/http/form-shape.js';
import { FormatQuery } from '../format.js';

const MAX_CODE = 40;
const DISTRICT_DIGITS = 6;
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;

/** Either a calendar year, or a first and a last day. */
const yearOrDays = ({ year, from, to }: Unchecked<IndicatorsQuery>): FormFault[] => {
  const days = [from, to].filter((day) => day !== undefined).length;
  if (year !== undefined && days === 0) return [];
  if (year === undefined && days === 2) return [];
  const detail = '请填写 year（自然年度），或者 from 与 to（首日与末日），二者只取其一';
  return [
    {
      pointer: year === undefined ? '/year' : '/from',
      code: year === undefined ? 'REQUIRED' : 'INVALID_VALUE',
      detail,
    },
  ];
};

@FormRule<IndicatorsQuery>(yearOrDays)
export class IndicatorsQuery extends FormatQuery {
  @WholeNumberField({ description: '自然年度', optional: true, min: FIRST_YEAR, max: LAST_YEAR })
  year?: number;

  @DateField({ description: '首日', optional: true })
  from?: string;

  @DateField({ description: '末日（含）', optional: true })
  to?: string;

  @TextField({ description: '只看一家定点医药机构', optional: true, max: MAX_CODE })
  institution?: string;

  @TextField({ description: '只看一个医保区划', optional: true, max: DISTRICT_DIGITS })
  district?: string;
}

export class ShareAnswer {
  @ApiProperty({ description: '分子' })
  part!: number;

  @ApiProperty({ description: '分母：期内曾登记备案的人数' })
  whole!: number;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '16.67',
    description: '百分比，两位小数，四舍五入；分母为零的为 null',
  })
  percent!: string | null;
}

export class PeopleAndTimes {
  @ApiProperty()
  people!: number;

  @ApiProperty()
  times!: number;
}

export class CountedAnswer {
  @ApiProperty({ description: '人数' })
  people!: number;

  @ApiProperty({ description: '人次' })
  times!: number;

  @ApiProperty({ type: ShareAnswer, description: '人数占比' })
  shareOfPeople!: ShareAnswer;

  @ApiProperty({ type: ShareAnswer, description: '人次占比' })
  shareOfTimes!: ShareAnswer;

  @ApiProperty({ type: PeopleAndTimes, description: '其中因本机构行为作出的' })
  overOwnConduct!: PeopleAndTimes;
}

export class ScoredAnswer extends CountedAnswer {
  @ApiProperty({ description: '增加的分值合计' })
  points!: number;
}

export class FormerPeopleAnswer {
  @ApiProperty({ type: PeopleAndTimes })
  scored!: PeopleAndTimes;

  @ApiProperty({ type: PeopleAndTimes })
  suspended!: PeopleAndTimes;

  @ApiProperty({ type: PeopleAndTimes })
  terminated!: PeopleAndTimes;
}

export class IndicatorsFigures {
  @ApiProperty({ description: '期内至少一日登记备案的人数，各占比的分母' })
  registered!: number;

  @ApiProperty({ type: ScoredAnswer })
  scored!: ScoredAnswer;

  @ApiProperty({ type: CountedAnswer, description: '首日在期内的暂停' })
  suspended!: CountedAnswer;

  @ApiProperty({ type: CountedAnswer, description: '首日在期内的终止' })
  terminated!: CountedAnswer;

  @ApiProperty({ type: FormerPeopleAnswer, description: '因本机构行为而期内已不在册的，不计入占比' })
  formerPeople!: FormerPeopleAnswer;
}

export class InstitutionIndicators extends IndicatorsFigures {
  @ApiProperty()
  institution!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ enum: ['HOSPITAL', 'PHARMACY'] })
  kind!: string;

  @ApiProperty()
  district!: string;
}

export class IndicatorsAnswer {
  @ApiProperty()
  from!: string;

  @ApiProperty()
  to!: string;

  @ApiProperty({ description: '制表之日' })
  asOf!: string;

  @ApiProperty({ example: 'PQ2025:9' })
  citation!: string;

  @ApiProperty({ description: '分母' })
  denominator!: string;

  @ApiProperty({ type: [InstitutionIndicators] })
  institutions!: InstitutionIndicators[];

  @ApiProperty({ type: IndicatorsFigures, description: '合计：一人在多家机构的只计一人' })
  total!: IndicatorsFigures;
}
