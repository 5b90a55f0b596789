import { agreementMatter, beijingCase, shenzeCase } from '../cases.js';
import type { Chance } from './chance.js';
import { daysBefore } from './days.js';
import type { Operation } from './operation.js';
import type { Case, HistoryState, Person } from './state.js';
import { found, HOSPITAL, numbered, standAlone, type FindingBody, type Told } from '../scoring.js';

const RESIDUAL = ['PQ2025:20(3)', 'PQ2025:21(4)', 'PQ2025:22(3)', 'PQ2025:23(4)'];
/** Slight to grave; those about 9 to 11 points come more often, so that months have to be chosen. */
const OF_ANY_SOURCE = [
  'PQ2025:20(3)',
  'PQ2025:20(3)',
  'PQ2025:20(3)',
  'PQ2025:21(4)',
  'PQ2025:22(1)',
  'PQ2025:22(1)',
  'PQ2025:22(1)',
  'PQ2025:22(3)',
  'PQ2025:23(4)',
  'PQ2025:23(4)',
];
const DEGREES = ['GENERAL', 'IMPORTANT', 'PRINCIPAL', 'PRINCIPAL'];
const ACTS = 4;
/** The words of every act, as they are determined. */
export const WORDS = '超标准收费';
/** No penalty is decided from that day on without a look at rules that are not there (P37). */
const NATIONAL_RULES = '2026-04-01';
const REASONS = '依法裁量';

/** One act of a history’s few, so that acts come again (S6). */
function findingOf(
  history: HistoryState,
  { code }: Person,
  chance: Chance,
  circumstances: readonly string[] = OF_ANY_SOURCE,
): FindingBody {
  const circumstance = chance.of(circumstances);
  return found(code, {
    conductId: `检〔2025〕${history.place}号/${chance.below(ACTS)}`,
    conduct: WORDS,
    circumstance,
    degree: chance.of(DEGREES),
    ...(RESIDUAL.includes(circumstance) && { basis: '本市有关规定' }),
  });
}

function findingsOf(
  history: HistoryState,
  person: Person,
  chance: Chance,
  circumstances?: readonly string[],
): FindingBody[] {
  const all = [0, ...(chance.oneIn(3) ? [1] : [])].map(() =>
    findingOf(history, person, chance, circumstances),
  );
  return [...new Map(all.map((each) => [each['conductId'], each])).values()];
}

async function decidePenalty(history: HistoryState, chance: Chance): Promise<Case | null> {
  const { bureau } = history;
  const grave = history.grave || chance.oneIn(2);
  const form = grave ? beijingCase(HOSPITAL) : shenzeCase(HOSPITAL);
  const figures = grave
    ? [{ violationId: 'v1', direction: 'HEAVIER', multiple: '4' }]
    : [{ violationId: 'v1', direction: 'ORDINARY', multiple: '2' }];
  const { day } = bureau;
  const { id } = await bureau.told<Told>('city-bureau', 'POST', '/cases', { ...form, decisionDate: day });
  await bureau.told('city-bureau', 'POST', `/cases/${id}/evaluate`, {});
  const proposal = { evaluation: 1, figures, reasons: REASONS };
  await bureau.told('city-bureau', 'POST', `/cases/${id}/proposal`, proposal);
  const decided = await bureau.attempt({
    kind: 'CASE_DECIDED',
    username: 'city-bureau',
    path: `/cases/${id}/decision/penalty`,
    body: { number: numbered('京医保罚'), madeOn: day, figures, reasons: REASONS },
    line: 'CASE_DECIDED',
  });
  const circumstances = grave
    ? history.grave
      ? ['PQ2025:23(1)']
      : ['PQ2025:23(1)', 'PQ2025:23(1)', 'PQ2025:22(1)']
    : ['PQ2025:21(1)', 'PQ2025:22(1)'];
  const own = { effectiveOn: day, circumstances, suspendsAgreement: false, withdrawn: false };
  return decided === null ? null : { id, track: 'PENALTY', by: 'city-bureau', ...own };
}

async function decideAgreement(history: HistoryState, chance: Chance): Promise<Case | null> {
  const { bureau } = history;
  const suspendsAgreement = !chance.oneIn(3);
  const offender = { ...agreementMatter.offender, code: HOSPITAL };
  const matter = { ...agreementMatter, offender };
  const { id } = await bureau.told<Told>('district-agency', 'POST', '/cases', matter);
  const { day } = bureau;
  const decided = await bureau.attempt({
    kind: 'CASE_DECIDED',
    username: 'district-agency',
    path: `/cases/${id}/decision/agreement`,
    body: {
      number: numbered('协'),
      madeOn: day,
      effectiveOn: day,
      measures: [suspendsAgreement ? 'AGREEMENT_SUSPENDED' : 'SUMMONS'],
      reasons: REASONS,
    },
    line: 'CASE_DECIDED',
  });
  const circumstances = suspendsAgreement
    ? ['PQ2025:22(2)', 'PQ2025:22(1)']
    : ['PQ2025:20(1)', 'PQ2025:22(1)'];
  const own = { effectiveOn: day, circumstances, suspendsAgreement, withdrawn: false };
  return decided === null ? null : { id, track: 'AGREEMENT', by: 'district-agency', ...own };
}

async function decideCase(history: HistoryState, chance: Chance): Promise<void> {
  const penalty = history.bureau.day < NATIONAL_RULES && (history.grave || !chance.oneIn(3));
  const decided = await (penalty ? decidePenalty(history, chance) : decideAgreement(history, chance));
  if (decided === null) return;
  history.cases.push(decided);
  await determine(history, chance, decided);
}

/** Determines the responsibility of one person, by itself or after a decision. */
async function determine(
  history: HistoryState,
  chance: Chance,
  of: Case | null,
  late = false,
): Promise<void> {
  const { bureau } = history;
  const { day } = bureau;
  const person = chance.of(history.people);
  const findings = findingsOf(history, person, chance, of?.circumstances);
  const determinedOn = late ? daysBefore(day, 1 + chance.below(5)) : day;
  const ofCity = of?.track === 'PENALTY';
  const told = await bureau.attempt<Told>({
    kind: late ? 'DETERMINED_LATE' : 'DETERMINED',
    username: ofCity ? 'city-bureau' : 'district-agency',
    path: '/scoring/determinations',
    body: standAlone(determinedOn, findings, {
      ...(of !== null && {
        source: {
          kind: of.track === 'PENALTY' ? 'PENALTY_DECISION' : 'AGREEMENT_MEASURE',
          caseId: of.id,
        },
      }),
      ...(late && { backdating: { reason: '窗口补录' } }),
    }),
    line: 'RESPONSIBILITY_DETERMINED',
  });
  if (told === null) return;
  history.determinations.push({
    id: told.id,
    ofCity,
    case: of,
    pointsDay: of?.effectiveOn ?? determinedOn,
    late,
    person,
    findings,
    notice: null,
    linkedId: null,
    underReview: false,
    fell: false,
  });
}

/** What offices that determine responsibility can do now. */
export function determiningOperations(history: HistoryState): Operation[] {
  const { determinations, cases, grave } = history;
  const few = grave ? 0 : 2;
  return [
    { weight: determinations.length < few ? 5 : 0.4, run: (chance) => determine(history, chance, null) },
    { weight: grave ? 0.05 : 0.3, run: (chance) => determine(history, chance, null, true) },
    { weight: cases.length < Math.max(few, 1) ? 4 : 0.2, run: (chance) => decideCase(history, chance) },
  ];
}
