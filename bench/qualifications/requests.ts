import { institutionCode, personCode, SERVICE_DAY } from './population.js';

/** How many different people are asked about, spread over all there are. */
export const ASKED = 1000;

const numbers = (people: number): number[] =>
  Array.from({ length: ASKED }, (_each, index) => Math.floor((index * people) / ASKED));

export interface Paths {
  readonly check: readonly string[];
  readonly ready: readonly string[];
  readonly findOne: readonly string[];
}

const API = '/api/v1';
export const CHECK_LIST = `${API}/qualifications/check`;
export const READY_LIST = `${API}/bench/ready-made`;

/** The same people by each of the three handlers. */
export function pathsFor(people: number): Paths {
  const asked = numbers(people).map(
    (number) => `${personCode(number)}?institution=${institutionCode(number)}&on=${SERVICE_DAY}`,
  );
  return {
    check: asked.map((each) => `${API}/qualifications/${each}`),
    ready: asked.map((each) => `${API}/bench/ready-made/${each}`),
    findOne: asked.map((each) => `${API}/bench/find-one/${each}`),
  };
}

export const listFor = (people: number): string =>
  JSON.stringify({
    items: numbers(people).map((number) => ({
      personCode: personCode(number),
      institution: institutionCode(number),
      on: SERVICE_DAY,
      emergency: false,
    })),
  });
