import { createHash, createPrivateKey, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
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
  /** Likewise: keys that were in use before, under which something may still be stored. */
  readonly previousDataKeys: readonly string[];
  /** Ed25519, PKCS#8 DER in base64: the key that signs what the record was. */
  readonly recordSigningKey: string;
  /** Absolute path of the file, outside the database, that keeps the checkpoints of the record. */
  readonly checkpointFile: string;
  /** At least 32 bytes: the key under which the receipts of status checks are made. */
  readonly receiptKey: string;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** With it production makes its first three accounts; undefined: it makes none. */
  readonly firstAdminPassword: string | undefined;
  /** Origins of web pages, `https://host[:port]`, whose scripts may call the API; none by default. */
  readonly corsOrigins: readonly string[];
  /** Addresses or networks of proxies whose word is taken for where a request comes from. */
  readonly trustedProxies: readonly string[];
  /** Reads and evaluations that one account may ask for in a second, for as long as it likes. */
  readonly readsPerSecond: number;
  /** Likewise, changes. */
  readonly writesPerSecond: number;
}

/** Thrown when a variable is unusable; the message names every such variable and what to do about it. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const NODE_ENVS = ['development', 'test', 'production'] as const;
const SECRET_BYTES = 32;
const KEY_BYTES = 32;
/** Different characters in a secret of production. */
const LEAST_VARIETY = 8;
const DEMO_PASSWORD = 'Demo-2025-bureau';
const FIRST_PASSWORD_LENGTH = 12;
/** Evaluations are promised at 500 a second; no setting takes that back. */
const LEAST_READS = 500;
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
  DATA_KEY_PREVIOUS: `须为此前用过的 DATA_KEY，多个以逗号分隔；以 npm run rotate-keys 改用新密钥后即可去掉`,
  RECEIPT_KEY: `须为至少 ${SECRET_BYTES} 字节的随机字符串（生产环境必填，不得用示范密钥；须长期保存，更换后此前的查询回执无法核验），例如以 openssl rand -hex 32 生成`,
  RECORD_SIGNING_KEY:
    '须为 Ed25519 私钥，PKCS#8 的 PEM 或 base64 DER 文字（生产环境必填，不得用示范密钥），例如以 openssl genpkey -algorithm ed25519 生成',
  CHECKPOINT_FILE: '须为可写文件的路径，宜在另一磁盘，例如 CHECKPOINT_FILE=./data/checkpoints.jsonl',
  LOG_LEVEL: `须为 ${LOG_LEVELS.join('、')} 之一，例如 LOG_LEVEL=info`,
  FIRST_ADMIN_PASSWORD: `须为 ${FIRST_PASSWORD_LENGTH} 至 200 个字符、不同于示范密码的一次性密码，三名管理员首次登录后即须更换`,
  CORS_ORIGINS: '须为以逗号分隔的网页来源，不含路径与通配符，例如 CORS_ORIGINS=https://console.example.cn',
  TRUSTED_PROXIES: '须为以逗号分隔的代理服务器 IP 地址或网段，例如 TRUSTED_PROXIES=127.0.0.1,10.0.0.0/8',
  READS_PER_SECOND: `须为 ${LEAST_READS} 至 1000000 的整数，例如 READS_PER_SECOND=1000`,
  WRITES_PER_SECOND: '须为 1 至 1000000 的整数，例如 WRITES_PER_SECOND=100',
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

const previousDataKeys = z
  .string()
  .transform((text) => text.split(',').map((each) => keyOf(each.trim())))
  .refine((keys) => !keys.includes(null), { error: EXPECTED.DATA_KEY_PREVIOUS })
  .transform((keys) => keys.filter((key) => key !== null))
  .default([]);

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

/** A list written with commas, each part of which is sound. */
const listOf = (sound: (part: string) => boolean, error: string): z.ZodType<string[], string> =>
  z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .refine((parts) => parts.every(sound), { error });

/** Exactly what a browser sends as `Origin`. */
const isOrigin = (text: string): boolean =>
  /^https?:\/\/[^*]+$/u.test(text) && URL.canParse(text) && new URL(text).origin === text;

/** An IP address, or a network as `address/bits`. */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const width = isIP(address) === 6 ? 128 : 32;
  const inWidth = bits === undefined || (/^\d{1,3}$/u.test(bits) && Number(bits) <= width);
  return isIP(address) > 0 && inWidth && rest.length === 0;
}

const wholeNumber = (from: number, error: string): z.ZodType<number, string> =>
  z
    .string()
    .regex(/^\d{1,7}$/, { error })
    .transform(Number)
    .refine((number) => number >= from && number <= 1_000_000, { error });

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
  DEMO_PASSWORD: z.string().max(200, { error: EXPECTED.DEMO_PASSWORD }).default(DEMO_PASSWORD),
  JWT_SECRET: secret.default(() => randomBytes(SECRET_BYTES).toString('hex')),
  DATA_KEY: dataKey.default(DEMONSTRATION_KEY),
  DATA_KEY_PREVIOUS: previousDataKeys,
  RECEIPT_KEY: receiptKey.default(DEMONSTRATION_RECEIPT_KEY),
  RECORD_SIGNING_KEY: signingKey.default(DEMONSTRATION_SIGNING_KEY),
  CHECKPOINT_FILE: z
    .string()
    .regex(/^[^\0]+$/, { error: EXPECTED.CHECKPOINT_FILE })
    .optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: EXPECTED.LOG_LEVEL }).default('info'),
  FIRST_ADMIN_PASSWORD: z
    .string()
    .refine(
      (text) =>
        Array.from(text).length >= FIRST_PASSWORD_LENGTH && text.length <= 200 && text !== DEMO_PASSWORD,
      { error: EXPECTED.FIRST_ADMIN_PASSWORD },
    )
    .optional(),
  CORS_ORIGINS: listOf(isOrigin, EXPECTED.CORS_ORIGINS).default([]),
  TRUSTED_PROXIES: listOf(isNetwork, EXPECTED.TRUSTED_PROXIES).default([]),
  READS_PER_SECOND: wholeNumber(LEAST_READS, EXPECTED.READS_PER_SECOND).default(1000),
  WRITES_PER_SECOND: wholeNumber(1, EXPECTED.WRITES_PER_SECOND).default(100),
});

/** Long enough is not yet hard to guess: random bytes hardly ever show fewer different characters. */
const isVaried = (text: string): boolean => new Set(text).size >= LEAST_VARIETY;

const productionVariables = variables.extend({
  JWT_SECRET: secret.refine(isVaried, { error: EXPECTED.JWT_SECRET }),
  DATA_KEY: dataKey.refine((key) => key !== DEMONSTRATION_KEY && isVaried(key), { error: EXPECTED.DATA_KEY }),
  RECORD_SIGNING_KEY: signingKey.refine((key) => key !== DEMONSTRATION_SIGNING_KEY, {
    error: EXPECTED.RECORD_SIGNING_KEY,
  }),
  RECEIPT_KEY: receiptKey.refine((key) => key !== DEMONSTRATION_RECEIPT_KEY && isVaried(key), {
    error: EXPECTED.RECEIPT_KEY,
  }),
});

const SECRETS = ['JWT_SECRET', 'RECEIPT_KEY', 'DATA_KEY'] as const;

/** One secret known must not give away another. */
const separateSecrets = productionVariables.superRefine((given, context) => {
  for (const [place, name] of SECRETS.entries()) {
    const same = SECRETS.slice(0, place).find((other) => given[other] === given[name]);
    if (same !== undefined)
      context.addIssue({ code: 'custom', path: [name], message: `不得与 ${same} 相同` });
  }
});

/**
 * Reads the environment. A variable that is empty counts as absent.
 * @throws EnvironmentError listing every unusable variable.
 */
export function readEnvironment(source: NodeJS.ProcessEnv): Environment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const schema = given['NODE_ENV'] === 'production' ? separateSecrets : variables;
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
    previousDataKeys: data.DATA_KEY_PREVIOUS,
    recordSigningKey: data.RECORD_SIGNING_KEY,
    checkpointFile: resolve(data.CHECKPOINT_FILE ?? join(data.DATA_DIR, 'checkpoints.jsonl')),
    receiptKey: data.RECEIPT_KEY,
    logLevel: data.LOG_LEVEL,
    firstAdminPassword: data.FIRST_ADMIN_PASSWORD,
    corsOrigins: data.CORS_ORIGINS,
    trustedProxies: data.TRUSTED_PROXIES,
    readsPerSecond: data.READS_PER_SECOND,
    writesPerSecond: data.WRITES_PER_SECOND,
  };
}

function describe(error: z.ZodError): string {
  const lines = error.issues.map((issue) => `  ${issue.path.join('.')}：${issue.message}`);
  return ['环境变量有误，请改正后重新启动：', ...lines].join('\n');
}
