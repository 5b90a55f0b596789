import { RestorationEntity } from '../../../src/appeals/restoration.entity.js';
import {
  openRestorationSteps,
  type RestorationStep,
} from '../../../src/domain/procedure/restoration-states.js';
import type { Chance } from './chance.js';
import type { OperationKind } from './kinds.js';
import type { Operation } from './operation.js';
import { sitesOf, type Sites } from './registering.js';
import { daysBefore } from './days.js';
import { happened, type HistoryState, type Person } from './state.js';
import { tellingBody, type OutcomeTold } from './telling.js';
import { commitmentBody, registrationBody } from '../registry.js';
import { HOSPITAL, type Told } from '../scoring.js';

type Restoration = Pick<RestorationEntity, 'id' | 'state' | 'appliedOn'>;

interface Decided extends OutcomeTold {
  readonly countsFrom: string | null;
  readonly steps: readonly { readonly step: string }[];
}

/** Calendar days before the last day from which the window is open, but for long holidays; and with any. */
const NEAR = 24;
const FAR = 60;
/** What ends later is counted over a year without a calendar (S34). */
const PUBLISHED = '2027-01-01';

/** Through the hospital as long as the person works there, else at the counter. */
const through = ({ at }: Sites): string => (at.includes(HOSPITAL) ? 'hospital' : 'district-agency');

const applicationOf = (person: Person, sites: Sites, day: string): object => ({
  personCode: person.code,
  reasons: '已整改并完成学习',
  ...(through(sites) === 'hospital' && { institutionReview: { agreed: true, on: day, opinion: '同意' } }),
});

const newSites = (day: string): object => ({
  newSites: [
    { commitment: commitmentBody(HOSPITAL, day), registration: registrationBody(HOSPITAL, { from: day }) },
  ],
});

/** After a termination the new sites are there already, or still to be brought. */
const withSites = (terminated: boolean, day: string, chance: Chance): object =>
  terminated && chance.oneIn(2) ? newSites(day) : {};

async function file(history: HistoryState, person: Person, sites: Sites, more: object): Promise<void> {
  const { bureau } = history;
  const told = await bureau.attempt<Told>({
    kind: 'RESTORATION_FILED',
    username: through(sites),
    path: '/restorations',
    body: { ...applicationOf(person, sites, bureau.day), ...more },
    line: 'RESTORATION_FILED',
  });
  if (told !== null) history.restorations.push({ id: told.id, person });
}

/** The day from which the agency asks whether the person wants to be restored (S31). */
async function askedFrom({ bureau }: HistoryState, { code }: Person): Promise<string | null> {
  const rows = await bureau.read.query<{ title: string }[]>(
    `SELECT title FROM clock WHERE closed_at IS NULL AND kind = 'RESTATE_RESTORATION' ORDER BY id`,
  );
  const asked = rows.find(({ title }) => title.includes(code));
  return /申请自 (\S+) 起恢复/.exec(asked?.title ?? '')?.[1] ?? null;
}

type Act = (history: HistoryState, restoration: Restoration, person: Person) => Promise<void>;

const reviewing =
  (kind: OperationKind, which: 'first' | 'second', agreed: boolean): Act =>
  async (history, { id, appliedOn }, person) => {
    const { bureau } = history;
    const told = await bureau.attempt({
      kind,
      username: which === 'first' ? 'district-agency' : 'city-agency-2',
      path: `/restorations/${id}/${which}-review`,
      body: { agreed, opinion: '审查意见' },
      line: which === 'first' ? 'RESTORATION_FIRST_REVIEWED' : 'RESTORATION_SECOND_REVIEWED',
    });
    if (told === null || kind !== 'RESTORED') return;
    const { countsFrom } = await bureau.told<Decided>('auditor', 'GET', `/restorations/${id}`);
    const days = { appliedOn: countsFrom ?? appliedOn, approvedOn: countsFrom ?? bureau.day };
    happened(history, person, { type: 'RESTORE', ...days });
  };

const ACTS: Readonly<Record<RestorationStep, { readonly weight: number; readonly act: Act }>> = {
  SUPPLY_SITES: {
    weight: 1.5,
    act: async ({ bureau }, { id }) => {
      await bureau.attempt({
        kind: 'RESTORATION_SITES',
        username: 'district-agency',
        path: `/restorations/${id}/new-sites`,
        body: newSites(bureau.day),
        line: 'RESTORATION_SITES_SUPPLIED',
      });
    },
  },
  AGREE_FIRST: { weight: 6, act: reviewing('RESTORATION_FIRST_AGREED', 'first', true) },
  REFUSE_FIRST: { weight: 0.8, act: reviewing('RESTORATION_FIRST_REFUSED', 'first', false) },
  APPROVE: { weight: 6, act: reviewing('RESTORED', 'second', true) },
  REFUSE_SECOND: { weight: 1.5, act: reviewing('RESTORATION_SECOND_REFUSED', 'second', false) },
  WITHDRAW: {
    weight: 0.5,
    act: async ({ bureau }, { id }) => {
      await bureau.attempt({
        kind: 'RESTORATION_WITHDRAWN',
        username: 'district-agency-2',
        path: `/restorations/${id}/withdrawal`,
        body: { reason: '补充材料', documentNo: '撤1' },
        line: 'RESTORATION_WITHDRAWN',
      });
    },
  },
};

async function operationsOfOpen(
  history: HistoryState,
): Promise<{ readonly open: boolean; readonly operations: Operation[] }> {
  const { bureau } = history;
  const operations: Operation[] = [];
  const tellings: Operation[] = [];
  for (const { id, person } of history.restorations) {
    const restoration = await bureau.read.findOneByOrFail(RestorationEntity, { id });
    if (['APPROVED', 'REFUSED'].includes(restoration.state))
      tellings.push({ weight: 2, run: () => tell(history, id) });
    for (const step of openRestorationSteps(restoration.state)) {
      const { weight, act } = ACTS[step];
      operations.push({ weight, run: () => act(history, restoration, person) });
    }
    if (restoration.state === 'FIRST_REVIEWED')
      operations.push({ weight: 1, run: () => reviewedByTheDistrict(history, restoration) });
  }
  return { open: operations.length > 0, operations: [...operations, ...tellings] };
}

/** Tells one of those who are still to be told of the outcome (PQ2025:30). */
async function tell({ bureau }: HistoryState, id: string): Promise<void> {
  const path = `/restorations/${id}`;
  const { outcomeTold, steps } = await bureau.told<Decided>('auditor', 'GET', path);
  const [recipient] = outcomeTold?.untold ?? [];
  if (recipient === undefined) return;
  await bureau.attempt({
    kind: 'RESTORATION_TOLD',
    username: steps.some(({ step }) => step === 'REFUSE_FIRST') ? 'district-agency' : 'city-agency',
    path: `${path}/outcome-tellings`,
    body: tellingBody(recipient, bureau.day),
    line: 'RESTORATION_OUTCOME_TOLD',
  });
}

const reviewedByTheDistrict = ({ bureau }: HistoryState, { id }: Restoration): Promise<void> =>
  bureau.transgress({
    kind: 'SECOND_REVIEW_BY_THE_DISTRICT',
    username: 'district-agency',
    path: `/restorations/${id}/second-review`,
    body: { agreed: true, opinion: '审查意见' },
    code: 'FORBIDDEN',
  });

/** What can be done now to come back (PQ2025:30). */
export async function restorationOperations(history: HistoryState): Promise<Operation[]> {
  const { bureau } = history;
  const { open, operations } = await operationsOfOpen(history);
  if (open) return operations;
  for (const person of history.people) {
    const sites = await sitesOf(history, person);
    const { restrictions } = sites;
    const waiting = restrictions.filter(({ restoredOn }) => restoredOn === null);
    const begun = waiting.filter(({ from }) => from <= bureau.day);
    const terminated = begun.some(({ kind }) => kind === 'TERMINATION');
    const last = begun
      .map(({ to }) => to ?? '9999-12-31')
      .sort()
      .at(-1);
    const body = applicationOf(person, sites, bureau.day);
    const wrongly = (
      kind: 'RESTORATION_OF_NOBODY_RESTRICTED' | 'RESTORATION_TOO_EARLY',
      code: string,
    ): Operation => ({
      weight: kind === 'RESTORATION_TOO_EARLY' ? 0.4 : 0.1,
      run: () => bureau.transgress({ kind, username: through(sites), path: '/restorations', body, code }),
    });
    const countsFrom = await askedFrom(history, person);
    if (countsFrom !== null)
      operations.push({ weight: 40, run: () => file(history, person, sites, { countsFrom }) });
    if (waiting.length === 0) operations.push(wrongly('RESTORATION_OF_NOBODY_RESTRICTED', 'NOT_RESTRICTED'));
    else if (last !== undefined && bureau.day >= daysBefore(last, NEAR))
      operations.push({
        weight: 8,
        run: (chance) => file(history, person, sites, withSites(terminated, bureau.day, chance)),
      });
    else if (last !== undefined && bureau.day < daysBefore(last, FAR) && last < PUBLISHED)
      operations.push(wrongly('RESTORATION_TOO_EARLY', 'TOO_EARLY'));
  }
  return operations;
}
