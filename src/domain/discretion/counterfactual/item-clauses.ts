import type { ItemCode } from '../items.js';
import type { DiscretionLaw } from '../law.js';

/** What would be said of an item after 如果. */
export interface ItemClause {
  readonly had: string;
  readonly hadNot: string;
}

const clause = (had: string, hadNot: string): ItemClause => ({ had, hadNot });

const CLAUSES: Partial<Record<ItemCode, ItemClause>> = {
  'DB2025:13(2)': clause(
    '当事人主动消除或者减轻了违法行为的危害后果',
    '当事人没有主动消除或者减轻违法行为的危害后果',
  ),
  'DB2025:13(3)': clause('当事人是受他人胁迫或者诱骗而违法', '当事人不是受他人胁迫或者诱骗而违法'),
  'DB2025:13(4)': clause('当事人配合查处违法行为并有立功表现', '当事人没有配合查处违法行为的立功表现'),
  'DB2025:13(5)': clause('当事人主动供述了尚未被掌握的违法行为', '当事人没有主动供述尚未被掌握的违法行为'),
  'DB2025:14(1)': clause('当事人积极配合调查并主动提供证据', '当事人没有积极配合调查并主动提供证据'),
  'DB2025:14(2)': clause('当事人主动投案并如实交代', '当事人没有主动投案并如实交代'),
  'DB2025:14(3)': clause('当事人行为时辨认或者控制能力减弱', '当事人行为时辨认和控制能力没有减弱'),
  'DB2025:16(2)': clause('当事人行为时没有辨认或者控制能力', '当事人行为时有辨认和控制能力'),
  'DB2025:16(3)': clause(
    '违法行为轻微、及时改正且没有危害后果',
    '不能认定违法行为轻微、及时改正且没有危害后果',
  ),
  'DB2025:16(4)': clause('有证据证明当事人没有过错', '没有证据证明当事人没有过错'),
  'DB2025:17': clause(
    '当事人是初次违法、危害后果轻微并及时改正',
    '不能认定当事人是初次违法、危害后果轻微并及时改正',
  ),
  'DB2025:18(1)': clause('违法行为情节恶劣且后果严重', '不能认定违法行为情节恶劣且后果严重'),
  'DB2025:18(3)': clause('当事人妨碍或者抗拒调查处理', '当事人没有妨碍或者抗拒调查处理'),
  'DB2025:18(4)': clause('当事人毁弃、伪造证据或者打击报复', '当事人没有毁弃、伪造证据或者打击报复'),
};

/** Clauses that name a figure of the benchmark. */
const clausesWithFigures = ({ rules }: DiscretionLaw): Partial<Record<ItemCode, ItemClause>> => ({
  'DB2025:13(1)': clause(
    `当事人行为时已满 ${rules.minorFromAge} 周岁、未满 ${rules.minorUnderAge} 周岁`,
    `当事人行为时已满 ${rules.minorUnderAge} 周岁`,
  ),
  'DB2025:16(1)': clause(
    `当事人行为时未满 ${rules.childUnderAge} 周岁`,
    `当事人行为时已满 ${rules.minorUnderAge} 周岁`,
  ),
  'DB2025:18(2)': clause(
    `当事人在 ${rules.repeatWithinYears} 年内再犯同类违法行为`,
    `当事人没有在 ${rules.repeatWithinYears} 年内再犯同类违法行为`,
  ),
});

/** The clauses for an item, with or without it; where there is no sentence of our own, by the rulebook's heading. */
export function clauseOfItem(law: DiscretionLaw, item: ItemCode): ItemClause {
  const heading = law.headingOf(item);
  return CLAUSES[item] ?? clausesWithFigures(law)[item] ?? clause(`有${heading}`, `没有${heading}`);
}
