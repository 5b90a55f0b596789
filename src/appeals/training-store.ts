import type { EntityManager } from 'typeorm';
import { Problem } from '../platform/http/problem.js';
import { RepairAttendanceEntity, RepairTrainingEntity } from './training.entity.js';

/** A training, and what stands of everybody's presence, in the order in which they were first recorded. */
export interface WholeTraining {
  readonly head: RepairTrainingEntity;
  readonly attendance: readonly RepairAttendanceEntity[];
  readonly lastSequence: number;
}

/** @throws Problem NOT_FOUND */
export async function loadTraining(manager: EntityManager, id: string): Promise<WholeTraining> {
  const head = await manager.findOneBy(RepairTrainingEntity, { id });
  if (head === null) throw new Problem('NOT_FOUND', `没有编号为 ${id} 的培训或活动。`);
  const facts = await manager.find(RepairAttendanceEntity, {
    where: { trainingId: id },
    order: { sequence: 'ASC' },
  });
  const standing = new Map<string, RepairAttendanceEntity>();
  for (const fact of facts) standing.set(fact.personId, fact);
  return { head, attendance: [...standing.values()], lastSequence: facts.at(-1)?.sequence ?? 0 };
}

/** What stands of a person's presence, by any of their codes: the fact recorded last, also after files were merged. */
export const attendanceOf = (
  { attendance }: Pick<WholeTraining, 'attendance'>,
  codes: readonly string[],
): RepairAttendanceEntity | null =>
  attendance
    .filter(({ personCode }) => codes.includes(personCode))
    .reduce<RepairAttendanceEntity | null>(
      (last, each) => (last === null || each.sequence > last.sequence ? each : last),
      null,
    );
