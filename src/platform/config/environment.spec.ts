import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { EnvironmentError, readEnvironment } from './environment.js';

const SECRET = 'a secret of at least thirty-two bytes';

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
      logLevel: 'info',
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
      LOG_LEVEL: 'warn',
    };
    expect(readEnvironment(source)).toEqual({
      nodeEnv: 'production',
      host: '127.0.0.1',
      port: 8080,
      dataDir: resolve('/var/bureau'),
      demoPassword: 'x',
      jwtSecret: SECRET,
      logLevel: 'warn',
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
      LOG_LEVEL: 'loud',
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
      'LOG_LEVEL',
    ]);
    expect(message).toContain('  PORT：须为 0 至 65535 的整数，例如 PORT=3000');
  });

  it('asks for a secret in production', () => {
    expect(messageFor({ NODE_ENV: 'production', PORT: 'x' })).toMatch(/PORT：.*\n {2}JWT_SECRET：/);
  });

  it('counts the bytes of a secret, not its characters', () => {
    expect(readEnvironment({ JWT_SECRET: '密'.repeat(11) }).jwtSecret).toBe('密'.repeat(11));
  });
});
