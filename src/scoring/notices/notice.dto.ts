import {
  ChoiceField,
  DateField,
  ObjectField,
  TextField,
  TextListField,
  WholeNumberField,
} from '../../platform/http/fields.js';
import { FormRule, type FormFault, type Unchecked } from '../../platform/http/form-shape.js';
import { LONG, PageQuery } from '../determinations/determination.dto.js';
import { membersOfKind, type Members } from '../members-of-kind.js';

const MAX_NUMBER = 100;
const MAX_CODE = 40;
const MAX_WITNESSES = 10;
/** Any whole number is sound in form; what is out of its range is a fault of law. */
const ANY = 1_000_000;

export class BackdatingForm {
  @TextField({ description: '补录的理由', max: LONG })
  reason!: string;
}

const monthsWithReasons = ({ months, monthsReasons }: Unchecked<NoticeForm>): FormFault[] => {
  if ((months === undefined) === (monthsReasons === undefined)) return [];
  const [pointer, detail] =
    months === undefined
      ? ['/months', '说明了月数的理由，须填写月数']
      : ['/monthsReasons', '选定月数须说明理由（PQ2025:26.2）'];
  return [{ pointer, code: 'REQUIRED', detail }];
};

@FormRule<NoticeForm>(monthsWithReasons)
export class NoticeForm {
  @TextField({ description: '人员代码', max: MAX_CODE })
  personCode!: string;

  @TextField({ description: '记分处理通知书文号', max: MAX_NUMBER })
  number!: string;

  @WholeNumberField({ description: '暂停月数，累计 9、10、11 分时必填', optional: true, min: -ANY, max: ANY })
  months?: number;

  @TextField({ description: '选定该月数的理由', optional: true, max: LONG })
  monthsReasons?: string;

  @DateField({ description: '出具日；不填即今日', optional: true })
  issuedOn?: string;

  @ObjectField(() => BackdatingForm, { description: '补录（出具日早于今日）', optional: true })
  backdating?: BackdatingForm;
}

export const RECIPIENTS = ['INSTITUTION', 'PERSON'] as const;
export type Recipient = (typeof RECIPIENTS)[number];

export const SERVICE_METHODS = ['DIRECT', 'POST', 'ELECTRONIC', 'LEFT', 'ANNOUNCEMENT'] as const;
export type ServiceMethod = (typeof SERVICE_METHODS)[number];

const witnessed = ({ witnesses }: Unchecked<RefusalForm>): FormFault[] =>
  Array.isArray(witnesses) && witnesses.length === 0
    ? [{ pointer: '/witnesses', code: 'INVALID_VALUE', detail: '留置送达须有见证人' }]
    : [];

@FormRule<RefusalForm>(witnessed)
export class RefusalForm {
  @TextField({ description: '拒收的理由或情形', max: LONG })
  reason!: string;

  @TextListField({ description: '见证人', max: MAX_WITNESSES })
  witnesses!: string[];
}

export class ConsentForm {
  @TextField({ description: '同意电子送达的确认书编号', max: MAX_NUMBER })
  documentNo!: string;

  @DateField({ description: '确认之日' })
  on!: string;
}

export class CorrectionForm {
  @TextField({ description: '更正送达记录的理由', max: LONG })
  reason!: string;
}

const ALWAYS = [
  'recipient',
  'method',
  'receivedOn',
  'servedBy',
  'receivedBy',
  'proof',
  'backdating',
  'correction',
];
const NOTHING: Members = { must: [], may: [] };
const MEMBERS: Readonly<Record<ServiceMethod, Members>> = {
  DIRECT: NOTHING,
  POST: NOTHING,
  ELECTRONIC: { must: ['consent'], may: [] },
  LEFT: { must: ['refusal'], may: [] },
  ANNOUNCEMENT: { must: ['deemedBasis'], may: [] },
};

function membersOfMethod(form: Unchecked<ServiceForm>): FormFault[] {
  const method = SERVICE_METHODS.find((each) => each === form.method);
  return method === undefined ? [] : membersOfKind(form, method, MEMBERS[method], ALWAYS);
}

@FormRule<ServiceForm>(membersOfMethod)
export class ServiceForm {
  @ChoiceField(RECIPIENTS, { description: '送达机构，或本人' })
  recipient!: Recipient;

  @ChoiceField(SERVICE_METHODS, { description: '方式：直接、邮寄、电子、留置、公告' })
  method!: ServiceMethod;

  @DateField({ description: '收到之日，或视为收到之日' })
  receivedOn!: string;

  @TextField({ description: '送达人' })
  servedBy!: string;

  @TextField({ description: '签收人', optional: true })
  receivedBy?: string;

  @TextField({ description: '送达回证', max: LONG })
  proof!: string;

  @ObjectField(() => RefusalForm, { description: '拒收（仅留置送达，且必填）', optional: true })
  refusal?: RefusalForm;

  @ObjectField(() => ConsentForm, { description: '同意电子送达（仅电子送达，且必填）', optional: true })
  consent?: ConsentForm;

  @TextField({ description: '视为该日送达的依据（仅公告，且必填）', optional: true, max: LONG })
  deemedBasis?: string;

  @ObjectField(() => BackdatingForm, { description: '补录（收到之日早于今日）', optional: true })
  backdating?: BackdatingForm;

  @ObjectField(() => CorrectionForm, { description: '更正此前对同一受送达人的送达记录', optional: true })
  correction?: CorrectionForm;
}

export class MonthsForm {
  @WholeNumberField({ description: '暂停月数', min: -ANY, max: ANY })
  months!: number;

  @TextField({ description: '理由', max: LONG })
  reasons!: string;
}

export class MeasureNoticeForm {
  @TextField({ description: '暂停或终止医保支付资格处理通知书文号', max: MAX_NUMBER })
  number!: string;
}

export class NoticeQuery extends PageQuery {
  @TextField({ description: '出具单位的医保区划代码', optional: true, max: 6 })
  office?: string;

  @ChoiceField(['UNSERVED', 'SERVED'], { description: '是否已有送达记录', optional: true })
  state?: 'UNSERVED' | 'SERVED';

  @TextField({ description: '人员代码', optional: true, max: MAX_CODE })
  person?: string;

  @WholeNumberField({ description: '记分时点的年份', optional: true, min: 1900, max: 2199 })
  year?: number;

  @TextField({ description: '定点医药机构代码', optional: true, max: MAX_CODE })
  institution?: string;

  @TextField({ description: '责任认定书编号', optional: true })
  determination?: string;
}
