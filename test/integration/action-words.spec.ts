import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { OBJECTION_HISTORY } from '../../src/appeals/objection-step.entity.js';
import { CASE_EVENTS } from '../../src/cases/case-event.entity.js';
import { SENT_KINDS } from '../../src/duties/sent/sent-paper.entity.js';
import { WEBHOOK_EVENTS } from '../../src/feed/webhook.entity.js';
import { ACTION_WORDS } from '../../src/history/action-words.js';

const SRC = join(import.meta.dirname, '../../src');

/** What stands for the open part of an action that is put together. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  'DECISION_${event}': CASE_EVENTS.filter((each) => each !== 'PROPOSED' && each !== 'DECIDED').map(
    (each) => `DECISION_${each}`,
  ),
  'OBJECTION_${as}': OBJECTION_HISTORY.map((each) => `OBJECTION_${each}`),
  '${kind}_SENT': SENT_KINDS.map((each) => `${each}_SENT`),
  'WEBHOOK_${event}': WEBHOOK_EVENTS.map((each) => `WEBHOOK_${each}`),
};

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts') && !path.startsWith('domain'))
  .map((path) => readFileSync(join(SRC, path), 'utf8'));

const LITERAL = /'([A-Z]+(?:_[A-Z]+)*)'|`([A-Z_]*\$\{\w+\}[A-Z_]*)`/gu;

function literalsIn(text: string): string[] {
  return [...text.matchAll(LITERAL)].flatMap(([, plain, template = '']) =>
    plain === undefined ? (PARTS[template] ?? [`unknown parts: ${template}`]) : [plain],
  );
}

/** The arguments of every call of a function. */
const callsOf = (name: string, text: string): string[] =>
  [...text.matchAll(new RegExp(`\\b${name}\\(([^;{}]*?)\\)`, 'gu'))].map(([, given = '']) => given);

/** Functions that are given an action, wherever they are called. */
const takers = [
  ...new Set(
    files.flatMap((text) =>
      [...text.matchAll(/(?:function|const)\s(\w+)\s?=?\s?\([^)]*\baction: string\b/gu)].map(
        ([, name = '']) => name,
      ),
    ),
  ),
];

/** Every action that a file of the program can put into the record. */
function actionsIn(text: string): string[] {
  if (!/RecordEntry|recordOf|record:/u.test(text)) return [];
  const members = [...text.matchAll(/\baction(?::|\s=)\s(`[^`]*`|[^,;}]+)/gu)].map(([, value = '']) => value);
  const passed = takers.flatMap((name) => callsOf(name, text));
  const second = [...text.matchAll(/\brecordOf\(\s*\w+,\s*('[A-Z_]+'|`[^`]+`)/gu)].map(
    ([, value = '']) => value,
  );
  return [...members, ...passed, ...second].flatMap(literalsIn);
}

describe('the words of actions', () => {
  const actions = [...new Set(files.flatMap(actionsIn))].sort();

  it('are found in the program at all', () => {
    expect(actions).toEqual(
      expect.arrayContaining([
        'CASE_DECIDED',
        'DECISION_WITHDRAWN',
        'CLAIMS_JUDGED',
        'MACHINE_KEY_CREATED',
        'OBJECTION_GROUND_FELL',
        'RESTORATION_SECOND_REVIEWED',
        'SIGNED_IN',
        'WEBHOOK_DELIVERED',
      ]),
    );
  });

  it('are there for every action that the program writes', () => {
    const states = new Set(['ACTION', 'SUSPEND', 'TERMINATE', 'RESTORE_NORMAL', 'DISREGARD']);
    expect(actions.filter((action) => ACTION_WORDS[action] === undefined && !states.has(action))).toEqual([]);
  });

  it('are Chinese, and no two actions share them', () => {
    const words = Object.values(ACTION_WORDS);
    expect(words.filter((each) => !/^\p{Script=Han}/u.test(each))).toEqual([]);
    expect(words.filter((each, index) => words.indexOf(each) !== index)).toEqual([]);
  });
});
