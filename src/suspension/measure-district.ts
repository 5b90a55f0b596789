import type { SelectQueryBuilder } from 'typeorm';
import { districtWithin, type Account } from '../identity/identity.module.js';
import type { RestrictionEntity } from '../ledger/ledger.module.js';
import type { VoidMeasureEntity } from './void-measure.entity.js';

/** A site there of whoever is on the file now was told: joined files keep what each was told, parted ones take it along. */
const TOLD_THERE = `EXISTS (SELECT 1 FROM site_notice s
  JOIN registration r ON r.id = s.registration_id
  JOIN person_file f ON f.person_id = r.person_id
  WHERE f.file_id = (SELECT p.file_id FROM person_file p WHERE p.person_id = measure.personId)
    AND s.district = :district)`;
const SCORED_THERE =
  'EXISTS (SELECT 1 FROM measure_origin o WHERE o.cause = measure.cause AND o.office = :district)';

/**
 * Keeps a query of measures (`measure`) to a district: those of people with a site there, and those that its agency scored.
 * District offices always see their own only.
 */
export function keepToDistrict(
  measures: SelectQueryBuilder<RestrictionEntity> | SelectQueryBuilder<VoidMeasureEntity>,
  asked: string | undefined,
  account: Account,
): void {
  const own = districtWithin('measure.read', account);
  if (own !== null && asked !== undefined && own !== asked) measures.andWhere('1 = 0');
  const district = own ?? asked;
  if (district !== undefined) measures.andWhere(`(${TOLD_THERE} OR ${SCORED_THERE})`, { district });
}
