import { parentPort, workerData } from 'node:worker_threads';
import { shippedRulebook } from './shipped-rulebook.js';
import { runPart, type Part, type SharedTable } from './parts.js';

const tables = workerData as readonly SharedTable[];
const rulebook = shippedRulebook();

parentPort?.on('message', (part: Part) => {
  parentPort?.postMessage(runPart(part, rulebook, tables));
});
