import { Database } from '../../src/platform/database/database.js';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
import { expectProblem } from './problem.js';
import { briefly, Speaker, type ToldFault } from './registry.js';
import { TestClock } from './test-clock.js';
import { openTestApp, type Answer, type TestApp } from './test-app.js';

export const HOSPITAL = 'H11010500001';
export const SECOND_HOSPITAL = 'H11010500002';
export const PHARMACY = 'P11010500001';
export const DOCTOR = 'D110105000001';
export const NURSE = 'N110105000001';
export const PHARMACIST = 'HY110105000001';
export const TECHNICIAN = 'HJ110105000001';
export const PRINCIPAL = 'Y110105000001';

const MILLISECONDS = 1000;

type Method = 'GET' | 'POST';

/** The program on a day of its own, spoken to by its accounts. */
export class ScoringBureau {
  private speaker: Speaker;

  private constructor(
    readonly app: TestApp,
    private readonly clock: TestClock,
  ) {
    this.speaker = new Speaker(app);
  }

  /** @param day the present day in Shanghai. */
  static async open(day: string): Promise<ScoringBureau> {
    const clock = new TestClock(`${day}T02:00:00.000Z`);
    return new ScoringBureau(await openTestApp({ clock }), clock);
  }

  /** Moves the present to another day; everybody signs in anew. */
  today(day: string): void {
    const now = this.clock.now().getTime();
    this.clock.advanceSeconds((Date.parse(`${day}T02:00:00.000Z`) - now) / MILLISECONDS);
    this.speaker = new Speaker(this.app);
  }

  ask(username: string, method: Method, path: string, body?: unknown): Promise<Answer> {
    return this.speaker.ask(username, method, path, body);
  }

  told<T>(username: string, method: Method, path: string, body?: unknown): Promise<T> {
    return this.speaker.told<T>(username, method, path, body);
  }

  /** `/from CODE citation` of every fault of a refusal by law; nothing is written by it. */
  async refused(username: string, path: string, body: unknown): Promise<string[]> {
    const before = await this.written();
    const problem = expectProblem(await this.ask(username, 'POST', path, body), 422, 'RULE_VIOLATION');
    const after = await this.written();
    if (before !== after) throw new Error(`a refusal wrote ${after - before} lines of the record`);
    return briefly(problem['errors'] as ToldFault[]);
  }

  /** Changes in the record so far: every change leaves at least one line. */
  written(): Promise<number> {
    return this.app.app.get(Database).read.count(RecordEntryEntity);
  }

  close(): Promise<void> {
    return this.app.close();
  }
}

export interface FindingBody {
  readonly personCode: string;
  readonly [member: string]: unknown;
}

/** A finding in its plainest form. */
export const found = (personCode: string, change: Record<string, unknown> = {}): FindingBody => ({
  personCode,
  conductId: '检〔2025〕1号/1',
  conduct: '超标准收费',
  circumstance: 'PQ2025:22(1)',
  degree: 'GENERAL',
  degreeReasons: '在收费环节配合',
  ...change,
});

let numbers = 0;

/** A fresh number of a document. */
export const numbered = (kind: string): string => `${kind}〔2025〕${++numbers}号`;

/** A stand-alone determination (PQ2025:16.3), whose points’ day is its own. */
export const standAlone = (
  determinedOn: string,
  findings: readonly FindingBody[],
  change: Record<string, unknown> = {},
): Record<string, unknown> => ({
  number: numbered('认'),
  determinedOn,
  source: {
    kind: 'STAND_ALONE',
    reasons: '行为性质恶劣',
    institution: HOSPITAL,
    inspectionNo: '检〔2025〕1号',
  },
  institutionHeard: { on: determinedOn, opinion: '没有意见' },
  findings,
  ...change,
});

export interface Told {
  readonly id: string;
}

export interface NoticeTold extends Told {
  readonly number: string;
  readonly points: number;
  readonly yearTotalAfter: number;
  readonly now: {
    readonly points: number;
    readonly yearTotalAfter: number;
    readonly objectionDeadline: string | null;
    readonly provisional: boolean;
    readonly measure: Record<string, unknown> | null;
  };
  readonly [member: string]: unknown;
}

interface Months {
  readonly months?: number;
  readonly monthsReasons?: string;
}

/** The months of a notice with their reasons. */
export const forMonths = (months: number): Months => ({ months, monthsReasons: '情节一般' });

/** Determines and issues the notice to one person in one go, on the present day. */
export async function noticed(
  bureau: ScoringBureau,
  determination: object,
  personCode: string,
  months: Months = {},
  agency = 'district-agency',
  determiner = agency,
): Promise<NoticeTold> {
  const { id } = await bureau.told<Told>(determiner, 'POST', '/scoring/determinations', determination);
  return bureau.told(agency, 'POST', `/scoring/determinations/${id}/notices`, {
    personCode,
    number: numbered('记'),
    ...months,
  });
}

/** A plain proof of service to the institution. */
export const servedOn = (receivedOn: string, change: Record<string, unknown> = {}): object => ({
  recipient: 'INSTITUTION',
  method: 'DIRECT',
  receivedOn,
  servedBy: '送达人甲',
  receivedBy: '医保办',
  proof: '送达回证一份',
  ...change,
});
