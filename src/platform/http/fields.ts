import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { ValidateBy, ValidateIf } from 'class-validator';
import { parseDate } from '../../domain/shared/calendar-date.js';
import { parseDecimal } from '../../domain/shared/decimal.js';
import { parseMoney } from '../../domain/shared/money.js';
import { addField, type FieldContent, type FormClass, type FormField } from './form-shape.js';

/** What every field tells about itself. Without `optional` and `default` it is required. */
export interface FieldOptions<T> {
  /** What it means, for the API reference. */
  readonly description: string;
  /** May be absent; `null` is never the same as absent. */
  readonly optional?: true;
  /** Stands for an absent member. */
  readonly default?: T;
}

const MAX_TEXT = 200;
const MULTIPLE_PLACES = 4;
/** UTF-16 code units that a character takes at most. */
const UNITS_A_CHARACTER = 2;

/**
 * A text that is not blank, of at most `max` characters (200). One that holds a resident identity number is refused,
 * but where the number is meant to stand.
 */
export function TextField(
  options: FieldOptions<string> & {
    readonly max?: number;
    readonly example?: string;
    readonly maySayIdentityNumber?: true;
  },
): PropertyDecorator {
  const { max = MAX_TEXT, example, maySayIdentityNumber = false } = options;
  return valueField(options, {
    maySayIdentityNumber,
    accepts: (value) => isText(value, max),
    expected: expectedText(max) + (example === undefined ? '' : `，例如 "${example}"`),
    schema: { type: 'string', minLength: 1, maxLength: max, ...(example !== undefined && { example }) },
  });
}

/** `true` or `false`. */
export function FlagField(options: FieldOptions<boolean>): PropertyDecorator {
  return valueField(options, {
    accepts: (value) => typeof value === 'boolean',
    expected: '须为布尔值 true 或 false（不带引号），例如 false',
    schema: { type: 'boolean' },
    fromText: (text) => (text === 'true' ? true : text === 'false' ? false : text),
  });
}

/** A whole number from `min` to `max`, both included. */
export function WholeNumberField(
  options: FieldOptions<number> & { readonly min: number; readonly max: number },
): PropertyDecorator {
  const { min, max } = options;
  return valueField(options, {
    accepts: (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
    expected: `须为 ${min} 至 ${max} 的整数（不带引号），例如 ${Math.max(min, Math.min(1, max))}`,
    schema: { type: 'integer', minimum: min, maximum: max },
    fromText: (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : text),
  });
}

/** A calendar date `YYYY-MM-DD` that exists. */
export function DateField(options: FieldOptions<string>): PropertyDecorator {
  return valueField(options, {
    accepts: (value) => typeof value === 'string' && parseDate(value) !== null,
    expected: '须为真实存在的日期 YYYY-MM-DD（1900 至 2199 年），例如 "2025-07-01"',
    schema: { type: 'string', format: 'date', example: '2025-07-01' },
  });
}

/** Money as a decimal string of yuan: up to 13 digits and at most two places. */
export function MoneyField(options: FieldOptions<string>): PropertyDecorator {
  return valueField(options, {
    accepts: (value) => typeof value === 'string' && parseMoney(value) !== null,
    expected: '须为以元计的十进制字符串，整数至多 13 位、小数至多 2 位，例如 "57227.40"',
    schema: { type: 'string', pattern: String.raw`^\d{1,13}(\.\d{1,2})?$`, example: '57227.40' },
  });
}

/** A multiple as a decimal string of at most four places. */
export function MultipleField(options: FieldOptions<string>): PropertyDecorator {
  return valueField(options, {
    accepts: (value) => typeof value === 'string' && parseDecimal(value, MULTIPLE_PLACES) !== null,
    expected: '须为倍数的十进制字符串，小数至多 4 位，例如 "1.5"',
    schema: { type: 'string', pattern: String.raw`^\d{1,13}(\.\d{1,4})?$`, example: '1.5' },
  });
}

/** One of the given texts. */
export function ChoiceField<T extends string>(
  choices: readonly [T, ...T[]],
  options: FieldOptions<NoInfer<T>>,
): PropertyDecorator {
  return valueField(options, {
    accepts: (value) => (choices as readonly unknown[]).includes(value),
    expected: `须为 ${choices.join('、')} 之一，例如 "${choices[0]}"`,
    schema: { type: 'string', enum: [...choices] },
  });
}

/** An object that is a form of its own; the API reference resolves only a function of the name `type` later. */
export function ObjectField(form: () => FormClass, options: FieldOptions<never>): PropertyDecorator {
  return structureField(options, {
    content: { kind: 'object', form },
    expected: '须为 JSON 对象，例如 {}',
    schema: { type: () => form() },
  });
}

/** A list of at most `max` objects, each a form of its own. */
export function ListField(
  form: () => FormClass,
  options: FieldOptions<readonly []> & { readonly max: number },
): PropertyDecorator {
  const { max } = options;
  return structureField(options, {
    content: { kind: 'list', max, item: { kind: 'object', form } },
    expected: `须为对象的列表，至多 ${max} 项，例如 [{}]`,
    schema: { type: () => form(), isArray: true, maxItems: max },
  });
}

/** A list of at most `max` texts that are not blank, each of at most `maxText` characters (200). */
export function TextListField(
  options: FieldOptions<readonly string[]> & { readonly max: number; readonly maxText?: number },
): PropertyDecorator {
  const { max, maxText = MAX_TEXT } = options;
  const accepts = (value: unknown): boolean => isText(value, maxText);
  return structureField(options, {
    content: { kind: 'list', max, item: { kind: 'value', accepts, expected: expectedText(maxText) } },
    expected: `须为文字的列表，至多 ${max} 项，例如 ["v1"]`,
    schema: { type: String, isArray: true, maxItems: max },
  });
}

interface ValueRule {
  readonly accepts: (value: unknown) => boolean;
  readonly expected: string;
  readonly schema: ApiPropertyOptions;
  readonly fromText?: (text: string) => unknown;
  readonly maySayIdentityNumber?: boolean;
}

function valueField(options: FieldOptions<unknown>, rule: ValueRule): PropertyDecorator {
  const { accepts, expected, schema, fromText, maySayIdentityNumber = false } = rule;
  const content: FieldContent = fromText ? { kind: 'value', fromText } : { kind: 'value' };
  return applyDecorators(
    structureField(options, { content, expected, schema, maySayIdentityNumber }),
    ValidateIf((_form, value) => value !== undefined),
    ValidateBy({ name: 'field', validator: { validate: accepts, defaultMessage: () => expected } }),
  );
}

interface Structure {
  readonly content: FieldContent;
  readonly expected: string;
  readonly schema: ApiPropertyOptions;
  readonly maySayIdentityNumber?: boolean;
}

/** Registers the member in its form and in the API reference. */
function structureField(options: FieldOptions<unknown>, structure: Structure): PropertyDecorator {
  const { description, optional, default: fallback } = options;
  const required = optional !== true && fallback === undefined;
  const { schema, ...field } = structure;
  const documented = { ...schema, description, required } as ApiPropertyOptions;
  return applyDecorators(
    registerField({ required, fallback, ...field }),
    ApiProperty(fallback === undefined ? documented : { ...documented, default: fallback }),
  );
}

function registerField(field: Omit<FormField, 'name'>): PropertyDecorator {
  return (target, name) => {
    addField(target.constructor as FormClass, { name: String(name), ...field });
  };
}

function isText(value: unknown, max: number): boolean {
  if (typeof value !== 'string' || value.trim() === '' || value.length > UNITS_A_CHARACTER * max)
    return false;
  return Array.from(value).length <= max && isStorable(value);
}

/** Neither NUL, which PostgreSQL refuses, nor half a surrogate pair, which canonical JSON refuses. */
const isStorable = (text: string): boolean => !text.includes('\0') && !/\p{Surrogate}/u.test(text);

const expectedText = (max: number): string => `须为 1 至 ${max} 个字符的文字，不得全为空白`;
