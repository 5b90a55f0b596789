import { INSTITUTION_FACTS, type InstitutionFactType } from '../../domain/registry/institution-state.js';
import { INSTITUTION_KINDS, type InstitutionKind } from '../../domain/registry/personnel-kind.js';
import {
  ChoiceField,
  DateField,
  FlagField,
  ListField,
  ObjectField,
  TextField,
  WholeNumberField,
} from '../../platform/http/fields.js';
import { FormRule, type FormFault, type Unchecked } from '../../platform/http/form-shape.js';

export const MAX_CODE = 40;
const MAX_DEPARTMENTS = 500;
const DISTRICT_DIGITS = 6;

const invalid = (pointer: string, detail: string): FormFault => ({ pointer, code: 'INVALID_VALUE', detail });

const HAS_LAST_DAY: readonly unknown[] = ['SIGNED', 'SUSPENDED'] satisfies InstitutionFactType[];

/** A last day for what has one; the record taken back for a withdrawal, and for nothing else. */
function membersFitType(form: Unchecked<{ type: string; to?: string; withdraws?: string }>): FormFault[] {
  const faults: FormFault[] = [];
  if (form.to !== undefined && !HAS_LAST_DAY.includes(form.type))
    faults.push(invalid('/to', `${String(form.type)} 没有末日，请删去`));
  if (form.type === 'WITHDRAWN' && form.withdraws === undefined)
    faults.push({ pointer: '/withdraws', code: 'REQUIRED', detail: '撤回须指明所撤回记录的编号' });
  if (form.type !== 'WITHDRAWN' && form.withdraws !== undefined)
    faults.push(invalid('/withdraws', '只有撤回（WITHDRAWN）才指明所撤回的记录，请删去'));
  return faults;
}

export class DepartmentForm {
  @TextField({ description: '科室代码，在机构内不重复', max: MAX_CODE })
  code!: string;

  @TextField({ description: '科室名称' })
  name!: string;
}

export class AgreementForm {
  @DateField({ description: '协议起始日' })
  from!: string;

  @DateField({ description: '协议末日；未约定的不填', optional: true })
  to?: string;

  @TextField({ description: '协议编号' })
  documentNo!: string;
}

@FormRule<InstitutionForm>(({ district }) =>
  typeof district === 'string' && !/^\d{6}$/u.test(district)
    ? [invalid('/district', '须为六位数字的医保区划代码，例如 "110105"')]
    : [],
)
export class InstitutionForm {
  @TextField({ description: '医药机构代码', max: MAX_CODE, example: 'H11010500001' })
  code!: string;

  @TextField({ description: '医药机构名称' })
  name!: string;

  @ChoiceField(INSTITUTION_KINDS, { description: '定点医疗机构或定点零售药店' })
  kind!: InstitutionKind;

  @FlagField({ description: '是否公立（PQ2025:20(2)）', default: false })
  public!: boolean;

  @TextField({ description: '医保区划，六位', max: DISTRICT_DIGITS, example: '110105' })
  district!: string;

  @ListField(() => DepartmentForm, { description: '科室', default: [], max: MAX_DEPARTMENTS })
  departments!: DepartmentForm[];

  @ObjectField(() => AgreementForm, { description: '现行医保服务协议', optional: true })
  agreement?: AgreementForm;
}

@FormRule<AgreementChangeForm>(membersFitType)
export class AgreementChangeForm {
  @ChoiceField(INSTITUTION_FACTS, {
    description:
      '签订 SIGNED、中止 SUSPENDED、恢复 RESUMED、解除 DISSOLVED、到期 EXPIRED；误录的用 WITHDRAWN 撤回',
  })
  type!: InstitutionFactType;

  @DateField({ description: '起始日；解除、到期为不再有协议的第一日' })
  from!: string;

  @DateField({ description: '末日：协议或中止的最后一日；未定的不填', optional: true })
  to?: string;

  @TextField({ description: '所依据文书的文号' })
  documentNo!: string;

  @TextField({ description: '依据与说明', optional: true, max: 2000 })
  basis?: string;

  @TextField({ description: '所撤回记录的编号', optional: true })
  withdraws?: string;
}

export const DEPARTMENT_CHANGES = ['SUSPENDED', 'RESUMED', 'WITHDRAWN'] as const;

@FormRule<DepartmentChangeForm>(membersFitType)
export class DepartmentChangeForm {
  @ChoiceField(DEPARTMENT_CHANGES, {
    description: '中止（责令暂停）SUSPENDED、恢复 RESUMED；误录的用 WITHDRAWN 撤回',
  })
  type!: (typeof DEPARTMENT_CHANGES)[number];

  @DateField({ description: '起始日' })
  from!: string;

  @DateField({ description: '中止的最后一日；未定的不填', optional: true })
  to?: string;

  @TextField({ description: '所依据文书的文号' })
  documentNo!: string;

  @TextField({ description: '依据与说明', optional: true, max: 2000 })
  basis?: string;

  @TextField({ description: '所撤回记录的编号', optional: true })
  withdraws?: string;
}

export class InstitutionQuery {
  @TextField({ description: '医保区划', optional: true, max: DISTRICT_DIGITS })
  district?: string;

  @ChoiceField(INSTITUTION_KINDS, { description: '机构类别', optional: true })
  kind?: InstitutionKind;

  @TextField({ description: '在名称与代码中查找', optional: true, max: 100 })
  text?: string;

  @WholeNumberField({ description: '页，从 1 起', default: 1, min: 1, max: 1_000_000 })
  page!: number;

  @WholeNumberField({ description: '每页条数', default: 20, min: 1, max: 200 })
  pageSize!: number;
}
