import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/**
 * A way to encrypt so that nothing can be changed unnoticed. Every sealed text names the one it was made with, so that
 * another, such as SM4-GCM, can take over while the old texts stay readable.
 */
export interface Cipher {
  /** Stands in every sealed text for ever: letters and digits. */
  readonly id: string;
  readonly keyBytes: number;
  /** @param heading is not encrypted, but can be changed as little as the content. */
  seal(key: Buffer, content: Buffer, heading: Buffer): Buffer;
  /** @throws Error when key, heading or text are not those of the sealing. */
  open(key: Buffer, sealed: Buffer, heading: Buffer): Buffer;
}

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM; nonce, content and tag one after another. */
export const AES_256_GCM: Cipher = {
  id: 'A256GCM',
  keyBytes: 32,
  seal: (key, content, heading) => {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(heading);
    return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
  },
  open: (key, sealed, heading) => {
    if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new Error('sealed text too short');
    const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(heading);
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  },
};
