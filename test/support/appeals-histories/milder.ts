import type { Chance } from './chance.js';
import type { FindingBody } from '../scoring.js';

const LESS: Readonly<Record<string, string>> = { PRINCIPAL: 'IMPORTANT', IMPORTANT: 'GENERAL' };
/** The residual item of the band below. */
const BELOW: Readonly<Record<string, string>> = {
  'PQ2025:21(4)': 'PQ2025:20(3)',
  'PQ2025:22(1)': 'PQ2025:21(4)',
  'PQ2025:22(3)': 'PQ2025:21(4)',
  'PQ2025:23(4)': 'PQ2025:22(3)',
};

/** One degree less where it changes the months of a suspension, which then have to be chosen; else that or one band less. */
function milderOne(finding: FindingBody, chance: Chance): FindingBody {
  const circumstance = String(finding['circumstance']);
  const degree = LESS[String(finding['degree'])];
  const below = BELOW[circumstance];
  const gravest = circumstance.startsWith('PQ2025:23') && degree !== undefined;
  if (below !== undefined && !gravest && chance.oneIn(2))
    return { ...finding, circumstance: below, basis: '本市有关规定' };
  return degree === undefined ? finding : { ...finding, degree };
}

/** Findings that carry no more: one made milder, or left out; as they were where nothing is milder. */
export function milder(findings: readonly FindingBody[], chance: Chance): readonly FindingBody[] {
  const place = chance.below(findings.length);
  if (findings.length > 1 && chance.oneIn(4)) return findings.filter((_each, index) => index !== place);
  return findings.map((each, index) => (index === place ? milderOne(each, chance) : each));
}

/** The finding one degree graver, and in the gravest band. */
export const graver = (findings: readonly FindingBody[]): readonly FindingBody[] =>
  findings.map((each) => ({
    ...each,
    circumstance: 'PQ2025:23(4)',
    basis: '本市有关规定',
    degree: 'PRINCIPAL',
  }));
