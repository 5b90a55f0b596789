import { createApp } from './app.js';
import { KeyRotationService } from './personal-data/personal-data.module.js';
import { EnvironmentError, readEnvironment } from './platform/config/environment.js';

/** `npm run rotate-keys`: puts everything that is sealed under the present DATA_KEY; can be started again at any time. */
try {
  const app = await createApp({ ...readEnvironment(process.env), logLevel: 'error' });
  const { keyId, previous, renewed } = await app.get(KeyRotationService).rotate();
  await app.close();
  const counts = Object.entries(renewed).map(([table, rows]) => `${table} ${rows}`);
  process.stdout.write(`已全部改用数据密钥 ${keyId}：${counts.join('，')}。\n`);
  if (previous.length > 0) process.stdout.write(`可以去掉 DATA_KEY_PREVIOUS（${previous.join('、')}）。\n`);
} catch (error) {
  if (!(error instanceof EnvironmentError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
