import { factsInRecord, type CaseForm } from '../cases/cases.module.js';
import { canonicalText } from '../platform/database/canonical-text.js';
import type { HeldKind, HeldRow, Members } from './held-kind.js';
import { inOrder, jsonOf } from './held-members.js';

const CASE = { of: 'case', owner: 'row.case_id', recorded: 'row.at', ownInstant: true } as const;

const events = (...names: readonly string[]): string =>
  `(SELECT rowid, * FROM case_event WHERE event IN (${names.map((name) => `'${name}'`).join(', ')})) row`;

/** The line, where it tells the same facts as the row but for the name of a natural person, whom lines name by code. */
function factsAsTold(row: Members, line: Members): Members {
  if (line['offender'] === undefined) return row;
  const masked = (facts: Members): string => canonicalText(factsInRecord(facts as unknown as CaseForm));
  return masked(line) === masked(row) ? line : row;
}

/** Only a penalty states its figures; an agreement is settled by measures. For SQL, of the table `row`. */
export const IS_PENALTY = `(json_type(row.content, '$.figures') IS NOT NULL)`;

const isPenalty = ({ decision }: Members): boolean => (decision as Members)['figures'] !== undefined;

const decided = (which: string): string =>
  `(SELECT row.rowid, row.* FROM case_event row WHERE row.event = 'DECIDED' AND ${which}) row`;

const DECISION = {
  ...CASE,
  actions: ['CASE_DECIDED'],
  select: 'row.number, row.content',
  nameOfLine: inOrder,
  nameOfRow: inOrder,
  says: (row: HeldRow, { state }: Members): Members => ({
    state,
    number: row['number'] ?? null,
    decision: jsonOf(row, 'content'),
  }),
};

/** Facts, evaluations, proposals and decisions of cases. */
export const HELD_CASES: readonly HeldKind[] = [
  {
    ...CASE,
    name: 'FACTS',
    words: '案件事实',
    actions: ['CASE_OPENED', 'CASE_REVISED'],
    source: '(SELECT rowid, * FROM case_revision) row',
    select: 'row.content, row.revision',
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: (row, line) => factsAsTold(jsonOf(row, 'content'), line),
  },
  {
    ...CASE,
    name: 'EVALUATION',
    words: '案件评估',
    actions: ['CASE_EVALUATED'],
    source: '(SELECT rowid, * FROM case_evaluation) row',
    select: 'row.sequence, row.revision, row.answer',
    nameOfLine: (_line, { sequence }) => JSON.stringify(sequence),
    nameOfRow: ({ sequence }) => JSON.stringify(sequence),
    says: ({ sequence, revision }, { state }) => ({ state, sequence, revision }),
    receiptOf: (row) => JSON.stringify(jsonOf(row, 'answer')['receipt']),
  },
  {
    ...CASE,
    name: 'PROPOSAL',
    words: '处罚建议',
    actions: ['CASE_PROPOSED'],
    source: events('PROPOSED'),
    select: 'row.content',
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: (row, { state }) => ({ state, proposal: jsonOf(row, 'content') }),
  },
  {
    ...DECISION,
    name: 'DECISION',
    words: '处罚决定',
    source: decided(IS_PENALTY),
    parts: (after) => (isPenalty(after) ? [after] : []),
  },
  {
    ...DECISION,
    name: 'AGREEMENT_DECISION',
    words: '协议处理的决定',
    source: decided(`NOT ${IS_PENALTY}`),
    parts: (after) => (isPenalty(after) ? [] : [after]),
  },
  {
    ...CASE,
    name: 'DECISION_EVENT',
    words: '决定的送达、变更、撤销',
    actions: ['DECISION_SERVED', 'DECISION_CHANGED', 'DECISION_WITHDRAWN'],
    source: events('SERVED', 'CHANGED', 'WITHDRAWN'),
    select: 'row.event, row.sequence, row.content',
    nameOfLine: ({ action }, { sequence }) => `${action} ${JSON.stringify(sequence)}`,
    nameOfRow: ({ event, sequence }) => `DECISION_${event ?? ''} ${sequence ?? ''}`,
    says: (row) => ({ sequence: row['sequence'] ?? null, stated: jsonOf(row, 'content') }),
  },
];
