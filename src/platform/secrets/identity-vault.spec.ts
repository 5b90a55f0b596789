import { describe, expect, it } from '@jest/globals';
import { IdentityVault } from './identity-vault.js';

const KEY = '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff';
const OTHER_KEY = 'ff'.repeat(32);
const NUMBER = '11010519491231002X';
const SEALED = /^v1\.[0-9a-f]{8}\.[\w-]{16}\.[\w-]{24}\.[\w-]{22}$/;

describe('IdentityVault', () => {
  const vault = new IdentityVault(KEY);

  it('opens what it sealed, also when made anew from the same key', () => {
    expect(new IdentityVault(KEY).open(vault.seal(NUMBER))).toBe(NUMBER);
  });

  it('seals the same number differently each time, naming its key and nothing of the number', () => {
    const [one, two] = [vault.seal(NUMBER), vault.seal(NUMBER)];
    expect(one).toMatch(SEALED);
    expect(one).not.toBe(two);
    expect(one.split('.').slice(0, 2)).toEqual(two.split('.').slice(0, 2));
    expect(one).not.toContain(NUMBER);
  });

  it('does not open what was sealed under another key, and names that key', () => {
    const sealed = new IdentityVault(OTHER_KEY).seal(NUMBER);
    expect(() => vault.open(sealed)).toThrow(`under key ${sealed.split('.')[1] ?? ''}, not under`);
  });

  it.each([2, 3, 4])('does not open a text whose part %i was changed', (place) => {
    const parts = vault.seal(NUMBER).split('.');
    const part = parts[place] ?? '';
    parts[place] = (part.startsWith('A') ? 'B' : 'A') + part.slice(1);
    expect(() => vault.open(parts.join('.'))).toThrow('Unsupported state or unable to authenticate data');
  });

  it('does not open a text that is not whole', () => {
    const cut = vault.seal(NUMBER).split('.').slice(0, 4).join('.');
    expect(() => vault.open(cut)).toThrow('not a sealed identity number');
    expect(() => vault.open(NUMBER)).toThrow('sealed under key (none)');
  });

  it('looks a number up by a hash that depends on the key', () => {
    expect(vault.lookup(NUMBER)).toMatch(/^[0-9a-f]{64}$/);
    expect(vault.lookup(NUMBER)).toBe(new IdentityVault(KEY).lookup(NUMBER));
    expect(vault.lookup(NUMBER)).not.toBe(new IdentityVault(OTHER_KEY).lookup(NUMBER));
    expect(vault.lookup(NUMBER)).not.toBe(vault.lookup('110105194912310038'));
  });
});
