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

/** Makes an account and grants it something, as the two administrators do; its token, after its first password change. */
export async function newAccount(app: TestApp, username: string, grant?: object): Promise<string> {
  const sysadmin = await app.tokenOf('sysadmin');
  const made = await post(app, 'accounts', { username, displayName: '某某' }, sysadmin);
  const { oneTimePassword } = made.json() as { oneTimePassword: string };
  if (grant !== undefined) {
    const secadmin = await app.tokenOf('secadmin');
    await post(app, `accounts/${username}/grants`, { reason: '任职', ...grant }, secadmin);
  }
  const first = await signIn(app, username, oneTimePassword);
  const change = { currentPassword: oneTimePassword, newPassword: OWN_PASSWORD };
  return ((await post(app, 'auth/password', change, first.accessToken)).json() as SignIn).accessToken;
}
