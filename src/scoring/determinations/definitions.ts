import type { Degree, NegativeCircumstance } from '../../domain/scoring/finding.js';
import type { Ground } from '../../domain/scoring/grounds.js';

interface Definition<T extends string> {
  readonly code: T;
  readonly citation: string;
  readonly definition: string;
}

/** What whoever determines has before their eyes, in our own words. */
export const DEGREE_DEFINITIONS: readonly Definition<Degree>[] = [
  {
    code: 'GENERAL',
    citation: 'PQ2025:19(1)',
    definition: '一般责任：本人职责内该做的没做或没做对，对负面情形的发生只是配合。',
  },
  {
    code: 'IMPORTANT',
    citation: 'PQ2025:19(2)',
    definition: '重要责任：本人职责内该做的没做或没做对，并主动促成了负面情形。',
  },
  {
    code: 'PRINCIPAL',
    citation: 'PQ2025:19(3)',
    definition: '主要责任：本人职责内该做的没做或没做对，负面情形因其决定而发生。',
  },
];

const circumstance = (
  code: NegativeCircumstance,
  definition: string,
): Definition<NegativeCircumstance> & { readonly residual: boolean } => ({
  code,
  citation: code,
  definition,
  residual: definition.startsWith('兜底'),
});

export const CIRCUMSTANCE_DEFINITIONS = [
  circumstance('PQ2025:20(1)', '机构因违反协议被约谈或被暂停拨付费用，本人有责任。'),
  circumstance('PQ2025:20(2)', '公立医疗机构人员无正当理由超量使用高价非中选产品，被通报。'),
  circumstance('PQ2025:20(3)', '兜底：其他应在本档记分的，须写明依据。'),
  circumstance('PQ2025:21(1)', '机构依条例第三十八条或第三十九条受到行政处罚，本人有责任。'),
  circumstance('PQ2025:21(2)', '医疗机构的费用被拒付或追回，同时受到违约通告或黄牌警示，本人有责任。'),
  circumstance('PQ2025:21(3)', '药店的费用被拒付或追回，且基金损失或社会影响较大，本人有责任。'),
  circumstance('PQ2025:21(4)', '兜底：其他应在本档记分的，须写明依据。'),
  circumstance('PQ2025:22(1)', '替未登记备案的人，或替资格被暂停、终止的人，以冒名方式办理费用结算。'),
  circumstance('PQ2025:22(2)', '机构的协议或科室的服务被中止，本人有责任。'),
  circumstance('PQ2025:22(3)', '兜底：其他应在本档记分的，须写明依据。'),
  circumstance('PQ2025:23(1)', '机构依条例第四十条受到行政处罚，本人有责任。'),
  circumstance('PQ2025:23(2)', '本人的资格或执业证书因违法违规被行业主管部门注销、吊销或撤销。'),
  circumstance('PQ2025:23(3)', '机构的协议被解除，本人有责任。'),
  circumstance('PQ2025:23(4)', '兜底：其他应在本档记分的，须写明依据。'),
];

const ground = (
  code: Ground,
  leaning: 'LENIENT' | 'SEVERE',
  definition: string,
): Definition<Ground> & { readonly leaning: 'LENIENT' | 'SEVERE' } => ({
  code,
  citation: 'PQ2025:17',
  leaning,
  definition,
});

export const GROUND_DEFINITIONS = [
  ground('CAME_FORWARD', 'LENIENT', '主动说出了自己的情况。'),
  ground('EXPLAINED_TRUTHFULLY', 'LENIENT', '把问题如实讲清楚。'),
  ground('MADE_GOOD', 'LENIENT', '主动补回了损失。'),
  ground('REMOVED_EFFECTS', 'LENIENT', '消除了不好的影响。'),
  ground('INCITED_OR_FORCED', 'SEVERE', '唆使或逼迫别人违法违规。'),
  ground('INTENT', 'SEVERE', '明知故犯。'),
  ground('REFUSED_TO_COOPERATE', 'SEVERE', '检查调查中不予配合。'),
  ground('REFUSED_TO_CORRECT', 'SEVERE', '被要求改正而不改。'),
];
