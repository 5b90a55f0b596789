import { formatMoney, NO_MONEY } from '../shared/money.js';
import type { Standing } from './counting.js';
import type { Facts } from './facts.js';
import {
  CHILD,
  FIRST_TIME,
  ITEMS,
  MINOR,
  NO_HARM,
  NO_PENALTY_ITEMS,
  OUT_OF_TIME,
  REFUSAL_OR_REPEAT,
  RESIDUAL_ITEMS,
  type ItemCode,
} from './items.js';
import { p19ElementCountedAgain, p32OldLawUnavailable, p37NationalRulesUnavailable } from './officer.js';
import {
  always,
  ofBasis,
  onFine,
  onMultiple,
  said,
  type Judged,
  type Said,
  type TraceRow,
} from './trace-row.js';

const inForce: readonly TraceRow[] = [
  {
    rule: 'DB2025:4',
    reading: 'P25',
    bears: onFine,
    say: ({ range }) => said(range !== null, '行使处罚裁量权的主体是市医疗保障局，处罚决定只能由其作出'),
  },
  {
    rule: 'DB2025:5',
    reading: 'P33',
    bears: always,
    say: ({ facts }) =>
      facts.suspectedCrime
        ? said(true, '涉嫌犯罪：应当移送司法机关，不得以罚代刑；以下评估仅供参考')
        : said(false, '未认定涉嫌犯罪'),
  },
  {
    rule: 'DB2025:6',
    reading: 'P31',
    bears: always,
    say: ({ law, range }) =>
      said(
        (range?.chosen ?? null) !== null || law.nationalRulesUnavailable,
        '位阶：法律法规及国家局、市政府规定 > 本基准 > 裁量细则；阶次须落在法定幅度内',
      ),
  },
  {
    rule: 'DB2025:6',
    reading: 'P37',
    bears: always,
    say: ({ law }) =>
      p37NationalRulesUnavailable(law)
        ? said(true, `决定日 ${law.decisionDate}：国家医疗保障局令第7号已施行而文本未收录`)
        : said(false, `决定日 ${law.decisionDate} 时国家医疗保障局令第7号尚未施行`),
  },
  {
    rule: 'DB2025:27',
    reading: 'P32',
    bears: always,
    say: ({ law, violation }) =>
      said(
        p32OldLawUnavailable(law, violation),
        `行为终了 ${violation.conductEndedOn}，现行基准自 ${law.benchmark.validFrom} 施行`,
      ),
  },
  {
    rule: 'DB2025:25',
    reading: 'P1',
    bears: onFine,
    say: ({ range }) => said(range !== null, '“以上”“以下”含本数，“低于”“高于”“超过”不含本数'),
  },
];

const charged: readonly TraceRow[] = [
  {
    rule: ({ charge }) => (charge.charged.offender === 'INDIVIDUAL' ? 'REG735:41.2' : 'REG735:40.2'),
    reading: 'P22',
    bears: ({ law, charge }) =>
      charge.charged.withIntent !== null || law.reachedByIntent(charge.liability.basis),
    say: ({ charge, violation }) => {
      if (charge.charged !== charge.liability) {
        return said(
          true,
          `以骗取为目的且造成损失：${violation.provision} 改依 ${charge.liability.basis} 处理`,
        );
      }
      const idle = violation.fraudulentIntent && charge.charged.withIntent !== null;
      return said(
        false,
        idle ? '认定以骗取为目的，但未造成损失，依据不变' : `依 ${charge.liability.basis} 处理`,
      );
    },
  },
  {
    rule: ofBasis,
    reading: 'P21',
    bears: onMultiple,
    say: ({ charge }) => {
      const word =
        charge.liability.fine?.kind === 'MULTIPLE' && charge.liability.fine.fraud ? '骗取金额' : '基金损失';
      return said(
        charge.amount > NO_MONEY,
        `罚款基数为${word} ${formatMoney(charge.amount)} 元，不是违规费用总额`,
      );
    },
  },
  {
    rule: 'REG735:38',
    reading: 'P20',
    bears: ({ charge }) => charge.liability.fine?.trigger === 'FUND_LOSS',
    say: ({ charge }) =>
      charge.amount > NO_MONEY
        ? said(false, '造成基金损失，具备罚款条件')
        : said(true, '未造成基金损失：不罚款，责令改正并可以约谈'),
  },
  {
    rule: 'REG735:39',
    reading: 'P18',
    bears: ({ charge }) => charge.liability.fine?.kind === 'FIXED',
    say: ({ violation }) =>
      violation.refusedToCorrect
        ? said(true, '责令改正后拒不改正：处定额罚款，没有倍数，不适用减少一倍')
        : said(false, '尚无拒不改正：先责令改正，不罚款'),
  },
];

const READING_OF_ITEM: Partial<Record<ItemCode, string>> = {
  [MINOR]: 'P36',
  [CHILD]: 'P36',
  [NO_HARM]: 'P26',
  [OUT_OF_TIME]: 'P27',
  [FIRST_TIME]: 'P26',
  [REFUSAL_OR_REPEAT]: 'P16',
};

function readingOfItem(item: ItemCode): string | null {
  const own = READING_OF_ITEM[item] ?? (RESIDUAL_ITEMS.has(item) ? 'P38' : undefined);
  if (own !== undefined) return own;
  return (NO_PENALTY_ITEMS as readonly ItemCode[]).includes(item) ? null : 'P9';
}

/** P38: the provisions named for a residual item. */
function basesOf(item: ItemCode, { given }: Standing): string {
  const bases = (given.get(item) ?? []).flatMap(({ basis }) => basis ?? []);
  return bases.length === 0 ? '' : `，依据 ${bases.join('、')}`;
}

/** P36: the age that the items of age go by. */
const ageOf = (item: ItemCode, { offender }: Facts): string =>
  (item === MINOR || item === CHILD) && offender.age !== null ? `（行为时 ${offender.age} 岁）` : '';

function itemSaid(item: ItemCode, { standing, violation, law, facts }: Judged): Said {
  const heading = `${law.headingOf(item)}${ageOf(item, facts)}`;
  if (standing.passedOver.has(item)) return said(false, `${heading}：所依事实已用于前项，不另计`);
  if (standing.added.has(item)) return said(true, `${heading}：由系统依事实认定`);
  if (standing.given.has(item)) return said(true, `${heading}：已认定${basesOf(item, standing)}`);
  if (item === REFUSAL_OR_REPEAT && violation.refusedToCorrect) {
    return said(false, `${heading}：拒不改正是本条罚款的前提，不另计`);
  }
  return said(false, `${heading}：未认定`);
}

const items: readonly TraceRow[] = ITEMS.map((item) => ({
  rule: item,
  reading: readingOfItem(item),
  bears: always,
  say: (judged: Judged) => itemSaid(item, judged),
}));

const grounds = ({ standing }: Judged): ReadonlySet<string> =>
  new Set((standing.given.get(REFUSAL_OR_REPEAT) ?? []).map(({ ground }) => ground ?? 'REFUSAL'));

const counted: readonly TraceRow[] = [
  {
    rule: 'DB2025:15',
    reading: 'P9',
    bears: always,
    say: ({ counts, standing }) =>
      said(
        standing.passedOver.size > 0,
        `按项计：第十三条 ${counts.shall} 项，第十四条 ${counts.may} 项，第十八条 ${counts.aggravate} 项；` +
          (standing.passedOver.size > 0
            ? `因一事不二计而不计：${[...standing.passedOver].join('、')}`
            : '没有因同一事实而不计的项'),
      ),
  },
  {
    rule: 'DB2025:18(2)',
    reading: 'P16',
    bears: always,
    say: (judged) => {
      const refused = judged.standing.added.has(REFUSAL_OR_REPEAT) || grounds(judged).has('REFUSAL');
      const both = refused && grounds(judged).has('REPEAT');
      return said(both, both ? '拒不改正与一年内再犯同属一项，计一次' : '该项内没有两种事实并存');
    },
  },
  {
    rule: 'DB2025:18(2)',
    reading: 'P17',
    bears: always,
    say: (judged) =>
      grounds(judged).has('REPEAT')
        ? said(true, '“一年内”按各次行为日期滚动十二个月计，由办案人员认定')
        : said(false, '未认定一年内再犯'),
  },
  {
    rule: 'DB2025:3',
    reading: 'P19',
    bears: onFine,
    say: ({ standing, violation, charge }) => {
      const element = p19ElementCountedAgain(violation, standing);
      if (element !== null)
        return said(true, `${element} 与 ${violation.provision} 的构成要件可能是同一事实`);
      if (!violation.refusedToCorrect) return said(false, '未认定拒不改正');
      return charge.liability.fine?.kind === 'FIXED'
        ? said(true, '拒不改正是罚款的前提，不再作为从重情形')
        : said(true, '拒不改正即第十八条第二项，计为一项从重情形');
    },
  },
  {
    rule: 'DB2025:16(5)',
    reading: 'P27',
    bears: always,
    say: ({ limitation, violation }) =>
      said(
        limitation.discoveredTooLate,
        `行为终了 ${violation.conductEndedOn} + ${limitation.years} 年 = ${limitation.lastDay}，发现于 ${violation.discoveredOn}`,
      ),
  },
];

const OUTCOME_WORDS = {
  NO_PENALTY: '依法不予处罚（NO_PENALTY）',
  NO_FINE: '不具备罚款条件（NO_FINE）',
  WAIVER_PERMITTED: '可以不予处罚，幅度仍列出（WAIVER_PERMITTED）',
  PENALISE: '应予处罚（PENALISE）',
} as const;

const outcome: TraceRow = {
  rule: 'DB2025:16',
  reading: null,
  bears: always,
  say: ({ outcome: result, standing }) =>
    said(
      result === 'NO_PENALTY',
      `结果：${OUTCOME_WORDS[result]}` +
        (standing.noPenalty.length > 0 ? `，依 ${standing.noPenalty.join('、')}` : ''),
    ),
};

export const FACT_ROWS: readonly TraceRow[] = [...inForce, ...charged, ...items, ...counted, outcome];
