import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { comparableCode } from '../domain/registry/codes.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { Problem, RuleViolation } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import type { Account } from './account.js';
import {
  MachineKeyEntity,
  MachineKeyRevocationEntity,
  MachineKeyUseEntity,
  type MachineKey,
} from './machine-key.entity.js';
import type { MachineKeyForm } from './machine-key.dto.js';
import type { MachineScope } from './machine-key-scope.js';

const PREFIX = 'mk_';
const KEY_BYTES = 32;
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
   * Makes a key. It is told here and never again: only its hash is kept.
   * @throws RuleViolation when its last day has passed.
   */
  async create(form: MachineKeyForm, account: Account): Promise<MachineKey & { readonly secret: string }> {
    if (form.expiresOn < this.clock.today()) {
      const detail = `有效期的最后一日 ${form.expiresOn} 已过，请填写今日或以后的日期。`;
      throw new RuleViolation([{ pointer: '/expiresOn', code: 'DATE_ORDER', detail }]);
    }
    const secret = PREFIX + randomBytes(KEY_BYTES).toString('base64url');
    const { name, scopes, expiresOn } = form;
    const institution = comparableCode(form.institution);
    return this.database.write(async (tx, at) => {
      const key: MachineKeyEntity = {
        id: this.ids.next(),
        name,
        institution,
        scopes: JSON.stringify(scopes),
        expiresOn,
        keyHash: hashOf(secret),
        recordedAt: at,
        actor: account.username,
      };
      await tx.insert(MachineKeyEntity, key);
      const after = { name, institution, scopes, expiresOn };
      return {
        result: { key, revocation: null, usedAt: null, secret },
        record: recordOf(account, 'MACHINE_KEY_CREATED', key.id, after),
      };
    });
  }

  /** Takes a key out of use, at once. @throws Problem NOT_FOUND; CONFLICT when it was revoked before. */
  async revoke(id: string, reason: string, account: Account): Promise<MachineKey> {
    return this.database.write(async (tx, at) => {
      const key = await tx.findOneBy(MachineKeyEntity, { id });
      if (key === null) throw new Problem('NOT_FOUND', `没有编号为 ${id} 的机器密钥。`);
      if (await tx.existsBy(MachineKeyRevocationEntity, { keyId: id }))
        throw new Problem('CONFLICT', '此密钥已经停用。');
      const revocation = { keyId: id, reason, recordedAt: at, actor: account.username };
      await tx.insert(MachineKeyRevocationEntity, revocation);
      const record = recordOf(account, 'MACHINE_KEY_REVOKED', id, { institution: key.institution, reason });
      const use = await tx.findOneBy(MachineKeyUseEntity, { keyId: id });
      return { result: { key, revocation, usedAt: use?.usedAt ?? null }, record };
    });
  }

  /** Every key, of all institutions or one, in the order in which they were made. */
  async list(institution?: string): Promise<MachineKey[]> {
    const keys = await this.database.read.find(MachineKeyEntity, {
      where: institution === undefined ? {} : { institution: comparableCode(institution) },
      order: { recordedAt: 'ASC' },
    });
    const revocations = await this.database.read.find(MachineKeyRevocationEntity);
    const revoked = new Map(revocations.map((each) => [each.keyId, each]));
    const uses = await this.database.read.find(MachineKeyUseEntity);
    const used = new Map(uses.map(({ keyId, usedAt }) => [keyId, usedAt]));
    return keys.map((key) => ({
      key,
      revocation: revoked.get(key.id) ?? null,
      usedAt: used.get(key.id) ?? null,
    }));
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
    return { account, scopes: JSON.parse(key.scopes) as MachineScope[] };
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

function recordOf(account: Account, action: string, id: string, after: RecordEntry['after']): RecordEntry {
  const { username: actor, office } = account;
  return { actor, office, action, subject: `machine-key/${id}`, before: null, after, receipt: null };
}
