import { Database } from '../../src/platform/database/database.js';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
import { DEMO_PASSWORD, type Answer, type TestApp } from './test-app.js';

/** What a sign-in or a refresh gives. */
export interface SignIn {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly refreshExpiresIn: number;
  readonly mustDo?: string;
}

export const ME = '/api/v1/auth/me';
export const OWN_PASSWORD = 'a tulip under snow';
/** For whoever has had the first. */
export const NEXT_PASSWORD = 'a crocus under snow';

export const post = (app: TestApp, path: string, body?: object, token?: string): Promise<Answer> =>
  app.request('POST', `/api/v1/${path}`, {
    ...(body !== undefined && { body }),
    ...(token !== undefined && { token }),
  });

export const login = (app: TestApp, username: string, password = DEMO_PASSWORD): Promise<Answer> =>
  post(app, 'auth/login', { username, password });

export const signIn = async (app: TestApp, username: string, password?: string): Promise<SignIn> =>
  (await login(app, username, password)).json() as SignIn;

export const me = (app: TestApp, token: string): Promise<Answer> => app.request('GET', ME, { token });

/** The lines of an action in the record, oldest first: who, about what, what stood after. */
export async function linesOf(
  app: TestApp,
  action: string,
): Promise<{ readonly actor: string; readonly subject: string; readonly after: unknown }[]> {
  const entries = await app.app.get(Database).read.find(RecordEntryEntity, {
    where: { action },
    order: { sequence: 'ASC' },
  });
  return entries.map(({ actor, subject, after }) => ({
    actor,
    subject,
    after: JSON.parse(after ?? 'null') as unknown,
  }));
}

/** What a grant or its confirmation answers. */
export interface Granted {
  readonly id: number;
  readonly state: string;
  readonly oneTimePassword: string | null;
}

/** Takes a one-time password and changes it, to the usual one of the tests if no other; the token after it. */
export async function takeOver(
  app: TestApp,
  username: string,
  oneTimePassword: string,
  newPassword = OWN_PASSWORD,
): Promise<string> {
  const first = await signIn(app, username, oneTimePassword);
  const change = { currentPassword: oneTimePassword, newPassword };
  return ((await post(app, 'auth/password', change, first.accessToken)).json() as SignIn).accessToken;
}

/**
 * Makes an account and grants it something, as the administrators do, and the head where it takes two of them; its token,
 * after its first password change.
 */
export async function newAccount(app: TestApp, username: string, grant?: object): Promise<string> {
  const sysadmin = await app.tokenOf('sysadmin');
  const made = await post(app, 'accounts', { username, displayName: '某某' }, sysadmin);
  const { oneTimePassword } = made.json() as { oneTimePassword: string };
  if (grant === undefined) return takeOver(app, username, oneTimePassword);
  const path = `accounts/${username}/grants`;
  const secadmin = await app.tokenOf('secadmin');
  const given = (await post(app, path, { reason: '任职', ...grant }, secadmin)).json() as Granted;
  const { oneTimePassword: told } =
    given.state === 'WAITING'
      ? ((
          await post(app, `${path}/${given.id}/confirm`, undefined, await app.tokenOf('city-bureau-head'))
        ).json() as Granted)
      : given;
  return takeOver(app, username, told ?? '');
}

/** A machine key, asked for by one administrator and confirmed by the other. */
export async function newMachineKey(
  app: TestApp,
  body: object,
): Promise<{ readonly id: string; readonly key: string }> {
  const asked = await post(app, 'auth/machine-keys', body, await app.tokenOf('sysadmin'));
  const { id } = asked.json() as { id: string };
  const confirm = `auth/machine-keys/${id}/confirm`;
  const confirmed = await post(app, confirm, undefined, await app.tokenOf('secadmin'));
  return confirmed.json() as { id: string; key: string };
}
