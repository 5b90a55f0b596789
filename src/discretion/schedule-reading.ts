import type { Fault } from '../domain/shared/result.js';
import { UnreadableFile } from '../platform/files/unreadable-file.js';
import { readWorkbook, XLSX_TYPE } from '../platform/files/workbook.js';
import { checkForm } from '../platform/http/check-form.js';
import type { FormFault } from '../platform/http/form-shape.js';
import { Upload } from '../platform/http/upload.js';
import { ScheduleForm } from './schedule.dto.js';
import { scheduleInSheets, type PlacedData, type WorkbookRead } from './schedule-workbook.js';
import { readYaml } from './yaml-data.js';

/** A sound schedule form, however it was sent. */
export interface SentSchedule {
  readonly form: ScheduleForm;
  /** Adds to a fault in the form where its member stands in the file. */
  readonly placed: (fault: Fault) => Fault;
}

export type ScheduleRead =
  | { readonly ok: true; readonly value: SentSchedule }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** 1000 grades, and some rows that hold nothing but a format. */
const SHEET_LIMITS = { maxRows: 2000, maxColumns: 50 };

/**
 * Reads a schedule sent as parsed JSON, as YAML or as xlsx.
 * @returns the form, or every fault of it; of a spreadsheet naming sheet and cell, too.
 */
export async function readSchedule(body: unknown): Promise<ScheduleRead> {
  const read = await dataIn(body);
  if (!read.ok) return read;
  const { data, faults, places } = read.value;
  const placed = (fault: Fault): Fault => withPlace(fault, places);
  const checked = checkForm(ScheduleForm, data);
  if (checked.ok && faults.length === 0) return { ok: true, value: { form: checked.value, placed } };
  const ofForm = checked.ok ? [] : checked.faults;
  return { ok: false, faults: [...faults, ...besides(faults, ofForm).map(placed)] };
}

/** What the form misses because a cell cannot be taken is told already. */
function besides(told: readonly FormFault[], faults: readonly FormFault[]): readonly FormFault[] {
  const pointers = new Set(told.map(({ pointer }) => pointer));
  return faults.filter(({ pointer }) => !pointers.has(pointer));
}

async function dataIn(body: unknown): Promise<WorkbookRead> {
  if (!(body instanceof Upload)) return unplaced(body);
  return body.type === XLSX_TYPE ? dataInWorkbook(body.bytes) : dataInText(body.bytes);
}

const unplaced = (data: unknown): { readonly ok: true; readonly value: PlacedData } => ({
  ok: true,
  value: { data, faults: [], places: new Map() },
});

const unreadable = (detail: string): WorkbookRead => ({
  ok: false,
  faults: [{ pointer: '', code: 'INVALID_VALUE', detail }],
});

function dataInText(bytes: Buffer): WorkbookRead {
  const text = textIn(bytes);
  if (text === null) return unreadable('文件的编码不是 UTF-8，请另存为 UTF-8 后再试');
  const read = readYaml(text);
  return read.ok ? unplaced(read.value) : unreadable(`文件不是有效的 YAML 或 JSON：${read.message}`);
}

function textIn(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

async function dataInWorkbook(bytes: Buffer): Promise<WorkbookRead> {
  try {
    return scheduleInSheets(await readWorkbook(bytes, SHEET_LIMITS));
  } catch (error) {
    if (error instanceof UnreadableFile) return unreadable(error.message);
    throw error;
  }
}

/** Names the cell of the member, or of the nearest member around it. */
function withPlace(fault: Fault, places: ReadonlyMap<string, string>): Fault {
  for (let at = fault.pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const place = places.get(at);
    if (place !== undefined) return { ...fault, detail: `${fault.detail}（${place}）` };
    if (at === '') return fault;
  }
}
