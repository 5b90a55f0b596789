import { instrumentOf } from '../domain/rulebook/citation.js';
import { REQUIRED_FIGURES, type RequiredFigure } from '../domain/rulebook/figure.js';
import type { Figure, Instrument, Liability, Provision, Unit } from '../domain/rulebook/instrument.js';
import { formatDecimal, parseDecimal } from '../domain/shared/decimal.js';
import type { Issue } from './form-issues.js';
import { repeatedIssues } from './repeated-issues.js';

/** What one version of a text must satisfy by itself, beyond its form. */
export function instrumentIssues(instrument: Instrument): Issue[] {
  return [
    ...dateIssues(instrument),
    ...textIssues(instrument),
    ...duplicateIssues(instrument),
    ...instrument.provisions.flatMap((each, index) => provisionIssues(each, index, instrument.id)),
    ...requiredFigureIssues(instrument),
    ...instrument.liabilities.flatMap((each, index) => liabilityIssues(each, index, instrument)),
  ];
}

function dateIssues({ validFrom, validTo }: Instrument): Issue[] {
  if (validTo === undefined || validTo >= validFrom) return [];
  return [{ path: ['validTo'], message: `实为 ${validTo}，应不早于生效日期 ${validFrom}` }];
}

function textIssues({ textAvailable, provisions }: Instrument): Issue[] {
  if (textAvailable === provisions.length > 0) return [];
  const expected = textAvailable ? '文本可得，应列出条款' : '文本未取得，不应列出条款';
  return [{ path: ['provisions'], message: expected }];
}

function duplicateIssues({ provisions, liabilities }: Instrument): Issue[] {
  const charges = liabilities.flatMap((each, at) =>
    each.provisions.map((citation, index) => ({ citation, path: ['liabilities', at, 'provisions', index] })),
  );
  return [
    ...repeatedIssues(
      provisions,
      ({ citation }) => citation,
      (index) => ['provisions', index, 'citation'],
    ),
    ...repeatedIssues(
      liabilities,
      ({ basis }) => basis,
      (index) => ['liabilities', index, 'basis'],
    ),
    ...repeatedIssues(
      charges,
      ({ citation }) => citation,
      (_, { path }) => path,
    ),
  ];
}

function provisionIssues(provision: Provision, index: number, id: string): Issue[] {
  const path = ['provisions', index];
  return [
    ...(instrumentOf(provision.citation) === id
      ? []
      : [{ path: [...path, 'citation'], message: `${provision.citation} 不是本文件 ${id} 的条款` }]),
    ...(provision.modelling === 'COMPUTED' || provision.note !== undefined
      ? []
      : [{ path: [...path, 'note'], message: `缺少，${provision.modelling} 的条款应说明原因` }]),
    ...Object.entries(provision.figures).flatMap(([key, figure]) =>
      wholeNumberIssues(figure, [...path, 'figures', key, 'value']),
    ),
  ];
}

const FRACTIONAL_UNITS: readonly Unit[] = ['multiple', 'yuan'];

function wholeNumberIssues({ value, unit }: Figure, path: readonly PropertyKey[]): Issue[] {
  const text = formatDecimal(value);
  if (FRACTIONAL_UNITS.includes(unit) || parseDecimal(text, 0) !== null) return [];
  return [{ path, message: `实为 ${text}，单位 ${unit} 应为整数` }];
}

function requiredFigureIssues(instrument: Instrument): Issue[] {
  return REQUIRED_FIGURES.filter(
    ({ citation }) => instrument.textAvailable && instrumentOf(citation) === instrument.id,
  ).flatMap((required) => requiredFigureIssue(required, instrument.provisions));
}

function requiredFigureIssue(
  { citation, key, unit }: RequiredFigure,
  provisions: readonly Provision[],
): Issue[] {
  const index = provisions.findIndex((each) => each.citation === citation);
  const figure = provisions[index]?.figures[key];
  if (index < 0) return [{ path: ['provisions'], message: `缺少 ${citation}，应有数字 ${key}（${unit}）` }];
  const path = ['provisions', index, 'figures', key];
  if (figure === undefined) return [{ path, message: `缺少，${citation} 应有此数字，单位 ${unit}` }];
  if (figure.unit === unit) return [];
  return [{ path: [...path, 'unit'], message: `实为 ${figure.unit}，应为 ${unit}` }];
}

function liabilityIssues(liability: Liability, at: number, { provisions, liabilities }: Instrument): Issue[] {
  const path = ['liabilities', at];
  const missing = (citation: string, ...keys: PropertyKey[]): Issue[] =>
    provisions.some((each) => each.citation === citation)
      ? []
      : [{ path: [...path, ...keys], message: `${citation} 不在 provisions 之中` }];
  const target = liability.withIntent;
  const targetMissing = target !== null && !liabilities.some(({ basis }) => basis === target);
  return [
    ...missing(liability.basis, 'basis'),
    ...liability.provisions.flatMap((each, index) => missing(each, 'provisions', index)),
    ...liability.measures.flatMap((each, index) => missing(each.citation, 'measures', index, 'citation')),
    ...(targetMissing
      ? [{ path: [...path, 'withIntent'], message: `${target} 不是 liabilities 中的处罚依据` }]
      : []),
    ...rangeIssues(liability, path),
  ];
}

function rangeIssues(liability: Liability, path: readonly PropertyKey[]): Issue[] {
  const { fine, departmentSuspension, settlementSuspension } = liability;
  const ranges = [
    { key: 'fine', inverted: fine !== null && fine.min > fine.max },
    { key: 'departmentSuspension', inverted: isInverted(departmentSuspension) },
    { key: 'settlementSuspension', inverted: isInverted(settlementSuspension) },
  ];
  return ranges
    .filter(({ inverted }) => inverted)
    .map(({ key }) => ({ path: [...path, key], message: '下限高于上限' }));
}

const isInverted = (range: { minMonths: number; maxMonths: number } | null): boolean =>
  range !== null && range.minMonths > range.maxMonths;
