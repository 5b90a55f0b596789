import { DateField, FlagField, ListField, TextField } from '../platform/http/fields.js';
import { FormRule } from '../platform/http/form-shape.js';
import { knownAtFaults } from './instant.js';

/** How many questions one request may ask. */
export const MAX_ITEMS = 1000;

const CODE = { max: 40, example: 'H11010500001' } as const;
const INSTITUTION = '定点医药机构代码；机构与个人账号默认为本机构，其他单位必填';
const ON = '服务发生日，默认为今日';
const EMERGENCY = '急诊、抢救等特殊情形（PQ2025:15）';
const KNOWN_AT = '只计到此时刻（RFC 3339）已记录的内容；默认为全部';

@FormRule<CheckQuery>(knownAtFaults)
export class CheckQuery {
  @TextField({ description: INSTITUTION, optional: true, ...CODE })
  institution?: string;

  @DateField({ description: ON, optional: true })
  on?: string;

  @FlagField({ description: EMERGENCY, default: false })
  emergency!: boolean;

  @TextField({ description: KNOWN_AT, optional: true, max: 40 })
  knownAt?: string;
}

export class CheckItemForm {
  @TextField({ description: '医保相关人员代码', example: 'D110105000001' })
  personCode!: string;

  @TextField({ description: INSTITUTION, optional: true, ...CODE })
  institution?: string;

  @DateField({ description: ON, optional: true })
  on?: string;

  @FlagField({ description: EMERGENCY, default: false })
  emergency!: boolean;
}

@FormRule<CheckListForm>(knownAtFaults)
export class CheckListForm {
  @ListField(() => CheckItemForm, { description: '逐项查询，答复次序相同', max: MAX_ITEMS })
  items!: CheckItemForm[];

  @TextField({ description: KNOWN_AT, optional: true, max: 40 })
  knownAt?: string;
}
