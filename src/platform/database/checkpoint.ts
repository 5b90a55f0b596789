import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { canonicalText } from './canonical-text.js';
import type { Json } from './record-entry.js';

/** What the record was at an instant. */
export interface Checkpoint {
  readonly origin: string;
  /** Entries it covers. */
  readonly size: number;
  /** Root of the tree over them (RFC 6962). */
  readonly rootHash: string;
  readonly at: string;
  readonly keyId: string;
}

export interface SignedCheckpoint extends Checkpoint {
  /** Ed25519 over the canonical JSON of the other members, base64. */
  readonly signature: string;
}

/** A key as it is given out: who trusts it can check what was signed. */
export interface PublicKey {
  readonly keyId: string;
  /** SPKI DER, base64. */
  readonly publicKey: string;
}

const SHORT = 16;

/** A checkpoint as it stands at the foot of a paper: enough to tell, beside the whole one, that it is the same. */
export const shortCheckpoint = ({ size, rootHash, at, keyId }: Checkpoint): string =>
  `历史记录检查点：${size} 条，根 ${rootHash.slice(0, SHORT)}，${at}，密钥 ${keyId}`;

/** What kind of record the checkpoints are of. */
export const RECORD_ORIGIN = 'insurance-enforcement/record';

/** Signs for the bureau. */
export class RecordSigner implements PublicKey {
  readonly keyId: string;
  readonly publicKey: string;
  private readonly key: KeyObject;

  /** @param privateKey Ed25519, PKCS#8 DER, base64. */
  constructor(privateKey: string) {
    this.key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
    const spki = createPublicKey(this.key).export({ format: 'der', type: 'spki' });
    this.publicKey = spki.toString('base64');
    this.keyId = createHash('sha256').update(spki).digest('hex').slice(0, 16);
  }

  /** The signature over the canonical JSON of the value, base64. */
  sign(value: Json): string {
    return sign(null, Buffer.from(canonicalText(value)), this.key).toString('base64');
  }

  checkpoint(statement: Pick<Checkpoint, 'size' | 'rootHash' | 'at'>): SignedCheckpoint {
    const { size, rootHash, at } = statement;
    const checkpoint = { origin: RECORD_ORIGIN, size, rootHash, at, keyId: this.keyId };
    return { ...checkpoint, signature: this.sign(checkpoint) };
  }
}

/** Whether the checkpoint is of this kind of record and signed by one of the keys. */
export function isSigned(checkpoint: SignedCheckpoint, keys: readonly PublicKey[]): boolean {
  const key = keys.find(({ keyId }) => keyId === checkpoint.keyId);
  if (key === undefined || checkpoint.origin !== RECORD_ORIGIN) return false;
  const { origin, size, rootHash, at, keyId, signature } = checkpoint;
  const publicKey = createPublicKey({
    key: Buffer.from(key.publicKey, 'base64'),
    format: 'der',
    type: 'spki',
  });
  const bytes = Buffer.from(canonicalText({ origin, size, rootHash, at, keyId }));
  return verify(null, bytes, publicKey, Buffer.from(signature, 'base64'));
}
