import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { comparableCode } from '../domain/registry/codes.js';
import { addDays, type CalendarDate } from '../domain/shared/calendar-date.js';
import type { Fault } from '../domain/shared/result.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { Problem, RuleViolation } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import type { Account } from './account.js';
import { hasLapsed } from './accounts/second-person.js';
import {
  MachineKeyEntity,
  MachineKeyRequestEntity,
  MachineKeyRevocationEntity,
  MachineKeyUseEntity,
  type MachineKey,
} from './machine-key.entity.js';
import type { MachineKeyForm } from './machine-key.dto.js';
import type { MachineScope } from './machine-key-scope.js';
import { isInstitution } from './registered.js';

const PREFIX = 'mk_';
const KEY_BYTES = 32;
/** Two years: a rule of ours, no article asks for it. */
const LONGEST_VALID_DAYS = 2 * 366;
const HOUR_LENGTH = 'YYYY-MM-DDTHH'.length;

/** Who a request with a machine key speaks for, and what it may do. */
export interface MachineCaller {
  readonly account: Account;
  readonly scopes: readonly MachineScope[];
}

export const isMachineKey = (token: string): boolean => token.startsWith(PREFIX);

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Keys with which the systems of an institution ask in its name. */
@Injectable()
export class MachineKeyService {
  /** The hour in which this process last noted the use of a key. */
  private readonly noted = new Map<string, string>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Asks for a key: there is none before a security administrator has confirmed it.
   * @throws RuleViolation DATE_ORDER when its last day has passed, VALIDITY_TOO_LONG, UNKNOWN_REFERENCE for an institution
   *   that is not registered.
   */
  async ask(form: MachineKeyForm, account: Account): Promise<MachineKey> {
    const { name, scopes, expiresOn } = form;
    const institution = comparableCode(form.institution);
    return this.database.write(async (tx, at) => {
      const faults = validityFaults(expiresOn, this.clock.today());
      if (!(await isInstitution(tx, institution))) faults.push(unknownInstitution(institution));
      if (faults.length > 0) throw new RuleViolation(faults);
      const asked: MachineKeyRequestEntity = {
        id: this.ids.next(),
        name,
        institution,
        scopes: JSON.stringify(scopes),
        expiresOn,
        recordedAt: at,
        actor: account.username,
      };
      await tx.insert(MachineKeyRequestEntity, asked);
      const after = { name, institution, scopes, expiresOn };
      return {
        result: await this.withFate(tx, asked, at),
        record: recordOf(account, 'MACHINE_KEY_ASKED', asked.id, after),
      };
    });
  }

  /**
   * Makes the key that was asked for. It is told here and never again: only its hash is kept.
   * @throws Problem NOT_FOUND; CONFLICT when it does not wait any more.
   */
  async confirm(id: string, account: Account): Promise<MachineKey & { readonly secret: string }> {
    const secret = PREFIX + randomBytes(KEY_BYTES).toString('base64url');
    return this.database.write(async (tx, at) => {
      const { asked, state } = await this.keyOf(tx, id, at);
      if (state !== 'WAITING')
        throw new Problem('CONFLICT', '此密钥不待确认，或者逾期未确认，或者已经停用，请重新申请。');
      const { name, institution, scopes, expiresOn, actor: askedBy } = asked;
      const key = { id, name, institution, scopes, expiresOn, keyHash: hashOf(secret) };
      await tx.insert(MachineKeyEntity, { ...key, recordedAt: at, actor: account.username });
      const after = { name, institution, scopes: scopesOf(asked), expiresOn, askedBy };
      return {
        result: { ...(await this.withFate(tx, asked, at)), secret },
        record: recordOf(account, 'MACHINE_KEY_CREATED', id, after),
      };
    });
  }

  /** Takes a key, or what is asked for, out of use, at once. @throws Problem NOT_FOUND; CONFLICT when it was revoked before. */
  async revoke(id: string, reason: string, account: Account): Promise<MachineKey> {
    return this.database.write(async (tx, at) => {
      const { asked, revocation } = await this.keyOf(tx, id, at);
      if (revocation !== null) throw new Problem('CONFLICT', '此密钥已经停用。');
      const row = { keyId: id, reason, recordedAt: at, actor: account.username };
      await tx.insert(MachineKeyRevocationEntity, row);
      const after = { institution: asked.institution, reason };
      return {
        result: await this.withFate(tx, asked, at),
        record: recordOf(account, 'MACHINE_KEY_REVOKED', id, after),
      };
    });
  }

  /** Every key, of all institutions or one, in the order in which they were asked for. */
  async list(institution?: string): Promise<MachineKey[]> {
    const { read } = this.database;
    const asked = await read.find(MachineKeyRequestEntity, {
      where: institution === undefined ? {} : { institution: comparableCode(institution) },
      order: { recordedAt: 'ASC' },
    });
    const at = this.clock.instant();
    return Promise.all(asked.map((each) => this.withFate(read, each, at)));
  }

  /**
   * Who presents a key; read anew for each request, so that a revocation counts at once.
   * @throws Problem UNAUTHENTICATED, the same whether it is unknown, revoked or past its last day.
   */
  async callerOf(presented: string): Promise<MachineCaller> {
    const key = await this.database.read.findOneBy(MachineKeyEntity, { keyHash: hashOf(presented) });
    if (
      key === null ||
      key.expiresOn < this.clock.today() ||
      (await this.database.read.existsBy(MachineKeyRevocationEntity, { keyId: key.id }))
    )
      throw new Problem('UNAUTHENTICATED', '机器密钥无效、已停用或者已过有效期。');
    await this.noteUse(key.id);
    const account: Account = {
      id: key.id,
      username: `machine-key/${key.id}`,
      displayName: key.name,
      role: 'INSTITUTION_CLERK',
      office: key.institution,
      post: null,
      personCode: null,
    };
    return { account, scopes: scopesOf(key) };
  }

  /** @throws Problem NOT_FOUND */
  private async keyOf(manager: EntityManager, id: string, at: string): Promise<MachineKey> {
    const asked = await manager.findOneBy(MachineKeyRequestEntity, { id });
    if (asked === null) throw new Problem('NOT_FOUND', `没有编号为 ${id} 的机器密钥。`);
    return this.withFate(manager, asked, at);
  }

  /** What became of a key by an instant. */
  private async withFate(
    manager: EntityManager,
    asked: MachineKeyRequestEntity,
    at: string,
  ): Promise<MachineKey> {
    const { id: keyId, expiresOn, recordedAt } = asked;
    const key = await manager.findOneBy(MachineKeyEntity, { id: keyId });
    const revocation = await manager.findOneBy(MachineKeyRevocationEntity, { keyId });
    const use = await manager.findOneBy(MachineKeyUseEntity, { keyId });
    const isPast = expiresOn < this.clock.today();
    const waiting = isPast || hasLapsed(recordedAt, at) ? 'LAPSED' : 'WAITING';
    const made = isPast ? 'EXPIRED' : 'ACTIVE';
    const state = revocation !== null ? 'REVOKED' : key === null ? waiting : made;
    return { asked, key, revocation, usedAt: use?.usedAt ?? null, state };
  }

  /** Keeps when the key was last used, to the hour, so that a busy one is not written down each time. */
  private async noteUse(keyId: string): Promise<void> {
    const hour = `${this.clock.instant().slice(0, HOUR_LENGTH)}:00:00.000Z`;
    if (this.noted.get(keyId) === hour) return;
    this.noted.set(keyId, hour);
    await this.database.keep(async (rows) => {
      await rows.save(MachineKeyUseEntity, { keyId, usedAt: hour });
      return { result: undefined, record: [] };
    });
  }
}

const scopesOf = ({ scopes }: { readonly scopes: string }): MachineScope[] =>
  JSON.parse(scopes) as MachineScope[];

function validityFaults(expiresOn: string, today: CalendarDate): Fault[] {
  const fault = (code: string, detail: string): Fault[] => [{ pointer: '/expiresOn', code, detail }];
  if (expiresOn < today)
    return fault('DATE_ORDER', `有效期的最后一日 ${expiresOn} 已过，请填写今日或以后的日期。`);
  const last = addDays(today, LONGEST_VALID_DAYS);
  if (expiresOn <= last) return [];
  return fault(
    'VALIDITY_TOO_LONG',
    `有效期最长两年，最后一日不得晚于 ${last}（本系统的规定），到期前请另行申请。`,
  );
}

const unknownInstitution = (code: string): Fault => ({
  pointer: '/institution',
  code: 'UNKNOWN_REFERENCE',
  detail: `没有代码为 ${code} 的定点医药机构。`,
});

function recordOf(account: Account, action: string, id: string, after: RecordEntry['after']): RecordEntry {
  const { username: actor, office } = account;
  return { actor, office, action, subject: `machine-key/${id}`, before: null, after, receipt: null };
}
