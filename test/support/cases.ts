import { BEIJING, QIANJIANG, SHENZE } from './published.js';

interface Facts {
  readonly decisionDate: string;
  readonly violations: readonly object[];
  readonly circumstances?: readonly object[];
}

/** A published case as the bureau enters it. */
function caseOf(
  { decisionDate, violations, circumstances = [] }: Facts,
  name: string,
  code: string,
): CaseBody {
  return {
    track: 'PENALTY',
    district: '110000',
    inspectionNo: `检〔2025〕${code.slice(-3)}号`,
    officers: ['执法人员甲', '执法人员乙'],
    offender: { kind: 'DESIGNATED_INSTITUTION', name, code },
    decisionDate,
    facts: circumstances.map((_each, index) => ({ id: `f${index + 1}`, words: '检查笔录所载事实' })),
    violations: violations.map((violation) => ({ ...violation, facts: '检查所见', evidence: ['证1'] })),
    circumstances: circumstances.map((each, index) => ({ ...each, factId: `f${index + 1}` })),
  };
}

export interface CaseBody {
  readonly track: string;
  readonly district: string;
  readonly inspectionNo: string;
  readonly officers: readonly string[];
  readonly offender: object;
  readonly decisionDate?: string;
  readonly facts: readonly object[];
  readonly violations: readonly object[];
  readonly circumstances: readonly object[];
}

export const beijingCase = (code = 'H11010500101'): CaseBody => caseOf(BEIJING, '甲医院', code);
export const qianjiangCase = (code = 'H11010500102'): CaseBody => caseOf(QIANJIANG, '乙医院', code);
export const shenzeCase = (code = 'H11010500103'): CaseBody => caseOf(SHENZE, '丙医院', code);

/** 7.84 million charged outside the licence, recovered under the agreement, no fine. */
export const agreementMatter = {
  track: 'AGREEMENT',
  district: '110105',
  inspectionNo: '协〔2025〕1号',
  officers: ['经办人员甲', '经办人员乙'],
  offender: { kind: 'DESIGNATED_INSTITUTION', name: '丁医院', code: 'H11010500104' },
  breaches: [
    {
      id: 'b1',
      facts: '超出登记的诊疗科目收治并申报费用',
      clause: '服务协议诊疗范围条款',
      conductEndedOn: '2025-06-30',
      discoveredOn: '2025-07-10',
      amount: '7840000.00',
      worksheet: [
        { description: '第一季度', amount: '3840000.00' },
        { description: '第二季度', amount: '4000000.00' },
      ],
    },
  ],
};
