import {
  CircumstanceForm,
  OffenderForm,
  ProposedFineForm,
  ViolationForm,
} from '../discretion/discretion.module.js';
import { CASE_STATES, CASE_TRACKS, type CaseState, type CaseTrack } from '../domain/procedure/case-states.js';
import {
  ChoiceField,
  DateField,
  FlagField,
  ListField,
  MoneyField,
  ObjectField,
  TextField,
  TextListField,
  WholeNumberField,
} from '../platform/http/fields.js';
import { FormRule, type FormFault, type Unchecked } from '../platform/http/form-shape.js';

const MAX_VIOLATIONS = 200;
const MAX_CIRCUMSTANCES = 500;
const MAX_LINES = 2000;
const LONG = 5000;

const invalid = (pointer: string, detail: string): FormFault => ({ pointer, code: 'INVALID_VALUE', detail });

export class CaseOffenderForm extends OffenderForm {
  @TextField({ description: '名称或姓名' })
  name!: string;

  @TextField({
    description: '定点医药机构代码或人员代码；没有代码的不能比对先前决定',
    optional: true,
    max: 40,
  })
  code?: string;
}

export class WorksheetLineForm {
  @TextField({ description: '明细：项目、时段、单据等', max: 500 })
  description!: string;

  @MoneyField({ description: '金额，元' })
  amount!: string;
}

export class FactForm {
  @TextField({ description: '事实编号' })
  id!: string;

  @TextField({ description: '事实', max: LONG })
  words!: string;

  @TextListField({ description: '证据编号', default: [], max: 100 })
  evidence!: string[];
}

export class CaseViolationForm extends ViolationForm {
  @TextField({ description: '违法事实', max: LONG })
  facts!: string;

  @DateField({ description: '违法行为开始日', optional: true })
  conductStartedOn?: string;

  @TextListField({ description: '证据编号', default: [], max: 100 })
  evidence!: string[];

  @ListField(() => WorksheetLineForm, {
    description: '金额计算表，合计须等于 amount',
    default: [],
    max: MAX_LINES,
  })
  worksheet!: WorksheetLineForm[];

  @TextField({ description: '选定该阶次的理由', optional: true, max: LONG })
  gradeReason?: string;
}

export class CaseCircumstanceForm extends CircumstanceForm {
  @TextField({ description: '所依事实的编号（facts 中的一项）' })
  override factId!: string;

  @TextField({ description: '与档案不符仍予认定的理由', optional: true, max: LONG })
  recordReason?: string;
}

/** What was found in a matter that is settled under the agreement, without a penalty. */
export class BreachForm {
  @TextField({ description: '编号' })
  id!: string;

  @TextField({ description: '违约事实', max: LONG })
  facts!: string;

  @TextField({ description: '违反的协议条款', optional: true })
  clause?: string;

  @DateField({ description: '行为终了日' })
  conductEndedOn!: string;

  @DateField({ description: '发现日' })
  discoveredOn!: string;

  @MoneyField({ description: '涉及的基金金额，元', optional: true })
  amount?: string;

  @TextListField({ description: '证据编号', default: [], max: 100 })
  evidence!: string[];

  @ListField(() => WorksheetLineForm, {
    description: '金额计算表，合计须等于 amount',
    default: [],
    max: MAX_LINES,
  })
  worksheet!: WorksheetLineForm[];
}

const filled = (list: unknown): boolean => Array.isArray(list) && list.length > 0;

function contentFitsTrack({ track, violations, circumstances, breaches }: Unchecked<CaseForm>): FormFault[] {
  if (track === 'AGREEMENT') {
    const detail = '协议处理事项不填写违法行为和裁量情形，请用 breaches';
    return [
      ...(filled(violations) ? [invalid('/violations', detail)] : []),
      ...(filled(circumstances) ? [invalid('/circumstances', detail)] : []),
    ];
  }
  return filled(breaches) ? [invalid('/breaches', '处罚案件不填写 breaches，请用 violations')] : [];
}

const enoughOfficers = ({ officers }: Unchecked<CaseForm>): FormFault[] =>
  Array.isArray(officers) && new Set(officers.map((name: unknown) => String(name).trim())).size < 2
    ? [invalid('/officers', '办案人员不得少于两人（行政处罚法第四十二条），请填写两个不同的姓名')]
    : [];

const sixDigits = ({ district }: Unchecked<CaseForm>): FormFault[] =>
  typeof district === 'string' && !/^\d{6}$/u.test(district)
    ? [invalid('/district', '须为六位数字的医保区划代码，例如 "110105"')]
    : [];

@FormRule<CaseForm>((form) => [...contentFitsTrack(form), ...enoughOfficers(form), ...sixDigits(form)])
export class CaseForm {
  @ChoiceField(CASE_TRACKS, { description: '处罚案件，或依协议处理的事项' })
  track!: CaseTrack;

  @TextField({ description: '办理单位的医保区划代码，六位', max: 6 })
  district!: string;

  @TextField({ description: '检查编号', max: 100 })
  inspectionNo!: string;

  @TextListField({ description: '办案人员，至少两人', max: 10 })
  officers!: string[];

  @ObjectField(() => CaseOffenderForm, { description: '当事人' })
  offender!: CaseOffenderForm;

  @DateField({ description: '拟作出决定日；评估时必填', optional: true })
  decisionDate?: string;

  @FlagField({ description: '涉嫌犯罪（P33）', default: false })
  suspectedCrime!: boolean;

  @ListField(() => FactForm, { description: '查明的事实', default: [], max: MAX_CIRCUMSTANCES })
  facts!: FactForm[];

  @ListField(() => CaseViolationForm, { description: '违法行为', default: [], max: MAX_VIOLATIONS })
  violations!: CaseViolationForm[];

  @ListField(() => CaseCircumstanceForm, { description: '裁量情形', default: [], max: MAX_CIRCUMSTANCES })
  circumstances!: CaseCircumstanceForm[];

  @ListField(() => BreachForm, { description: '违约事实（协议处理事项）', default: [], max: MAX_VIOLATIONS })
  breaches!: BreachForm[];
}

export class ReviseCaseForm {
  @WholeNumberField({ description: '所依据的版本号，即读到的 revision', min: 1, max: 1_000_000 })
  revision!: number;

  @ObjectField(() => CaseForm, { description: '案件事实' })
  content!: CaseForm;
}

export class ProposalForm {
  @WholeNumberField({ description: '所依据的评估序号', min: 1, max: 1_000_000 })
  evaluation!: number;

  @ListField(() => ProposedFineForm, { description: '拟处罚款，逐条检查', default: [], max: MAX_VIOLATIONS })
  figures!: ProposedFineForm[];

  @TextField({ description: '裁量的事实、理由和依据（DB2025:21）', max: LONG })
  reasons!: string;
}

export class CaseQuery {
  @ChoiceField(CASE_STATES, { description: '状态', optional: true })
  state?: CaseState;

  @ChoiceField(CASE_TRACKS, { description: '处罚案件或协议处理事项', optional: true })
  track?: CaseTrack;

  @TextField({ description: '办理单位的医保区划代码', optional: true, max: 6 })
  district?: string;

  @TextField({ description: '当事人代码', optional: true, max: 40 })
  offenderCode?: string;

  @TextField({ description: '在当事人名称、代码和检查编号中查找', optional: true, max: 100 })
  text?: string;

  @WholeNumberField({ description: '页，从 1 起', default: 1, min: 1, max: 1_000_000 })
  page!: number;

  @WholeNumberField({ description: '每页条数', default: 20, min: 1, max: 200 })
  pageSize!: number;
}
