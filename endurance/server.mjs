// Serves the real program on a free port, told on standard output: node endurance/server.mjs FOLDER
// At the end of its standard input it stops, and tells its peak of memory.
import { built } from './program.mjs';

const { keepHeapSmall } = await built('platform/config/heap.js');
keepHeapSmall();
const { createApp } = await built('app.js');
const { readEnvironment } = await built('platform/config/environment.js');
const app = await createApp(readEnvironment({ DATA_DIR: process.argv[2], LOG_LEVEL: 'error' }));
await app.listen({ port: 0, host: '127.0.0.1' });
console.log(JSON.stringify({ port: app.getHttpServer().address().port }));
process.stdin.resume().on('end', async () => {
  await app.close();
  console.log(JSON.stringify({ peakKiB: process.resourceUsage().maxRSS }));
});
