import type { CalendarDate } from '../shared/calendar-date.js';
import type { Fault } from '../shared/result.js';
import { circumstanceFaults, type SourceInstitution } from './circumstance-of-source.js';
import { allowedPoints, findingFaults, type Finding } from './finding.js';
import { groundFaults, type Ground } from './grounds.js';
import { pointsDayOf, sourceDayOf, type DeterminationSource } from './points-day.js';
import type { PointsLaw } from './points-law.js';
import { pointsOrderFaults } from './points-order.js';

/** What was found of one person in one act. */
export interface DeterminedFinding extends Finding {
  /** The person's file, whatever code was given; the code itself for somebody unknown. */
  readonly person: string;
  readonly grounds: readonly Ground[];
  readonly reasons: string | null;
  readonly largeLossOrEffect: boolean;
}

/** A determination of responsibility as stated, with what its references lead to. */
export interface Determination {
  /** Null: not known, so that only what does not rest on it is judged. */
  readonly source: DeterminationSource | null;
  /** Null: not known. */
  readonly institution: SourceInstitution | null;
  readonly determinedOn: CalendarDate;
  readonly heardOn: CalendarDate;
  readonly findings: readonly DeterminedFinding[];
  /** Files of those involved but not scored. */
  readonly notScored: readonly string[];
}

const dateOrder = (pointer: string, detail: string, citation: string): Fault => ({
  pointer,
  code: 'DATE_ORDER',
  detail,
  citation,
});

function dayFaults({ source, determinedOn, heardOn }: Determination, today: CalendarDate): Fault[] {
  const faults: Fault[] = [];
  if (determinedOn > today) {
    const detail = `认定日 ${determinedOn} 晚于今日 ${today}，请核对。`;
    faults.push(dateOrder('/determinedOn', detail, 'PQ2025:16'));
  }
  const since = source === null ? null : sourceDayOf(source);
  if (since !== null && determinedOn < since) {
    const detail = `认定日 ${determinedOn} 早于其来源之日 ${since}，请核对。`;
    faults.push(dateOrder('/determinedOn', detail, 'PQ2025:16'));
  }
  if (heardOn > determinedOn) {
    const detail = `听取机构意见之日 ${heardOn} 晚于认定日 ${determinedOn}：应先听取意见。`;
    faults.push(dateOrder('/institutionHeard/on', detail, 'PQ2025:16.2'));
  }
  return faults;
}

const DAY_POINTER: Readonly<Record<DeterminationSource['kind'], string>> = {
  PENALTY_DECISION: '/source/caseId',
  AGREEMENT_MEASURE: '/source/caseId',
  CIRCULAR: '/source/on',
  LICENCE_REVOKED: '/source/on',
  STAND_ALONE: '/determinedOn',
};

/** S32: nothing that happened before the scheme began is scored. */
function schemeFaults({ source }: Determination, { start }: PointsLaw): Fault[] {
  if (source === null) return [];
  const day = pointsDayOf(source);
  if (day >= start) return [];
  const detail = `记分时点 ${day} 早于制度施行日 ${start}，不能记分。`;
  return [{ pointer: DAY_POINTER[source.kind], code: 'BEFORE_SCHEME', detail, citation: 'PQ2025:50' }];
}

function chosenPointsFaults(law: PointsLaw, finding: DeterminedFinding, at: string): Fault[] {
  const allowed = allowedPoints(law, finding);
  const byDefault = allowed === null || finding.points === null || finding.points === allowed.default;
  if (byDefault || finding.reasons !== null) return [];
  const detail = `分值不同于该责任程度的默认值 ${allowed.default} 分，须说明理由（reasons）。`;
  return [{ pointer: `${at}/reasons`, code: 'REASONS_REQUIRED', detail, citation: 'PQ2025:17' }];
}

const eachOnce = (faults: readonly Fault[]): Fault[] =>
  faults.filter(
    ({ pointer, code }, place) =>
      faults.findIndex((other) => other.pointer === pointer && other.code === code) === place,
  );

function repeatedFaults({ findings, notScored }: Determination): Fault[] {
  const key = ({ person, conductId, circumstance }: DeterminedFinding): string =>
    JSON.stringify([person, conductId, circumstance]);
  const keys = findings.map(key);
  const scored = new Set(findings.map(({ person }) => person));
  const code = 'DUPLICATE_ID';
  return [
    ...keys.flatMap((each, place) =>
      keys.indexOf(each) < place
        ? [
            {
              pointer: `/findings/${place}/personCode`,
              code,
              detail: '同一人员、同一行为、同一情形已有一项认定。',
            },
          ]
        : [],
    ),
    ...notScored.flatMap((person, place): Fault[] => {
      const pointer = `/notScored/${place}/personCode`;
      if (scored.has(person)) return [{ pointer, code, detail: '该人员既有记分的认定，又列为不记分。' }];
      return notScored.indexOf(person) < place ? [{ pointer, code, detail: '该人员已列为不记分。' }] : [];
    }),
  ];
}

/** Points of every finding that has a band; without a band there is nothing to weigh. */
export const weighed = <F extends Finding>(
  law: PointsLaw,
  findings: readonly F[],
): ((F & { readonly points: number }) | null)[] =>
  findings.map((finding) => {
    const allowed = allowedPoints(law, finding);
    return allowed === null ? null : { ...finding, points: finding.points ?? allowed.default };
  });

/**
 * The day of a stand-alone determination is typed and decides the year of the points (S14): one gone by takes a reason. Pure.
 * @param reason why it is entered late; null where none is given.
 */
export function backdatedFaults(
  source: DeterminationSource | null,
  today: CalendarDate,
  reason: string | null,
): Fault[] {
  if (source?.kind !== 'STAND_ALONE' || source.determinedOn >= today || reason !== null) return [];
  const detail = `认定日 ${source.determinedOn} 早于今日 ${today}，而单独认定的分值计入该日所在年度；补录须说明理由（backdating.reason），并由另一人出具通知书。`;
  return [{ pointer: '/backdating', code: 'BACKDATING_REASON_REQUIRED', detail, citation: 'PQ2025:25' }];
}

/**
 * Every fault of a determination (PQ2025:16–23; S1–S4, S14, S32, S35), with pointers into the request. Pure.
 * @param law of the points' day.
 */
export function determinationFaults(stated: Determination, law: PointsLaw, today: CalendarDate): Fault[] {
  const ofFindings = stated.findings.flatMap((finding, place) => {
    const at = `/findings/${place}`;
    return eachOnce([
      ...(stated.source === null ? [] : circumstanceFaults(finding, stated.source, stated.institution, at)),
      ...findingFaults(law, finding, at),
      ...groundFaults(finding, at),
      ...chosenPointsFaults(law, finding, at),
    ]);
  });
  return [
    ...dayFaults(stated, today),
    ...schemeFaults(stated, law),
    ...ofFindings,
    ...repeatedFaults(stated),
    ...pointsOrderFaults(weighed(law, stated.findings)),
  ];
}
