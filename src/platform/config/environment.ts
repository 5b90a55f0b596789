import { createHash, createPrivateKey, randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
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
  /** 32 bytes in hexadecimal: the key under which identity numbers are stored. */
  readonly dataKey: string;
  /** Ed25519, PKCS#8 DER in base64: the key that signs what the record was. */
  readonly recordSigningKey: string;
  /** Absolute path of the file, outside the database, that keeps the checkpoints of the record. */
  readonly checkpointFile: string;
  /** At least 32 bytes: the key under which the receipts of status checks are made. */
  readonly receiptKey: string;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

/** Thrown when a variable is unusable; the message names every such variable and what to do about it. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const NODE_ENVS = ['development', 'test', 'production'] as const;
const SECRET_BYTES = 32;
const KEY_BYTES = 32;
/** Open to everybody, so that a demonstration can be started again on its data; refused in production. */
const DEMONSTRATION_KEY = createHash('sha256').update('demonstration bureau').digest('hex');
/** Likewise: the receipts of a demonstration stay good from boot to boot. */
const DEMONSTRATION_RECEIPT_KEY = createHash('sha256').update('demonstration receipts').digest('hex');
/** What stands before the 32 bytes of an Ed25519 private key in PKCS#8. */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
/** As open as the other one. */
const DEMONSTRATION_SIGNING_KEY = Buffer.concat([
  ED25519_PKCS8,
  createHash('sha256').update('demonstration record').digest(),
]).toString('base64');

const EXPECTED = {
  NODE_ENV: '须为 development、test、production 之一，例如 NODE_ENV=production',
  HOST: '须为监听地址，例如 HOST=0.0.0.0',
  PORT: '须为 0 至 65535 的整数，例如 PORT=3000',
  DATA_DIR: '须为可写目录的路径，例如 DATA_DIR=./data',
  DEMO_PASSWORD: '须为 1 至 200 个字符，例如 DEMO_PASSWORD=Demo-2025-bureau',
  JWT_SECRET: `须为至少 ${SECRET_BYTES} 字节的随机字符串（生产环境必填），例如以 openssl rand -hex 32 生成`,
  DATA_KEY: `须为 ${KEY_BYTES} 字节密钥的十六进制或 base64 文字（生产环境必填，不得用示范密钥；须长期保存，遗失则身份证号无法还原），例如以 openssl rand -hex 32 生成`,
  RECEIPT_KEY: `须为至少 ${SECRET_BYTES} 字节的随机字符串（生产环境必填，不得用示范密钥；须长期保存，更换后此前的查询回执无法核验），例如以 openssl rand -hex 32 生成`,
  RECORD_SIGNING_KEY:
    '须为 Ed25519 私钥，PKCS#8 的 PEM 或 base64 DER 文字（生产环境必填，不得用示范密钥），例如以 openssl genpkey -algorithm ed25519 生成',
  CHECKPOINT_FILE: '须为可写文件的路径，宜在另一磁盘，例如 CHECKPOINT_FILE=./data/checkpoints.jsonl',
  LOG_LEVEL: `须为 ${LOG_LEVELS.join('、')} 之一，例如 LOG_LEVEL=info`,
} as const;

const secretOf = (error: string): z.ZodString =>
  z.string({ error }).refine((text) => Buffer.byteLength(text) >= SECRET_BYTES, { error });

const secret = secretOf(EXPECTED.JWT_SECRET);
const receiptKey = secretOf(EXPECTED.RECEIPT_KEY);

/** 64 hexadecimal digits, or the base64 of 32 bytes. */
function keyOf(text: string): string | null {
  if (/^[0-9a-f]{64}$/iu.test(text)) return text.toLowerCase();
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === KEY_BYTES && bytes.toString('base64') === text ? bytes.toString('hex') : null;
}

const dataKey = z
  .string({ error: EXPECTED.DATA_KEY })
  .refine((text) => keyOf(text) !== null, { error: EXPECTED.DATA_KEY })
  .transform((text) => keyOf(text) ?? text);

/** The key as PKCS#8 DER in base64; null for anything but an Ed25519 private key. */
function signingKeyOf(text: string): string | null {
  try {
    const pem = text.includes('-----BEGIN');
    const key = pem
      ? createPrivateKey(text.replaceAll(String.raw`\n`, '\n'))
      : createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });
    if (key.asymmetricKeyType !== 'ed25519') return null;
    return key.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  } catch {
    return null;
  }
}

const signingKey = z
  .string({ error: EXPECTED.RECORD_SIGNING_KEY })
  .refine((text) => signingKeyOf(text) !== null, { error: EXPECTED.RECORD_SIGNING_KEY })
  .transform((text) => signingKeyOf(text) ?? text);

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
  DATA_KEY: dataKey.default(DEMONSTRATION_KEY),
  RECEIPT_KEY: receiptKey.default(DEMONSTRATION_RECEIPT_KEY),
  RECORD_SIGNING_KEY: signingKey.default(DEMONSTRATION_SIGNING_KEY),
  CHECKPOINT_FILE: z
    .string()
    .regex(/^[^\0]+$/, { error: EXPECTED.CHECKPOINT_FILE })
    .optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: EXPECTED.LOG_LEVEL }).default('info'),
});

const productionVariables = variables.extend({
  JWT_SECRET: secret,
  DATA_KEY: dataKey.refine((key) => key !== DEMONSTRATION_KEY, { error: EXPECTED.DATA_KEY }),
  RECORD_SIGNING_KEY: signingKey.refine((key) => key !== DEMONSTRATION_SIGNING_KEY, {
    error: EXPECTED.RECORD_SIGNING_KEY,
  }),
  RECEIPT_KEY: receiptKey.refine((key) => key !== DEMONSTRATION_RECEIPT_KEY, { error: EXPECTED.RECEIPT_KEY }),
});

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
    dataKey: data.DATA_KEY,
    recordSigningKey: data.RECORD_SIGNING_KEY,
    checkpointFile: resolve(data.CHECKPOINT_FILE ?? join(data.DATA_DIR, 'checkpoints.jsonl')),
    receiptKey: data.RECEIPT_KEY,
    logLevel: data.LOG_LEVEL,
  };
}

function describe(error: z.ZodError): string {
  const lines = error.issues.map((issue) => `  ${issue.path.join('.')}：${issue.message}`);
  return ['环境变量有误，请改正后重新启动：', ...lines].join('\n');
}
