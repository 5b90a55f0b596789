import { In, IsNull, type EntityManager } from 'typeorm';
import type { CountedRepair } from '../domain/qualification/repair-day.js';
import type { CalendarDate } from '../domain/shared/calendar-date.js';
import type { Account } from '../identity/identity.module.js';
import { Problem } from '../platform/http/problem.js';
import type { RegistryService } from '../registry/registry.module.js';
import { RepairEntity, RepairStepEntity } from './repair.entity.js';
import type { InstitutionReviewForm } from './restoration.dto.js';
import { mayRead, ownCodes } from './restoration-rights.js';

export const repairSubject = (id: string): string => `repair/${id}`;

/** What an application stated. */
export interface RepairFiling {
  readonly on: CalendarDate;
  readonly reasons: string;
  readonly evidence: readonly string[];
  readonly institutionReview: InstitutionReviewForm | null;
}

/** An assessment or a withdrawal. */
export interface RepairOpinion {
  readonly on: CalendarDate;
  readonly opinion: string;
  /** Why a repair is revoked although a measure comes of it. */
  readonly acknowledgedReasons?: string;
}

export interface WholeRepair {
  readonly head: RepairEntity;
  readonly steps: readonly RepairStepEntity[];
  readonly filing: RepairFiling;
}

/**
 * Loads an application that the account may read.
 * @throws Problem NOT_FOUND, for one that does not exist as for one that is not theirs to see.
 */
export async function loadRepair(
  manager: EntityManager,
  registry: RegistryService,
  id: string,
  account: Account,
): Promise<WholeRepair> {
  const head = await manager.findOneBy(RepairEntity, { id });
  if (head === null || !mayRead('repair.read', account, head, await ownCodes(registry, manager, account)))
    throw new Problem('NOT_FOUND', `没有编号为 ${id} 的记分修复申请。`);
  const steps = await manager.find(RepairStepEntity, {
    where: { repairId: id },
    order: { sequence: 'ASC' },
  });
  const [first] = steps;
  if (first === undefined) throw new Error(`repair ${id} was never filed`);
  return { head, steps, filing: JSON.parse(first.content) as RepairFiling };
}

/** What an application is about. */
export type RepairGround = Pick<RepairEntity, 'trainingId' | 'route' | 'level' | 'activityOn'>;

/**
 * Another application of the person for the same: filed or accepted, for the same recorded training, or of the same route and
 * day where one of the two rests on evidence of its own.
 */
export async function sameRepair(
  manager: EntityManager,
  codes: readonly string[],
  { trainingId, route, activityOn }: RepairGround,
): Promise<RepairEntity | null> {
  const standing = { personCode: In([...codes]), state: In(['FILED', 'ACCEPTED']) };
  const sameDay = { ...standing, route, activityOn };
  return manager.findOneBy(
    RepairEntity,
    trainingId === null
      ? sameDay
      : [
          { ...standing, trainingId },
          { ...sameDay, trainingId: IsNull() },
        ],
  );
}

/** Appends a step. */
export async function insertRepairStep(
  tx: EntityManager,
  {
    id,
    sequence,
    step,
    content,
  }: { id: string; sequence: number; step: RepairStepEntity['step']; content: object },
  account: Account,
  at: string,
): Promise<void> {
  await tx.insert(RepairStepEntity, {
    repairId: id,
    sequence,
    step,
    content: JSON.stringify(content),
    office: account.office,
    recordedAt: at,
    actor: account.username,
  });
}

/** @throws Problem CONFLICT once it was assessed or withdrawn. */
export function requireUndecided({ head: { state } }: WholeRepair): void {
  if (state !== 'FILED') throw new Problem('CONFLICT', `此申请已办结（${state}），不能再办理。`);
}

/** Why a repair counts on its day, in words. */
export const dayWords = ({ on, because }: Pick<CountedRepair, 'on' | 'because'>): string => {
  switch (because) {
    case 'POLICY':
      return `计入 ${on}（PQ2025:32，S22）。`;
    case 'MEASURE_DECIDED':
      return `计入认可之日 ${on}：计入参加之日会改变已作出的暂停或终止，已作出的处理不受修复影响（PQ2025:31）。`;
    case 'REPAIR_DECIDED':
      return `计入认可之日 ${on}：计入参加之日会改变已准予的其他修复。`;
  }
};
