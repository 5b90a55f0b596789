import { validateSync } from 'class-validator';
import { holdsResidentNumber } from '../../domain/shared/resident-number.js';
import {
  fieldsOf,
  rulesOf,
  type FormClass,
  type FormFault,
  type FormField,
  type ListItem,
} from './form-shape.js';
import { pointerTo } from './json-pointer.js';

/** The form, read and sound; or every fault of it. */
export type FormResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly FormFault[] };

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads parsed JSON as a form.
 * @param raw what the client sent, untouched.
 * @returns an instance of the form with defaults filled in, or every fault, one a pointer.
 * @throws Error when the class has no fields: a mistake of ours, not of the client.
 */
export function checkForm<T extends object>(form: FormClass<T>, raw: unknown): FormResult<T> {
  const reading = new FormReading();
  const value = reading.object(form, raw, '') as T;
  return reading.faults.length === 0 ? { ok: true, value } : { ok: false, faults: reading.faults };
}

/** Reads a query string as a form: like {@link checkForm}, with numbers and flags read from their text. */
export function checkQuery<T extends object>(form: FormClass<T>, query: JsonObject): FormResult<T> {
  const fields = shapeOf(form);
  const typed = Object.entries(query).map(([name, text]) => [name, fromText(fields.get(name), text)]);
  return checkForm(form, Object.fromEntries(typed));
}

function fromText(field: FormField | undefined, text: unknown): unknown {
  if (field?.content.kind !== 'value' || typeof text !== 'string') return text;
  return field.content.fromText ? field.content.fromText(text) : text;
}

function shapeOf(form: FormClass): ReadonlyMap<string, FormField> {
  const fields = fieldsOf(form);
  if (fields === undefined) throw new Error(`${form.name} has no form fields`);
  return fields;
}

/** One pass over a request; what cannot be read is handed on as it is and leaves a fault. */
class FormReading {
  private readonly byPointer = new Map<string, FormFault>();

  get faults(): readonly FormFault[] {
    return [...this.byPointer.values()];
  }

  object(form: FormClass, raw: unknown, pointer: string): unknown {
    if (!isJsonObject(raw)) return this.refuse(raw, pointer, '须为 JSON 对象，例如 {}');
    const fields = shapeOf(form);
    this.refuseUnknown(fields, raw, pointer);
    const read = new form() as Record<string, unknown>;
    for (const field of fields.values()) {
      const value = this.member(field, raw, pointer);
      if (value !== undefined) read[field.name] = value;
    }
    this.applyRules(form, read, pointer);
    return read;
  }

  private refuseUnknown(fields: ReadonlyMap<string, FormField>, raw: JsonObject, pointer: string): void {
    for (const name of Object.keys(raw).filter((each) => !fields.has(each))) {
      const detail = `没有此项，请删除；可用的项有：${[...fields.keys()].join('、')}`;
      this.add({ pointer: pointerTo(pointer, name), code: 'UNKNOWN_PROPERTY', detail });
    }
  }

  private member(field: FormField, raw: JsonObject, parent: string): unknown {
    const pointer = pointerTo(parent, field.name);
    if (!Object.hasOwn(raw, field.name)) {
      if (field.required) this.add({ pointer, code: 'REQUIRED', detail: `此项必填，${field.expected}` });
      return structuredClone(field.fallback);
    }
    const value = raw[field.name];
    switch (field.content.kind) {
      case 'value':
        this.refuseIdentityNumber(field, value, pointer);
        return value;
      case 'object':
        return isJsonObject(value)
          ? this.object(field.content.form(), value, pointer)
          : this.refuse(value, pointer, field.expected);
      case 'list':
        return Array.isArray(value) && value.length <= field.content.max
          ? this.list(field, field.content.item, value, pointer)
          : this.refuse(value, pointer, field.expected);
    }
  }

  private list(field: FormField, item: ListItem, values: readonly unknown[], parent: string): unknown {
    return values.map((value, index) => {
      const pointer = pointerTo(parent, index);
      if (item.kind === 'object') return this.object(item.form(), value, pointer);
      this.refuseIdentityNumber(field, value, pointer);
      return item.accepts(value) ? value : this.refuse(value, pointer, item.expected);
    });
  }

  /** What is written in a text is kept and shown as it is: an identity number belongs only where it is sealed. */
  private refuseIdentityNumber(field: FormField, value: unknown, pointer: string): void {
    if (field.maySayIdentityNumber === true || typeof value !== 'string' || !holdsResidentNumber(value))
      return;
    const detail = '此项不得填写居民身份证号，请删去号码，以人员代码代替';
    this.add({ pointer, code: 'IDENTITY_NUMBER_IN_TEXT', detail });
  }

  private applyRules(form: FormClass, read: JsonObject, pointer: string): void {
    for (const error of validateSync(read, { forbidUnknownValues: false })) {
      const detail = Object.values(error.constraints ?? {})[0] ?? '此项的值无效';
      this.add({ pointer: pointerTo(pointer, error.property), code: 'INVALID_VALUE', detail });
    }
    for (const fault of rulesOf(form).flatMap((check) => check(read))) {
      this.add({ ...fault, pointer: pointer + fault.pointer });
    }
  }

  private refuse(value: unknown, pointer: string, detail: string): unknown {
    this.add({ pointer, code: value === undefined ? 'REQUIRED' : 'INVALID_VALUE', detail });
    return value;
  }

  /** The first fault at a place stands for all of them. */
  private add(fault: FormFault): void {
    if (!this.byPointer.has(fault.pointer)) this.byPointer.set(fault.pointer, fault);
  }
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
