import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { openForReading } from '../../src/platform/database/data-source.js';
import { replay, type ReplayReport } from '../../src/replay/replay.js';
import { reportLines } from '../../src/replay/report-lines.js';
import { schema } from '../../src/schema.js';
import { heldAfter, heldOf, unheldOf } from '../support/record/held-after.js';
import { decidedStory, type DecidedStory } from '../support/record/decided-story.js';
import { tamper } from '../support/record/tamper.js';
import { ROOT, runProgram, runScript } from '../support/run-program.js';
import { numbered } from '../support/scoring.js';

const BUILD_AND_RUN = 300_000;

let story: DecidedStory;
let folder: string;
let source: DataSource;

const again = (since = ''): Promise<ReplayReport> => replay(source.manager, since);

/** `EQUAL 2` of every kind. */
const briefly = (
  counts: Readonly<Record<string, Readonly<Record<string, number>>>>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(counts).map(([kind, verdicts]) => [
      kind,
      Object.entries(verdicts)
        .filter(([, count]) => count > 0)
        .map(([verdict, count]) => `${verdict} ${count}`)
        .join(', '),
    ]),
  );

const countsOf = ({ counts }: ReplayReport): Record<string, string> => briefly(counts);

const ALL_HELD = {
  FACTS: 'EQUAL 3',
  EVALUATION: 'EQUAL 2',
  PROPOSAL: 'EQUAL 2',
  DECISION: 'EQUAL 2',
  AGREEMENT_DECISION: 'EQUAL 1',
  DECISION_EVENT: 'EQUAL 1',
  DETERMINATION: 'EQUAL 4',
  LINKED: 'EQUAL 1',
  LINK: 'EQUAL 1',
  NOTICE: 'EQUAL 3',
  SERVICE: 'EQUAL 3',
  MONTHS: 'EQUAL 1',
  MEASURE_NOTICE: 'EQUAL 1',
  SITE_NOTICE: 'EQUAL 7',
  REVERSAL: 'EQUAL 1',
  OBJECTION: 'EQUAL 1',
  REPAIR: 'EQUAL 1',
  RESTORATION_REVIEW: 'EQUAL 2',
  RESTORATION: 'EQUAL 1',
};

const ALL_EQUAL = {
  EVALUATION: 'EQUAL 2',
  PROPOSAL: 'EQUAL 2',
  DECISION: 'EQUAL 2',
  DETERMINATION: 'EQUAL 4',
  LINKED: 'EQUAL 1',
  NOTICE: 'EQUAL 3',
  MONTHS: 'EQUAL 1',
  MEASURE_NOTICE: 'EQUAL 1',
  OBJECTION: 'EQUAL 1',
  REVERSAL: 'EQUAL 1',
  REPAIR: 'EQUAL 1',
  RESTORATION: 'EQUAL 1',
  STANDING: 'EQUAL 3',
};

beforeAll(async () => {
  story = await decidedStory();
  folder = story.bureau.app.folder;
  source = await openForReading(folder, schema);
}, BUILD_AND_RUN);

afterAll(async () => {
  await source.destroy();
  await story.bureau.close();
});

describe('replay', () => {
  it('comes to the same bytes for a decision of every kind, while the service runs', async () => {
    const report = await again();
    expect(countsOf(report)).toEqual(ALL_EQUAL);
    expect(report.firstDiffering).toBeNull();
    expect(heldOf(report)).toMatchObject(ALL_HELD);
    expect(unheldOf(report)).toEqual([]);
    expect(report.firstUnheld).toBeNull();
    const { hash } = await story.bureau.told<{ hash: string }>('auditor', 'GET', '/rulebook');
    expect(report.rulebooks).toEqual([hash]);
  });

  it('leaves out what was recorded before an instant, but for where people stand now', async () => {
    expect(countsOf(await again('2025-07-01T00:00:00.000Z'))).toEqual({
      ...Object.fromEntries(Object.keys(ALL_EQUAL).map((kind) => [kind, ''])),
      EVALUATION: 'EQUAL 2',
      PROPOSAL: 'EQUAL 2',
      DECISION: 'EQUAL 2',
      DETERMINATION: 'EQUAL 1',
      LINKED: 'EQUAL 1',
      RESTORATION: 'EQUAL 1',
      STANDING: 'EQUAL 3',
    });
  });

  it('decides by the rulebook of its time what was decided before an import', async () => {
    const { rulebooks: earlier } = await again();
    await story.bureau.told('city-bureau', 'POST', '/rulebook/rulings', {
      policy: 'monthsCountedFrom',
      value: 'DEADLINE_DAY',
      documentNo: numbered('京医保函'),
      validFrom: '2025-07-01',
    });
    const report = await again();
    expect(countsOf(report)).toEqual(ALL_EQUAL);
    expect(report.rulebooks).toEqual([...earlier, expect.not.stringMatching(earlier[0] ?? '')]);
  });
});

/** What a statement of another program changes, replayed; then undone by another one. */
async function tampered(statement: string, undo: string): Promise<ReplayReport> {
  await tamper(folder, statement);
  const report = await again();
  await tamper(folder, undo);
  expect(countsOf(await again())).toEqual(ALL_EQUAL);
  return report;
}

describe('replay finds and names', () => {
  it('one byte of a stored answer', async () => {
    const replaced = (from: string, to: string): string =>
      `UPDATE case_evaluation SET answer = replace(answer, '"fineMax":"${from}"', '"fineMax":"${to}"') WHERE rowid = 2`;
    const report = await tampered(replaced('461500.00', '461500.01'), replaced('461500.01', '461500.00'));
    expect(countsOf(report)).toEqual({ ...ALL_EQUAL, EVALUATION: 'EQUAL 1, DIFFERS 1' });
    const { firstDiffering } = report;
    expect(firstDiffering).toMatchObject({
      kind: 'EVALUATION',
      id: expect.stringMatching(/\/1$/),
      at: expect.any(String),
    });
    expect(firstDiffering?.stored).toContain('"fineMax":"461500.01"');
    expect(firstDiffering?.again).toContain('"fineMax":"461500.00"');
    expect(reportLines(report).join('\n')).toMatch(
      /首个不一致：案件评估 .*自第 \d+ 个字符起不同.*\n {2}存：.*461500\.01.*\n {2}算：.*461500\.00/u,
    );
  });

  it.each([
    [
      'DECISION',
      'a fine',
      `UPDATE case_event SET content = replace(content, '"fine":"369200.00"', '"fine":"269200.00"') WHERE event = 'DECIDED'`,
      `UPDATE case_event SET content = replace(content, '"fine":"269200.00"', '"fine":"369200.00"') WHERE event = 'DECIDED'`,
    ],
    [
      'DETERMINATION',
      'the points of a finding',
      `UPDATE determination SET content = replace(content, '"points":9', '"points":8') WHERE rowid = 1`,
      `UPDATE determination SET content = replace(content, '"points":8', '"points":9') WHERE rowid = 1`,
    ],
    [
      'NOTICE',
      'a year total',
      `UPDATE score_notice SET content = replace(content, '"yearTotalAfter":7', '"yearTotalAfter":6') WHERE rowid = 2`,
      `UPDATE score_notice SET content = replace(content, '"yearTotalAfter":6', '"yearTotalAfter":7') WHERE rowid = 2`,
    ],
    [
      'MEASURE_NOTICE',
      'the last day of a suspension',
      `UPDATE notice_event SET content = replace(content, '"to":"2025-07-23"', '"to":"2025-07-03"') WHERE event = 'MEASURE_NOTICE'`,
      `UPDATE notice_event SET content = replace(content, '"to":"2025-07-03"', '"to":"2025-07-23"') WHERE event = 'MEASURE_NOTICE'`,
    ],
    [
      'MONTHS',
      'the months that were open',
      `UPDATE notice_event SET content = replace(content, '"max":2', '"max":4') WHERE event = 'MONTHS_CHOSEN'`,
      `UPDATE notice_event SET content = replace(content, '"max":4', '"max":2') WHERE event = 'MONTHS_CHOSEN'`,
    ],
    ['REPAIR', 'points taken off', 'UPDATE repair SET deducted = 3', 'UPDATE repair SET deducted = 1'],
    [
      'RESTORATION',
      'the first day back to normal',
      `UPDATE restoration_step SET content = replace(content, '2025-07-24', '2025-07-14') WHERE step = 'APPROVE'`,
      `UPDATE restoration_step SET content = replace(content, '2025-07-14', '2025-07-24') WHERE step = 'APPROVE'`,
    ],
    [
      'REVERSAL',
      'a total in the record itself',
      `UPDATE record_entry SET after = replace(after, '"total":9', '"total":8') WHERE action = 'SCORE_REVISED'`,
      `UPDATE record_entry SET after = replace(after, '"total":8', '"total":9') WHERE action = 'SCORE_REVISED'`,
    ],
    [
      'STANDING',
      'a restriction',
      `UPDATE restriction SET restored_on = '2025-07-04' WHERE restored_on = '2025-07-24'`,
      `UPDATE restriction SET restored_on = '2025-07-24' WHERE restored_on = '2025-07-04'`,
    ],
  ])('%s: %s', async (kind, _what, statement, undo) => {
    const { counts, firstDiffering } = await tampered(statement, undo);
    const differing = Object.entries(counts).filter(([, { DIFFERS }]) => DIFFERS > 0);
    expect(differing.map(([name, { DIFFERS }]) => [name, DIFFERS])).toEqual([[kind, 1]]);
    expect(firstDiffering).toMatchObject({ kind });
  });

  it('a fact on the ledger, wherever something followed from it', async () => {
    const swap = (from: number, to: number): string =>
      `UPDATE ledger_entry SET content = replace(content, '"points":${from}', '"points":${to}') WHERE rowid = 1`;
    const { counts } = await tampered(swap(9, 8), swap(8, 9));
    const differing = Object.entries(counts).filter(([, { DIFFERS }]) => DIFFERS > 0);
    expect(differing.map(([name]) => name)).toEqual(['NOTICE', 'MEASURE_NOTICE', 'RESTORATION', 'STANDING']);
  });

  it('a rulebook that is no longer what it was, and never takes that for equal', async () => {
    const report = await tampered(
      `UPDATE rulebook_edition SET content = replace(content, '京医保', '津医保')`,
      `UPDATE rulebook_edition SET content = replace(content, '津医保', '京医保')`,
    );
    expect(countsOf(report)['NOTICE']).toBe('RULEBOOK_UNKNOWN 3');
    expect(report.firstUndecided).toMatchObject({ kind: 'EVALUATION', verdict: 'RULEBOOK_UNKNOWN' });
  });

  it('what rules made that this program does not have any more', async () => {
    const swap = (from: string, to: string): string =>
      `UPDATE record_entry SET receipt = replace(receipt, '"engineVersion":"${from}"', '"engineVersion":"${to}"')
       WHERE action = 'CASE_EVALUATED'`;
    const report = await tampered(swap('1.0.0', '0.9.0'), swap('0.9.0', '1.0.0'));
    expect(countsOf(report)).toEqual({ ...ALL_EQUAL, EVALUATION: 'OTHER_ENGINE 2' });
  });
});

const heldCopy = (...statements: readonly string[]): Promise<ReplayReport> =>
  heldAfter(folder, ...statements);

const PENALTY = `id = (SELECT case_id FROM case_event WHERE event = 'DECIDED' AND json_type(content, '$.figures') IS NOT NULL LIMIT 1)`;

describe('replay goes from the lines of the record, and', () => {
  it.each([
    [
      'an evaluation that was removed, and the proposal that rests on nothing',
      ['DELETE FROM case_evaluation WHERE rowid = 1'],
      ['EVALUATION: EQUAL 1, MISSING 1'],
    ],
    [
      'a determination that was removed',
      ['DELETE FROM determination WHERE rowid = 2'],
      ['DETERMINATION: EQUAL 3, MISSING 1'],
    ],
    [
      'other reasons for the months',
      [
        `UPDATE notice_event SET content = replace(content, '情节一般', '情节轻微') WHERE event = 'MONTHS_CHOSEN'`,
      ],
      ['MONTHS: DIFFERS 1'],
    ],
    [
      'another number and another day of a determination',
      [`UPDATE determination SET number = '认9', determined_on = '2025-01-01' WHERE rowid = 1`],
      ['DETERMINATION: EQUAL 3, DIFFERS 1'],
    ],
    [
      'a changed decision that says another fine',
      [
        `UPDATE case_event SET content = replace(content, '"fine":"100.00"', '"fine":"1.00"') WHERE event = 'CHANGED'`,
      ],
      ['DECISION_EVENT: DIFFERS 1'],
    ],
    [
      'a change of a decision that was removed',
      [`DELETE FROM case_event WHERE event = 'CHANGED'`],
      ['DECISION_EVENT: MISSING 1'],
    ],
    [
      'another outcome of an objection',
      [
        `UPDATE objection_step SET content = replace(content, 'UPHELD_IN_PART', 'REFUSED') WHERE step = 'DECIDED'`,
      ],
      ['OBJECTION: DIFFERS 1'],
    ],
    [
      'another person who decided',
      [`UPDATE objection_step SET actor = 'district-agency' WHERE step = 'DECIDED'`],
      ['OBJECTION: DIFFERS 1'],
    ],
    [
      'other days of a measure that came with the institution’s',
      [`UPDATE linked_measure SET content = replace(content, '"to":"2026-01-09"', '"to":"2025-08-09"')`],
      ['LINKED: DIFFERS 1'],
    ],
    [
      'a site that was told another day',
      [`UPDATE site_notice SET on_day = '2025-12-24' WHERE rowid = 1`],
      ['SITE_NOTICE: EQUAL 6, DIFFERS 1'],
    ],
    [
      'a determination put in that the record does not know',
      [
        `CREATE TABLE more AS SELECT * FROM determination WHERE rowid = 1`,
        `UPDATE more SET id = 'x', number = 'x'`,
        'INSERT INTO determination SELECT * FROM more',
      ],
      ['DETERMINATION: EQUAL 4, UNRECORDED 1'],
    ],
    [
      'a second choice of months put in behind the first',
      [
        `CREATE TABLE more AS SELECT * FROM notice_event WHERE event = 'MONTHS_CHOSEN'`,
        'UPDATE more SET sequence = 99',
        'INSERT INTO notice_event SELECT * FROM more',
      ],
      ['MONTHS: EQUAL 1, UNRECORDED 1'],
    ],
    [
      'the head of a case that was removed',
      [`DELETE FROM penalty_case WHERE ${PENALTY}`],
      ['CASE: EQUAL 2, MISSING 1'],
    ],
    ...[
      'track',
      'district',
      'offender_kind',
      'offender_name',
      'offender_code',
      'inspection_no',
      'revision',
      'state',
    ].map((column): [string, string[], string[]] => [
      `another ${column} of a case`,
      [`UPDATE penalty_case SET ${column} = 'x' WHERE ${PENALTY}`],
      ['CASE: EQUAL 2, DIFFERS 1'],
    ]),
    ...[
      'person_id',
      'notice_number',
      'institution',
      'district',
      'route',
      'state',
      'filed_by',
      'filed_on',
    ].map((column): [string, string[], string[]] => [
      `another ${column} of an objection`,
      [`UPDATE objection SET ${column} = 'x'`],
      ['OBJECTION_HEAD: DIFFERS 1'],
    ]),
    ...['person_id', 'institution', 'training_id', 'route', 'state'].map(
      (column): [string, string[], string[]] => [
        `another ${column} of a repair`,
        [`UPDATE repair SET ${column} = 'x'`],
        ['REPAIR_HEAD: DIFFERS 1'],
      ],
    ),
    ...['person_id', 'filed_through', 'institution', 'district', 'state', 'applied_on', 'received_on'].map(
      (column): [string, string[], string[]] => [
        `another ${column} of a restoration`,
        [`UPDATE restoration SET ${column} = 'x'`],
        ['RESTORATION_HEAD: DIFFERS 1'],
      ],
    ),
    [
      'an objection that was removed',
      ['DELETE FROM objection'],
      ['OBJECTION_HEAD: MISSING 1', 'OBJECTION: DIFFERS 1'],
    ],
    [
      'another day of a training',
      [`UPDATE repair_training SET held_on = '2025-01-01'`],
      ['TRAINING: DIFFERS 1'],
    ],
    ['another level of a training', [`UPDATE repair_training SET level = 'CITY'`], ['TRAINING: DIFFERS 1']],
    ['somebody who was not there', ['UPDATE repair_attendance SET present = 0'], ['ATTENDANCE: DIFFERS 1']],
    [
      'somebody else who was there',
      [`UPDATE repair_attendance SET person_id = 'x'`],
      ['ATTENDANCE: DIFFERS 1'],
    ],
    [
      'a line put in below the first of the tree, which is no line',
      [
        `CREATE TABLE more AS SELECT * FROM record_entry WHERE action = 'OBJECTION_DECIDED'`,
        'DELETE FROM record_entry WHERE sequence = (SELECT sequence FROM more)',
        'UPDATE more SET sequence = 0',
        'INSERT INTO record_entry SELECT * FROM more',
      ],
      ['OBJECTION_HEAD: DIFFERS 1', 'OBJECTION: UNRECORDED 1'],
    ],
  ])('finds %s', async (_what, statements, expected) => {
    const report = await heldCopy(...statements);
    expect(unheldOf(report)).toEqual(expected);
    expect(report.firstUnheld).not.toBeNull();
  });

  it('takes a proposal on an evaluation that is not there for one that does not repeat', async () => {
    const report = await heldCopy('DELETE FROM case_evaluation WHERE rowid = 1');
    expect(countsOf(report)['PROPOSAL']).toBe('EQUAL 1, DIFFERS 1');
  });

  it('decides again what came of an objection, and which measure comes with the institution’s (S25, S31)', async () => {
    const objection = await heldCopy(
      `UPDATE objection_step SET content = replace(content, '"total":9', '"total":8') WHERE step = 'DECIDED'`,
    );
    expect(countsOf(objection)['OBJECTION']).toBe('DIFFERS 1');
    const linked = await heldCopy(
      `UPDATE linked_measure SET content = replace(content, '"kind":"SUSPENSION"', '"kind":"TERMINATION"')`,
    );
    expect(countsOf(linked)['LINKED']).toBe('DIFFERS 1');
  });

  it('decides a penalty again whose head was removed, and counts it for no agreement', async () => {
    const report = await heldCopy(`DELETE FROM penalty_case WHERE ${PENALTY}`);
    expect(countsOf(report)['DECISION']).toBe('EQUAL 2');
    expect(reportLines(report).join('\n')).toContain('协议处理的决定 1');
  });

  it('names what it neither holds against the record nor decides again', async () => {
    const report = await again();
    expect(report.notReplayed).toMatchObject({ OBJECTION_ACCEPTED: 1 });
    const told = reportLines(report).join('\n');
    expect(told).toMatch(/未核对、未重演.*受理申诉 1/u);
    expect(told).toMatch(/只与历史记录核对、不依规则重演：.*案件事实 3、.*协议处理的决定 1/u);
  });
});

describe('npm run replay', () => {
  it(
    'exits 0 when all is equal, 1 when not, and says how many',
    async () => {
      const whole = runScript('replay', [], { DATA_DIR: folder });
      expect(whole.stderr).toBe('');
      expect(whole.stdout).toMatch(/^历史记录 \d+ 条，完好\n/u);
      expect(whole.stdout).toContain('记分通知书：3 件一致');
      expect(whole.stdout).toMatch(/规则版本 1\.0\.0，用时 [\d.]+ 秒\n$/u);
      expect(whole.status).toBe(0);

      await tamper(folder, 'UPDATE repair SET deducted = 2');
      const broken = runScript('replay', ['--json', '--since', '2025-06-16T08:00:00+08:00'], {
        DATA_DIR: folder,
      });
      await tamper(folder, 'UPDATE repair SET deducted = 1');
      expect(JSON.parse(broken.stdout)).toMatchObject({
        since: '2025-06-16T00:00:00.000Z',
        engineVersion: '1.0.0',
        record: { ok: true },
        counts: { REPAIR: { EQUAL: 0, DIFFERS: 1 } },
        firstDiffering: { kind: 'REPAIR' },
      });
      expect(broken.status).toBe(1);
    },
    BUILD_AND_RUN,
  );

  it.each([[['--what']], [['--since', 'yesterday']], [['extra']]])('is not run as %j', (words) => {
    const { status, stderr } = runScript('replay', words, { DATA_DIR: folder });
    expect(stderr).toContain('用法：npm run replay');
    expect(status).toBe(2);
  });

  it('does not make a database where there is none', () => {
    const { status, stderr } = runScript('replay', [], { DATA_DIR: join(folder, 'none') });
    expect(stderr).toContain('无法打开');
    expect(status).toBe(2);
  });

  it(
    'decides by what was stored, whatever became of the files on disk',
    () => {
      const copy = mkdtempSync(join(tmpdir(), 'edited-'));
      for (const part of ['dist', 'config', 'package.json']) {
        cpSync(join(ROOT, part), join(copy, part), { recursive: true });
      }
      symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
      const edited = join(copy, 'config', 'policies.yaml');
      writeFileSync(
        edited,
        readFileSync(edited, 'utf8').replace('adopted: START_DAY', 'adopted: DEADLINE_DAY'),
      );
      const { status, stdout } = runProgram(['dist/replay.cli.js'], { DATA_DIR: folder }, copy);
      rmSync(copy, { recursive: true });
      expect(stdout).toContain('暂停终止通知书：1 件一致');
      expect(status).toBe(0);
    },
    BUILD_AND_RUN,
  );
});
