import { money, NO_MONEY } from '../../shared/money.js';
import { withViolation, type Subject, type Supposition } from './subject.js';

/** A loss that nobody has stated: any amount above zero, of which only the multiples mean something. */
const ANY_LOSS = money('1.00');

/** No loss where one is stated, some loss where none is. */
export function amountSuppositions(subject: Subject): Supposition[] {
  const { charge, violation } = subject;
  const assumed = charge.amount === NO_MONEY;
  const amount = assumed ? ANY_LOSS : null;
  const what = charge.charged.amount === 'REQUIRED' ? '骗取基金' : '造成基金损失';
  return [
    {
      change: { kind: 'AMOUNT', from: violation.amount, to: amount, assumed },
      citation: charge.charged.basis,
      clause: assumed ? `违法行为${what}` : `违法行为没有${what}`,
      note: '',
      facts: withViolation(subject, { amount }),
    },
  ];
}
