import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { EnvironmentError, readEnvironment } from './environment.js';

const SECRET = 'a secret of at least thirty-two bytes';
const RECEIPT_KEY = 'a receipt key of at least thirty-two bytes';
const KEY = '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff';
/** Ed25519, nobody's. */
const SIGNING_KEY = 'MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f';

function messageFor(source: NodeJS.ProcessEnv): string {
  try {
    readEnvironment(source);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.message;
  }
  return '';
}

describe('readEnvironment', () => {
  it('has a default for everything outside production', () => {
    expect(readEnvironment({})).toEqual({
      nodeEnv: 'development',
      host: '0.0.0.0',
      port: 3000,
      dataDir: resolve('data'),
      demoPassword: 'Demo-2025-bureau',
      jwtSecret: expect.stringMatching(/^[0-9a-f]{64}$/),
      dataKey: expect.stringMatching(/^[0-9a-f]{64}$/),
      previousDataKeys: [],
      receiptKey: expect.stringMatching(/^[0-9a-f]{64}$/),
      recordSigningKey: expect.stringMatching(/^[\w+/]{64}$/),
      checkpointFile: resolve('data/checkpoints.jsonl'),
      logLevel: 'info',
      firstAdminPassword: undefined,
      corsOrigins: [],
      trustedProxies: [],
      readsPerSecond: 1000,
      writesPerSecond: 100,
    });
  });

  it('makes up a new secret at every boot', () => {
    expect(readEnvironment({}).jwtSecret).not.toBe(readEnvironment({}).jwtSecret);
  });

  it('reads what is given', () => {
    const source = {
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: '8080',
      DATA_DIR: '/var/bureau',
      DEMO_PASSWORD: 'x',
      JWT_SECRET: SECRET,
      DATA_KEY: KEY,
      RECEIPT_KEY,
      RECORD_SIGNING_KEY: SIGNING_KEY,
      CHECKPOINT_FILE: '/var/elsewhere/checkpoints',
      LOG_LEVEL: 'warn',
      FIRST_ADMIN_PASSWORD: 'three of us, once',
      CORS_ORIGINS: 'https://console.example.cn, http://localhost:5173',
      TRUSTED_PROXIES: '127.0.0.1,10.0.0.0/8,::1',
      READS_PER_SECOND: '500',
      WRITES_PER_SECOND: '1',
    };
    expect(readEnvironment(source)).toEqual({
      nodeEnv: 'production',
      host: '127.0.0.1',
      port: 8080,
      dataDir: resolve('/var/bureau'),
      demoPassword: 'x',
      jwtSecret: SECRET,
      dataKey: KEY,
      previousDataKeys: [],
      receiptKey: RECEIPT_KEY,
      recordSigningKey: SIGNING_KEY,
      checkpointFile: resolve('/var/elsewhere/checkpoints'),
      logLevel: 'warn',
      firstAdminPassword: 'three of us, once',
      corsOrigins: ['https://console.example.cn', 'http://localhost:5173'],
      trustedProxies: ['127.0.0.1', '10.0.0.0/8', '::1'],
      readsPerSecond: 500,
      writesPerSecond: 1,
    });
  });

  it('takes an empty variable for an absent one', () => {
    expect(readEnvironment({ PORT: '', NODE_ENV: '' })).toMatchObject({ port: 3000, nodeEnv: 'development' });
  });

  it('names every bad variable and what it must be', () => {
    const message = messageFor({
      NODE_ENV: 'prod',
      HOST: 'a b',
      PORT: '65536',
      DATA_DIR: '\0',
      DEMO_PASSWORD: 'x'.repeat(201),
      JWT_SECRET: 'short',
      DATA_KEY: KEY.slice(2),
      DATA_KEY_PREVIOUS: `${KEY},short`,
      RECEIPT_KEY: '密'.repeat(10),
      RECORD_SIGNING_KEY: KEY,
      CHECKPOINT_FILE: '\0',
      LOG_LEVEL: 'loud',
      FIRST_ADMIN_PASSWORD: 'too short',
      CORS_ORIGINS: '*',
      TRUSTED_PROXIES: 'proxy.example.cn',
      READS_PER_SECOND: '499',
      WRITES_PER_SECOND: '0',
    });
    const lines = message.split('\n');
    expect(lines[0]).toBe('环境变量有误，请改正后重新启动：');
    expect(lines.slice(1).map((line) => line.trim().split('：')[0])).toEqual([
      'NODE_ENV',
      'HOST',
      'PORT',
      'DATA_DIR',
      'DEMO_PASSWORD',
      'JWT_SECRET',
      'DATA_KEY',
      'DATA_KEY_PREVIOUS',
      'RECEIPT_KEY',
      'RECORD_SIGNING_KEY',
      'CHECKPOINT_FILE',
      'LOG_LEVEL',
      'FIRST_ADMIN_PASSWORD',
      'CORS_ORIGINS',
      'TRUSTED_PROXIES',
      'READS_PER_SECOND',
      'WRITES_PER_SECOND',
    ]);
    expect(message).toContain('  PORT：须为 0 至 65535 的整数，例如 PORT=3000');
  });

  it('asks for a secret and keys in production', () => {
    expect(messageFor({ NODE_ENV: 'production', PORT: 'x' })).toMatch(
      /PORT：.*\n {2}JWT_SECRET：.*\n {2}DATA_KEY：.*\n {2}RECEIPT_KEY：.*\n {2}RECORD_SIGNING_KEY：/,
    );
  });

  it('keeps the same keys from boot to boot of a demonstration, and refuses them in production', () => {
    const { dataKey, receiptKey } = readEnvironment({});
    expect(readEnvironment({})).toMatchObject({ dataKey, receiptKey });
    const keys = { DATA_KEY: dataKey, RECEIPT_KEY: receiptKey };
    const message = messageFor({
      NODE_ENV: 'production',
      JWT_SECRET: SECRET,
      RECORD_SIGNING_KEY: SIGNING_KEY,
      ...keys,
    });
    expect(message).toMatch(
      /^环境变量有误，请改正后重新启动：\n {2}DATA_KEY：[^\n]*\n {2}RECEIPT_KEY：[^\n]*$/,
    );
  });

  it('refuses secrets that are guessed, or known with another, in production', () => {
    const sound = {
      NODE_ENV: 'production',
      JWT_SECRET: SECRET,
      DATA_KEY: KEY,
      RECEIPT_KEY,
      RECORD_SIGNING_KEY: SIGNING_KEY,
    };
    const named = (change: object): string[] =>
      messageFor({ ...sound, ...change })
        .split('\n')
        .slice(1)
        .map((line) => line.trim());
    expect(named({})).toEqual([]);
    expect(named({ JWT_SECRET: 'a'.repeat(64) })).toEqual([expect.stringMatching(/^JWT_SECRET：/)]);
    expect(named({ DATA_KEY: '0'.repeat(64) })).toEqual([expect.stringMatching(/^DATA_KEY：/)]);
    expect(named({ RECEIPT_KEY: 'ab'.repeat(32) })).toEqual([expect.stringMatching(/^RECEIPT_KEY：/)]);
    expect(named({ RECEIPT_KEY: SECRET })).toEqual(['RECEIPT_KEY：不得与 JWT_SECRET 相同']);
    expect(named({ JWT_SECRET: KEY })).toEqual(['DATA_KEY：不得与 JWT_SECRET 相同']);
  });

  it('reads a signing key as PEM or DER, and refuses that of the demonstration in production', () => {
    const pem = `-----BEGIN PRIVATE KEY-----\\n${SIGNING_KEY}\\n-----END PRIVATE KEY-----`;
    for (const text of [SIGNING_KEY, pem, pem.replaceAll('\\n', '\n')])
      expect(readEnvironment({ RECORD_SIGNING_KEY: text }).recordSigningKey).toBe(SIGNING_KEY);
    for (const text of ['x', KEY, SIGNING_KEY.slice(0, -4)])
      expect(messageFor({ RECORD_SIGNING_KEY: text })).toContain('  RECORD_SIGNING_KEY：');
    const { recordSigningKey } = readEnvironment({});
    expect(readEnvironment({}).recordSigningKey).toBe(recordSigningKey);
    expect(messageFor({ NODE_ENV: 'production', RECORD_SIGNING_KEY: recordSigningKey })).toMatch(
      /\n {2}RECORD_SIGNING_KEY：[^\n]*$/,
    );
  });

  it('reads a key in hexadecimal, of either case, or in base64', () => {
    const base64 = Buffer.from(KEY, 'hex').toString('base64');
    for (const text of [KEY, KEY.toUpperCase(), base64])
      expect(readEnvironment({ DATA_KEY: text }).dataKey).toBe(KEY);
    for (const text of [`${KEY}00`, base64.slice(0, -1), 'g'.repeat(64), `${base64} `])
      expect(messageFor({ DATA_KEY: text })).toContain('  DATA_KEY：');
  });

  it.each([
    'https://a.cn/',
    'https://a.cn/x',
    'https://*.a.cn',
    'null',
    'a.cn',
    'https://A.cn',
    'https://a.cn,',
  ])('takes no %j for an origin', (text) => {
    expect(messageFor({ CORS_ORIGINS: text })).toContain('  CORS_ORIGINS：');
  });

  it.each(['10.0.0.0/33', '::1/129', '10.0.0.0/8/8', '10.0.0.0/x', 'localhost'])(
    'takes no %j for the network of a proxy',
    (text) => {
      expect(messageFor({ TRUSTED_PROXIES: text })).toContain('  TRUSTED_PROXIES：');
    },
  );

  it('refuses the password of the demonstration for the first administrators', () => {
    expect(messageFor({ FIRST_ADMIN_PASSWORD: 'Demo-2025-bureau' })).toContain('  FIRST_ADMIN_PASSWORD：');
  });

  it('counts the bytes of a secret, not its characters', () => {
    expect(readEnvironment({ JWT_SECRET: '密'.repeat(11) }).jwtSecret).toBe('密'.repeat(11));
  });

  it('reads the keys that were in use before', () => {
    const base64 = Buffer.from(KEY, 'hex').toString('base64');
    const keys = `${'ab'.repeat(32)}, ${base64}`;
    expect(readEnvironment({ DATA_KEY_PREVIOUS: keys }).previousDataKeys).toEqual(['ab'.repeat(32), KEY]);
  });
});
