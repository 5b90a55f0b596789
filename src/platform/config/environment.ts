import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { z } from 'zod';

/** Injection token of the {@link Environment}. */
export const ENVIRONMENT = Symbol('environment');

/** What the surroundings say about how to run; read once, at boot. */
export interface Environment {
  readonly nodeEnv: 'development' | 'test' | 'production';
  readonly host: string;
  /** 0 asks the operating system for a free port. */
  readonly port: number;
  /** Absolute folder of the database file. */
  readonly dataDir: string;
  /** Password of every demonstration account. */
  readonly demoPassword: string;
  /** At least 32 bytes. */
  readonly jwtSecret: string;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

/** Thrown when a variable is unusable; the message names every such variable and what to do about it. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const NODE_ENVS = ['development', 'test', 'production'] as const;
const SECRET_BYTES = 32;

const EXPECTED = {
  NODE_ENV: '须为 development、test、production 之一，例如 NODE_ENV=production',
  HOST: '须为监听地址，例如 HOST=0.0.0.0',
  PORT: '须为 0 至 65535 的整数，例如 PORT=3000',
  DATA_DIR: '须为可写目录的路径，例如 DATA_DIR=./data',
  DEMO_PASSWORD: '须为 1 至 200 个字符，例如 DEMO_PASSWORD=Demo-2025-bureau',
  JWT_SECRET: `须为至少 ${SECRET_BYTES} 字节的随机字符串（生产环境必填），例如以 openssl rand -hex 32 生成`,
  LOG_LEVEL: `须为 ${LOG_LEVELS.join('、')} 之一，例如 LOG_LEVEL=info`,
} as const;

const secret = z
  .string({ error: EXPECTED.JWT_SECRET })
  .refine((text) => Buffer.byteLength(text) >= SECRET_BYTES, { error: EXPECTED.JWT_SECRET });

const variables = z.object({
  NODE_ENV: z.enum(NODE_ENVS, { error: EXPECTED.NODE_ENV }).default('development'),
  HOST: z.string().regex(/^\S+$/, { error: EXPECTED.HOST }).default('0.0.0.0'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, { error: EXPECTED.PORT })
    .transform(Number)
    .refine((port) => port <= 65_535, { error: EXPECTED.PORT })
    .default(3000),
  DATA_DIR: z
    .string()
    .regex(/^[^\0]+$/, { error: EXPECTED.DATA_DIR })
    .default('./data'),
  DEMO_PASSWORD: z.string().max(200, { error: EXPECTED.DEMO_PASSWORD }).default('Demo-2025-bureau'),
  JWT_SECRET: secret.default(() => randomBytes(SECRET_BYTES).toString('hex')),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: EXPECTED.LOG_LEVEL }).default('info'),
});

const productionVariables = variables.extend({ JWT_SECRET: secret });

/**
 * Reads the environment. A variable that is empty counts as absent.
 * @throws EnvironmentError listing every unusable variable.
 */
export function readEnvironment(source: NodeJS.ProcessEnv): Environment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const schema = given['NODE_ENV'] === 'production' ? productionVariables : variables;
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new EnvironmentError(describe(parsed.error));
  const { data } = parsed;
  return {
    nodeEnv: data.NODE_ENV,
    host: data.HOST,
    port: data.PORT,
    dataDir: resolve(data.DATA_DIR),
    demoPassword: data.DEMO_PASSWORD,
    jwtSecret: data.JWT_SECRET,
    logLevel: data.LOG_LEVEL,
  };
}

function describe(error: z.ZodError): string {
  const lines = error.issues.map((issue) => `  ${issue.path.join('.')}：${issue.message}`);
  return ['环境变量有误，请改正后重新启动：', ...lines].join('\n');
}
