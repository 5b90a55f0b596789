import type { OfficerCode, OfficerQuestion } from './assessment.js';
import type { Standing } from './counting.js';
import { midpointFor } from './directions.js';
import type { Direction, ViolationFacts } from './facts.js';
import { rangeOfDirection, type FineRange } from './fine-range.js';
import { EVIDENCE_TAMPERED, GRAVE_CONSEQUENCES, OBSTRUCTION, type ItemCode } from './items.js';
import type { DiscretionLaw } from './law.js';
import { DIRECTION_WORDS, rangeInWords, spanInWords } from './wording.js';

const question = (code: OfficerCode, citation: string, detail: string): OfficerQuestion => ({
  code,
  citation,
  detail,
});

function gradeQuestions(range: FineRange): OfficerQuestion[] {
  if (range.chosen !== null) return [];
  const statute = spanInWords(range.statutory, range.fine.kind);
  const required = question(
    'GRADE_SCHEDULE_REQUIRED',
    'DB2025:9',
    `未选定裁量阶次，暂以法定幅度 ${statute}代替；请依现行裁量细则选定一行（grade）后重新评估。`,
  );
  const unknown = question(
    'HIGHEST_GRADE_UNKNOWN',
    'DB2025:19.1',
    `有 ${range.counts.aggravate} 项从重情形，应按最高裁量阶次，但未选定阶次，无从确定最高一阶；暂以法定幅度 ${statute}代替。`,
  );
  return range.highestGradeApplies ? [required, unknown] : [required];
}

/** P4: a direction that the items allow but that does not meet the grade, with what the other midpoint would give. */
function closedDirection(law: DiscretionLaw, range: FineRange, direction: Direction): OfficerQuestion[] {
  if (!range.allowed.includes(direction)) return [];
  if (range.directions.some((open) => open.direction === direction)) return [];
  const other = law.midpointOf === 'STATUTE' ? 'GRADE' : 'STATUTE';
  const alternative = rangeOfDirection(range, direction, midpointFor(other, range.statutory, range.grade));
  const word = DIRECTION_WORDS[direction];
  const scale = range.fine.kind;
  const material =
    alternative === null
      ? `按${other === 'GRADE' ? '阶次' : '法定幅度'}中间值计亦无可选幅度`
      : `按${other === 'GRADE' ? '阶次' : '法定幅度'}中间值计则为 ${rangeInWords(alternative, scale)}`;
  return [
    question(
      direction === 'LIGHTER' ? 'LIGHTER_OUTSIDE_GRADE' : 'HEAVIER_OUTSIDE_GRADE',
      'DB2025:10',
      `阶次 ${spanInWords(range.grade, scale)} 与${word}的要求（${direction === 'LIGHTER' ? '低于' : '高于'}中间值）无交集，` +
        `不能在本阶次内${word}；${material}，供考虑减轻（DB2025:10）或集体讨论变通（DB2025:22）时参考。`,
    ),
  ];
}

const ELEMENTS: readonly { readonly provision: string; readonly item: ItemCode }[] = [
  { provision: 'REG735:39(7)', item: OBSTRUCTION },
  { provision: 'REG735:40.1(2)', item: EVIDENCE_TAMPERED },
];

/** P19: an item that repeats what already makes up the violation. */
export const p19ElementCountedAgain = (facts: ViolationFacts, standing: Standing): ItemCode | null =>
  ELEMENTS.find(({ provision, item }) => facts.provision === provision && standing.aggravate.includes(item))
    ?.item ?? null;

function weighingQuestions(facts: ViolationFacts, standing: Standing, range: FineRange): OfficerQuestion[] {
  const questions: OfficerQuestion[] = [];
  if (range.allowed.includes('WEIGHED')) {
    questions.push(
      question(
        'MIXED_CIRCUMSTANCES',
        'DB2025:19.2',
        '同时有从重情形与从轻、减轻情形，二者不相抵消；请按违法行为的性质和主要情节综合确定，并写明理由。',
      ),
    );
  }
  const element = p19ElementCountedAgain(facts, standing);
  if (element !== null) {
    questions.push(
      question(
        'ELEMENT_OF_VIOLATION',
        'DB2025:3',
        `${element} 所指事实可能就是 ${facts.provision} 的构成要件；请确认不是同一事实两次计算。`,
      ),
    );
  }
  if (facts.seriousConsequences && !standing.given.has(GRAVE_CONSEQUENCES)) {
    questions.push(
      question(
        'CONSIDER_18_1',
        GRAVE_CONSEQUENCES,
        '已认定造成严重后果；是否同时情节恶劣、构成本项从重情形，请认定。',
      ),
    );
  }
  return questions;
}

/** P32, P37: law that would have to be looked at and whose wording the rulebook does not hold. */
function unavailableLaw(law: DiscretionLaw, facts: ViolationFacts): OfficerQuestion[] {
  const questions: OfficerQuestion[] = [];
  if (p32OldLawUnavailable(law, facts)) {
    questions.push(
      question(
        'OLD_LAW_UNAVAILABLE',
        'DB2025:27',
        `违法行为终了于 ${facts.conductEndedOn}，早于现行基准施行日 ${law.benchmark.validFrom}；` +
          '旧基准文本未收录，须由办案人员比对新旧规定，从旧兼从轻。',
      ),
    );
  }
  if (p37NationalRulesUnavailable(law)) {
    questions.push(
      question(
        'NATIONAL_RULES_UNAVAILABLE',
        'DB2025:6',
        `决定日 ${law.decisionDate} 国家医疗保障局令第7号已施行，其效力高于本基准而文本未收录；作出决定前须由办案人员核对并记录。`,
      ),
    );
  }
  return questions;
}

export const p32OldLawUnavailable = (law: DiscretionLaw, facts: ViolationFacts): boolean =>
  facts.conductEndedOn < law.benchmark.validFrom;

export const p37NationalRulesUnavailable = (law: DiscretionLaw): boolean => law.nationalRulesUnavailable;

/** Everything about one violation that the law leaves to a person; most of it only where a fine is possible. */
export function questionsFor(
  law: DiscretionLaw,
  facts: ViolationFacts,
  standing: Standing,
  range: FineRange | null,
): OfficerQuestion[] {
  const ofFine =
    range === null
      ? []
      : [
          ...gradeQuestions(range),
          ...closedDirection(law, range, 'LIGHTER'),
          ...closedDirection(law, range, 'HEAVIER'),
          ...weighingQuestions(facts, standing, range),
        ];
  return [...ofFine, ...unavailableLaw(law, facts)];
}
