import type { HeldKind, HeldRow, Members } from './held-kind.js';
import { each, inOrder, jsonOf, picked } from './held-members.js';
import { ledgerFacts } from './held-scoring.js';

const DETERMINATION = {
  of: 'determination',
  owner: 'row.determination_id',
  recorded: 'row.recorded_at',
} as const;

const RESTORATION = { of: 'restoration', owner: 'row.restoration_id', recorded: 'row.recorded_at' } as const;

const REPAIR = { of: 'repair', owner: 'row.repair_id', recorded: 'row.recorded_at' } as const;

const steps = (table: string, ...names: readonly string[]): string =>
  `(SELECT rowid, * FROM ${table} WHERE step IN (${names.map((name) => `'${name}'`).join(', ')})) row`;

/** Reviews, reversals, objections, repairs and restorations. */
export const HELD_APPEALS: readonly HeldKind[] = [
  {
    ...DETERMINATION,
    name: 'REVIEW_OPENED',
    words: '启动责任认定的复核',
    actions: ['DETERMINATION_REVIEW_OPENED'],
    source: `(SELECT rowid, * FROM determination_review WHERE outcome = 'OPENED') row`,
    select: 'row.content',
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: (row: HeldRow): Members => {
      const { reasons, opening } = jsonOf(row, 'content');
      return { ...(opening as object), reasons };
    },
  },
  {
    ...DETERMINATION,
    name: 'REVIEW',
    words: '责任认定的复核',
    actions: ['DETERMINATION_REVIEWED'],
    source: `(SELECT rowid, * FROM determination_review WHERE outcome <> 'OPENED') row`,
    select: 'row.outcome, row.content',
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: (row: HeldRow): Members => {
      const { reasons, findings, notResponsible } = jsonOf(row, 'content');
      const revised = [...new Set(each(findings, 'personCode'))];
      return { outcome: row['outcome'] ?? null, reasons, revised, notResponsible };
    },
  },
  {
    of: 'notice',
    owner: 'row.reference',
    recorded: 'row.recorded_at',
    name: 'REVERSAL',
    words: '记分更正撤销',
    actions: ['SCORE_REVISED', 'SCORE_REVOKED'],
    source: ledgerFacts('REVISE', 'REVOKE'),
    select: 'row.type, row.content',
    nameOfLine: ({ action }) => (action === 'SCORE_REVISED' ? 'REVISE' : 'REVOKE'),
    nameOfRow: ({ type }) => String(type),
    says: (row, after) => ({ ...after, findings: jsonOf(row, 'content')['findings'] ?? null }),
  },
  {
    of: 'objection',
    owner: 'row.objection_id',
    recorded: 'row.recorded_at',
    name: 'OBJECTION',
    words: '申诉处理',
    actions: ['OBJECTION_DECIDED'],
    source: `${steps('objection_step', 'DECIDED')} LEFT JOIN objection head ON head.id = row.objection_id`,
    select: 'row.state, row.content, head.notice_id',
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: (row: HeldRow): Members => {
      const content = jsonOf(row, 'content');
      return {
        state: row['state'] ?? null,
        notice: row['notice_id'] ?? null,
        stated: picked(content, 'outcome', 'monthsOpen', 'acknowledged'),
      };
    },
  },
  {
    ...REPAIR,
    name: 'REPAIR',
    words: '记分修复',
    actions: ['REPAIR_ASSESSED'],
    source: `${steps('repair_step', 'ACCEPT', 'REFUSE')} LEFT JOIN repair head ON head.id = row.repair_id`,
    select: 'row.step, row.content, head.person_code, head.counted_on, head.deducted, head.route',
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: (row, after) => ({
      personCode: row['person_code'] ?? null,
      accepted: row['step'] === 'ACCEPT',
      countedOn: row['counted_on'] ?? null,
      deducted: row['deducted'] ?? null,
      ...(after['opinion'] === undefined ? {} : picked(jsonOf(row, 'content'), 'opinion')),
      ...(after['route'] === undefined ? {} : picked(row, 'route')),
    }),
  },
  {
    ...REPAIR,
    name: 'REPAIR_REVOKED',
    words: '撤销误予的修复',
    actions: ['REPAIR_REVOKED'],
    source: `${steps('repair_step', 'REVOKE')} LEFT JOIN repair head ON head.id = row.repair_id`,
    select: 'row.content, head.person_code',
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: (row: HeldRow): Members => {
      const { opinion, acknowledgedReasons } = jsonOf(row, 'content');
      const acknowledged = acknowledgedReasons === undefined ? {} : { acknowledgedReasons };
      return { personCode: row['person_code'] ?? null, reason: opinion, ...acknowledged };
    },
  },
  {
    ...RESTORATION,
    name: 'RESTORATION_REVIEW',
    words: '恢复的初审复审',
    actions: ['RESTORATION_FIRST_REVIEWED', 'RESTORATION_SECOND_REVIEWED'],
    source: `${steps('restoration_step', 'AGREE_FIRST', 'REFUSE_FIRST', 'APPROVE', 'REFUSE_SECOND')}
      LEFT JOIN restoration head ON head.id = row.restoration_id`,
    select: 'row.step, row.content, head.person_code',
    nameOfLine: ({ action }) => (action === 'RESTORATION_FIRST_REVIEWED' ? 'FIRST' : 'SECOND'),
    nameOfRow: ({ step }) => (String(step).endsWith('_FIRST') ? 'FIRST' : 'SECOND'),
    says: (row) => ({
      personCode: row['person_code'] ?? null,
      agreed: row['step'] === 'AGREE_FIRST' || row['step'] === 'APPROVE',
      ...picked(jsonOf(row, 'content'), 'opinion'),
    }),
  },
  {
    ...RESTORATION,
    name: 'RESTORATION',
    words: '资格恢复',
    actions: ['RESTORED'],
    source: `${steps('restoration_step', 'APPROVE')} LEFT JOIN restoration head ON head.id = row.restoration_id`,
    select: 'row.content, head.person_code',
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: (row: HeldRow): Members => {
      const { on, countsFrom, effectiveOn, lifted } = jsonOf(row, 'content');
      const counted = countsFrom === undefined ? {} : { countsFrom };
      return {
        personCode: row['person_code'] ?? null,
        approvedOn: on,
        ...counted,
        effectiveOn,
        lifted,
      };
    },
  },
];
