import { ApiProperty } from '@nestjs/swagger';
import { DateField, ObjectField, TextField } from '../platform/http/fields.js';
import { FormRule, type FormFault, type Unchecked } from '../platform/http/form-shape.js';

/** The consent of the person asked about. */
export class ConsentForm {
  @TextField({ description: '同意书编号', max: 100 })
  documentNo!: string;

  @DateField({ description: '签署日' })
  on!: string;

  @TextField({ description: '同意的范围', example: '查询能否登记备案' })
  scope!: string;
}

function oneOfBoth({ personCode, identityNumber }: Unchecked<PreRegistrationForm>): FormFault[] {
  if ((personCode === undefined) !== (identityNumber === undefined)) return [];
  const detail = '人员代码（personCode）与身份证号（identityNumber）须填写且只填写一项';
  return personCode === undefined
    ? [{ pointer: '/personCode', code: 'REQUIRED', detail }]
    : [{ pointer: '/identityNumber', code: 'INVALID_VALUE', detail }];
}

@FormRule<PreRegistrationForm>(oneOfBoth)
export class PreRegistrationForm {
  @TextField({ description: '医保相关人员代码', optional: true, max: 40, example: 'D110105000001' })
  personCode?: string;

  @TextField({ description: '居民身份证号；不入记录', optional: true, max: 40, maySayIdentityNumber: true })
  identityNumber?: string;

  @ObjectField(() => ConsentForm, { description: '本人同意' })
  consent!: ConsentForm;
}

export class PreRegistrationAnswer {
  @ApiProperty({ description: '本次查询的编号，与同意书一并入记录' })
  id!: string;

  @ApiProperty({ description: '查询日', example: '2025-10-12' })
  on!: string;

  @ApiProperty({ description: '能否登记备案：暂停或终止期间不得（PQ2025:27）' })
  mayRegister!: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    description: '至此日不得登记备案，期满还须获准恢复；未定的或可以登记的为 null',
  })
  restrictedUntil!: string | null;

  @ApiProperty({ example: 'PQ2025:27' })
  citation!: string;

  @ApiProperty()
  detail!: string;
}
