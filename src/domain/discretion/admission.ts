import type { Fault } from '../shared/result.js';
import { chargeOf } from './charge.js';
import { circumstanceFaults } from './circumstance-faults.js';
import type { Facts } from './facts.js';
import { fault } from './fault.js';
import type { DiscretionLaw } from './law.js';
import { violationFaults } from './violation-faults.js';

function repeatedIds(ids: readonly string[], pointerOf: (index: number) => string, what: string): Fault[] {
  return ids.flatMap((id, index) =>
    ids.indexOf(id) < index
      ? [fault(pointerOf(index), 'DUPLICATE_ID', `${what} ${id} 重复出现，请只保留一个或改用不同的编号。`)]
      : [],
  );
}

function proposalFaults(law: DiscretionLaw, facts: Facts): Fault[] {
  const byId = new Map(facts.violations.map((violation) => [violation.id, violation]));
  const faults = facts.proposal.flatMap((proposed, index) => {
    const at = `/proposal/${index}`;
    const violation = byId.get(proposed.violationId);
    if (violation === undefined) {
      return [
        fault(`${at}/violationId`, 'UNKNOWN_REFERENCE', `没有编号为 ${proposed.violationId} 的违法行为。`),
      ];
    }
    const { fine, basis } = chargeOf(law, violation).liability;
    if (proposed.figure.kind !== 'MULTIPLE' || fine?.kind !== 'FIXED') return [];
    const detail = '该条罚款为定额，没有倍数；请用 fine 写明金额（元）。';
    return [fault(`${at}/multiple`, 'MULTIPLE_NOT_APPLICABLE', detail, basis)];
  });
  const ids = facts.proposal.map(({ violationId }) => violationId);
  return [
    ...faults,
    ...repeatedIds(ids, (index) => `/proposal/${index}/violationId`, '对同一违法行为的建议'),
  ];
}

/** Every fault of law in the facts: what contradicts itself, the articles, or what it refers to. */
export function faultsOfLaw(law: DiscretionLaw, facts: Facts): Fault[] {
  const ids = facts.violations.map(({ id }) => id);
  return [
    ...repeatedIds(ids, (index) => `/violations/${index}/id`, '违法行为编号'),
    ...violationFaults(law, facts),
    ...circumstanceFaults(law, facts),
    ...proposalFaults(law, facts),
  ];
}
