import { addMoney, formatMoney, money, NO_MONEY } from '../domain/shared/money.js';
import type { Fault } from '../domain/shared/result.js';
import type { BreachForm, CaseForm, CaseViolationForm } from './case.dto.js';

function repeated(list: readonly { readonly id: string }[], at: string): Fault[] {
  const ids = list.map(({ id }) => id);
  return ids.flatMap((id, index) =>
    ids.indexOf(id) < index
      ? [
          {
            pointer: `${at}/${index}/id`,
            code: 'DUPLICATE_ID',
            detail: `编号 ${id} 重复，请改用不同的编号。`,
          },
        ]
      : [],
  );
}

/** The sum of the lines has to be the amount, to the fen. */
function worksheetFaults(list: readonly (CaseViolationForm | BreachForm)[], at: string): Fault[] {
  return list.flatMap(({ worksheet, amount }, index) => {
    if (worksheet.length === 0) return [];
    const sum = worksheet.map((line) => money(line.amount)).reduce(addMoney, NO_MONEY);
    if (amount !== undefined && money(amount) === sum) return [];
    const stated = amount === undefined ? '未填写金额' : `金额为 ${formatMoney(money(amount))} 元`;
    const detail = `计算表合计 ${formatMoney(sum)} 元，${stated}，两者须一致。`;
    return [{ pointer: `${at}/${index}/amount`, code: 'WORKSHEET_SUM', detail }];
  });
}

function conductFaults(violations: readonly CaseViolationForm[]): Fault[] {
  return violations.flatMap(({ conductStartedOn, conductEndedOn }, index) =>
    conductStartedOn !== undefined && conductStartedOn > conductEndedOn
      ? [
          {
            pointer: `/violations/${index}/conductStartedOn`,
            code: 'DATE_ORDER',
            detail: `开始日 ${conductStartedOn} 晚于终了日 ${conductEndedOn}，请核对。`,
          },
        ]
      : [],
  );
}

function referenceFaults({ circumstances, facts, violations }: CaseForm): Fault[] {
  const factIds = new Set(facts.map(({ id }) => id));
  const violationIds = new Set(violations.map(({ id }) => id));
  return circumstances.flatMap(({ factId, violationIds: covered }, index) => [
    ...(factIds.has(factId)
      ? []
      : [
          {
            pointer: `/circumstances/${index}/factId`,
            code: 'UNKNOWN_REFERENCE',
            detail: `facts 中没有编号为 ${factId} 的事实。`,
          },
        ]),
    ...(covered ?? []).flatMap((id, place) =>
      violationIds.has(id)
        ? []
        : [
            {
              pointer: `/circumstances/${index}/violationIds/${place}`,
              code: 'UNKNOWN_REFERENCE',
              detail: `没有编号为 ${id} 的违法行为。`,
            },
          ],
    ),
  ]);
}

/** What does not add up in the facts of a case, be it ever so unfinished. */
export function faultsOfDraft(form: CaseForm): Fault[] {
  return [
    ...repeated(form.facts, '/facts'),
    ...repeated(form.violations, '/violations'),
    ...repeated(form.breaches, '/breaches'),
    ...worksheetFaults(form.violations, '/violations'),
    ...worksheetFaults(form.breaches, '/breaches'),
    ...conductFaults(form.violations),
    ...referenceFaults(form),
  ];
}
