import 'reflect-metadata';
import { parseArgs } from 'node:util';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import type { Fault } from '../domain/shared/result.js';
import { checkForm } from '../platform/http/check-form.js';
import type { FormClass } from '../platform/http/form-shape.js';
import { assembleRulebook, importHash, loadRulebookFiles } from '../rulebook/rulebook.module.js';
import { answerTable } from './answer-table.js';
import { answerTo } from './answer-to.js';
import { EvaluationForm } from './evaluate.dto.js';
import { readFactsFile } from './facts-file.js';
import { faultsOfNewSchedule } from './schedule-faults.js';
import { ScheduleForm, scheduleImport, scheduleOf } from './schedule.dto.js';

const USAGE = `用法：npm run evaluate -- facts.yaml [--json] [--all] [--schedule FILE]
  facts.yaml       案件事实（YAML 或 JSON），内容与 POST /api/v1/discretion/evaluate 的请求相同
  --json           输出与接口相同的 JSON
  --all            列出未触发的规则
  --schedule FILE  另加一份裁量细则（YAML 或 JSON），供 grade 引用`;

/** What the user can mend; printed without a stack. */
class Refusal extends Error {
  constructor(
    message: string,
    readonly exitCode: 1 | 2,
  ) {
    super(message);
  }
}

function refusal(file: string, faults: readonly Fault[]): Refusal {
  const lines = faults.map(({ pointer, code, detail, citation }) => {
    const cited = citation === undefined ? '' : `（${citation}）`;
    return `  ${pointer === '' ? '/' : pointer}  ${code}${cited}：${detail}`;
  });
  return new Refusal([`${file} 有 ${faults.length} 处问题：`, ...lines].join('\n'), 1);
}

function readForm<T extends object>(
  form: FormClass<T>,
  file: string,
): { readonly raw: unknown; readonly form: T } {
  const raw = readFile(file);
  const checked = checkForm(form, raw);
  if (!checked.ok) throw refusal(file, checked.faults);
  return { raw, form: checked.value };
}

function readFile(file: string): unknown {
  try {
    return readFactsFile(file);
  } catch (error) {
    throw new Refusal((error as Error).message, 2);
  }
}

/** The shipped rulebook and, where a file is given, its schedule. */
function rulebookWith(scheduleFile: string | undefined): Rulebook {
  const files = loadRulebookFiles();
  const shipped = assembleRulebook(files);
  if (scheduleFile === undefined) return shipped;
  const { form } = readForm(ScheduleForm, scheduleFile);
  const schedule = scheduleOf(form);
  const faults = faultsOfNewSchedule(schedule, shipped);
  if (faults.length > 0) throw refusal(scheduleFile, faults);
  const draft = scheduleImport(schedule);
  return assembleRulebook(files, [{ ...draft, hash: importHash(draft) }]);
}

function readArguments(): { file: string; json: boolean; all: boolean; schedule: string | undefined } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { json: { type: 'boolean' }, all: { type: 'boolean' }, schedule: { type: 'string' } },
    });
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0) throw new Error('须给出一个事实文件');
    return { file, json: values.json ?? false, all: values.all ?? false, schedule: values.schedule };
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n${USAGE}`, 2);
  }
}

function evaluateFile(): string {
  const { file, json, all, schedule } = readArguments();
  const rulebook = rulebookWith(schedule);
  const { raw, form } = readForm(EvaluationForm, file);
  const answer = answerTo(form, raw, rulebook);
  if (!answer.ok) throw refusal(file, answer.faults);
  return json ? JSON.stringify(answer.value, null, 2) : answerTable(answer.value, form.proposal.length, all);
}

try {
  process.stdout.write(`${evaluateFile()}\n`);
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
