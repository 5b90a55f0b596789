// The long runs: node endurance/main.mjs [kills|million COUNT]. One JSON object a line; without arguments, at full
// counts, and docs/endurance.md is written.
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { kills } from './kills.mjs';
import { million } from './million.mjs';

const KILLS = 50;
const ENTRIES = 1_000_000;
const PEAK_MIB = 300;

const PARTS = { kills, million };

const whole = ({ missing = 0, twice = 0, halves = 0, intact, serverPeakMiB = 0, verifierPeakMiB = 0 }) =>
  intact && missing + twice + halves === 0 && Math.max(serverPeakMiB, verifierPeakMiB) < PEAK_MIB;

function print(result) {
  console.log(JSON.stringify(result));
  if (!whole(result)) process.exitCode = 1;
  return result;
}

function page(results) {
  const sections = results.map(({ name, ...figures }) => {
    const rows = Object.entries(figures).map(([figure, value]) => `- ${figure}: ${value}`);
    return `## ${name}: ${whole({ ...figures }) ? 'held' : 'FAILED'}\n\n${rows.join('\n')}\n`;
  });
  const machine = `Node ${process.version}, ${cpus().length} processors. Peaks of memory must stay under ${PEAK_MIB} MiB.`;
  return `# Endurance\n\nWritten by \`npm run endurance\`. ${machine}\n\n${sections.join('\n')}`;
}

const [part, count] = process.argv.slice(2);
if (part === undefined) {
  const results = [print(await kills(KILLS)), print(await million(ENTRIES))];
  writeFileSync('docs/endurance.md', page(results));
} else if (part in PARTS && /^[1-9]\d*$/.test(count ?? '')) {
  print(await PARTS[part](Number(count)));
} else {
  console.error(`usage: npm run endurance [-- ${Object.keys(PARTS).join('|')} COUNT]`);
  process.exitCode = 2;
}
