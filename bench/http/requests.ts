const DAYS = { conductEndedOn: '2025-06-20', discoveredOn: '2025-07-02' };

const published = {
  decisionDate: '2025-09-01',
  offender: { kind: 'DESIGNATED_INSTITUTION' },
  violations: [{ id: 'v1', provision: 'REG735:40.1(3)', amount: '92300.00', ...DAYS }],
  circumstances: [{ code: 'DB2025:18(3)' }],
  proposal: [{ violationId: 'v1', direction: 'HEAVIER', multiple: '4' }],
};

const grade = (rowId: string): object => ({ grade: { scheduleId: 'sample-2025', rowId } });

const fiveViolations = {
  decisionDate: '2025-09-01',
  offender: { kind: 'DESIGNATED_INSTITUTION' },
  violations: [
    { id: 'excessive', provision: 'REG735:38(2)', amount: '5722.74', ...grade('38-B-1'), ...DAYS },
    { id: 'double', provision: 'REG735:38(3)', amount: '22362.00', ...grade('38-A-1'), ...DAYS },
    { id: 'swapped', provision: 'REG735:38(4)', amount: '810.50', fraudulentIntent: true, ...DAYS },
    { id: 'invented', provision: 'REG735:40.1(3)', amount: '92300.00', ...grade('40-B-2'), ...DAYS },
    { id: 'records', provision: 'REG735:39(2)', refusedToCorrect: true, ...grade('39-C-2'), ...DAYS },
  ],
  circumstances: [
    { code: 'DB2025:13(2)', violationIds: ['excessive', 'double'], factId: 'refunded' },
    { code: 'DB2025:14(1)', violationIds: ['excessive', 'swapped'], factId: 'documents' },
    { code: 'DB2025:18(3)', violationIds: ['invented'] },
  ],
  proposal: [
    { violationId: 'double', direction: 'MITIGATED', multiple: '0.8' },
    { violationId: 'invented', direction: 'HEAVIER', multiple: '3.9' },
  ],
};

/** What is asked: the first published case, and a case of five violations. */
export const REQUESTS = {
  'published-case': JSON.stringify(published),
  'five-violations': JSON.stringify(fiveViolations),
} as const;

export type RequestName = keyof typeof REQUESTS;
export const REQUEST_NAMES = Object.keys(REQUESTS) as RequestName[];

export const EVALUATE = '/api/v1/discretion/evaluate';
export const readyMade = (name: RequestName): string => `/api/v1/bench/ready-made/${name}`;
