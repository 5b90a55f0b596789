import { GROUNDS, type Ground } from '../../domain/scoring/grounds.js';
import { SOURCE_KINDS, type SourceKind } from '../../domain/scoring/points-day.js';
import {
  ChoiceField,
  DateField,
  FlagField,
  ListField,
  ObjectField,
  TextField,
  TextListField,
  WholeNumberField,
} from '../../platform/http/fields.js';
import { FormRule, type FormFault, type Unchecked } from '../../platform/http/form-shape.js';
import { membersOfKind, type Members } from '../members-of-kind.js';
import { FindingForm } from '../preview.dto.js';

export const LONG = 5000;
const MAX_FINDINGS = 200;
const MAX_CODE = 40;
const MAX_NUMBER = 100;

const OF_DOCUMENT: Members = {
  must: ['documentNo', 'authority', 'on', 'institution'],
  may: ['inspectionNo'],
};
const MEMBERS: Readonly<Record<SourceKind, Members>> = {
  PENALTY_DECISION: { must: ['caseId'], may: ['otherPenalty'] },
  AGREEMENT_MEASURE: { must: ['caseId'], may: [] },
  CIRCULAR: OF_DOCUMENT,
  LICENCE_REVOKED: OF_DOCUMENT,
  STAND_ALONE: { must: ['reasons', 'institution', 'inspectionNo'], may: [] },
};

function membersOfSource(source: Unchecked<SourceForm>): FormFault[] {
  const kind = SOURCE_KINDS.find((each) => each === source.kind);
  return kind === undefined ? [] : membersOfKind(source, kind, MEMBERS[kind], ['kind']);
}

@FormRule<SourceForm>(membersOfSource)
export class SourceForm {
  @ChoiceField(SOURCE_KINDS, { description: '来源，决定其余各项' })
  kind!: SourceKind;

  @TextField({ description: '案件编号（处罚决定、协议处理）', optional: true })
  caseId?: string;

  @TextField({
    description: '罚款以外的处罚，例如责令暂停科室服务；没有罚款的处罚决定填写',
    optional: true,
    max: LONG,
  })
  otherPenalty?: string;

  @TextField({ description: '通报或吊销文书的文号', optional: true, max: MAX_NUMBER })
  documentNo?: string;

  @TextField({ description: '作出通报或吊销的机关', optional: true })
  authority?: string;

  @DateField({ description: '通报日或吊销决定日', optional: true })
  on?: string;

  @TextField({ description: '单独认定的理由（PQ2025:16.3）', optional: true, max: LONG })
  reasons?: string;

  @TextField({ description: '定点医药机构代码', optional: true, max: MAX_CODE })
  institution?: string;

  @TextField({ description: '检查编号', optional: true, max: MAX_NUMBER })
  inspectionNo?: string;
}

export class LateEntryForm {
  @TextField({ description: '补录的理由', max: LONG })
  reason!: string;
}

export class InstitutionHeardForm {
  @DateField({ description: '听取之日' })
  on!: string;

  @TextField({ description: '机构的意见；没有意见的也写明', max: LONG })
  opinion!: string;
}

/** Every element one of the grounds, each once. */
function soundGrounds({ grounds }: Unchecked<DeterminationFindingForm>): FormFault[] {
  const list: readonly unknown[] = Array.isArray(grounds) ? grounds : [];
  const known: readonly unknown[] = GROUNDS;
  return list.flatMap((ground, place): FormFault[] => {
    const pointer = `/grounds/${place}`;
    if (!known.includes(ground)) {
      return [{ pointer, code: 'INVALID_VALUE', detail: `须为 ${GROUNDS.join('、')} 之一` }];
    }
    return list.indexOf(ground) < place
      ? [{ pointer, code: 'INVALID_VALUE', detail: '同一情节只列一次，请删去重复的' }]
      : [];
  });
}

@FormRule<DeterminationFindingForm>(soundGrounds)
export class DeterminationFindingForm extends FindingForm {
  @TextField({ description: '人员代码', max: MAX_CODE })
  personCode!: string;

  @TextField({ description: '违法违规行为', max: LONG })
  conduct!: string;

  @TextField({ description: '认定该责任程度的理由（PQ2025:19）', max: LONG })
  degreeReasons!: string;

  @TextListField({
    description: `从轻从重的情节（PQ2025:17）：${GROUNDS.join('、')}`,
    default: [],
    max: GROUNDS.length,
  })
  grounds!: Ground[];

  @TextField({ description: '取非默认分值、或从轻从重情节并存时的理由', optional: true, max: LONG })
  reasons?: string;

  @FlagField({ description: '认定基金损失较大或社会影响较大（PQ2025:21(3)）', default: false })
  largeLossOrEffect!: boolean;
}

export class NotScoredForm {
  @TextField({ description: '人员代码', max: MAX_CODE })
  personCode!: string;

  @TextField({ description: '涉及而不记分的理由（PQ2025:16）', max: LONG })
  reasons!: string;
}

const somebody = ({ findings, notScored }: Unchecked<DeterminationForm>): FormFault[] =>
  [findings, notScored].every((list) => list === undefined || (Array.isArray(list) && list.length === 0))
    ? [{ pointer: '/findings', code: 'INVALID_VALUE', detail: '须至少有一项认定，或一名涉及而不记分的人员' }]
    : [];

@FormRule<DeterminationForm>(somebody)
export class DeterminationForm {
  @TextField({ description: '责任认定书文号', max: MAX_NUMBER })
  number!: string;

  @DateField({ description: '认定日' })
  determinedOn!: string;

  @ObjectField(() => SourceForm, { description: '来源' })
  source!: SourceForm;

  @ObjectField(() => InstitutionHeardForm, { description: '听取机构意见（PQ2025:16.2）' })
  institutionHeard!: InstitutionHeardForm;

  @ListField(() => DeterminationFindingForm, {
    description: '认定：同一行为的各人并列',
    default: [],
    max: MAX_FINDINGS,
  })
  findings!: DeterminationFindingForm[];

  @ListField(() => NotScoredForm, { description: '涉及而不记分的人员', default: [], max: MAX_FINDINGS })
  notScored!: NotScoredForm[];

  @ObjectField(() => LateEntryForm, {
    description: '补录：单独认定而认定日早于今日的必填；通知书须由认定经办人以外的人员出具',
    optional: true,
  })
  backdating?: LateEntryForm;
}

export class DraftQuery {
  @TextField({ description: '已作决定的案件编号' })
  caseId!: string;
}

export class PageQuery {
  @WholeNumberField({ description: '页，从 1 起', default: 1, min: 1, max: 1_000_000 })
  page!: number;

  @WholeNumberField({ description: '每页条数', default: 20, min: 1, max: 200 })
  pageSize!: number;
}

export class DeterminationQuery extends PageQuery {
  @TextField({ description: '定点医药机构代码', optional: true, max: MAX_CODE })
  institution?: string;

  @TextField({ description: '人员代码', optional: true, max: MAX_CODE })
  person?: string;

  @TextField({ description: '案件编号', optional: true })
  caseId?: string;

  @TextField({ description: '作出认定的单位的医保区划代码', optional: true, max: 6 })
  office?: string;
}
