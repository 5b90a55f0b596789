import { LedgerService } from '../../../src/ledger/ledger.module.js';
import { RegistryService } from '../../../src/registry/registry.module.js';
import type { Chance } from './chance.js';
import type { Operation } from './operation.js';
import type { HistoryState, Person } from './state.js';
import { commitmentBody, registrationBody } from '../registry.js';
import { HOSPITAL, SECOND_HOSPITAL, type Told } from '../scoring.js';

interface Restriction {
  readonly cause: string;
  readonly kind: string;
  readonly from: string;
  readonly to: string | null;
  readonly restoredOn: string | null;
}

/** A person as the registry shows them to an office. */
export interface Registered {
  readonly registrations: readonly {
    readonly id: string;
    readonly institutionCode: string;
    readonly from: string;
    readonly cancelledOn: string | null;
  }[];
  readonly commitments: readonly {
    readonly institutionCode: string;
    readonly from: string;
    readonly to: string | null;
    readonly endedOn: string | null;
  }[];
  readonly standing: {
    readonly on: string;
    readonly status: string;
    readonly year: number;
    readonly yearTotal: number;
    readonly restrictions: readonly Restriction[];
  };
}

/** Where a person is registered today, and what restricts them by the stored projection. */
export interface Sites {
  readonly at: readonly string[];
  readonly standing: Registered['registrations'];
  readonly restrictions: readonly Restriction[];
}

export const registeredAs = ({ bureau }: HistoryState, { code }: Person): Promise<Registered> =>
  bureau.told('city-agency', 'GET', `/persons/${code}`);

export const standsOn = (
  { from, cancelledOn }: { readonly from: string; readonly cancelledOn: string | null },
  day: string,
): boolean => from <= day && (cancelledOn === null || day < cancelledOn);

/** As the registry and the projection have it; read past the API, which is asked when it is checked. */
export async function sitesOf({ bureau }: HistoryState, { code }: Person): Promise<Sites> {
  const registry = bureau.app.app.get(RegistryService);
  const found = await registry.personByCode(bureau.read, code);
  if (found === null) throw new Error(`nobody has the code ${code}`);
  const registrations = await registry.registrationsOf(bureau.read, found.id);
  const { restrictions } = await bureau.app.app.get(LedgerService).standingOf(bureau.read, found.id);
  const standing = registrations.filter((each) => standsOn(each, bureau.day));
  return { at: standing.map(({ institutionCode }) => institutionCode), standing, restrictions };
}

async function cancel({ bureau }: HistoryState, id: string): Promise<void> {
  await bureau.attempt({
    kind: 'REGISTRATION_CANCELLED',
    username: 'city-agency',
    path: `/registrations/${id}/cancellation`,
    body: { on: bureau.day, reason: 'LEFT' },
    line: 'REGISTRATION_CANCELLED',
  });
}

async function register(history: HistoryState, { code }: Person, institution: string): Promise<void> {
  const { bureau } = history;
  await bureau.attempt({
    kind: 'COMMITTED',
    username: 'city-agency',
    path: `/persons/${code}/commitments`,
    body: commitmentBody(institution, bureau.day),
    line: 'COMMITMENT_ENTERED',
  });
  await bureau.attempt({
    kind: 'REGISTERED',
    username: 'city-agency',
    path: `/persons/${code}/registrations`,
    body: registrationBody(institution, { from: bureau.day, multiSiteApproval: '多点〔2025〕1号' }),
    line: 'REGISTERED',
  });
}

const registerWrongly = ({ bureau }: HistoryState, { code }: Person, institution: string): Promise<void> =>
  bureau.transgress({
    kind: 'REGISTERED_WHILE_RESTRICTED',
    username: 'city-agency',
    path: `/persons/${code}/registrations`,
    body: registrationBody(institution, { from: bureau.day, multiSiteApproval: '多点〔2025〕1号' }),
    code: 'RESTRICTED',
  });

/** The notices that a request would raise and that whoever makes it has to name (PQ2025:34, 37); none where it goes through. */
async function raisedBy({ bureau }: HistoryState, path: string, body: object): Promise<string[] | null> {
  const answer = await bureau.asked('city-agency', 'POST', path, body);
  if (answer.status !== 422) return null;
  const { errors } = answer.json() as { errors: { code: string; detail: string }[] };
  return errors
    .filter(({ code }) => code === 'OTHER_NOTICE_RAISED')
    .flatMap(({ detail }) => /（([0-9a-f-]{36})）/.exec(detail)?.[1] ?? []);
}

/** Joins or parts files; where that raises notices, refused first, then done naming them. */
async function regroup<T>(
  history: HistoryState,
  request: Pick<Parameters<HistoryState['bureau']['attempt']>[0], 'kind' | 'path' | 'line'>,
  body: object,
): Promise<T | null> {
  const { bureau } = history;
  const told = await bureau.attempt<T>({ ...request, username: 'city-agency', body });
  if (told !== null) return told;
  const acknowledged = await raisedBy(history, request.path, body);
  if (acknowledged === null || acknowledged.length === 0) return null;
  return bureau.attempt<T>({ ...request, username: 'city-agency', body: { ...body, acknowledged } });
}

async function merge(history: HistoryState, chance: Chance): Promise<void> {
  const { bureau, people } = history;
  const [first, second]: readonly (Person | undefined)[] = chance.oneIn(2) ? people : [...people].reverse();
  if (first === undefined || second === undefined) return;
  const told = await regroup<Told>(
    history,
    { kind: 'MERGED', path: '/persons/merges', line: 'PERSONS_MERGED' },
    { into: first.code, other: second.code, on: bureau.day, reason: '同一人' },
  );
  if (told !== null) history.merged = told.id;
}

async function part(history: HistoryState, mergeId: string): Promise<void> {
  const { bureau } = history;
  const told = await regroup(
    history,
    { kind: 'PARTED', path: `/persons/merges/${mergeId}/undo`, line: 'MERGE_UNDONE' },
    { on: bureau.day, reason: '并非同一人' },
  );
  if (told !== null) history.merged = null;
}

/** What can become now of registrations and files. */
export async function registryOperations(history: HistoryState): Promise<Operation[]> {
  const { bureau, merged, people } = history;
  const operations: Operation[] = [];
  for (const person of people) {
    const { at, standing, restrictions } = await sitesOf(history, person);
    const restricted = restrictions.some(
      ({ from, restoredOn }) => from <= bureau.day && (restoredOn === null || bureau.day < restoredOn),
    );
    for (const { id } of standing) operations.push({ weight: 0.25, run: () => cancel(history, id) });
    for (const site of [HOSPITAL, SECOND_HOSPITAL].filter((each) => !at.includes(each)))
      operations.push(
        restricted
          ? { weight: 0.3, run: () => registerWrongly(history, person, site) }
          : { weight: at.length === 0 ? 3 : 0.3, run: () => register(history, person, site) },
      );
  }
  if (people.length > 1)
    operations.push(
      merged === null
        ? { weight: 3, run: (chance) => merge(history, chance) }
        : { weight: 1.2, run: () => part(history, merged) },
    );
  return operations;
}
