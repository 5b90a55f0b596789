import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A module of the built program. */
export const built = (path) => import(pathToFileURL(resolve('dist', path)).href);

/** The real door to a database in the folder, with every table of the program. */
export async function openDoor(folder) {
  const { Database } = await built('platform/database/database.js');
  const { Clock } = await built('platform/clock/clock.js');
  const { schema } = await built('schema.js');
  return Database.open(folder, schema, new Clock());
}

/** The first fault of the record, or null. */
export async function faultOf(door) {
  const { verifyRecord } = await built('platform/database/record-verification.js');
  const verdict = await verifyRecord(door.read, []);
  return verdict.ok ? null : verdict.fault;
}

export const entry = (subject) => ({
  actor: 'endurance',
  office: '110000',
  action: 'ENDURED',
  subject,
  before: { state: 'DRAFT', amount: '57227.40', officers: ['甲', '乙'] },
  after: {
    state: 'DECIDED',
    amount: '57227.40',
    officers: ['甲', '乙'],
    multiple: '1.5',
    reasons: '已责令改正',
  },
  receipt: null,
});
