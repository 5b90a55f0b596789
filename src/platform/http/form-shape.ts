import 'reflect-metadata';
import type { Fault } from '../../domain/shared/result.js';

/** A class whose decorated properties describe the members of a JSON object. */
export type FormClass<T extends object = object> = new () => T;

/** What a fault of form can be. */
export interface FormFault extends Fault {
  readonly code: 'REQUIRED' | 'UNKNOWN_PROPERTY' | 'INVALID_VALUE' | 'IDENTITY_NUMBER_IN_TEXT';
}

/** One member of a form. */
export interface FormField {
  readonly name: string;
  readonly required: boolean;
  /** What stands for an absent member. */
  readonly fallback: unknown;
  /** What the member must be, in Chinese: `须为…，例如…`. */
  readonly expected: string;
  /** Whether its texts may hold a resident identity number; elsewhere one is refused. */
  readonly maySayIdentityNumber?: boolean;
  readonly content: FieldContent;
}

/** What a member holds: a value (judged by its class-validator rules), an object or a list. */
export type FieldContent =
  | {
      readonly kind: 'value';
      /** Reads the value from the text of a query string; without it the text itself is the value. */
      readonly fromText?: (text: string) => unknown;
    }
  | { readonly kind: 'object'; readonly form: () => FormClass }
  | { readonly kind: 'list'; readonly max: number; readonly item: ListItem };

export type ListItem =
  | { readonly kind: 'object'; readonly form: () => FormClass }
  | {
      readonly kind: 'value';
      readonly accepts: (value: unknown) => boolean;
      /** What an element must be, in Chinese. */
      readonly expected: string;
    };

/** A form whose members may still be anything, as a cross-member rule sees it. */
export type Unchecked<T> = Readonly<Partial<Record<keyof T, unknown>>>;

type Rule = (form: Readonly<Record<string, unknown>>) => readonly FormFault[];

const FIELDS = Symbol('form fields');
const RULES = Symbol('form rules');

/** The members of a form by name, those of its base classes first; `undefined` when the class is no form. */
export function fieldsOf(form: FormClass): ReadonlyMap<string, FormField> | undefined {
  return Reflect.getMetadata(FIELDS, form) as ReadonlyMap<string, FormField> | undefined;
}

/** Adds a member to the form that a property decorator stands in. */
export function addField(form: FormClass, field: FormField): void {
  Reflect.defineMetadata(FIELDS, new Map([...(fieldsOf(form) ?? []), [field.name, field]]), form);
}

export function rulesOf(form: FormClass): readonly Rule[] {
  return (Reflect.getMetadata(RULES, form) as readonly Rule[] | undefined) ?? [];
}

/**
 * Adds a rule over several members, for what no member can tell alone: "exactly one of these two".
 * It is asked whatever else is wrong with the form, hence sees members of unknown type.
 * @param check returns faults whose pointers are relative to the form: `/multiple`.
 */
export function FormRule<T extends object>(
  check: (form: Unchecked<T>) => readonly FormFault[],
): (form: FormClass<T>) => void {
  return (form) => {
    Reflect.defineMetadata(RULES, [...rulesOf(form), check], form);
  };
}
