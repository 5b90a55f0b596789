import { createApp } from './app.js';
import { RebuildService } from './ledger/ledger.module.js';
import { EnvironmentError, readEnvironment } from './platform/config/environment.js';

/** `npm run rebuild`: makes the projection again from the ledger; exit 1 when what was stored differed. */
try {
  const app = await createApp({ ...readEnvironment(process.env), logLevel: 'error' });
  const differing = await app.get(RebuildService).rebuild();
  await app.close();
  if (differing.length === 0) process.stdout.write('投影与台账一致，已重建。\n');
  else {
    process.stderr.write(`投影与台账不一致，已按台账重建：${differing.join('、')}\n`);
    process.exitCode = 1;
  }
} catch (error) {
  if (!(error instanceof EnvironmentError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
