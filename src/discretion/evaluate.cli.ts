import 'reflect-metadata';
import { parseArgs } from 'node:util';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { admitSchedule } from '../domain/rulebook/schedule-admission.js';
import type { Fault, Result } from '../domain/shared/result.js';
import { XLSX_TYPE } from '../platform/files/workbook.js';
import { checkForm } from '../platform/http/check-form.js';
import { Upload } from '../platform/http/upload.js';
import { assembleRulebook, importHash, loadRulebookFiles } from '../rulebook/rulebook.module.js';
import { answerTable } from './answer-table.js';
import { answerTo } from './answer-to.js';
import { counterfactualLines } from './counterfactual-lines.js';
import { counterfactualsTo } from './counterfactuals-to.js';
import { EvaluationForm } from './evaluate.dto.js';
import { readBytes, readFactsFile } from './facts-file.js';
import { scheduleImport, scheduleOf } from './schedule-mapping.js';
import { readSchedule } from './schedule-reading.js';

const USAGE = `用法：npm run evaluate -- facts.yaml [--json] [--all] [--what-if] [--schedule FILE]
  facts.yaml       案件事实（YAML 或 JSON），内容与 POST /api/v1/discretion/evaluate 的请求相同
  --json           输出与接口相同的 JSON
  --all            列出未触发的规则；与 --what-if 同用，也列出不能成立的设想
  --what-if        列出改变处理或者幅度的每一处事实改变
  --schedule FILE  另加一份裁量细则（YAML、JSON 或 xlsx），供 grade 引用`;

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

function readFacts(file: string): { readonly raw: unknown; readonly form: EvaluationForm } {
  const raw = reading(() => readFactsFile(file));
  const checked = checkForm(EvaluationForm, raw);
  if (!checked.ok) throw refusal(file, checked.faults);
  return { raw, form: checked.value };
}

/** What cannot be read at all is a call that went wrong. */
function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Refusal((error as Error).message, 2);
  }
}

/** The shipped rulebook and, where a file is given, its schedule. */
async function rulebookWith(scheduleFile: string | undefined): Promise<Rulebook> {
  const files = loadRulebookFiles();
  const shipped = assembleRulebook(files);
  if (scheduleFile === undefined) return shipped;
  const bytes = reading(() => readBytes(scheduleFile));
  const type = scheduleFile.toLowerCase().endsWith('.xlsx') ? XLSX_TYPE : 'application/yaml';
  const read = await readSchedule(new Upload(type, bytes));
  if (!read.ok) throw refusal(scheduleFile, read.faults);
  const { form, placed } = read.value;
  const { faults, unconfirmed, schedule } = admitSchedule(scheduleOf(form), form.confirmations, shipped);
  if (faults.length + unconfirmed.length > 0) {
    throw refusal(scheduleFile, [...faults, ...unconfirmed].map(placed));
  }
  const draft = scheduleImport(schedule);
  return assembleRulebook(files, [{ ...draft, hash: importHash(draft) }]);
}

interface Arguments {
  readonly file: string;
  readonly json: boolean;
  readonly all: boolean;
  readonly whatIf: boolean;
  readonly schedule: string | undefined;
}

function readArguments(): Arguments {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        all: { type: 'boolean', default: false },
        'what-if': { type: 'boolean', default: false },
        schedule: { type: 'string' },
      },
    });
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0) throw new Error('须给出一个事实文件');
    const { json, all, schedule, 'what-if': whatIf } = values;
    return { file, json, all, whatIf, schedule };
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n${USAGE}`, 2);
  }
}

/** The value, or the end of the program with every fault. */
function sound<T>(file: string, result: Result<T>): T {
  if (!result.ok) throw refusal(file, result.faults);
  return result.value;
}

async function evaluateFile(): Promise<string> {
  const { file, json, all, whatIf, schedule } = readArguments();
  const rulebook = await rulebookWith(schedule);
  const { raw, form } = readFacts(file);
  const answer = sound(file, answerTo(form, raw, rulebook));
  const otherwise = whatIf ? sound(file, counterfactualsTo(form, raw, rulebook)) : null;
  const whole = otherwise === null ? answer : Object.assign({}, answer, { whatIf: otherwise });
  if (json) return JSON.stringify(whole, null, 2);
  const table = answerTable(answer, form.proposal.length, all);
  return otherwise === null ? table : [table, '', ...counterfactualLines(otherwise, all)].join('\n');
}

try {
  process.stdout.write(`${await evaluateFile()}\n`);
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
