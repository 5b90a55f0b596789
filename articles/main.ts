import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../src/platform/config/package-root.js';
import { gapsIn } from './coverage.js';
import { pageOf } from './page.js';
import { shippedSources } from './shipped-sources.js';

const root = packageRoot();
const { text, covered } = pageOf(shippedSources(root));
const gaps = gapsIn(covered);
if (gaps.length === 0) {
  writeFileSync(join(root, 'docs', 'coverage.md'), text);
  process.stdout.write(`${text.slice(0, text.indexOf('\n'))}\n`);
} else {
  process.stderr.write(
    `docs/coverage.md is not written: these provisions are not covered.\n${gaps.join('\n')}\n`,
  );
  process.exitCode = 1;
}
