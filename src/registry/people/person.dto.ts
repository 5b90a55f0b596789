import {
  DateField,
  ObjectField,
  TextField,
  TextListField,
  WholeNumberField,
} from '../../platform/http/fields.js';
import { FormRule } from '../../platform/http/form-shape.js';
import { CommitmentForm, RegistrationForm } from './site.dto.js';

const MAX_CODE = 40;
const MAX_CODES = 10;
const MAX_NOTICES = 100;
const LONG = 2000;

@FormRule<PersonForm>(({ codes }) =>
  Array.isArray(codes) && codes.length === 0
    ? [{ pointer: '/codes', code: 'INVALID_VALUE', detail: '须至少有一个医保相关人员代码' }]
    : [],
)
export class PersonForm {
  @TextListField({ description: '医保相关人员代码，一个或多个', max: MAX_CODES, maxText: MAX_CODE })
  codes!: string[];

  @TextField({ description: '姓名', max: 100 })
  name!: string;

  @TextField({
    description: '居民身份证号，18 位；加密保存，只显示首三位与末两位',
    max: MAX_CODE,
    maySayIdentityNumber: true,
  })
  identityNumber!: string;

  @ObjectField(() => CommitmentForm, { description: '同时录入的服务承诺', optional: true })
  commitment?: CommitmentForm;

  @ObjectField(() => RegistrationForm, {
    description: '同时办理的登记备案，用第一个代码',
    optional: true,
  })
  registration?: RegistrationForm;
}

export class PersonCodeForm {
  @TextField({ description: '医保相关人员代码', max: MAX_CODE, example: 'D110105000001' })
  code!: string;
}

export class PersonQuery {
  @TextField({ description: '今日登记于此机构的（医药机构代码）', optional: true, max: MAX_CODE })
  institution?: string;

  @TextField({ description: '在姓名中查找', optional: true, max: 100 })
  name?: string;

  @TextField({ description: '医保相关人员代码', optional: true, max: MAX_CODE })
  code?: string;

  @WholeNumberField({ description: '页，从 1 起', default: 1, min: 1, max: 1_000_000 })
  page!: number;

  @WholeNumberField({ description: '每页条数', default: 20, min: 1, max: 200 })
  pageSize!: number;
}

export class MergeForm {
  @TextField({ description: '保留的档案中的一个人员代码', max: MAX_CODE })
  into!: string;

  @TextField({ description: '并入的档案中的一个人员代码', max: MAX_CODE })
  other!: string;

  @DateField({ description: '认定为同一人之日' })
  on!: string;

  @TextField({ description: '认定的理由与依据', max: LONG })
  reason!: string;

  @TextListField({
    description:
      '因此加重的通知书的编号（OTHER_NOTICE_RAISED 所列）：已知悉并确认，其申诉期自告知之日重新起算',
    default: [],
    max: MAX_NOTICES,
  })
  acknowledged!: string[];
}

export class MergeUndoForm {
  @DateField({ description: '认定合并有误之日' })
  on!: string;

  @TextField({ description: '理由与依据', max: LONG })
  reason!: string;

  @TextListField({
    description:
      '因此加重的通知书的编号（OTHER_NOTICE_RAISED 所列）：已知悉并确认，其申诉期自告知之日重新起算',
    default: [],
    max: MAX_NOTICES,
  })
  acknowledged!: string[];
}
