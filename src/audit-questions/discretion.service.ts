import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { AuditQuery } from './audit-query.dto.js';
import { type DecidedFine, type PenaltyDecided, penaltyDecisions } from './decided-fines.js';
import type {
  DeparturesAnswer,
  DiscretionAnswer,
  DiscretionUseAnswer,
  GradeCountAnswer,
  PositionsAnswer,
} from './discretion.dto.js';
import { grouped } from './grouped.js';
import { fourPlaces, percent, quartilesOf } from './fraction.js';

const CITATION = 'DB2025:22';

const METHOD =
  '所选范围内的全部处罚决定，按记录决定的人员和案件所属区划分组。已撤销的只计入件数并单列，其罚款、方向、位置不计；' +
  '已变更的以现行的罚款为准（每一违法行为取最后一次变更），变更过的件数单列。' +
  '位置 =（罚款 − 下限）÷（上限 − 下限），上下限取自决定前最后一次评估中该裁量方向的幅度；' +
  '没有评估、幅度只有一个数额、罚款在幅度之外（变通适用）的不计位置。' +
  '四分位取排序后第 (n − 1) × q 处的值，介于两值之间的按比例；精确计算，最后四舍五入到四位。';

/** Tells how discretion was used, and where the benchmark was departed from (DB2025:22). */
@Injectable()
export class DiscretionUseService {
  constructor(private readonly database: Database) {}

  /** By officer and district, beside the city’s. */
  async use(query: AuditQuery): Promise<DiscretionAnswer> {
    const all: PenaltyDecided[] = [];
    for await (const decision of penaltyDecisions(this.database.read, query)) all.push(decision);
    const groups = grouped(all, ({ officer, district }) => `${officer} ${district}`);
    return {
      citation: CITATION,
      method: METHOD,
      city: useOf(all, null),
      items: [...groups.entries()]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([, decisions]) => useOf(decisions, decisions[0] ?? null)),
    };
  }

  async departures(query: AuditQuery): Promise<DeparturesAnswer> {
    const items: DeparturesAnswer['items'] = [];
    for await (const decision of penaltyDecisions(this.database.read, query)) {
      const { departure, fines, caseId, number, madeOn, officer, office, district } = decision;
      if (departure === null) continue;
      const { withdrawn, changed, sequence } = decision;
      items.push({
        ...{ caseId, number, madeOn, officer, office, district, withdrawn, changed, sequence },
        discussedOn: departure.discussedOn,
        reasons: departure.reasons,
        fines: fines.map(({ violationId, provision, direction, fine, range }) => ({
          violationId,
          provision,
          direction,
          fine,
          benchmarkMin: range?.min ?? null,
          benchmarkMax: range?.max ?? null,
        })),
      });
    }
    return { citation: CITATION, items };
  }
}

function useOf(
  decisions: readonly PenaltyDecided[],
  whose: Pick<PenaltyDecided, 'officer' | 'district'> | null,
): DiscretionUseAnswer {
  const standing = decisions.filter(({ withdrawn }) => !withdrawn);
  const fines = standing.flatMap((each) => each.fines);
  const going = (direction: string | null): number =>
    fines.filter((each) => each.direction === direction).length;
  const rate = (part: number): string | null => percent(BigInt(part), BigInt(fines.length));
  return {
    officer: whose?.officer ?? null,
    district: whose?.district ?? null,
    decisions: decisions.length,
    withdrawn: decisions.length - standing.length,
    changed: standing.filter(({ changed }) => changed > 0).length,
    departures: standing.filter(({ departure }) => departure !== null).length,
    violations: fines.length,
    ordinary: going('ORDINARY'),
    lighter: going('LIGHTER'),
    mitigated: going('MITIGATED'),
    heavier: going('HEAVIER'),
    weighed: going('WEIGHED'),
    noFine: going(null),
    noPenalty: fines.filter(({ fine, outcome }) => fine === null && outcome === 'NO_PENALTY').length,
    lighterRate: rate(going('LIGHTER')),
    mitigatedRate: rate(going('MITIGATED')),
    noFineRate: rate(going(null)),
    positions: positionsOf(fines),
    grades: gradesOf(fines),
  };
}

function positionsOf(fines: readonly DecidedFine[]): PositionsAnswer {
  const positions = fines.map(({ position }) => position).filter((each) => each !== null);
  const quartiles = quartilesOf(positions);
  const told = (name: 'min' | 'lower' | 'median' | 'upper' | 'max'): string | null =>
    quartiles === null ? null : fourPlaces(quartiles[name]);
  return {
    count: positions.length,
    min: told('min'),
    lowerQuartile: told('lower'),
    median: told('median'),
    upperQuartile: told('upper'),
    max: told('max'),
  };
}

function gradesOf(fines: readonly DecidedFine[]): GradeCountAnswer[] {
  const counts = new Map<string | null, number>();
  for (const { grade } of fines) counts.set(grade, (counts.get(grade) ?? 0) + 1);
  return [...counts.entries()]
    .map(([grade, count]) => ({ grade, count }))
    .sort((one, other) => ((one.grade ?? '') < (other.grade ?? '') ? -1 : 1));
}
