import { JwtService } from '@nestjs/jwt';
import type { EntityManager } from 'typeorm';
import { Database } from '../../../src/platform/database/database.js';
import type { OperationKind, RefusalKind } from './kinds.js';
import { openTestApp, type Answer, type TestApp } from '../test-app.js';
import { TestClock } from '../test-clock.js';

const MILLISECONDS = 1000;
const TOKEN_SECONDS = 900;
/** Refusals by law and by the state of things; any other is a mistake of the generator, or a fault. */
const LAWFUL_REFUSALS = [409, 422];

interface Asked {
  readonly username: string;
  readonly path: string;
  readonly body?: object;
}

/** Something that the present state leaves open; the law may still be against it. */
export interface Attempt extends Asked {
  readonly kind: OperationKind;
  /** The action that its line in the record has. */
  readonly line: string;
}

/** Something that has to be refused. */
export interface Transgression extends Asked {
  readonly kind: RefusalKind;
  /** The code of one of the faults, or of the refusal. */
  readonly code: string;
}

/** What was done, for people: how to do it again by hand, and what came of it. */
type Done = string;

/** The program, spoken to by its accounts on the day it is; every change and every refusal is looked at. */
export class HistoryBureau {
  readonly accepted = new Map<OperationKind, number>();
  readonly refusedByLaw = new Map<string, number>();
  readonly refused = new Map<RefusalKind, number>();
  /** The claims of everybody who signed in. */
  private readonly claims = new Map<string, object>();
  private readonly tokens = new Map<string, string>();
  private steps: Done[] = [];

  private constructor(
    readonly app: TestApp,
    private readonly clock: TestClock,
  ) {}

  static async open(day: string): Promise<HistoryBureau> {
    const clock = new TestClock(`${day}T02:00:00.000Z`);
    return new HistoryBureau(await openTestApp({ clock }), clock);
  }

  get read(): EntityManager {
    return this.app.app.get(Database).read;
  }

  /** The present day. */
  get day(): string {
    return this.clock.now().toISOString().slice(0, 'YYYY-MM-DD'.length);
  }

  /** Moves the present to a later day. */
  today(day: string): void {
    const now = this.clock.now().getTime();
    this.clock.advanceSeconds((Date.parse(`${day}T02:00:00.000Z`) - now) / MILLISECONDS);
    this.tokens.clear();
  }

  /** From here on what is done is kept in this list. */
  noteIn(steps: Done[]): void {
    this.steps = steps;
  }

  /** The answer of a request that has to be carried out. */
  async told<T>(username: string, method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
    const answer = await this.asked(username, method, path, body);
    if (!isDone(answer)) throw new Error(`${method} ${path} by ${username}: ${answer.status} ${answer.text}`);
    return answer.json() as T;
  }

  /** Does something open. @returns its answer; null where the law was against it, and nothing was written. */
  async attempt<T>({ kind, username, path, body = {}, line }: Attempt): Promise<T | null> {
    await this.tokenOf(username);
    const before = await this.mark();
    const answer = await this.asked(username, 'POST', path, body);
    if (isDone(answer)) {
      this.note(`${kind} by ${username}`, path, body, 'done');
      await this.requireLine(before.lines, username, line);
      count(this.accepted, kind);
      return answer.json() as T;
    }
    const codes = codesOf(answer);
    this.note(`${kind} by ${username}`, path, body, codes.join(' '));
    if (!LAWFUL_REFUSALS.includes(answer.status)) throw new Error(`${kind}: ${answer.status} ${answer.text}`);
    for (const code of codes) count(this.refusedByLaw, `${kind} ${code}`);
    await this.requireNothing(before, kind);
    return null;
  }

  /** Does something that has to be refused. */
  async transgress({ kind, username, path, body = {}, code }: Transgression): Promise<void> {
    await this.tokenOf(username);
    const before = await this.mark();
    const answer = await this.asked(username, 'POST', path, body);
    const codes = isDone(answer) ? ['done'] : codesOf(answer);
    this.note(`${kind} by ${username}`, path, body, codes.join(' '));
    if (!codes.includes(code)) throw new Error(`${kind}: ${code} expected: ${answer.status} ${answer.text}`);
    await this.requireNothing(before, kind);
    count(this.refused, kind);
  }

  close(): Promise<void> {
    return this.app.close();
  }

  /** The answer of a request, whatever it is. */
  async asked(username: string, method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
    const token = await this.tokenOf(username);
    return this.app.request(method, `/api/v1${path}`, { token, ...(body !== undefined && { body }) });
  }

  /** Everybody signs in once, which takes long; on later days their token says the same, with another day. */
  private async tokenOf(username: string): Promise<string> {
    const valid = this.tokens.get(username);
    if (valid !== undefined) return valid;
    const jwt = this.app.app.get(JwtService);
    const claims = this.claims.get(username);
    const iat = Math.floor(this.clock.now().getTime() / MILLISECONDS);
    const token =
      claims === undefined
        ? await this.app.tokenOf(username)
        : await jwt.signAsync({ ...claims, iat }, { algorithm: 'HS256', expiresIn: TOKEN_SECONDS });
    this.tokens.set(username, token);
    if (claims === undefined) {
      const { iat: _iat, exp: _exp, ...stated } = jwt.decode<Record<string, unknown>>(token);
      this.claims.set(username, stated);
    }
    return token;
  }

  private note(what: string, path: string, body: object, outcome: string): void {
    this.steps.push(`${this.day} ${what}: POST ${path} ${JSON.stringify(body)} → ${outcome}`);
  }

  /** Lines of the record, and everything that was ever committed to the database. */
  private async mark(): Promise<{ readonly lines: number; readonly version: number }> {
    const [row] = await this.read.query<{ lines: number }[]>('SELECT count(*) AS lines FROM record_entry');
    const [data] = await this.read.query<{ data_version: number }[]>('PRAGMA data_version');
    return { lines: row?.lines ?? 0, version: data?.data_version ?? 0 };
  }

  private async requireLine(lines: number, username: string, action: string): Promise<void> {
    const written = await this.read.query<{ actor: string; action: string }[]>(
      'SELECT actor, action FROM record_entry WHERE sequence > ?',
      [lines],
    );
    if (written.some((each) => each.actor === username && each.action === action)) return;
    throw new Error(`no line ${action} by ${username} among ${JSON.stringify(written)}`);
  }

  private async requireNothing(
    before: Awaited<ReturnType<HistoryBureau['mark']>>,
    kind: string,
  ): Promise<void> {
    const after = await this.mark();
    if (after.lines !== before.lines || after.version !== before.version)
      throw new Error(`${kind} was refused and left something behind`);
  }
}

const isDone = ({ status }: Answer): boolean => status === 200 || status === 201;

/** The codes of the faults, or of the refusal itself. */
function codesOf(answer: Answer): string[] {
  const problem = answer.json() as { code: string; errors?: { code: string }[] };
  return problem.errors === undefined ? [problem.code] : problem.errors.map(({ code }) => code);
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
