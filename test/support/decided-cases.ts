import { agreementMatter, beijingCase, shenzeCase } from './cases.js';
import { numbered, type ScoringBureau, type Told } from './scoring.js';

const REASONS = '依法裁量';

/** A penalty decision of the municipal bureau on a hospital, under REG735:38 or REG735:40; its conduct ended 2025-06-20. */
export async function penalty(
  bureau: ScoringBureau,
  article: '38' | '40',
  institution: string,
  madeOn: string,
): Promise<string> {
  const form = article === '38' ? shenzeCase(institution) : beijingCase(institution);
  const figures =
    article === '38'
      ? [{ violationId: 'v1', direction: 'ORDINARY', multiple: '2' }]
      : [{ violationId: 'v1', direction: 'HEAVIER', multiple: '4' }];
  const { id } = await bureau.told<Told>('city-bureau', 'POST', '/cases', { ...form, decisionDate: madeOn });
  await bureau.told('city-bureau', 'POST', `/cases/${id}/evaluate`);
  await bureau.told('city-bureau', 'POST', `/cases/${id}/proposal`, {
    evaluation: 1,
    figures,
    reasons: REASONS,
  });
  const decision = { number: numbered('京医保罚'), madeOn, figures, reasons: REASONS };
  await bureau.told('city-bureau', 'POST', `/cases/${id}/decision/penalty`, decision);
  return id;
}

/** What an agency decided under the agreement. */
export async function agreementMeasure(
  bureau: ScoringBureau,
  measures: readonly string[],
  { institution, madeOn, effectiveOn }: { institution: string; madeOn: string; effectiveOn: string },
  agency = 'district-agency',
): Promise<string> {
  const offender = { ...agreementMatter.offender, code: institution };
  const { id } = await bureau.told<Told>(agency, 'POST', '/cases', { ...agreementMatter, offender });
  await bureau.told(agency, 'POST', `/cases/${id}/decision/agreement`, {
    number: numbered('协'),
    madeOn,
    effectiveOn,
    measures,
    reasons: REASONS,
  });
  return id;
}
