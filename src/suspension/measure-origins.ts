import { In, type EntityManager } from 'typeorm';
import { MeasureOriginEntity } from './measure-origin.entity.js';

/** Where a measure comes from: what the sites are told of it, and who chooses its months. */
export interface MeasureOrigin {
  /** The institution whose violation it goes back to. */
  readonly institutionCode: string;
  /** District code of the agency that scored (110000: municipal). */
  readonly office: string;
}

/** Notes where a measure comes from; what was noted before stands. */
export async function noteOrigin(
  tx: EntityManager,
  cause: string,
  { institutionCode, office }: MeasureOrigin,
  ground: object | null,
  at: string,
): Promise<void> {
  if ((await tx.findOneBy(MeasureOriginEntity, { cause })) !== null) return;
  const text = ground === null ? null : JSON.stringify(ground);
  await tx.insert(MeasureOriginEntity, { cause, institutionCode, office, ground: text, recordedAt: at });
}

/** What is noted of some measures, by cause. */
export async function originsOf(
  manager: EntityManager,
  causes: readonly string[],
): Promise<ReadonlyMap<string, MeasureOrigin>> {
  const rows = await manager.findBy(MeasureOriginEntity, { cause: In([...new Set(causes)]) });
  return new Map(rows.map((row) => [row.cause, row]));
}
