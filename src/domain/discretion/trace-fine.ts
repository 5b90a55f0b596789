import { formatDecimal } from '../shared/decimal.js';
import { formatMoney, NO_MONEY } from '../shared/money.js';
import { departmentSuspension, refundOf } from './consequences.js';
import { floorOf, p6NoItem } from './directions.js';
import type { Direction } from './facts.js';
import type { FineRange } from './fine-range.js';
import { confirmedInWords } from './grade.js';
import {
  always,
  ofBasis,
  ofFine,
  onFine,
  onMultiple,
  said,
  type Judged,
  type TraceRow,
} from './trace-row.js';
import { DIRECTION_WORDS, figureInWords, rangeInWords, spanInWords } from './wording.js';

const open = (range: FineRange, direction: Direction): boolean =>
  range.directions.some((each) => each.direction === direction);

const asked = ({ questions }: Judged, ...codes: readonly string[]): boolean =>
  questions.some(({ code }) => codes.includes(code));

const mitigating = ({ counts }: FineRange): number => counts.shall + counts.may;

const reaches = (range: FineRange): boolean =>
  range.allowed.includes('MITIGATED') || range.allowed.includes('WEIGHED');

/** `g = 2, n = 1, floor 2 → low 2`. */
const lowInWords = (range: FineRange, { law }: Judged): string =>
  `g = ${formatDecimal(range.grade.min)}, n = ${mitigating(range)}, floor ${formatDecimal(floorOf(law, range.fine))} → low ${formatDecimal(range.low)}`;

/** What was confirmed of the highest grade, unless it is the row chosen, of which P2 says so. */
const confirmedOfHighest = ({ chosen, gradeRowId, fine }: FineRange, basis: string): string =>
  chosen === null || gradeRowId === null || gradeRowId === chosen.row.id
    ? ''
    : confirmedInWords(chosen.schedule, gradeRowId, basis, fine.kind);

const grade: readonly TraceRow[] = [
  {
    rule: 'DB2025:7',
    reading: 'P2',
    bears: onFine,
    say: ofFine((range, { charge }) => {
      if (range.chosen === null) return said(false, '未选定裁量阶次');
      const { schedule, row } = range.chosen;
      const source = schedule.sample ? '（示例，非正式裁量细则）' : `（${schedule.documentNo}）`;
      return said(
        true,
        `选定 ${schedule.id} / ${row.id}：${row.tier} 档第 ${row.ordinal} 阶${source}` +
          confirmedInWords(schedule, row.id, charge.liability.basis, range.fine.kind),
      );
    }),
  },
  {
    rule: 'DB2025:19.1',
    reading: 'P13',
    bears: onFine,
    say: ofFine((range, { law, charge }) => {
      if (!range.highestGradeApplies) return said(false, `从重 ${range.counts.aggravate} 项，不适用最高阶次`);
      const within = law.highestGradeWithin === 'TIER' ? '所选档次内' : '该违法行为各档次中';
      return said(
        true,
        range.gradeRowId === null
          ? `从重 ${range.counts.aggravate} 项，应按最高阶次，但未选定阶次，无从确定`
          : `从重 ${range.counts.aggravate} 项：${within}最高阶次 ${range.gradeRowId} ${spanInWords(range.grade, range.fine.kind)}` +
              confirmedOfHighest(range, charge.liability.basis),
      );
    }),
  },
];

const statute: TraceRow = {
  rule: 'DB2025:10',
  reading: 'P3',
  bears: onFine,
  say: ofFine((range, { law }) => {
    const whose = law.midpointOf === 'GRADE' ? '阶次的' : '';
    const { min, max } = law.midpointOf === 'GRADE' ? range.grade : range.statutory;
    return said(
      true,
      `法定幅度 ${spanInWords(range.statutory, range.fine.kind)}，${whose}中间值 ` +
        `(${formatDecimal(min)} + ${formatDecimal(max)}) / 2 = ${figureInWords(range.midpoint, range.fine.kind)}`,
    );
  }),
};

const directions: readonly TraceRow[] = [
  {
    rule: 'DB2025:10',
    reading: 'P4',
    bears: onFine,
    say: ofFine((range, judged) => {
      const closed = asked(judged, 'LIGHTER_OUTSIDE_GRADE', 'HEAVIER_OUTSIDE_GRADE');
      const whose = judged.law.midpointOf === 'STATUTE' ? '法定幅度' : '阶次';
      return said(
        closed,
        `中间值取${whose}的；阶次 ${spanInWords(range.grade, range.fine.kind)}${closed ? '与所需方向无交集，该方向不开放' : ''}`,
      );
    }),
  },
  {
    rule: 'DB2025:11',
    reading: 'P5',
    bears: onFine,
    say: ofFine((range) =>
      said(open(range, 'LIGHTER') || open(range, 'HEAVIER'), '从轻、从重不出本阶次；只有减轻可以向下跨越'),
    ),
  },
  {
    rule: 'DB2025:9',
    reading: 'P6',
    bears: onFine,
    say: ofFine((range) =>
      p6NoItem(range.counts)
        ? said(
            true,
            `没有从轻、减轻、从重情形：在阶次 ${spanInWords(range.grade, range.fine.kind)} 内由办案人员择定并说明理由`,
          )
        : said(false, '有影响裁量的情形'),
    ),
  },
  {
    rule: 'DB2025:13',
    reading: 'P10',
    bears: onFine,
    say: ofFine((range) =>
      range.counts.shall > 0 && range.counts.aggravate === 0
        ? said(true, '有应当从轻或者减轻的情形：不得按一般或者从重处罚')
        : said(false, `应当从轻、减轻 ${range.counts.shall} 项，从重 ${range.counts.aggravate} 项`),
    ),
  },
  {
    rule: 'DB2025:15',
    reading: 'P7',
    bears: onMultiple,
    say: ofFine((range, judged) =>
      said(
        reaches(range) && mitigating(range) > 0,
        `每项减 ${formatDecimal(judged.law.rules.reductionPerItem)} 倍，不是减半：n = ${mitigating(range)}`,
      ),
    ),
  },
  {
    rule: 'DB2025:15',
    reading: 'P8',
    bears: onMultiple,
    say: ofFine((range, judged) =>
      reaches(range)
        ? said(true, lowInWords(range, judged))
        : said(false, `底线 ${formatDecimal(floorOf(judged.law, range.fine))} 倍，未开放减轻或综合权衡`),
    ),
  },
  {
    rule: 'DB2025:15',
    reading: 'P11',
    bears: ({ charge }) => charge.liability.fine?.kind === 'MULTIPLE' && charge.liability.fine.fraud,
    say: ofFine((range, judged) => {
      const noRoom = range.allowed.includes('MITIGATED') && !open(range, 'MITIGATED');
      return said(
        noRoom,
        `骗取的罚款不低于 ${formatDecimal(judged.law.rules.floorFraud)} 倍${noRoom ? '，本阶次之下没有减轻的余地，只能从轻' : ''}`,
      );
    }),
  },
  {
    rule: 'DB2025:10',
    reading: 'P12',
    bears: onFine,
    say: ofFine((range) =>
      said(
        open(range, 'MITIGATED'),
        `低于阶次下限 ${figureInWords(range.grade.min, range.fine.kind)}的只能称减轻，不能称从轻`,
      ),
    ),
  },
  {
    rule: 'DB2025:18',
    reading: 'P14',
    bears: onFine,
    say: ofFine((range) =>
      range.counts.aggravate === 1 && mitigating(range) === 0
        ? said(true, '只有一项从重情形：在本阶次内从重')
        : said(false, `从重 ${range.counts.aggravate} 项，从轻、减轻 ${mitigating(range)} 项`),
    ),
  },
  {
    rule: 'DB2025:19.2',
    reading: 'P15',
    bears: onFine,
    say: ofFine((range, judged) =>
      range.allowed.includes('WEIGHED')
        ? said(true, `从重与从轻、减轻并存，不相抵消：综合权衡，${lowInWords(range, judged)}`)
        : said(false, '没有从重与从轻、减轻并存'),
    ),
  },
  {
    rule: 'DB2025:11',
    reading: null,
    bears: onFine,
    say: ofFine((range) =>
      said(
        range.directions.length > 0,
        range.directions.length === 0
          ? '没有可选的方向'
          : `可选：${range.directions
              .map((each) => `${DIRECTION_WORDS[each.direction]} ${rangeInWords(each, range.fine.kind)}`)
              .join('、')}`,
      ),
    ),
  },
  {
    rule: 'DB2025:15',
    reading: 'P34',
    bears: onMultiple,
    say: ofFine((range, { charge }) =>
      said(
        range.directions.length > 0,
        range.directions
          .map(
            (each) =>
              `${formatMoney(charge.amount)} × ${formatDecimal(each.min)}–${formatDecimal(each.max)} = ${formatMoney(each.fineMin)}–${formatMoney(each.fineMax)}`,
          )
          .join('；') || '没有可计算的罚款',
      ),
    ),
  },
];

const sharesConduct = ({ facts, violation }: Judged): boolean =>
  facts.violations.some((other) => other.id !== violation.id && other.conductId === violation.conductId);

const consequences: readonly TraceRow[] = [
  {
    rule: '行政处罚法:29',
    reading: 'P23',
    bears: onFine,
    say: (judged) =>
      sharesConduct(judged)
        ? said(true, `行为 ${judged.violation.conductId} 触犯多项规定：只罚一次，取罚款较高者`)
        : said(false, '行为各自独立，罚款分别计算后相加'),
  },
  {
    rule: ofBasis,
    reading: 'P24',
    bears: ({ charge }) => charge.liability.departmentSuspension !== null,
    say: ({ charge, violation, outcome }) => {
      const suspension = departmentSuspension(charge, violation, outcome);
      return suspension === null
        ? said(false, '不责令暂停责任部门')
        : said(
            true,
            `责令暂停责任部门 ${suspension.minMonths}–${suspension.maxMonths} 个月，是处罚，可以要求听证`,
          );
    },
  },
  {
    rule: 'REG735:45',
    reading: 'P35',
    bears: always,
    say: ({ charge }) => {
      const refund = refundOf(charge);
      return said(
        refund > NO_MONEY,
        `责令退回 ${formatMoney(refund)} 元；退回与罚款是两笔账，退回不因不予处罚而免除`,
      );
    },
  },
];

const procedure: readonly TraceRow[] = [
  {
    rule: 'DB2025:22',
    reading: 'P28',
    bears: onFine,
    say: (judged) =>
      asked(judged, 'LIGHTER_OUTSIDE_GRADE', 'HEAVIER_OUTSIDE_GRADE', 'MIXED_CIRCUMSTANCES')
        ? said(true, '须由市医疗保障局集体讨论并说明理由；变通后的数额仍须在法定幅度内')
        : said(false, '未见必须集体讨论的裁量问题'),
  },
  {
    rule: 'DB2025:20',
    reading: 'P29',
    bears: onFine,
    say: () => said(false, '告知之后，不得因陈述申辩加重；本评估不含告知书'),
  },
  {
    rule: 'DB2025:21',
    reading: 'P30',
    bears: onFine,
    say: ({ range }) =>
      said(range !== null, '调查终结报告须写明处罚的种类和幅度，以及裁量的事实、理由和依据'),
  },
];

export const FINE_ROWS: readonly TraceRow[] = [
  statute,
  ...grade,
  ...directions,
  ...consequences,
  ...procedure,
];
