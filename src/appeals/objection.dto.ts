import { OBJECTION_STATES, type ObjectionState } from '../domain/procedure/objection-states.js';
import {
  ChoiceField,
  DateField,
  FlagField,
  ListField,
  ObjectField,
  TextField,
  TextListField,
  WholeNumberField,
} from '../platform/http/fields.js';
import { FormRule, type FormFault, type Unchecked } from '../platform/http/form-shape.js';
import { DeterminationFindingForm } from '../scoring/scoring.module.js';
import { SIDES, type Side } from './objection.entity.js';

export const LONG = 5000;
const MAX_EVIDENCE = 100;
const MAX_FINDINGS = 200;
const MAX_MONTHS = 50;
const MAX_CODE = 40;
const MAX_NUMBER = 100;
/** Any whole number is sound in form; what is out of its range is a fault of law. */
const ANY = 1_000_000;

export class ObjectionSignatureForm {
  @DateField({ description: '签字或盖章之日' })
  on!: string;
}

export class ObjectionBackdatingForm {
  @TextField({ description: '提出日早于今日的理由（窗口补录）', max: LONG })
  reason!: string;
}

export class ObjectionForm {
  @TextField({ description: '记分处理通知书的编号', max: MAX_NUMBER })
  noticeId!: string;

  @DateField({ description: '提出日；不填即今日，早于今日的只由辖区经办机构窗口补录', optional: true })
  filedOn?: string;

  @TextField({ description: '事实与理由', max: LONG })
  grounds!: string;

  @TextField({ description: '请求', max: LONG })
  requested!: string;

  @ObjectField(() => ObjectionSignatureForm, {
    description: '本人签字；没有的不填，先收件后补正',
    optional: true,
  })
  signedByPerson?: ObjectionSignatureForm;

  @ObjectField(() => ObjectionSignatureForm, {
    description: '机构盖章；没有的不填，先收件后补正',
    optional: true,
  })
  sealedByInstitution?: ObjectionSignatureForm;

  @TextListField({ description: '证据材料', default: [], max: MAX_EVIDENCE })
  evidence!: string[];

  @ChoiceField(SIDES, { description: '提出者：本人或机构' })
  filedBy!: Side;

  @ObjectField(() => ObjectionBackdatingForm, { description: '窗口补录', optional: true })
  backdating?: ObjectionBackdatingForm;
}

const something = ({
  signedByPerson,
  sealedByInstitution,
  evidence,
}: Unchecked<ObjectionSupplementForm>): FormFault[] =>
  signedByPerson === undefined &&
  sealedByInstitution === undefined &&
  (evidence === undefined || (Array.isArray(evidence) && evidence.length === 0))
    ? [{ pointer: '/evidence', code: 'INVALID_VALUE', detail: '须补正签字、盖章或证据材料中的至少一项' }]
    : [];

@FormRule<ObjectionSupplementForm>(something)
export class ObjectionSupplementForm {
  @ObjectField(() => ObjectionSignatureForm, { description: '本人签字', optional: true })
  signedByPerson?: ObjectionSignatureForm;

  @ObjectField(() => ObjectionSignatureForm, { description: '机构盖章', optional: true })
  sealedByInstitution?: ObjectionSignatureForm;

  @TextListField({ description: '证据材料', default: [], max: MAX_EVIDENCE })
  evidence!: string[];
}

export class ObjectionAcceptanceForm {
  @TextField({ description: '材料不全而受理的理由；材料齐全的不填', optional: true, max: LONG })
  reasons?: string;
}

export class FirstReviewForm {
  @FlagField({ description: '是否同意申诉意见；同意的即报市经办机构' })
  agreed!: boolean;

  @TextField({ description: '初审意见；不同意的为告知的原因', max: LONG })
  opinion!: string;
}

export class DeterminerOpinionForm {
  @DateField({ description: '听取之日' })
  on!: string;

  @TextField({ description: '责任认定部门的意见', max: LONG })
  opinion!: string;
}

export class ExpertAssessmentForm {
  @TextField({ description: '第三方专业机构或专家组' })
  by!: string;

  @DateField({ description: '评估首日' })
  from!: string;

  @DateField({ description: '评估末日' })
  to!: string;

  @TextField({ description: '评估结论', max: LONG })
  conclusion!: string;
}

export const OUTCOMES = ['UPHELD', 'UPHELD_IN_PART', 'REFUSED'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export class ObjectionMonthsForm {
  @TextField({ description: '导致暂停的记分处理通知书的编号', max: MAX_NUMBER })
  noticeId!: string;

  @WholeNumberField({ description: '暂停月数', min: -ANY, max: ANY })
  months!: number;

  @TextField({ description: '选定该月数的理由', max: LONG })
  reasons!: string;
}

const isGiven = (list: unknown): boolean => Array.isArray(list) && list.length > 0;

function membersOfOutcome({
  outcome,
  findings,
  months,
  acknowledged,
}: Unchecked<ObjectionDecisionForm>): FormFault[] {
  const faults: FormFault[] = [];
  if (outcome === 'UPHELD_IN_PART' && !isGiven(findings)) {
    faults.push({ pointer: '/findings', code: 'REQUIRED', detail: '部分采纳须写明更正后的认定' });
  }
  if (outcome !== 'UPHELD_IN_PART' && isGiven(findings)) {
    faults.push({
      pointer: '/findings',
      code: 'INVALID_VALUE',
      detail: '只有部分采纳才有更正后的认定，请删去',
    });
  }
  if (outcome === 'REFUSED' && isGiven(acknowledged)) {
    const detail = '维持原状的不影响其他通知书，请删去';
    faults.push({ pointer: '/acknowledged', code: 'INVALID_VALUE', detail });
  }
  if (outcome === 'REFUSED' && isGiven(months)) {
    faults.push({ pointer: '/months', code: 'INVALID_VALUE', detail: '维持原状的不另定月数，请删去' });
  }
  return faults;
}

@FormRule<ObjectionDecisionForm>(membersOfOutcome)
export class ObjectionDecisionForm {
  @ChoiceField(OUTCOMES, { description: '采纳（撤销记分）、部分采纳（更正认定）、维持' })
  outcome!: Outcome;

  @TextField({ description: '理由；维持原状的须告知（PQ2025:37）', max: LONG })
  reasons!: string;

  @ListField(() => DeterminationFindingForm, {
    description: '更正后的全部认定（部分采纳）',
    default: [],
    max: MAX_FINDINGS,
  })
  findings!: DeterminationFindingForm[];

  @ListField(() => ObjectionMonthsForm, {
    description: '仍然导致暂停的，同时选定的月数；也可以随后另行选定',
    default: [],
    max: MAX_MONTHS,
  })
  months!: ObjectionMonthsForm[];

  @TextListField({
    description: '确认因此加重的其他通知书的编号，须与实际加重的完全一致，并在理由中说明',
    default: [],
    max: MAX_MONTHS,
  })
  acknowledged!: string[];
}

export class FurtherObjectionForm {
  @TextField({ description: '仍有异议的事实与理由', max: LONG })
  grounds!: string;

  @TextField({ description: '请求', max: LONG })
  requested!: string;

  @TextListField({ description: '证据材料', default: [], max: MAX_EVIDENCE })
  evidence!: string[];

  @ChoiceField(SIDES, { description: '提出者：本人或机构' })
  filedBy!: Side;
}

export class ObjectionWithdrawalForm {
  @TextField({ description: '理由', max: LONG })
  reasons!: string;

  @TextField({ description: '书面撤回的编号；窗口办理的必填', optional: true, max: MAX_NUMBER })
  documentNo?: string;

  @ChoiceField(SIDES, { description: '撤回的一方；双方都提出的，窗口办理时必填', optional: true })
  filedBy?: Side;
}

export class ObjectionQuery {
  @ChoiceField(OBJECTION_STATES, { description: '状态', optional: true })
  state?: ObjectionState;

  @TextField({ description: '人员代码', optional: true, max: MAX_CODE })
  person?: string;

  @TextField({ description: '定点医药机构代码', optional: true, max: MAX_CODE })
  institution?: string;

  @TextField({ description: '辖区的医保区划代码', optional: true, max: 6 })
  district?: string;

  @TextField({ description: '记分处理通知书的编号', optional: true, max: MAX_NUMBER })
  notice?: string;

  @WholeNumberField({ description: '页，从 1 起', default: 1, min: 1, max: 1_000_000 })
  page!: number;

  @WholeNumberField({ description: '每页条数', default: 20, min: 1, max: 200 })
  pageSize!: number;
}
