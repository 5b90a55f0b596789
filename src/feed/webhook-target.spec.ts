import { describe, expect, it } from '@jest/globals';
import { hostOf, targetFaults } from './webhook-target.js';

const codes = (url: string, production = true): string[] =>
  targetFaults(url, { production }).map(({ pointer, code }) => `${pointer} ${code}`);

describe('targetFaults', () => {
  it.each([
    'https://his.example.com/feed',
    'https://his.example.com:8443/feed?site=1',
    'https://1.1.1.1/',
    'https://[2606:4700:4700::1111]/',
  ])('takes %s', (url) => {
    expect(codes(url)).toEqual([]);
  });

  it.each([
    ['', 'INVALID_URL'],
    ['his.example.com', 'INVALID_URL'],
    ['https://', 'INVALID_URL'],
    ['https://his.example.com/#part', 'INVALID_URL'],
    ['http://his.example.com/', 'HTTPS_REQUIRED'],
    ['ftp://his.example.com/', 'HTTPS_REQUIRED'],
    ['file:///etc/passwd', 'HTTPS_REQUIRED'],
    ['https://user@his.example.com/', 'CREDENTIALS_IN_URL'],
    ['https://user:word@his.example.com/', 'CREDENTIALS_IN_URL'],
    ['https://127.0.0.1/', 'PRIVATE_ADDRESS'],
    ['https://10.1.2.3/', 'PRIVATE_ADDRESS'],
    ['https://169.254.169.254/latest/meta-data', 'PRIVATE_ADDRESS'],
    ['https://[::1]/', 'PRIVATE_ADDRESS'],
    ['https://[::ffff:10.0.0.1]/', 'PRIVATE_ADDRESS'],
    ['https://[fd00::1]/', 'PRIVATE_ADDRESS'],
    // other ways to write 127.0.0.1
    ['https://2130706433/', 'PRIVATE_ADDRESS'],
    ['https://0x7f.1/', 'PRIVATE_ADDRESS'],
    ['https://0177.0.0.1/', 'PRIVATE_ADDRESS'],
    ['https://127.1/', 'PRIVATE_ADDRESS'],
    ['https://①②⑦.0.0.1/', 'PRIVATE_ADDRESS'],
  ])('refuses %s in production: %s', (url, code) => {
    expect(codes(url)).toEqual([`/url ${code}`]);
  });

  it.each(['http://127.0.0.1:9000/', 'https://[::1]/', 'http://his.example.com/'])(
    'takes %s outside production',
    (url) => {
      expect(codes(url, false)).toEqual([]);
    },
  );

  it.each([
    ['ftp://127.0.0.1/', 'HTTPS_REQUIRED'],
    ['http://user@127.0.0.1/', 'CREDENTIALS_IN_URL'],
  ])('refuses %s outside production too', (url, code) => {
    expect(codes(url, false)).toEqual([`/url ${code}`]);
  });
});

describe('hostOf', () => {
  it('leaves the brackets of an IPv6 address out', () => {
    expect(hostOf(new URL('https://[2606:4700::1]:8443/'))).toBe('2606:4700::1');
    expect(hostOf(new URL('https://his.example.com/'))).toBe('his.example.com');
  });
});
