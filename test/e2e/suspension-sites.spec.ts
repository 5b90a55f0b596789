import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { servedToday, workOn } from '../support/appeals.js';
import { registeredBody } from '../support/registry.js';
import {
  forMonths,
  found,
  HOSPITAL,
  noticed,
  ScoringBureau,
  standAlone,
  type NoticeTold,
  type Told,
} from '../support/scoring.js';

const DAY = '2025-09-26';
const ELSEWHERE = 'H11010800001';
const [INTO, OTHER] = ['D110105000781', 'D110108000782'] as const;

interface SiteNotice extends Told {
  readonly institution: string;
  readonly state: string;
}

let bureau: ScoringBureau;
beforeEach(async () => {
  bureau = await ScoringBureau.open(DAY);
  await bureau.told('city-agency', 'POST', '/institutions', {
    code: ELSEWHERE,
    name: '海淀医院',
    kind: 'HOSPITAL',
    district: '110108',
    agreement: { from: '2025-01-01', documentNo: '海淀协1号' },
  });
  await bureau.told('city-agency', 'POST', '/persons', registeredBody(INTO, 781, HOSPITAL));
  await bureau.told('city-agency', 'POST', '/persons', registeredBody(OTHER, 782, ELSEWHERE));
});
afterEach(() => bureau.close());

/** Suspends somebody for two months from 2025-10-11 on, by default scored by the agency of 110105. */
async function suspended(personCode: string, agency = 'district-agency'): Promise<NoticeTold> {
  const nine = found(personCode, { degree: 'PRINCIPAL' });
  const notice = await noticed(bureau, standAlone(DAY, [nine]), personCode, forMonths(2), agency);
  return servedToday(bureau, notice.id, DAY, agency);
}

const notices = async (): Promise<readonly SiteNotice[]> =>
  (await bureau.told<{ items: SiteNotice[] }>('auditor', 'GET', '/site-notices?pageSize=200')).items;

/** Cancels the registration of somebody at their only site. */
async function cancel(personCode: string, on: string): Promise<void> {
  interface Person {
    readonly registrations: readonly Told[];
  }
  const { registrations } = await bureau.told<Person>('city-agency', 'GET', `/persons/${personCode}`);
  const path = `/registrations/${registrations[0]?.id ?? ''}/cancellation`;
  await bureau.told('city-agency', 'POST', path, { on, reason: 'LEFT' });
}

describe('a registration cancelled while its status waits to be changed (PQ2025:13, 24)', () => {
  it('waits no longer: there is nothing left to set', async () => {
    await suspended(INTO);
    const [told] = await notices();
    const subject = `site-notice/${told?.id ?? ''}`;
    expect(await workOn(bureau, subject)).toEqual([`CHANGE_STATUS ${HOSPITAL} 2025-10-11`]);
    bureau.today('2025-10-20');
    await cancel(INTO, '2025-10-20');
    expect(await workOn(bureau, subject)).toEqual([]);
    expect((await notices()).map(({ institution }) => institution)).toEqual([HOSPITAL]);
  });

  it('before the measure begins takes the instruction with it', async () => {
    await suspended(INTO);
    const [told] = await notices();
    bureau.today('2025-10-09');
    await cancel(INTO, '2025-10-09');
    expect(await workOn(bureau, `site-notice/${told?.id ?? ''}`)).toEqual([]);
    expect((await notices()).map(({ state }) => state)).toEqual(['VOID']);
  });

  it('moves the restoration window from the site that was left to the agency (PQ2025:30)', async () => {
    const { id } = await suspended(INTO);
    expect(await workOn(bureau, `measure/${id}`)).toEqual([`RESTORATION_WINDOW ${HOSPITAL} 2025-12-10`]);
    bureau.today('2025-10-20');
    await cancel(INTO, '2025-10-20');
    expect(await workOn(bureau, `measure/${id}`)).toEqual(['RESTORATION_WINDOW 110105 2025-12-10']);
  });
});

describe('the measures a district sees (PQ2025:27)', () => {
  const listed = async (status = ''): Promise<string[]> => {
    const path = `/measures?district=110108${status}`;
    const { items } = await bureau.told<{ items: { cause: string }[] }>('city-agency', 'GET', path);
    return items.map(({ cause }) => cause);
  };

  it('stay its own when the file is joined to one of another district, and parted again', async () => {
    const { id: own } = await suspended(OTHER, 'city-agency');
    expect(await listed()).toEqual([own]);
    const body = { into: INTO, other: OTHER, on: DAY, reason: '经核实为同一人' };
    const merged = await bureau.told<Told>('city-agency', 'POST', '/persons/merges', body);
    expect(await listed()).toEqual([own]);
    const undo = { on: DAY, reason: '并非同一人' };
    await bureau.told('city-agency', 'POST', `/persons/merges/${merged.id}/undo`, undo);
    expect(await listed()).toEqual([own]);
  });

  it('are not those of somebody whose file was joined by mistake only', async () => {
    const { id } = await suspended(INTO);
    expect(await listed()).toEqual([]);
    const body = { into: INTO, other: OTHER, on: DAY, reason: '经核实为同一人' };
    const merged = await bureau.told<Told>('city-agency', 'POST', '/persons/merges', body);
    expect(await listed()).toEqual([id]);
    const undo = { on: DAY, reason: '并非同一人' };
    await bureau.told('city-agency', 'POST', `/persons/merges/${merged.id}/undo`, undo);
    expect(await listed()).toEqual([]);
  });
});
