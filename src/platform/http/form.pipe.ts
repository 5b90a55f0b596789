import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { checkForm, checkQuery } from './check-form.js';
import type { FormClass } from './form-shape.js';
import { InvalidRequest } from './problem.js';

/** Reads every body and query string as the form that the handler declares, or refuses it with all its faults. */
@Injectable()
export class FormPipe implements PipeTransform {
  transform(raw: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if (type !== 'body' && type !== 'query') return raw;
    const form = metatype as FormClass;
    const result = type === 'body' ? checkForm(form, raw) : checkQuery(form, raw as Record<string, unknown>);
    if (!result.ok) throw new InvalidRequest(result.faults);
    return result.value;
  }
}
