import { ApiProperty } from '@nestjs/swagger';
import { DateField, ObjectField, TextField } from '../../platform/http/fields.js';
import { FormRule } from '../../platform/http/form-shape.js';
import { LateEntryForm, LONG } from '../determinations/determination.dto.js';

@FormRule<DepartmentSuspensionForm>(({ basis }) =>
  typeof basis === 'string' && !/^REG735:(?:38|40)$/u.test(basis)
    ? [{ pointer: '/basis', code: 'INVALID_VALUE', detail: '须为 REG735:38 或 REG735:40' }]
    : [],
)
export class DepartmentSuspensionForm {
  @TextField({ description: '被责令暂停服务的科室，机构登记的名称或代码' })
  department!: string;

  @DateField({ description: '责令暂停的首日' })
  orderedFrom!: string;

  @DateField({ description: '责令暂停的末日' })
  orderedTo!: string;

  @TextField({ description: '所依的条：REG735:38 或 REG735:40' })
  basis!: string;
}

export class LinkedMeasureForm {
  @TextField({ description: '人员代码，认定为负主要责任的', max: 40 })
  personCode!: string;

  @DateField({ description: '首日' })
  from!: string;

  @DateField({
    description: '末日；机构措施的末日尚不知道的不填，确定后另行记录（last-day），此前不能申请恢复',
    optional: true,
  })
  to?: string;

  @TextField({ description: '理由', max: LONG })
  reasons!: string;

  @ObjectField(() => DepartmentSuspensionForm, {
    description: '处罚所责令的科室暂停；由处罚决定连带的必填',
    optional: true,
  })
  departmentSuspension?: DepartmentSuspensionForm;

  @ObjectField(() => LateEntryForm, {
    description: '补录（首日早于今日），须由认定经办人以外的人员办理',
    optional: true,
  })
  backdating?: LateEntryForm;
}

export class LastDayForm {
  @DateField({ description: '机构措施的末日，即此措施的末日' })
  lastDay!: string;

  @TextField({ description: '恢复协议、恢复科室服务等确定末日的文书编号', max: 100 })
  documentNo!: string;

  @TextField({ description: '理由', max: LONG })
  reasons!: string;
}

export class LinkedMeasureAnswer {
  @ApiProperty({ description: '也是档案中的编号' })
  id!: string;

  @ApiProperty()
  determinationId!: string;

  @ApiProperty()
  personCode!: string;

  @ApiProperty({ enum: ['SUSPENSION', 'TERMINATION'] })
  kind!: string;

  @ApiProperty()
  from!: string;

  @ApiProperty({ type: String, nullable: true })
  to!: string | null;

  @ApiProperty({ description: '机构的处理' })
  citation!: string;

  @ApiProperty()
  reasons!: string;

  @ApiProperty()
  recordedAt!: string;
}
