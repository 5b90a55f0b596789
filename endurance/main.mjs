// The long runs: node endurance/main.mjs [PART [COUNT]]. One JSON object a line. At full
// count, which is without COUNT, docs/endurance.md is written: all of it, or the section of the part.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { interleavings, recorded } from './histories.mjs';
import { kills, processes } from './kills.mjs';
import { million } from './million.mjs';

const PAGE = 'docs/endurance.md';
const PEAK_MIB = 300;

const PARTS = {
  kills: { run: kills, full: 50 },
  processes: { run: processes, full: 1_000 },
  million: { run: million, full: 1_000_000 },
  recorded: { run: recorded, full: 10_000 },
  interleavings: { run: interleavings, full: 2_000 },
};

const whole = ({
  missing = 0,
  twice = 0,
  halves = 0,
  gaps = 0,
  intact,
  serverPeakMiB = 0,
  verifierPeakMiB = 0,
}) => intact && missing + twice + halves + gaps === 0 && Math.max(serverPeakMiB, verifierPeakMiB) < PEAK_MIB;

function print(result) {
  console.log(JSON.stringify(result));
  if (!whole(result)) process.exitCode = 1;
  return result;
}

function section({ name, ...figures }) {
  const rows = Object.entries(figures).map(([figure, value]) => `- ${figure}: ${value}`);
  return `## ${name}: ${whole(figures) ? 'held' : 'FAILED'}\n\n${rows.join('\n')}\n`;
}

/** Puts sections on the page, each in the place of the one of the same name. */
function write(results) {
  const earlier = existsSync(PAGE)
    ? readFileSync(PAGE, 'utf8')
        .split(/^(?=## )/mu)
        .slice(1)
    : [];
  const sections = earlier.map((text) => `${text.trimEnd()}\n`);
  for (const result of results) {
    const place = sections.findIndex((text) => text.startsWith(`## ${result.name}: `));
    sections.splice(place < 0 ? sections.length : place, place < 0 ? 0 : 1, section(result));
  }
  const machine = `Node ${process.version}, ${cpus().length} processors. Peaks of memory must stay under ${PEAK_MIB} MiB.`;
  const head = `# Endurance\n\nWritten by \`npm run endurance\`. ${machine}\n`;
  writeFileSync(PAGE, [head, ...sections].join('\n'));
}

const [part, count] = process.argv.slice(2);
if (part === undefined) {
  const results = [];
  for (const { run, full } of Object.values(PARTS)) results.push(print(await run(full)));
  write(results);
} else if (part in PARTS && count === undefined) {
  write([print(await PARTS[part].run(PARTS[part].full))]);
} else if (part in PARTS && /^[1-9]\d*$/.test(count)) {
  print(await PARTS[part].run(Number(count)));
} else {
  console.error(`usage: npm run endurance [-- ${Object.keys(PARTS).join('|')} [COUNT]]`);
  process.exitCode = 2;
}
