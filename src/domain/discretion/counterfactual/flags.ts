import type { Charge } from '../charge.js';
import { GRAVE_CONSEQUENCES, OUT_OF_TIME, REFUSAL_OR_REPEAT } from '../items.js';
import { VIOLATION_FLAGS, type ViolationFlag } from './counterfactual.js';
import { withViolation, type Subject, type Supposition } from './subject.js';

interface FlagWords {
  readonly had: string;
  readonly hadNot: string;
  /** The provision that makes the flag matter under this charge. */
  readonly citation: (charge: Charge) => string;
}

const suspendsOnFlags = ({ liability }: Charge): boolean =>
  liability.departmentSuspension?.when === 'REFUSAL_OR_SERIOUS_CONSEQUENCES';

const FLAGS: Readonly<Record<ViolationFlag, FlagWords>> = {
  refusedToCorrect: {
    had: '当事人经责令改正而拒不改正',
    hadNot: '当事人没有拒不改正',
    citation: ({ liability }) =>
      liability.fine?.trigger === 'REFUSED_TO_CORRECT' ? liability.basis : REFUSAL_OR_REPEAT,
  },
  seriousConsequences: {
    had: '违法行为造成严重后果',
    hadNot: '违法行为没有造成严重后果',
    citation: (charge) => (suspendsOnFlags(charge) ? charge.liability.basis : GRAVE_CONSEQUENCES),
  },
  harmToLifeHealthOrFinancialSafety: {
    had: '违法行为涉及公民生命健康安全、金融安全且有危害后果',
    hadNot: '违法行为不涉及公民生命健康安全、金融安全，或者没有危害后果',
    citation: () => OUT_OF_TIME,
  },
  fraudulentIntent: {
    had: '当事人以骗取医疗保障基金为目的',
    hadNot: '当事人不以骗取医疗保障基金为目的',
    citation: ({ charged }) => (charged.offender === 'INDIVIDUAL' ? 'REG735:41.2' : 'REG735:40.2'),
  },
};

/** Each flag of the violation the other way round. */
export function flagSuppositions(subject: Subject): Supposition[] {
  return VIOLATION_FLAGS.map((flag) => {
    const from = subject.violation[flag];
    const { had, hadNot, citation } = FLAGS[flag];
    return {
      change: { kind: 'FLAG', flag, from, to: !from },
      citation: citation(subject.charge),
      clause: from ? hadNot : had,
      note: '',
      facts: withViolation(subject, { [flag]: !from }),
    };
  });
}
