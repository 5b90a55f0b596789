import { date } from '../domain/shared/calendar-date.js';
import type { Account } from '../identity/identity.module.js';
import type { Clock } from '../platform/clock/clock.js';
import type { FormFault } from '../platform/http/form-shape.js';
import { InvalidRequest } from '../platform/http/problem.js';
import type { CheckItemForm } from './check.dto.js';
import { ownInstitution, type Question } from './question.js';

/** What was asked, with where it stands in the request. */
export interface PlacedForm {
  readonly form: CheckItemForm;
  readonly pointer: string;
}

/**
 * The questions of a request, with the caller's own institution and today where nothing else is said.
 * @throws InvalidRequest naming every question of an office without an institution.
 */
export function questionsOf(forms: readonly PlacedForm[], account: Account, clock: Clock): Question[] {
  const own = ownInstitution(account);
  const faults = forms.flatMap(({ form, pointer }): FormFault[] =>
    form.institution === undefined && own === null
      ? [
          {
            pointer: `${pointer}/institution`,
            code: 'REQUIRED',
            detail: '此项必填：请写明定点医药机构代码，例如 "H11010500001"',
          },
        ]
      : [],
  );
  if (faults.length > 0) throw new InvalidRequest(faults);
  return forms.map(({ form: { personCode, institution, on, emergency } }) => ({
    personCode,
    institution: institution ?? own ?? '',
    on: on === undefined ? clock.today() : date(on),
    emergency,
  }));
}
