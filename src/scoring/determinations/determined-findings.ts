import type { DeterminedFinding } from '../../domain/scoring/determination-faults.js';
import { conductIdOf } from '../../domain/scoring/conduct-id.js';
import { pointsOf, type Finding } from '../../domain/scoring/finding.js';
import type { PointsLaw } from '../../domain/scoring/points-law.js';
import { findingOf } from '../events-of-form.js';
import { codeOf, fileIdOf, type People } from '../people.js';
import type { ContentFinding } from './determination-content.js';
import type { DeterminationFindingForm } from './determination.dto.js';

/** The findings of a form as they are judged. */
export const determinedFindings = (
  forms: readonly DeterminationFindingForm[],
  people: People,
): DeterminedFinding[] =>
  forms.map((form) => ({
    ...findingOf(form),
    person: fileIdOf(people, form.personCode),
    grounds: form.grounds,
    reasons: form.reasons ?? null,
    largeLossOrEffect: form.largeLossOrEffect,
  }));

/** The findings of a sound form as they are stored, with their points settled. */
export const contentFindings = (
  law: PointsLaw,
  forms: readonly DeterminationFindingForm[],
  people: People,
): ContentFinding[] =>
  forms.map((form) => ({
    personCode: codeOf(people, form.personCode),
    conductId: conductIdOf(form.conductId),
    conduct: form.conduct,
    circumstance: form.circumstance,
    basis: form.basis ?? null,
    degree: form.degree,
    degreeReasons: form.degreeReasons,
    adjustment: form.adjustment,
    grounds: form.grounds,
    points: pointsOf(law, findingOf(form)),
    reasons: form.reasons ?? null,
    largeLossOrEffect: form.largeLossOrEffect,
  }));

/** A stored finding as the ledger takes it. */
export const ledgerFinding = ({
  conductId,
  circumstance,
  degree,
  adjustment,
  points,
  basis,
}: ContentFinding): Finding => ({ conductId, circumstance, degree, adjustment, points, basis });
