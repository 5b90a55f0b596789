import type { EntityManager } from 'typeorm';

const INSTITUTION = 'SELECT 1 FROM "institution" WHERE "code" = ?';
const PERSON = 'SELECT 1 FROM "person_code" WHERE "code" = ?';

/** Whether an institution has this code, written as codes are compared. The registry stands above: its tables are asked. */
export const isInstitution = (manager: EntityManager, code: string): Promise<boolean> =>
  finds(manager, INSTITUTION, code);

/** Whether somebody's file has this code, written as codes are compared. */
export const isPerson = (manager: EntityManager, code: string): Promise<boolean> =>
  finds(manager, PERSON, code);

const finds = async (manager: EntityManager, sql: string, code: string): Promise<boolean> =>
  (await manager.query<unknown[]>(sql, [code])).length > 0;
