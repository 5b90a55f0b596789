import type { Json } from '../platform/database/record-entry.js';
import type { HeldKind, HeldRow, Members } from './held-kind.js';
import { each, inOrder, jsonOf, picked, pickedOfEach } from './held-members.js';

const NOTICE = { of: 'notice', owner: 'row.notice_id', recorded: 'row.recorded_at' } as const;

const noticeEvents = (event: string): string =>
  `(SELECT rowid, * FROM notice_event WHERE event = '${event}') row`;

export const ledgerFacts = (...types: readonly string[]): string =>
  `(SELECT rowid, * FROM ledger_entry WHERE type IN (${types.map((type) => `'${type}'`).join(', ')})) row`;

const MEASURE = { of: 'measure', owner: 'row.reference', recorded: 'row.recorded_at' } as const;

/** Determinations, what comes with the institution's measure, notices, and what sites are told. */
export const HELD_SCORING: readonly HeldKind[] = [
  {
    name: 'DETERMINATION',
    words: '责任认定',
    of: 'determination',
    owner: 'row.id',
    recorded: 'row.recorded_at',
    actions: ['RESPONSIBILITY_DETERMINED'],
    source: '(SELECT rowid, * FROM determination) row',
    select: `row.number, row.institution, row.source_kind, row.case_id, row.points_day, row.determined_on, row.content`,
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: (row: HeldRow): Members => {
      const { findings, notScored, backdating } = jsonOf(row, 'content');
      const of = ['personCode', 'conductId', 'circumstance', 'degree', 'adjustment', 'points'];
      return {
        ...picked(row, 'number', 'institution'),
        source: row['source_kind'] ?? null,
        caseId: row['case_id'] ?? null,
        pointsDay: row['points_day'] ?? null,
        determinedOn: row['determined_on'] ?? null,
        backdating: backdating ?? null,
        findings: pickedOfEach(findings, ...of),
        notScored: each(notScored, 'personCode'),
      };
    },
  },
  {
    name: 'LINKED',
    words: '随机构的措施',
    of: 'determination',
    owner: 'row.determination_id',
    recorded: 'row.recorded_at',
    actions: ['LINKED_MEASURE_DECIDED'],
    source: '(SELECT rowid, * FROM linked_measure) row',
    select: 'row.id, row.content',
    nameOfLine: (_line, { id }) => JSON.stringify(id),
    nameOfRow: ({ id }) => JSON.stringify(id),
    says: (row) => ({
      ...picked(jsonOf(row, 'content'), 'personCode', 'kind', 'from', 'to'),
      id: row['id'] ?? null,
    }),
  },
  {
    ...MEASURE,
    name: 'LINK',
    words: '随机构的措施记入档案',
    actions: ['MEASURE_LINKED'],
    source: `${ledgerFacts('LINKED')} LEFT JOIN measure_origin origin ON origin.cause = row.reference`,
    select: 'row.person_id, row.content, origin.institution_code, origin.office, origin.ground',
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: (row) => ({
      person: row['person_id'] ?? null,
      ...picked(jsonOf(row, 'content'), 'kind', 'on', 'from', 'to'),
      institution: row['institution_code'] ?? null,
      office: row['office'] ?? null,
      ...jsonOf(row, 'ground'),
    }),
  },
  {
    ...MEASURE,
    name: 'LINK_ENDED',
    words: '随机构的措施的末日',
    actions: ['LINKED_MEASURE_LAST_DAY_RECORDED'],
    source: ledgerFacts('LINK_ENDED'),
    select: 'row.person_id, row.content',
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: (row, after) => ({ ...after, lastDay: jsonOf(row, 'content')['to'] }),
  },
  {
    ...MEASURE,
    name: 'LINK_VOIDED',
    words: '随机构的措施自始无效',
    actions: ['MEASURE_UNLINKED'],
    source: ledgerFacts('LINK_VOIDED'),
    select: 'row.content',
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: (_row, after) => after,
  },
  {
    ...NOTICE,
    name: 'NOTICE',
    words: '记分通知书',
    owner: 'row.id',
    actions: ['SCORE_NOTICE_ISSUED'],
    source: '(SELECT rowid, * FROM score_notice) row',
    select:
      'row.number, row.determination_id, row.person_code, row.issued_on, row.points_day, row.content, row.output_hash',
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: (row: HeldRow): Members => {
      const content = jsonOf(row, 'content');
      const { measure } = content as { readonly measure?: { readonly kind: string } | null };
      return {
        number: row['number'] ?? null,
        determination: row['determination_id'] ?? null,
        personCode: row['person_code'] ?? null,
        issuedOn: row['issued_on'] ?? null,
        pointsDay: row['points_day'] ?? null,
        ...picked(content, 'points', 'yearTotalAfter', 'months'),
        measure: measure?.kind ?? null,
      };
    },
    receiptOf: (row) => String(row['output_hash']),
  },
  {
    ...NOTICE,
    name: 'SERVICE',
    words: '通知书送达',
    actions: ['SCORE_NOTICE_SERVED'],
    source: noticeEvents('SERVED'),
    select: 'row.content',
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: (row: HeldRow): Members => {
      const content = jsonOf(row, 'content');
      const reasonOf = (name: string): Json =>
        (content[name] as { readonly reason?: string } | null | undefined)?.reason ?? null;
      return {
        ...picked(content, 'recipient', 'method', 'receivedOn'),
        correction: reasonOf('correction'),
        backdating: reasonOf('backdating'),
      };
    },
  },
  {
    ...NOTICE,
    name: 'MONTHS',
    words: '选定月数',
    actions: ['SUSPENSION_MONTHS_CHOSEN'],
    source: noticeEvents('MONTHS_CHOSEN'),
    select: 'row.content',
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: (row) => picked(jsonOf(row, 'content'), 'months', 'reasons'),
  },
  {
    ...NOTICE,
    name: 'MEASURE_NOTICE',
    words: '暂停终止通知书',
    actions: ['MEASURE_NOTICE_ISSUED'],
    source: noticeEvents('MEASURE_NOTICE'),
    select: 'row.number, row.content',
    nameOfLine: (_line, { number }) => JSON.stringify(number),
    nameOfRow: ({ number }) => JSON.stringify(number),
    says: (row) => ({ number: row['number'] ?? null, ...jsonOf(row, 'content') }),
  },
  {
    name: 'SITE_NOTICE',
    words: '告知执业点',
    of: 'site-notice',
    owner: 'row.id',
    recorded: 'row.recorded_at',
    actions: ['SITE_TOLD'],
    source: '(SELECT rowid, * FROM site_notice) row',
    select: 'row.institution_code, row.person_id, row.action, row.on_day, row.until_day, row.causes',
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: (row) => ({
      institution: row['institution_code'] ?? null,
      person: row['person_id'] ?? null,
      action: row['action'] ?? null,
      on: row['on_day'] ?? null,
      until: row['until_day'] ?? null,
      causes: jsonOf(row, 'causes'),
    }),
  },
];
