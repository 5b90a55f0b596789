import type { FormFault } from '../platform/http/form-shape.js';

/** Members that a kind of form must have, and those it may have. */
export interface Members {
  readonly must: readonly string[];
  readonly may: readonly string[];
}

/**
 * Faults of a form whose kind decides its members.
 * @param always members that every kind has, and that tell about themselves.
 */
export function membersOfKind(
  form: Readonly<Record<string, unknown>>,
  kind: string,
  { must, may }: Members,
  always: readonly string[],
): FormFault[] {
  const given = Object.entries(form)
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name);
  const missing = must.filter((name) => !given.includes(name));
  const foreign = given.filter((name) => ![...always, ...must, ...may].includes(name));
  return [
    ...missing.map((name): FormFault => ({
      pointer: `/${name}`,
      code: 'REQUIRED',
      detail: `${kind} 须填写 ${name}`,
    })),
    ...foreign.map((name): FormFault => ({
      pointer: `/${name}`,
      code: 'INVALID_VALUE',
      detail: `${kind} 不填写 ${name}，请删去`,
    })),
  ];
}
