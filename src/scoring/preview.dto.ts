import {
  ADJUSTMENTS,
  DEGREES,
  NEGATIVE_CIRCUMSTANCES,
  type Adjustment,
  type Degree,
  type NegativeCircumstance,
} from '../domain/scoring/finding.js';
import type { ActivityLevel } from '../domain/scoring/points-law.js';
import type { MeasureKind } from '../domain/qualification/event.js';
import { ChoiceField, DateField, ListField, TextField, WholeNumberField } from '../platform/http/fields.js';
import { FormRule, type FormFault, type Unchecked } from '../platform/http/form-shape.js';

const MAX_EVENTS = 1000;
const MAX_FINDINGS = 100;
/** Any whole number is sound in form; what is out of its range is a fault of law. */
const ANY = 1_000_000;

const EVENT_TYPES = ['SCORE', 'REPAIR', 'RESTORE', 'REVISE', 'REVOKE', 'MONTHS', 'LINKED'] as const;
type EventType = (typeof EVENT_TYPES)[number];

export class FindingForm {
  @TextField({ description: '行为编号：一人一个行为一个编号，跨通知书、跨来源相同（S6）' })
  conductId!: string;

  @ChoiceField(NEGATIVE_CIRCUMSTANCES, { description: '负面情形（PQ2025:20–23）' })
  circumstance!: NegativeCircumstance;

  @ChoiceField(DEGREES, { description: '责任程度：一般、重要、主要（PQ2025:19）' })
  degree!: Degree;

  @ChoiceField(ADJUSTMENTS, { description: '从轻、减档、从重、加档（PQ2025:17）', default: 'NONE' })
  adjustment!: Adjustment;

  @WholeNumberField({ description: '分值；不填即为默认值', optional: true, min: -ANY, max: ANY })
  points?: number;

  @TextField({ description: '兜底情形所依据的规定', optional: true, max: 500 })
  basis?: string;
}

/** Members of each type of event: those it must have, and those it may have. */
const MEMBERS: Readonly<
  Record<EventType, { readonly must: readonly string[]; readonly may: readonly string[] }>
> = {
  SCORE: {
    must: ['id', 'effectiveOn', 'inspectionId', 'findings'],
    may: ['issuedOn', 'noticeReceivedOn', 'months'],
  },
  REPAIR: { must: ['on', 'route'], may: ['level'] },
  RESTORE: { must: ['appliedOn', 'approvedOn'], may: [] },
  REVISE: { must: ['on', 'scoreId', 'findings'], may: ['months'] },
  REVOKE: { must: ['on', 'scoreId'], may: [] },
  MONTHS: { must: ['on', 'scoreId', 'months'], may: [] },
  LINKED: { must: ['id', 'on', 'kind', 'from'], may: ['to'] },
};

function membersOf(event: Unchecked<EventForm>): FormFault[] {
  const type = EVENT_TYPES.find((each) => each === event.type);
  if (type === undefined) return [];
  const { must, may } = MEMBERS[type];
  const given = Object.entries(event)
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name);
  const missing = must.filter((name) => !given.includes(name));
  const foreign = given.filter((name) => name !== 'type' && !must.includes(name) && !may.includes(name));
  return [
    ...missing.map((name): FormFault => ({
      pointer: `/${name}`,
      code: 'REQUIRED',
      detail: `${type} 须填写 ${name}`,
    })),
    ...foreign.map((name): FormFault => ({
      pointer: `/${name}`,
      code: 'UNKNOWN_PROPERTY',
      detail: `${type} 没有 ${name}，请删去`,
    })),
  ];
}

function levelFits({ type, route, level }: Unchecked<EventForm>): FormFault[] {
  if (type !== 'REPAIR') return [];
  if (route === 'ACTIVITY' && level === undefined) {
    return [{ pointer: '/level', code: 'REQUIRED', detail: '现场活动须填写级别（level）' }];
  }
  return route === 'TRAINING' && level !== undefined
    ? [{ pointer: '/level', code: 'INVALID_VALUE', detail: '级别只用于现场活动（ACTIVITY），请删去' }]
    : [];
}

const someFindings = ({ findings }: Unchecked<EventForm>): FormFault[] =>
  Array.isArray(findings) && findings.length === 0
    ? [{ pointer: '/findings', code: 'INVALID_VALUE', detail: '须至少有一项认定；撤销整个记分请用 REVOKE' }]
    : [];

@FormRule<EventForm>((event) => [...membersOf(event), ...levelFits(event), ...someFindings(event)])
export class EventForm {
  @ChoiceField(EVENT_TYPES, { description: '事件的种类，决定其余各项' })
  type!: EventType;

  @TextField({ description: '记分或随机构措施的编号', optional: true })
  id?: string;

  @DateField({ description: '记分时点（S14）', optional: true })
  effectiveOn?: string;

  @DateField({
    description: '通知书出具日，累计以此时为准；不填为记分时点',
    optional: true,
  })
  issuedOn?: string;

  @TextField({ description: '检查编号', optional: true })
  inspectionId?: string;

  @ListField(() => FindingForm, { description: '认定', optional: true, max: MAX_FINDINGS })
  findings?: FindingForm[];

  @DateField({ description: '机构收到通知书之日；未收到的，措施没有日期', optional: true })
  noticeReceivedOn?: string;

  @WholeNumberField({ description: '暂停月数，9、10、11 分时', optional: true, min: -ANY, max: ANY })
  months?: number;

  @DateField({ description: '发生之日', optional: true })
  on?: string;

  @ChoiceField(['TRAINING', 'ACTIVITY'], {
    description: '修复途径：培训、现场活动（PQ2025:32）',
    optional: true,
  })
  route?: 'TRAINING' | 'ACTIVITY';

  @ChoiceField(['DISTRICT', 'MUNICIPAL', 'NATIONAL'], { description: '活动级别', optional: true })
  level?: ActivityLevel;

  @DateField({ description: '恢复申请日', optional: true })
  appliedOn?: string;

  @DateField({ description: '恢复批准日', optional: true })
  approvedOn?: string;

  @TextField({ description: '所涉记分的编号', optional: true })
  scoreId?: string;

  @ChoiceField(['SUSPENSION', 'TERMINATION'], { description: '随机构的措施（S25）', optional: true })
  kind?: MeasureKind;

  @DateField({ description: '措施首日', optional: true })
  from?: string;

  @DateField({ description: '措施末日', optional: true })
  to?: string;
}

export class PreviewForm {
  @DateField({ description: '截至之日' })
  asOf!: string;

  @ListField(() => EventForm, { description: '事件', default: [], max: MAX_EVENTS })
  events!: EventForm[];
}
