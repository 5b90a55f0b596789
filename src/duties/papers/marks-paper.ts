import { dateColumn, textColumn, type Paper } from '../../platform/files/table.js';
import type { MarkListAnswer } from '../marks/mark.dto.js';
import { NOT_KNOWN, STATUS_WORDS } from './words.js';

const CODE_WIDTH = 20;

/** The list of people under measures, to be shown inside the institution (PQ2025:29). */
export const marksPaper = ({
  institution,
  institutionName,
  on,
  citation,
  people,
}: MarkListAnswer): Paper => ({
  title: '医保支付资格受限人员公开名单',
  lines: [`机构：${institutionName}（${institution}）`, `名单之日：${on}`, '仅在本机构一定范围内公开。'],
  tables: [
    {
      caption: '名单',
      columns: [
        textColumn('标识', CODE_WIDTH),
        textColumn('人员代码', CODE_WIDTH),
        textColumn('姓名'),
        dateColumn('自何日起'),
        dateColumn('措施末日'),
      ],
      rows: people.map(({ personCode, name, status, since, until }) => [
        `医保支付资格${STATUS_WORDS[status]}`,
        personCode,
        name,
        since,
        until ?? NOT_KNOWN,
      ]),
    },
  ],
  notes: [
    `依据：${citation}。`,
    '期满不自动恢复：恢复经批准之前状态不变（PQ2025:30）。措施解除或自始无效的，应即撤下其标识。',
    '受限不影响本人依法执业（PQ2025:15）。',
  ],
  closing: [],
});
