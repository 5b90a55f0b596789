import type { Fault } from '../shared/result.js';
import type { NegativeCircumstance } from './finding.js';
import type { DeterminationSource } from './points-day.js';

/** What of an institution decides which circumstances can be found at it. */
export interface SourceInstitution {
  readonly kind: 'HOSPITAL' | 'PHARMACY';
  /** 公立. */
  readonly public: boolean;
}

type Place = 'HOSPITAL' | 'PUBLIC_HOSPITAL' | 'PHARMACY';

interface Way {
  readonly circumstance: NegativeCircumstance;
  /** What it takes, for the refusal. */
  readonly takes: string;
  /** What of the source leads there, in words; null when nothing does. */
  readonly because: (source: DeterminationSource) => string | null;
  readonly place: Place | null;
  /** Only with the officer's finding of a large loss or effect. */
  readonly largeLossOrEffect: boolean;
}

const MEASURE_WORDS: Readonly<Record<string, string>> = {
  SUMMONS: '约谈',
  WITHHELD_PAYMENT: '暂停拨付',
  REFUSAL_OF_PAYMENT: '不予支付',
  RECOVERY: '追回费用',
  BREACH_NOTICE: '违约通告',
  YELLOW_CARD: '黄牌警示',
  DEPARTMENT_SERVICE_SUSPENDED: '中止科室服务',
  AGREEMENT_SUSPENDED: '中止协议',
  AGREEMENT_DISSOLVED: '解除协议',
};

const punishedUnder =
  (...bases: readonly string[]) =>
  (source: DeterminationSource): string | null => {
    if (source.kind !== 'PENALTY_DECISION') return null;
    const found = bases.filter((basis) => source.bases.includes(basis));
    return found.length === 0 ? null : `机构依 ${found.join('、')} 受到行政处罚`;
  };

/** One of each group of measures must be there. */
const measured =
  (...groups: readonly (readonly string[])[]) =>
  (source: DeterminationSource): string | null => {
    if (source.kind !== 'AGREEMENT_MEASURE') return null;
    const found = groups.map((group) => group.filter((each) => source.measures.includes(each)));
    if (found.some((each) => each.length === 0)) return null;
    return `机构受到协议处理：${found
      .flat()
      .map((each) => MEASURE_WORDS[each] ?? each)
      .join('、')}`;
  };

const ofKind =
  (kind: DeterminationSource['kind'], words: string) =>
  (source: DeterminationSource): string | null =>
    source.kind === kind ? words : null;

const REFUSED_OR_RECOVERED = ['REFUSAL_OF_PAYMENT', 'RECOVERY'];

/** S35: how the institution's measure leads to a circumstance. */
const WAYS: readonly Way[] = [
  {
    circumstance: 'PQ2025:20(1)',
    takes: '机构因违反协议受到约谈或暂停拨付',
    because: measured(['SUMMONS', 'WITHHELD_PAYMENT']),
    place: null,
    largeLossOrEffect: false,
  },
  {
    circumstance: 'PQ2025:20(2)',
    takes: '医疗保障部门的通报',
    because: ofKind('CIRCULAR', '医疗保障部门通报'),
    place: 'PUBLIC_HOSPITAL',
    largeLossOrEffect: false,
  },
  {
    circumstance: 'PQ2025:21(1)',
    takes: '机构依 REG735:38 或 39 受到行政处罚',
    because: punishedUnder('REG735:38', 'REG735:39'),
    place: null,
    largeLossOrEffect: false,
  },
  {
    circumstance: 'PQ2025:21(2)',
    takes: '机构的费用被拒付或追回，并受到违约通告或黄牌警示',
    because: measured(REFUSED_OR_RECOVERED, ['BREACH_NOTICE', 'YELLOW_CARD']),
    place: 'HOSPITAL',
    largeLossOrEffect: false,
  },
  {
    circumstance: 'PQ2025:21(3)',
    takes: '药店的费用被拒付或追回',
    because: measured(REFUSED_OR_RECOVERED),
    place: 'PHARMACY',
    largeLossOrEffect: true,
  },
  {
    circumstance: 'PQ2025:22(2)',
    takes: '机构的协议或科室的服务被中止',
    because: measured(['AGREEMENT_SUSPENDED', 'DEPARTMENT_SERVICE_SUSPENDED']),
    place: null,
    largeLossOrEffect: false,
  },
  {
    circumstance: 'PQ2025:23(1)',
    takes: '机构依 REG735:40 受到行政处罚',
    because: punishedUnder('REG735:40'),
    place: null,
    largeLossOrEffect: false,
  },
  {
    circumstance: 'PQ2025:23(2)',
    takes: '行业主管部门注销注册、吊销或撤销本人证书',
    because: ofKind('LICENCE_REVOKED', '行业主管部门注销、吊销或撤销本人证书'),
    place: null,
    largeLossOrEffect: false,
  },
  {
    circumstance: 'PQ2025:23(3)',
    takes: '机构的协议被解除',
    because: measured(['AGREEMENT_DISSOLVED']),
    place: null,
    largeLossOrEffect: false,
  },
];

/** Go with any source: a fact about the person, and the residual items with the provision they stand for. */
const WITH_ANY_SOURCE: readonly NegativeCircumstance[] = [
  'PQ2025:20(3)',
  'PQ2025:21(4)',
  'PQ2025:22(1)',
  'PQ2025:22(3)',
  'PQ2025:23(4)',
];

function fits(place: Place | null, institution: SourceInstitution): boolean {
  switch (place) {
    case null:
      return true;
    case 'PUBLIC_HOSPITAL':
      return institution.kind === 'HOSPITAL' && institution.public;
    case 'HOSPITAL':
    case 'PHARMACY':
      return institution.kind === place;
  }
}

/** A circumstance open to the findings of a determination, and why. */
export interface OpenCircumstance {
  readonly circumstance: NegativeCircumstance;
  readonly because: string;
  /** Still needs the officer's finding of a large loss or effect. */
  readonly needsLargeLossOrEffect: boolean;
}

/** S35: the circumstances that a source leads to at an institution, slight to grave. */
export const circumstancesOf = (
  source: DeterminationSource,
  institution: SourceInstitution,
): readonly OpenCircumstance[] =>
  WAYS.flatMap(({ circumstance, because, place, largeLossOrEffect }) => {
    const reason = fits(place, institution) ? because(source) : null;
    return reason === null
      ? []
      : [{ circumstance, because: reason, needsLargeLossOrEffect: largeLossOrEffect }];
  });

/** The circumstances that any source may go with. */
export const circumstancesOfAnySource = (): readonly NegativeCircumstance[] => WITH_ANY_SOURCE;

function placeFault({ circumstance, place }: Way, pointer: string): Fault {
  return place === 'PUBLIC_HOSPITAL'
    ? {
        pointer,
        code: 'PUBLIC_HOSPITAL_ONLY',
        detail: `${circumstance} 只适用于公立医疗机构。`,
        citation: circumstance,
      }
    : {
        pointer,
        code: 'CIRCUMSTANCE_NOT_FOR_INSTITUTION',
        detail: `${circumstance} 只适用于${place === 'PHARMACY' ? '定点零售药店' : '定点医疗机构'}。`,
        citation: circumstance,
      };
}

/**
 * Why a circumstance cannot be found under the source, at the institution (S35).
 * @param at pointer of the finding.
 * @param institution null: not known, so only the source is looked at.
 */
export function circumstanceFaults(
  {
    circumstance,
    largeLossOrEffect,
  }: { readonly circumstance: NegativeCircumstance; readonly largeLossOrEffect: boolean },
  source: DeterminationSource,
  institution: SourceInstitution | null,
  at: string,
): Fault[] {
  const way = WAYS.find((each) => each.circumstance === circumstance);
  if (way === undefined) return [];
  const faults: Fault[] = [];
  if (way.because(source) === null) {
    const detail = `${circumstance} 须有：${way.takes}；本认定的来源不是。`;
    faults.push({
      pointer: `${at}/circumstance`,
      code: 'CIRCUMSTANCE_NOT_FOR_SOURCE',
      detail,
      citation: circumstance,
    });
  }
  if (institution !== null && !fits(way.place, institution)) {
    faults.push(placeFault(way, `${at}/circumstance`));
  }
  if (way.largeLossOrEffect && !largeLossOrEffect) {
    const detail = `${circumstance} 须由承办人员认定基金损失较大或社会影响较大（largeLossOrEffect）。`;
    faults.push({
      pointer: `${at}/largeLossOrEffect`,
      code: 'CIRCUMSTANCE_NOT_FOR_SOURCE',
      detail,
      citation: circumstance,
    });
  }
  return faults;
}
