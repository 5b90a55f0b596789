import { NO_MONEY } from '../shared/money.js';
import type { Fault } from '../shared/result.js';
import { chargeOf, type Charge } from './charge.js';
import type { Facts, ViolationFacts } from './facts.js';
import { fault, OFFENDER_WORDS } from './fault.js';
import { gradeRow, scheduleInForce } from './grade.js';
import type { DiscretionLaw } from './law.js';

function offenderFaults(facts: Facts, violation: ViolationFacts, charge: Charge, at: string): Fault[] {
  const { offender, basis } = charge.charged;
  if (offender === facts.offender.kind) return [];
  const detail = `${violation.provision} 只适用于${OFFENDER_WORDS[offender]}，当事人是${OFFENDER_WORDS[facts.offender.kind]}。`;
  return [fault(`${at}/provision`, 'PROVISION_NOT_FOR_OFFENDER', detail, basis)];
}

function amountFaults(violation: ViolationFacts, charge: Charge, at: string): Fault[] {
  const { amount: rule, basis } = charge.charged;
  if (rule === 'REQUIRED' && charge.amount === NO_MONEY) {
    const detail = '该条以骗取金额为罚款基数，须填写大于零的金额（amount）。';
    return [fault(`${at}/amount`, 'AMOUNT_REQUIRED', detail, basis)];
  }
  if (rule === 'NOT_APPLICABLE' && violation.amount !== null) {
    const detail = '该条不以金额为罚款基数，请删去 amount；造成损失的另按第三十八条等认定。';
    return [fault(`${at}/amount`, 'AMOUNT_NOT_APPLICABLE', detail, basis)];
  }
  return [];
}

function dateFaults(facts: Facts, violation: ViolationFacts, at: string): Fault[] {
  if (facts.decisionDate >= violation.discoveredOn) return [];
  const detail = `决定日 ${facts.decisionDate} 早于发现日 ${violation.discoveredOn}，请核对两个日期。`;
  return [fault(`${at}/discoveredOn`, 'DATE_ORDER', detail)];
}

function gradeFaults(law: DiscretionLaw, violation: ViolationFacts, charge: Charge, at: string): Fault[] {
  const reference = violation.grade;
  if (reference === null) return [];
  const schedule = law.rulebook.schedules.find(({ id }) => id === reference.scheduleId);
  if (schedule === undefined) {
    const detail = `没有编号为 ${reference.scheduleId} 的裁量细则，请从 GET /discretion/schedules 中选择。`;
    return [fault(`${at}/grade/scheduleId`, 'UNKNOWN_REFERENCE', detail, 'DB2025:9')];
  }
  const faults: Fault[] = [];
  if (!scheduleInForce(law, schedule)) {
    const days = `${schedule.validFrom} 至 ${schedule.validTo ?? '今'}`;
    const successor = schedule.supersededBy === undefined ? '' : `（其后由 ${schedule.supersededBy} 取代）`;
    const detail = `裁量细则 ${schedule.id} 的有效期为 ${days}${successor}，决定日 ${law.decisionDate} 不在其内。`;
    faults.push(fault(`${at}/grade/scheduleId`, 'SCHEDULE_NOT_IN_FORCE', detail, 'DB2025:24'));
  }
  const found = gradeRow(law, reference);
  if (found === null) {
    const detail = `裁量细则 ${schedule.id} 中没有编号为 ${reference.rowId} 的阶次。`;
    faults.push(fault(`${at}/grade/rowId`, 'UNKNOWN_REFERENCE', detail, 'DB2025:9'));
  } else if (!found.row.bases.includes(charge.liability.basis)) {
    const detail = `阶次 ${found.row.id} 适用于 ${found.row.bases.join('、')}，本违法行为依 ${charge.liability.basis} 处理。`;
    faults.push(fault(`${at}/grade/rowId`, 'GRADE_NOT_FOR_PROVISION', detail, charge.liability.basis));
  }
  return faults;
}

/** Faults of law in each violation: who, amount, dates, grade. */
export function violationFaults(law: DiscretionLaw, facts: Facts): Fault[] {
  return facts.violations.flatMap((violation, index) => {
    const at = `/violations/${index}`;
    const charge = chargeOf(law, violation);
    return [
      ...offenderFaults(facts, violation, charge, at),
      ...amountFaults(violation, charge, at),
      ...dateFaults(facts, violation, at),
      ...gradeFaults(law, violation, charge, at),
    ];
  });
}
