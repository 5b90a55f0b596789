import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { AES_256_GCM, type Cipher } from './cipher.js';
import { IdentityVault } from './identity-vault.js';

const KEY = '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff';
const OTHER_KEY = 'ff'.repeat(32);
const NUMBER = '11010519491231002X';
/** As the first version of the program sealed it under KEY. */
const SEALED_FIRST = 'v1.7f73d353.AAECAwQFBgcICQoL.h2MqG1n9CypVTDeZeKUQXlEV.U8r2ITBlUP7TnLy9mQR2_Q';
const SEALED = /^v2\.A256GCM\.[0-9a-f]{8}\.[\w-]{62}$/;
const partsOf = (sealed: string): string[] => sealed.split('.');

describe('IdentityVault', () => {
  const vault = new IdentityVault(KEY);

  it('opens what it sealed, also when made anew from the same key', () => {
    expect(new IdentityVault(KEY).open(vault.seal(NUMBER))).toBe(NUMBER);
  });

  it('opens what the first version of the program sealed', () => {
    expect(vault.open(SEALED_FIRST)).toBe(NUMBER);
    expect(vault.isCurrent(SEALED_FIRST)).toBe(false);
  });

  it('seals the same number differently each time, naming cipher and key and nothing of the number', () => {
    const [one, two] = [vault.seal(NUMBER), vault.seal(NUMBER)];
    expect(one).toMatch(SEALED);
    expect(one).not.toBe(two);
    expect(partsOf(one).slice(0, 3)).toEqual(['v2', 'A256GCM', vault.keyId]);
    expect(partsOf(two).slice(0, 3)).toEqual(['v2', 'A256GCM', vault.keyId]);
    expect(one).not.toContain(NUMBER);
  });

  it('does not open what was sealed under a key it does not know, and names that key', () => {
    const other = new IdentityVault(OTHER_KEY);
    expect(() => vault.open(other.seal(NUMBER))).toThrow(
      `sealed under key ${other.keyId}, which is none of ${vault.keyId}`,
    );
  });

  it('does not open a text that was changed, cut, or sealed for something else', () => {
    const sealed = vault.seal(NUMBER, 'one');
    const [version = '', cipher = '', key = '', content = ''] = partsOf(sealed);
    const changed = `${version}.${cipher}.${key}.${content.startsWith('A') ? 'B' : 'A'}${content.slice(1)}`;
    const unable = 'Unsupported state or unable to authenticate data';
    expect(() => vault.open(changed, 'one')).toThrow(unable);
    expect(() => vault.open(sealed, 'another')).toThrow(unable);
    expect(() => vault.open(sealed.slice(0, 40), 'one')).toThrow('sealed text too short');
    expect(() => vault.open(NUMBER)).toThrow('sealed by the unknown cipher (none)');
  });

  it('looks a number up by a hash that depends on the key', () => {
    expect(vault.lookup(NUMBER)).toMatch(/^[0-9a-f]{64}$/);
    expect(vault.lookup(NUMBER)).toBe(new IdentityVault(KEY).lookup(NUMBER));
    expect(vault.lookup(NUMBER)).not.toBe(new IdentityVault(OTHER_KEY).lookup(NUMBER));
    expect(vault.lookup(NUMBER)).not.toBe(vault.lookup('110105194912310038'));
  });
});

describe('a number under a key of its own', () => {
  const vault = new IdentityVault(KEY);

  it('opens for its owner only', () => {
    const stored = vault.enclose(NUMBER, 'person-1');
    expect(vault.disclose(stored, 'person-1')).toBe(NUMBER);
    expect(() => vault.disclose(stored, 'person-2')).toThrow('unable to authenticate data');
  });

  it('is noise to the master key once its own key is gone', () => {
    const [stored, another] = [vault.enclose(NUMBER, 'person-1'), vault.enclose(NUMBER, 'person-1')];
    expect(() => vault.open(stored.sealed)).toThrow('sealed under key');
    expect(() => vault.disclose({ ...stored, wrappedKey: another.wrappedKey }, 'person-1')).toThrow(
      'unable to authenticate data',
    );
  });
});

describe('changing the master key', () => {
  const before = new IdentityVault(KEY);
  const during = new IdentityVault(OTHER_KEY, [KEY]);
  const after = new IdentityVault(OTHER_KEY);

  it('reads and finds under both keys meanwhile, and seals under the new one', () => {
    expect(during.keyIds).toEqual([after.keyId, before.keyId]);
    expect(during.open(before.seal(NUMBER))).toBe(NUMBER);
    expect(after.open(during.seal(NUMBER))).toBe(NUMBER);
    expect(during.lookups(NUMBER)).toEqual([after.lookup(NUMBER), before.lookup(NUMBER)]);
  });

  it('renews a stored number so that the new key alone is enough', () => {
    const stored = before.enclose(NUMBER, 'p');
    const renewed = during.renewed(stored, 'p');
    expect(after.disclose(renewed, 'p')).toBe(NUMBER);
    expect(renewed).toMatchObject({
      keyId: after.keyId,
      lookup: after.lookup(NUMBER),
      sealed: stored.sealed,
    });
  });

  it('gives one of the first version a key of its own', () => {
    const first = {
      keyId: before.keyId,
      wrappedKey: null,
      sealed: SEALED_FIRST,
      lookup: before.lookup(NUMBER),
    };
    expect(before.disclose(first, 'p')).toBe(NUMBER);
    const renewed = during.renewed(first, 'p');
    expect(renewed.sealed).not.toBe(SEALED_FIRST);
    expect(after.disclose(renewed, 'p')).toBe(NUMBER);
  });
});

/** SM4 in counter mode with an HMAC over heading and content: what another cipher has to bring. */
const SM4: Cipher = {
  id: 'SM4CTRHMAC',
  keyBytes: 48,
  seal: (key, content, heading) => {
    const nonce = randomBytes(16);
    const cipher = createCipheriv('sm4-ctr', key.subarray(0, 16), nonce);
    const sealed = Buffer.concat([nonce, cipher.update(content), cipher.final()]);
    return Buffer.concat([sealed, macOf(key, heading, sealed)]);
  },
  open: (key, sealed, heading) => {
    const [content, mac] = [sealed.subarray(0, -32), sealed.subarray(-32)];
    if (!timingSafeEqual(mac, macOf(key, heading, content))) throw new Error('changed');
    const decipher = createDecipheriv('sm4-ctr', key.subarray(0, 16), content.subarray(0, 16));
    return Buffer.concat([decipher.update(content.subarray(16)), decipher.final()]);
  },
};
const macOf = (key: Buffer, heading: Buffer, content: Buffer): Buffer =>
  createHmac('sha256', key.subarray(16)).update(heading).update('|').update(content).digest();

describe('another cipher', () => {
  const aes = new IdentityVault(KEY);
  const both = new IdentityVault(KEY, [], [SM4, AES_256_GCM]);

  it('seals new texts, while those of the old one stay readable', () => {
    const sealed = both.seal(NUMBER);
    expect(partsOf(sealed).slice(0, 2)).toEqual(['v2', 'SM4CTRHMAC']);
    expect(both.open(sealed)).toBe(NUMBER);
    expect(both.open(aes.seal(NUMBER))).toBe(NUMBER);
    expect(both.isCurrent(aes.seal(NUMBER))).toBe(false);
    expect(() => aes.open(sealed)).toThrow('sealed by the unknown cipher SM4CTRHMAC');
  });

  it('takes over stored numbers when they are renewed', () => {
    const renewed = both.renewed(aes.enclose(NUMBER, 'p'), 'p');
    const alone = new IdentityVault(KEY, [], [SM4]);
    expect(alone.disclose(renewed, 'p')).toBe(NUMBER);
    expect(renewed.lookup).toBe(aes.lookup(NUMBER));
  });
});
