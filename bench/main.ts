import { parseArgs } from 'node:util';
import { shippedRulebook } from '../prove/shipped-rulebook.js';
import { benchCore } from './core/bench.js';
import { benchHttp } from './http/bench.js';
import { benchQualifications } from './qualifications/bench.js';
import { benchRecord } from './record/bench.js';

const { values, positionals } = parseArgs({
  options: { profile: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const asked = (part: string): boolean => positionals.length === 0 || positionals.includes(part);

if (asked('core')) await benchCore(shippedRulebook(), values.profile);
if (asked('http')) await benchHttp(values.profile);
if (asked('qualifications')) await benchQualifications(values.profile);
if (asked('record')) await benchRecord();
