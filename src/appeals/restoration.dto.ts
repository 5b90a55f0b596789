import { RESTORATION_STATES, type RestorationState } from '../domain/procedure/restoration-states.js';
import {
  ChoiceField,
  DateField,
  FlagField,
  ListField,
  ObjectField,
  TextField,
  WholeNumberField,
} from '../platform/http/fields.js';
import { FormRule } from '../platform/http/form-shape.js';
import { CommitmentForm, RegistrationForm } from '../registry/registry.module.js';

export const MAX_CODE = 40;
export const LONG = 2000;
const MAX_SITES = 20;

/** What the institution says of an application of its people. */
export class InstitutionReviewForm {
  @FlagField({ description: '机构是否同意；不同意的不上报' })
  agreed!: boolean;

  @DateField({ description: '审核之日' })
  on!: string;

  @TextField({ description: '审核意见', max: LONG })
  opinion!: string;
}

export class NewSiteForm {
  @ObjectField(() => CommitmentForm, { description: '重新签署的服务承诺' })
  commitment!: CommitmentForm;

  @ObjectField(() => RegistrationForm, {
    description: '重新办理的登记备案；自恢复正常之日起生效，起始日在其后的自起始日起',
  })
  registration!: RegistrationForm;
}

const SITES = '终止恢复前重新作出的服务承诺和登记备案（PQ2025:30），随批准同时生效';

export class RestorationForm {
  @TextField({ description: '人员代码', max: MAX_CODE })
  personCode!: string;

  @DateField({ description: '申请之日；不填即今日', optional: true })
  appliedOn?: string;

  @DateField({
    description:
      '恢复计算之日；只在措施经重新计算、此前无从申请的填写，最早为重新计算后期满的次日（S19、S31）；终止恢复的不填',
    optional: true,
  })
  countsFrom?: string;

  @TextField({ description: '申请恢复的理由', max: LONG })
  reasons!: string;

  @ObjectField(() => InstitutionReviewForm, {
    description: '所在定点医药机构的审核；经机构申报的必填，无工作单位直接申请的不填',
    optional: true,
  })
  institutionReview?: InstitutionReviewForm;

  @ListField(() => NewSiteForm, { description: SITES, max: MAX_SITES, default: [] })
  newSites!: NewSiteForm[];
}

@FormRule<NewSitesForm>(({ newSites }) =>
  Array.isArray(newSites) && newSites.length === 0
    ? [{ pointer: '/newSites', code: 'INVALID_VALUE', detail: '至少一处' }]
    : [],
)
export class NewSitesForm {
  @ListField(() => NewSiteForm, { description: `${SITES}；取代先前所填`, max: MAX_SITES })
  newSites!: NewSiteForm[];
}

export class RestorationReviewForm {
  @FlagField({ description: '是否同意恢复' })
  agreed!: boolean;

  @TextField({ description: '审查意见；不同意的即告知本人和机构的理由', max: LONG })
  opinion!: string;
}

export class ComebackWithdrawalForm {
  @TextField({ description: '撤回的理由', max: LONG })
  reason!: string;

  @TextField({ description: '申请人书面撤回的编号；经办机构录入撤回的必填', optional: true })
  documentNo?: string;
}

export class RestorationWithdrawalForm extends ComebackWithdrawalForm {}

export class FormerSiteForm {
  @FlagField({ description: '该人员的登记备案是否未间断地延续；未在本机构执业的为 false' })
  continued!: boolean;

  @TextField({ description: '使终止自始无效的文书编号' })
  documentNo!: string;

  @TextField({ description: '说明', max: LONG })
  reasons!: string;
}

export class NotAskedForForm {
  @TextField({ description: '人员代码', max: MAX_CODE })
  personCode!: string;

  @TextField({ description: '本人书面表示的编号；经办机构记录的必填', optional: true })
  documentNo?: string;

  @TextField({ description: '本人不申请的表示及说明', max: LONG })
  reasons!: string;
}

export class ComebackPageQuery {
  @WholeNumberField({ description: '页，从 1 起', default: 1, min: 1, max: 1_000_000 })
  page!: number;

  @WholeNumberField({ description: '每页条数', default: 20, min: 1, max: 200 })
  pageSize!: number;
}

export class RestorationQuery extends ComebackPageQuery {
  @ChoiceField(RESTORATION_STATES, { description: '状态', optional: true })
  state?: RestorationState;

  @TextField({ description: '人员代码', optional: true, max: MAX_CODE })
  person?: string;

  @TextField({ description: '机构代码', optional: true, max: MAX_CODE })
  institution?: string;

  @TextField({ description: '医保区划代码', optional: true, max: 6 })
  district?: string;
}
