import { ProposedFineForm } from '../discretion/discretion.module.js';
import {
  ChoiceField,
  DateField,
  ListField,
  MoneyField,
  ObjectField,
  TextField,
  TextListField,
} from '../platform/http/fields.js';
import { FormRule, type FormFault } from '../platform/http/form-shape.js';

const LONG = 5000;
const MAX_FIGURES = 200;

/** What the agency may do under the agreement (PQ2025:20–23, S35). */
export const AGREEMENT_MEASURES = [
  'SUMMONS',
  'WITHHELD_PAYMENT',
  'REFUSAL_OF_PAYMENT',
  'RECOVERY',
  'BREACH_NOTICE',
  'YELLOW_CARD',
  'DEPARTMENT_SERVICE_SUSPENDED',
  'AGREEMENT_SUSPENDED',
  'AGREEMENT_DISSOLVED',
] as const;

const unknownMeasures = (measures: unknown): FormFault[] =>
  (Array.isArray(measures) ? measures : []).flatMap((measure: unknown, index) =>
    (AGREEMENT_MEASURES as readonly unknown[]).includes(measure)
      ? []
      : [
          {
            pointer: `/measures/${index}`,
            code: 'INVALID_VALUE' as const,
            detail: `须为 ${AGREEMENT_MEASURES.join('、')} 之一`,
          },
        ],
  );

/** DB2025:22: applying the benchmark would be plainly unfit; decided collectively, with full reasons. */
export class DepartureForm {
  @DateField({ description: '集体讨论日' })
  discussedOn!: string;

  @TextField({ description: '变通适用的理由', max: LONG })
  reasons!: string;
}

export class PenaltyDecisionForm {
  @TextField({ description: '处罚决定文号' })
  number!: string;

  @DateField({ description: '作出日' })
  madeOn!: string;

  @DateField({ description: '送达日', optional: true })
  servedOn?: string;

  @ListField(() => ProposedFineForm, {
    description: '各违法行为的罚款；不罚款的不列',
    default: [],
    max: MAX_FIGURES,
  })
  figures!: ProposedFineForm[];

  @TextField({ description: '理由', max: LONG })
  reasons!: string;

  @TextField({
    description: '对国家医疗保障局令第7号的核对说明（2026-04-01 起必填，P37）',
    optional: true,
    max: LONG,
  })
  nationalRulesChecked?: string;

  @ObjectField(() => DepartureForm, { description: '变通适用裁量基准（DB2025:22）', optional: true })
  departure?: DepartureForm;
}

@FormRule<AgreementDecisionForm>(({ measures }) =>
  Array.isArray(measures) && measures.length === 0
    ? [{ pointer: '/measures', code: 'INVALID_VALUE', detail: '须至少有一项处理措施' }]
    : [],
)
@FormRule<AgreementDecisionForm>(({ measures }) => unknownMeasures(measures))
export class AgreementDecisionForm {
  @TextField({ description: '协议处理文号' })
  number!: string;

  @DateField({ description: '作出日' })
  madeOn!: string;

  @DateField({ description: '生效日' })
  effectiveOn!: string;

  @DateField({ description: '送达日', optional: true })
  servedOn?: string;

  @TextListField({
    description: `处理措施：${AGREEMENT_MEASURES.join('、')}`,
    max: AGREEMENT_MEASURES.length,
  })
  measures!: string[];

  @MoneyField({ description: '追回或拒付的金额，元', default: '0.00' })
  recovered!: string;

  @TextField({ description: '理由', max: LONG })
  reasons!: string;
}

export class DecisionServiceForm {
  @DateField({ description: '送达日' })
  servedOn!: string;
}

export class ChangedBasisForm {
  @TextField({ description: '违法行为的编号' })
  violationId!: string;

  @TextField({ description: '变更后的处罚依据，例如 REG735:38' })
  basis!: string;
}

const OF_A_CHANGE = { figures: '没有罚款', measures: '没有处理措施', bases: '没有处罚依据' } as const;

@FormRule<ReversalForm>((form) =>
  Object.entries(OF_A_CHANGE).flatMap(([member, words]): FormFault[] => {
    const list = form[member as keyof typeof OF_A_CHANGE];
    return form.kind === 'WITHDRAWN' && Array.isArray(list) && list.length > 0
      ? [{ pointer: `/${member}`, code: 'INVALID_VALUE', detail: `撤销的决定${words}，请删去` }]
      : [];
  }),
)
@FormRule<ReversalForm>(({ measures }) => unknownMeasures(measures))
export class ReversalForm {
  @ChoiceField(['CHANGED', 'WITHDRAWN'], { description: '变更或撤销' })
  kind!: 'CHANGED' | 'WITHDRAWN';

  @ChoiceField(['RECONSIDERATION', 'COURT', 'OWN_MOTION'], { description: '行政复议、法院、自行' })
  by!: 'RECONSIDERATION' | 'COURT' | 'OWN_MOTION';

  @TextField({ description: '所依据文书的文号' })
  documentNo!: string;

  @DateField({ description: '变更或撤销之日' })
  on!: string;

  @ListField(() => ProposedFineForm, { description: '变更后的罚款', default: [], max: MAX_FIGURES })
  figures!: ProposedFineForm[];

  @TextListField({
    description: `变更后的全部处理措施（协议处理）；不填即不变：${AGREEMENT_MEASURES.join('、')}`,
    default: [],
    max: AGREEMENT_MEASURES.length,
  })
  measures!: string[];

  @ListField(() => ChangedBasisForm, {
    description: '变更处罚依据的违法行为（处罚）；未列的不变',
    default: [],
    max: MAX_FIGURES,
  })
  bases!: ChangedBasisForm[];

  @TextListField({
    description:
      '确认因此加重的其他记分处理通知书的编号，须与实际加重的完全一致，并在理由中说明（PQ2025:37）',
    default: [],
    max: MAX_FIGURES,
  })
  acknowledged!: string[];

  @TextField({ description: '理由', max: LONG })
  reasons!: string;
}
