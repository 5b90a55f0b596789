/**
 * What the texts say of a scenario, written down a second time and independently of the rules, so that the sweep has
 * something to hold them against. Figures carry their article.
 */
import type { ItemCode } from '../src/domain/discretion/items.js';
import type { OffenderKind } from '../src/domain/rulebook/instrument.js';
import type { Scenario } from './scenario.js';

const article = (provision: string): string => /^REG735:(\d+)/.exec(provision)?.[1] ?? '';

/** The basis after intent (REG735:40.2, 41.2). */
export function basisOf({ provision, fraudulentIntent, withAmount }: Scenario): string {
  const fraud = fraudulentIntent && withAmount;
  if (provision.startsWith('REG735:41.')) {
    return provision === 'REG735:41.2' || fraud ? 'REG735:41.2' : 'REG735:41.1';
  }
  return article(provision) === '38' && fraud ? 'REG735:40' : `REG735:${article(provision)}`;
}

const FRAUD_BASES = new Set(['REG735:37', 'REG735:40', 'REG735:41.2']);
export const isFraud = (scenario: Scenario): boolean => FRAUD_BASES.has(basisOf(scenario));
export const isLoss = (scenario: Scenario): boolean => basisOf(scenario) === 'REG735:38';
export const isFixed = (scenario: Scenario): boolean => basisOf(scenario) === 'REG735:39';

/** Bounds of the statute in ten-thousandths of a multiple, or in fen for art. 39 (REG735:37–41). */
export function statuteOf(scenario: Scenario): readonly [number, number] | null {
  if (isFraud(scenario)) return [20_000, 50_000];
  if (isLoss(scenario)) return [10_000, 20_000];
  return isFixed(scenario) ? [1_000_000, 5_000_000] : null;
}

const WHO: Readonly<Record<string, OffenderKind>> = {
  '36': 'AGENCY',
  '37': 'AGENCY',
  '38': 'DESIGNATED_INSTITUTION',
  '39': 'DESIGNATED_INSTITUTION',
  '40': 'DESIGNATED_INSTITUTION',
  '41': 'INDIVIDUAL',
};

const ROWS_FOR: Readonly<Record<string, string>> = {
  'REG735:37': '40-',
  'REG735:38': '38-',
  'REG735:39': '39-',
  'REG735:40': '40-',
  'REG735:41.2': '40-',
};

const NATURAL: readonly ItemCode[] = ['DB2025:13(1)', 'DB2025:14(3)', 'DB2025:16(1)', 'DB2025:16(2)'];

const has = ({ items }: Scenario, ...codes: readonly ItemCode[]): boolean =>
  codes.some((code) => items.includes(code));

/** P26; and under 14 does not go with 14 to 18. */
const contradicts = (scenario: Scenario): boolean =>
  (has(scenario, 'DB2025:16(3)', 'DB2025:17') &&
    (scenario.refusedToCorrect ||
      scenario.seriousConsequences ||
      has(scenario, 'DB2025:18(1)', 'DB2025:18(2)'))) ||
  (has(scenario, 'DB2025:13(1)') && has(scenario, 'DB2025:16(1)'));

/** Whether the facts cannot stand: wrong offender, wrong row, contradicting items. */
export function mustBeRefused(scenario: Scenario): boolean {
  const rows = ROWS_FOR[basisOf(scenario)];
  return (
    WHO[article(scenario.provision)] !== scenario.offender ||
    (scenario.offender !== 'INDIVIDUAL' && has(scenario, ...NATURAL)) ||
    (scenario.rowId !== null && (rows === undefined || !scenario.rowId.startsWith(rows))) ||
    (scenario.grounds.includes('REFUSAL') && !scenario.refusedToCorrect) ||
    contradicts(scenario)
  );
}

const counting = (items: readonly ItemCode[], prefix: string): number =>
  items.filter((item) => item.startsWith(prefix)).length;

export interface ExpectedCounts {
  readonly shall: number;
  readonly may: number;
  readonly aggravate: number;
}

/** Items that count: the refusal is 18(2), but under art. 39 it is the trigger and not counted (P16, P19). */
export function countsOf(scenario: Scenario): ExpectedCounts {
  const others = scenario.items.filter((item) => item !== 'DB2025:18(2)');
  const refusalCounts = scenario.refusedToCorrect && !isFixed(scenario);
  const second = refusalCounts || scenario.grounds.includes('REPEAT') ? 1 : 0;
  return {
    shall: counting(others, 'DB2025:13('),
    may: counting(others, 'DB2025:14('),
    aggravate: counting(others, 'DB2025:18(') + second,
  };
}

export const hasNoPenaltyItem = ({ items }: Scenario): boolean =>
  items.some((item) => item.startsWith('DB2025:16('));

export const mayBeWaived = (scenario: Scenario): boolean => has(scenario, 'DB2025:17');

/** Whether the statute's condition for a fine is met (P18, P20). */
export function fineTriggered(scenario: Scenario): boolean {
  if (isFixed(scenario)) return scenario.refusedToCorrect;
  return (isFraud(scenario) || isLoss(scenario)) && scenario.withAmount;
}

export const fineExpected = (scenario: Scenario): boolean =>
  !hasNoPenaltyItem(scenario) && fineTriggered(scenario);

/** The table "which directions are open". */
export function directionsExpected({ shall, may, aggravate }: ExpectedCounts): readonly string[] {
  if (aggravate > 0) return shall + may > 0 ? ['WEIGHED'] : ['HEAVIER'];
  if (shall > 0) return ['LIGHTER', 'MITIGATED'];
  return may > 0 ? ['ORDINARY', 'LIGHTER', 'MITIGATED'] : ['ORDINARY'];
}
