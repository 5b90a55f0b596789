import { allowedPoints, type Adjustment, type Degree, type Finding } from '../domain/scoring/finding.js';
import type { PointsLaw } from '../domain/scoring/points-law.js';

/** A rule looked at for a decision, whether it applied or not. */
export interface RuleLooked {
  /** The violation or act it was looked at for; null where there is none. */
  readonly violationId: string | null;
  readonly rule: string;
  readonly reading: string | null;
  readonly fired: boolean;
  readonly detail: string;
}

/** What a notice says of its points. */
export interface NoticeSaid {
  readonly points: number;
  readonly pointsAlone: number;
  readonly yearTotalAfter: number;
  readonly measure: { readonly kind: 'SUSPENSION' | 'TERMINATION' } | null;
}

/** What a determination found. */
export interface Determined {
  readonly findings: readonly (Finding & {
    readonly personCode: string;
    readonly points: number;
    readonly grounds: readonly string[];
  })[];
  readonly notScored: readonly { readonly personCode: string }[];
}

/** A measure that came with the institution's. */
export interface Linked {
  readonly personCode: string;
  readonly kind: string;
  readonly from: string;
  readonly to: string | null;
}

/** What an objection came to. */
export interface ObjectionDecided {
  readonly outcome: 'UPHELD' | 'UPHELD_IN_PART' | 'REFUSED';
  readonly findings: readonly { readonly points: number }[];
}

/** A repair that was granted. */
export interface Repaired {
  readonly route: string;
  readonly activityOn: string;
  readonly countedOn: string | null;
  readonly deducted: number | null;
  readonly because: string | null;
}

/** A restoration that was approved. */
export interface Restored {
  readonly appliedOn: string;
  readonly countsFrom?: string;
  readonly effectiveOn: string;
  readonly lifted: readonly string[];
  readonly newSites: readonly object[];
}

const DEGREES: Readonly<Record<Degree, string>> = {
  GENERAL: '一般责任',
  IMPORTANT: '重要责任',
  PRINCIPAL: '主要责任',
};

const ADJUSTMENTS: Readonly<Record<Adjustment, string>> = {
  NONE: '没有从轻、减轻、从重、加重',
  LIGHTER: '同档从轻',
  REDUCE_BAND: '减轻一档',
  HEAVIER: '同档从重',
  RAISE_BAND: '加重一档',
};

const looked = (
  rule: string,
  reading: string,
  fired: boolean,
  detail: string,
  violationId: string | null = null,
): RuleLooked => ({ violationId, rule, reading, fired, detail });

/** PQ2025:18, 26. @param from year total from which payment is suspended; `termination`: from which it ends (PQ2025:26). */
export function scoreRules(
  { points, pointsAlone, yearTotalAfter, measure }: NoticeSaid,
  from: number,
  termination: number,
): RuleLooked[] {
  const sum = `当年此前 ${yearTotalAfter - points} 分，本次 ${points} 分，累计 ${yearTotalAfter} 分`;
  const unmoved = points === 0 ? '；本次没有增加记分，不另采取措施（S11）' : '';
  return [
    looked(
      'PQ2025:18',
      'S6',
      points < pointsAlone,
      `各行为取最高合计 ${pointsAlone} 分，减去同一行为此前已记的，增加 ${points} 分`,
    ),
    looked('PQ2025:26.1', 'S27', yearTotalAfter < from, `${sum}；不满 ${from} 分的告知、提醒谈话`),
    looked(
      'PQ2025:26.2',
      'S11',
      measure?.kind === 'SUSPENSION',
      `${sum}；满 ${from} 分、不满 ${termination} 分的暂停${unmoved}`,
    ),
    looked(
      'PQ2025:26.3',
      'S9',
      measure?.kind === 'TERMINATION',
      `${sum}；满 ${termination} 分的终止${unmoved}`,
    ),
  ];
}

/** PQ2025:16–23 for every act found, and that nothing was scored of whoever bears no responsibility. */
export function determinationRules({ findings, notScored }: Determined, law: PointsLaw): RuleLooked[] {
  return [
    ...findings.flatMap((finding) => {
      const { personCode: who, conductId, circumstance, degree, adjustment, grounds, points } = finding;
      const open = allowedPoints(law, finding);
      const range = open === null ? '' : `，可记 ${open.min} 至 ${open.max} 分，缺省 ${open.default} 分`;
      const because = grounds.length === 0 ? '' : `（${grounds.join('、')}）`;
      return [
        looked(circumstance, 'S35', true, `${who}：记 ${points} 分`, conductId),
        looked('PQ2025:19', 'S2', true, `${who}：${DEGREES[degree]}${range}`, conductId),
        looked(
          'PQ2025:17',
          'S3',
          adjustment !== 'NONE',
          `${who}：${ADJUSTMENTS[adjustment]}${because}`,
          conductId,
        ),
      ];
    }),
    ...notScored.map(({ personCode }) =>
      looked('PQ2025:16', 'S28', false, `${personCode}：涉及而不记分，理由在案`),
    ),
  ];
}

/** PQ2025:27, S25. */
export const linkedRules = ({ personCode, kind, from, to }: Linked): RuleLooked[] =>
  (['SUSPENSION', 'TERMINATION'] as const).map((each) =>
    looked(
      'PQ2025:27',
      'S25',
      kind === each,
      `${personCode}：机构${each === 'SUSPENSION' ? '被中止' : '被解除'}的，主要责任人员随之${each === 'SUSPENSION' ? '暂停' : '终止'}` +
        (kind === each ? `，${from} 至 ${to ?? '未定'}` : ''),
    ),
  );

/** PQ2025:37, S31. */
export const objectionRules = ({ outcome, findings }: ObjectionDecided): RuleLooked[] => [
  looked('PQ2025:37', 'S31', outcome === 'REFUSED', '申诉不成立的，维持原记分'),
  looked(
    'PQ2025:37',
    'S31',
    outcome === 'UPHELD_IN_PART',
    `部分成立的，更正${outcome === 'UPHELD_IN_PART' ? `为 ${findings.map(({ points }) => points).join('、')} 分` : ''}，自始按更正后的记分重新判断`,
  ),
  looked('PQ2025:37', 'S31', outcome === 'UPHELD', '成立的，撤销记分，自始没有此次记分'),
];

/** PQ2025:31: a repair that was not granted. */
export const refusedRepairRules = (): RuleLooked[] => [
  looked('PQ2025:31', 'S22', false, '未予认可，不减免记分；理由见评估意见'),
];

/** PQ2025:31, 32, S22, S23. */
export const repairRules = ({ route, activityOn, countedOn, deducted, because }: Repaired): RuleLooked[] => [
  looked(
    'PQ2025:32(1)',
    'S22',
    route === 'TRAINING',
    `${activityOn} 参加培训${deductedBy(route === 'TRAINING', deducted)}`,
  ),
  looked(
    'PQ2025:32(2)',
    'S22',
    route === 'ACTIVITY',
    `${activityOn} 现场参与活动${deductedBy(route === 'ACTIVITY', deducted)}`,
  ),
  looked(
    'PQ2025:31',
    'S23',
    because !== 'POLICY',
    because === 'POLICY'
      ? `计入 ${countedOn ?? ''}，不改变已作出的处理`
      : `计入活动之日会改变已作出的处理，改计入认可之日 ${countedOn ?? ''}`,
  ),
];

const deductedBy = (isRoute: boolean, deducted: number | null): string =>
  isRoute ? `，减 ${deducted ?? 0} 分` : '的，另计';

/** PQ2025:30, S19–S21, S31. */
export const restorationRules = ({
  appliedOn,
  countsFrom,
  effectiveOn,
  lifted,
  newSites,
}: Restored): RuleLooked[] => [
  looked('PQ2025:30', 'S19', true, `两级审核通过，${lifted.length} 项措施自 ${effectiveOn} 起解除`),
  looked('PQ2025:30', 'S20', countsFrom === undefined, `${appliedOn} 在可以申请的期间内申请`),
  looked(
    'PQ2025:37',
    'S31',
    countsFrom !== undefined,
    countsFrom === undefined ? '没有自更早之日起计算的' : `措施因更正而更早期满，自 ${countsFrom} 起计算`,
  ),
  looked(
    'PQ2025:30',
    'S20',
    newSites.length > 0,
    newSites.length > 0
      ? `终止恢复，已在 ${newSites.length} 家机构重新承诺、登记备案`
      : '没有终止，无须重新承诺、登记备案',
  ),
  looked('PQ2025:30', 'S21', newSites.length === 0, '暂停恢复的，保留本年度的记分'),
];

/** PQ2025:30, S19: a review at one of the two levels. */
export const restorationReviewRules = (level: '区' | '市', agreed: boolean): RuleLooked[] => [
  looked('PQ2025:30', 'S19', agreed, `${level}级审核${agreed ? '同意' : '不同意，不予恢复；理由见审核意见'}`),
];

/** PQ2025:35, S29: the first review of a score of the municipal agency. */
export const firstReviewRules = (agreed: boolean): RuleLooked[] => [
  looked('PQ2025:35', 'S29', agreed, agreed ? '初审同意，报市级处理' : '初审不同意，告知理由'),
];

/** PQ2025:37, S31: a score that was revised or revoked. */
export const reversalRules = (isRevoked: boolean): RuleLooked[] => [
  looked('PQ2025:37', 'S31', !isRevoked, '更正记分的，自始按更正后的记分重新判断'),
  looked('PQ2025:37', 'S31', isRevoked, '撤销记分的，自始没有此次记分'),
];

/** DB2025:22, for a decision that departs from the benchmark. */
export const departureRules = (discussedOn: string): RuleLooked[] => [
  looked('DB2025:22', 'P28', true, `经 ${discussedOn} 集体讨论，在法定幅度内不按裁量基准作出`),
];
