import type { EntityManager } from 'typeorm';
import type { ReportFigures } from '../../domain/duties/report.js';
import type { Reported } from '../../domain/duties/reported.js';
import type { RegistryService } from '../../registry/registry.module.js';

/** A line of a letter: a notice or linked measure with the names that the authority knows. */
export interface LetterRow extends Reported {
  readonly institutionName: string;
  readonly personName: string;
}

export interface LetterFigures {
  readonly people: number;
  /** Issued in the period. */
  readonly rows: readonly LetterRow[];
  /** Issued earlier, and restored or corrected in the period. */
  readonly earlier: readonly LetterRow[];
}

/** The lines of a report that concern some institutions, with names. @param institutions names by code. */
export async function letterFigures(
  registry: RegistryService,
  manager: EntityManager,
  { issued, earlier }: ReportFigures,
  institutions: ReadonlyMap<string, string>,
): Promise<LetterFigures> {
  const named = async (all: readonly Reported[]): Promise<LetterRow[]> => {
    const rows: LetterRow[] = [];
    for (const each of all) {
      const institutionName = institutions.get(each.institution);
      if (institutionName === undefined) continue;
      const person = await registry.personById(manager, each.personId);
      rows.push({ ...each, institutionName, personName: person?.name ?? '' });
    }
    return rows;
  };
  const [now, before] = [await named(issued), await named(earlier)];
  const people = new Set([...now, ...before].map(({ personId }) => personId)).size;
  return { people, rows: now, earlier: before };
}
