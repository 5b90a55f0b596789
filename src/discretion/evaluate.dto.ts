import { PROVISIONS, DIRECTIONS, type Direction } from '../domain/discretion/facts.js';
import { ITEMS, REFUSAL_OR_REPEAT, type ItemCode } from '../domain/discretion/items.js';
import type { OffenderKind } from '../domain/rulebook/instrument.js';
import {
  ChoiceField,
  DateField,
  FlagField,
  ListField,
  MoneyField,
  MultipleField,
  ObjectField,
  TextField,
  TextListField,
  WholeNumberField,
} from '../platform/http/fields.js';
import { FormRule, type FormFault, type Unchecked } from '../platform/http/form-shape.js';

const invalid = (pointer: string, detail: string): FormFault => ({ pointer, code: 'INVALID_VALUE', detail });

const MAX_VIOLATIONS = 200;
const MAX_CIRCUMSTANCES = 500;
const OLDEST = 150;

@FormRule<OffenderForm>(({ kind, age }) =>
  age !== undefined && kind !== 'INDIVIDUAL' ? [invalid('/age', '年龄只用于个人（INDIVIDUAL），请删去')] : [],
)
export class OffenderForm {
  @ChoiceField(['DESIGNATED_INSTITUTION', 'INDIVIDUAL', 'AGENCY'], {
    description: '当事人：定点医药机构、个人、经办机构',
  })
  kind!: OffenderKind;

  @WholeNumberField({ description: '行为时的周岁年龄，仅个人填写', optional: true, min: 0, max: OLDEST })
  age?: number;
}

export class GradeForm {
  @TextField({ description: '裁量细则编号' })
  scheduleId!: string;

  @TextField({ description: '裁量阶次编号（细则中的一行）' })
  rowId!: string;
}

export class ViolationForm {
  @TextField({ description: '违法行为编号，本次请求内唯一' })
  id!: string;

  @ChoiceField(PROVISIONS, { description: '违反的条款（REG735 第三十六条至第四十一条）' })
  provision!: string;

  @TextField({ description: '行为编号；同一行为只罚款一次，取较高者（P23）。不填即为 id', optional: true })
  conductId?: string;

  @FlagField({ description: '以骗取医疗保障基金为目的（P22）', default: false })
  fraudulentIntent!: boolean;

  @MoneyField({
    description: '基金损失（38、41.1）或骗取金额（37、40、41.2 及以骗取为目的者），元',
    optional: true,
  })
  amount?: string;

  @DateField({ description: '违法行为终了日' })
  conductEndedOn!: string;

  @DateField({ description: '违法行为被发现日' })
  discoveredOn!: string;

  @FlagField({ description: '涉及公民生命健康安全、金融安全且有危害后果（DB2025:16(5)）', default: false })
  harmToLifeHealthOrFinancialSafety!: boolean;

  @FlagField({ description: '责令改正后拒不改正', default: false })
  refusedToCorrect!: boolean;

  @FlagField({ description: '造成严重后果', default: false })
  seriousConsequences!: boolean;

  @ObjectField(() => GradeForm, { description: '选定的裁量阶次（DB2025:9）', optional: true })
  grade?: GradeForm;
}

function circumstanceRules({ code, ground, violationIds }: Unchecked<CircumstanceForm>): FormFault[] {
  const faults: FormFault[] = [];
  if (ground !== undefined && code !== REFUSAL_OR_REPEAT) {
    faults.push(invalid('/ground', `ground 只用于 ${REFUSAL_OR_REPEAT}，请删去`));
  }
  if (Array.isArray(violationIds) && violationIds.length === 0) {
    faults.push(invalid('/violationIds', '须至少列出一个违法行为编号；适用于全部违法行为的，删去此项'));
  }
  return faults;
}

@FormRule<CircumstanceForm>(circumstanceRules)
export class CircumstanceForm {
  @ChoiceField(ITEMS, { description: '裁量情形：DB2025 第十三、十四、十六、十七、十八条各项' })
  code!: ItemCode;

  @TextListField({ description: '适用的违法行为；不填即为全部', optional: true, max: MAX_VIOLATIONS })
  violationIds?: string[];

  @TextField({ description: '所依事实的编号；一个事实只成立一项（P9）。不填即为独立事实', optional: true })
  factId?: string;

  @ChoiceField(['REFUSAL', 'REPEAT'], {
    description: '仅用于 18(2)：拒不改正（默认）或一年内再犯',
    optional: true,
  })
  ground?: 'REFUSAL' | 'REPEAT';

  @TextField({ description: '兜底项所依据的法律、法规、规章条款（P38）', optional: true, max: 500 })
  basis?: string;
}

@FormRule<ProposedFineForm>(({ multiple, fine }) => {
  if (multiple === undefined && fine === undefined) {
    return [
      { pointer: '/multiple', code: 'REQUIRED', detail: '须填写 multiple（倍数）或 fine（金额，元）之一' },
    ];
  }
  return multiple !== undefined && fine !== undefined
    ? [invalid('/fine', 'multiple 与 fine 只能填写一个')]
    : [];
})
export class ProposedFineForm {
  @TextField({ description: '违法行为编号' })
  violationId!: string;

  @ChoiceField(DIRECTIONS, { description: '方向：一般、从轻、减轻、从重、综合权衡' })
  direction!: Direction;

  @MultipleField({ description: '拟处倍数', optional: true })
  multiple?: string;

  @MoneyField({ description: '拟处罚款，元', optional: true })
  fine?: string;
}

@FormRule<EvaluationForm>(({ violations }) =>
  Array.isArray(violations) && violations.length === 0
    ? [invalid('/violations', '须至少有一个违法行为')]
    : [],
)
export class EvaluationForm {
  @DateField({ description: '作出决定日，据以选择在用的规则版本' })
  decisionDate!: string;

  @ObjectField(() => OffenderForm, { description: '当事人' })
  offender!: OffenderForm;

  @FlagField({ description: '涉嫌犯罪（P33）', default: false })
  suspectedCrime!: boolean;

  @ListField(() => ViolationForm, { description: '违法行为', max: MAX_VIOLATIONS })
  violations!: ViolationForm[];

  @ListField(() => CircumstanceForm, { description: '裁量情形', default: [], max: MAX_CIRCUMSTANCES })
  circumstances!: CircumstanceForm[];

  @ListField(() => ProposedFineForm, {
    description: '拟处罚款，每个违法行为至多一条，将逐条检查',
    default: [],
    max: MAX_VIOLATIONS,
  })
  proposal!: ProposedFineForm[];
}
