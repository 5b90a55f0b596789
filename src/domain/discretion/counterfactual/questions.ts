import type { OfficerCode } from '../assessment.js';
import { adding, plain, type Clause } from './clause.js';

interface QuestionWords {
  /** What the officer then has to do. */
  readonly asked: Clause;
  /** What the officer then need not do. */
  readonly lifted: string;
  /** Hangs on dates alone: said whatever becomes of the fine. */
  readonly ofLaw?: true;
}

const WORDS: Readonly<Record<OfficerCode, QuestionWords>> = {
  GRADE_SCHEDULE_REQUIRED: { asked: adding('须选定裁量阶次'), lifted: '不再须另定裁量阶次' },
  HIGHEST_GRADE_UNKNOWN: {
    asked: adding('应按最高裁量阶次处罚（DB2025:19.1），为此须先选定阶次'),
    lifted: '不再要求按最高裁量阶次处罚（DB2025:19.1）',
  },
  LIGHTER_OUTSIDE_GRADE: {
    asked: plain('本阶次内没有从轻的余地，可以考虑减轻或者集体讨论（DB2025:10、22）'),
    lifted: '不再有本阶次内不能从轻的问题',
  },
  HEAVIER_OUTSIDE_GRADE: {
    asked: plain('本阶次内没有从重的余地，可以考虑集体讨论（DB2025:22）'),
    lifted: '不再有本阶次内不能从重的问题',
  },
  MIXED_CIRCUMSTANCES: { asked: adding('须说明综合权衡的理由（DB2025:19.2）'), lifted: '不再须综合权衡' },
  ELEMENT_OF_VIOLATION: {
    asked: adding('须确认没有把违法行为的构成要件重复计算'),
    lifted: '不再须核对是否重复计算',
  },
  CONSIDER_18_1: {
    asked: adding('须认定是否同时情节恶劣（DB2025:18(1)）'),
    lifted: '不再须认定是否同时情节恶劣（DB2025:18(1)）',
  },
  OLD_LAW_UNAVAILABLE: {
    asked: adding('须由办案人员比对新旧规定，从旧兼从轻'),
    lifted: '不再须比对新旧规定',
    ofLaw: true,
  },
  NATIONAL_RULES_UNAVAILABLE: {
    asked: adding('须由办案人员先核对国家医疗保障局令第7号'),
    lifted: '不再须核对国家医疗保障局令第7号',
    ofLaw: true,
  },
};

/**
 * The questions that a change raises and lifts. Those lifted together with the range that raised them go without
 * saying.
 * @param sameStand whether outcome and fines stay as they are.
 */
export function questionClauses(
  before: readonly OfficerCode[],
  after: readonly OfficerCode[],
  sameStand: boolean,
): Clause[] {
  const asked = after.filter((code) => !before.includes(code));
  const lifted = before.filter((code) => !after.includes(code));
  return [
    ...asked.map((code) => WORDS[code].asked),
    ...lifted.filter((code) => sameStand || WORDS[code].ofLaw).map((code) => plain(WORDS[code].lifted)),
  ];
}
