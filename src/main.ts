import { createApp } from './app.js';
import { EnvironmentError, readEnvironment } from './platform/config/environment.js';
import { keepHeapSmall } from './platform/config/heap.js';

keepHeapSmall();

// The data folder holds personal data: nobody else on the machine reads what is made from here on.
process.umask(0o077);

try {
  const environment = readEnvironment(process.env);
  const app = await createApp(environment);
  app.enableShutdownHooks();
  await app.listen({ port: environment.port, host: environment.host });
} catch (error) {
  console.error(error instanceof EnvironmentError ? error.message : error);
  process.exit(1);
}
