import { describe, expect, it } from '@jest/globals';
import { checkForm, checkQuery, type FormResult } from './check-form.js';
import {
  ChoiceField,
  DateField,
  FlagField,
  ListField,
  MoneyField,
  MultipleField,
  ObjectField,
  TextField,
  TextListField,
  WholeNumberField,
} from './fields.js';
import { FormRule, type Unchecked } from './form-shape.js';

class ItemForm {
  @TextField({ description: 'id', max: 5 })
  id!: string;

  @FlagField({ description: 'flag', default: false })
  flag!: boolean;
}

class PartForm {
  @WholeNumberField({ description: 'age', min: 0, max: 150, optional: true })
  age?: number;

  @TextField({ description: 'awkward/na~me', optional: true })
  'awkward/na~me'?: string;
}

@FormRule((form: Unchecked<WholeForm>) =>
  (form.multiple === undefined) === (form.fine === undefined)
    ? [{ pointer: '/multiple', code: 'INVALID_VALUE', detail: 'multiple 与 fine 须且只能填一项' }]
    : [],
)
class WholeForm {
  @DateField({ description: 'date' })
  on!: string;

  @MultipleField({ description: 'multiple', optional: true })
  multiple?: string;

  @MoneyField({ description: 'fine', optional: true })
  fine?: string;

  @ChoiceField(['NONE', 'LIGHTER'], { description: 'adjustment', default: 'NONE' })
  adjustment!: 'NONE' | 'LIGHTER';

  @ObjectField(() => PartForm, { description: 'part', optional: true })
  part?: PartForm;

  @ListField(() => ItemForm, { description: 'items', max: 2, default: [] })
  items!: ItemForm[];

  @TextListField({ description: 'ids', max: 3, maxText: 3, optional: true })
  ids?: string[];
}

const sound = { on: '2025-07-01', multiple: '1.5' };

const check = (raw: unknown): FormResult<WholeForm> => checkForm(WholeForm, raw);

/** The faults as `pointer code` lines. */
function faults(raw: unknown): string[] {
  const result = check(raw);
  return result.ok ? [] : result.faults.map(({ pointer, code }) => `${pointer} ${code}`);
}

function detailAt(pointer: string, raw: unknown): string | undefined {
  const result = check(raw);
  return result.ok ? undefined : result.faults.find((fault) => fault.pointer === pointer)?.detail;
}

describe('checkForm', () => {
  it('reads a sound form and fills in defaults, leaving optional members away', () => {
    const result = check({ ...sound, items: [{ id: 'a' }], part: { age: 3 } });
    expect(result).toEqual({
      ok: true,
      value: { ...sound, adjustment: 'NONE', items: [{ id: 'a', flag: false }], part: { age: 3 } },
    });
    expect(result.ok && Object.keys(result.value)).not.toContain('fine');
    expect(result.ok && result.value).toBeInstanceOf(WholeForm);
    expect(result.ok && result.value.part).toBeInstanceOf(PartForm);
  });

  it('gives every form a default list of its own', () => {
    const [first, second] = [check(sound), check(sound)];
    expect(first.ok && second.ok && first.value.items === second.value.items).toBe(false);
  });

  it.each([
    ['a list', []],
    ['a text', 'x'],
    ['a number', 1],
    ['null', null],
  ])('refuses a body that is %s with one fault at the root', (_name, raw) => {
    expect(faults(raw)).toEqual([' INVALID_VALUE']);
  });

  it('asks for a body that is missing', () => {
    expect(faults(undefined)).toEqual([' REQUIRED']);
  });

  it('lists missing, unknown and invalid members at once, each with what to do', () => {
    const raw = { surprise: 1, multiple: '1.23456', adjustment: 'HEAVIER' };
    expect(faults(raw)).toEqual([
      '/surprise UNKNOWN_PROPERTY',
      '/on REQUIRED',
      '/multiple INVALID_VALUE',
      '/adjustment INVALID_VALUE',
    ]);
    expect(detailAt('/surprise', raw)).toBe(
      '没有此项，请删除；可用的项有：on、multiple、fine、adjustment、part、items、ids',
    );
    expect(detailAt('/on', raw)).toBe(
      '此项必填，须为真实存在的日期 YYYY-MM-DD（1900 至 2199 年），例如 "2025-07-01"',
    );
    expect(detailAt('/multiple', raw)).toBe('须为倍数的十进制字符串，小数至多 4 位，例如 "1.5"');
    expect(detailAt('/adjustment', raw)).toBe('须为 NONE、LIGHTER 之一，例如 "NONE"');
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype'])(
    'reports %s as unknown, at the root, in objects and in lists',
    (name) => {
      const poisoned = JSON.stringify(name);
      const raw: unknown = JSON.parse(
        `{"on":"2025-07-01","multiple":"1",${poisoned}:{},"part":{${poisoned}:1},"items":[{"id":"a",${poisoned}:null}]}`,
      );
      expect(faults(raw)).toEqual([
        `/${name} UNKNOWN_PROPERTY`,
        `/part/${name} UNKNOWN_PROPERTY`,
        `/items/0/${name} UNKNOWN_PROPERTY`,
      ]);
    },
  );

  it('does not take an inherited member for a given one', () => {
    expect(faults(Object.create({ on: '2025-07-01' }))).toContain('/on REQUIRED');
  });

  it('escapes pointers', () => {
    expect(faults({ ...sound, 'a/b~c': 1, part: { 'awkward/na~me': 1 } })).toEqual([
      '/a~1b~0c UNKNOWN_PROPERTY',
      '/part/awkward~1na~0me INVALID_VALUE',
    ]);
  });

  it('looks into nested objects and lists', () => {
    expect(
      faults({ ...sound, part: { age: 200 }, items: [{ id: 'a' }, { id: 'too long', flag: 1 }] }),
    ).toEqual(['/part/age INVALID_VALUE', '/items/1/id INVALID_VALUE', '/items/1/flag INVALID_VALUE']);
  });

  it.each([
    ['part', 'x', '/part'],
    ['part', [], '/part'],
    ['items', {}, '/items'],
    ['items', 'x', '/items'],
    ['items', [{ id: 'a' }, 'b'], '/items/1'],
    ['items', [[]], '/items/0'],
    ['items', [null], '/items/0'],
    ['ids', 'x', '/ids'],
    ['ids', ['abc', 'abcd'], '/ids/1'],
    ['ids', [null], '/ids/0'],
  ])('refuses %s: %j with one fault at %s', (name, value, pointer) => {
    expect(faults({ ...sound, [name]: value })).toEqual([`${pointer} INVALID_VALUE`]);
  });

  it('reports a list over its maximum once, and not its elements', () => {
    expect(faults({ ...sound, items: [1, 2, 3] })).toEqual(['/items INVALID_VALUE']);
    expect(faults({ ...sound, ids: ['a', 'b', 'c', 'd'] })).toEqual(['/ids INVALID_VALUE']);
    expect(detailAt('/items', { ...sound, items: [1, 2, 3] })).toBe('须为对象的列表，至多 2 项，例如 [{}]');
  });

  it.each(['on', 'multiple', 'fine', 'adjustment', 'part', 'items', 'ids'])(
    'does not take null for an absent %s',
    (name) => {
      expect(faults({ on: '2025-07-01', multiple: '1', [name]: null })).toContain(`/${name} INVALID_VALUE`);
    },
  );

  it('survives unknown members nested without end', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`);
    expect(faults({ ...sound, deep, part: deep })).toEqual(['/deep UNKNOWN_PROPERTY', '/part INVALID_VALUE']);
  });

  it('refuses a class without fields, which is our own mistake', () => {
    expect(() => checkForm(Date, {})).toThrow('Date has no form fields');
  });
});

describe('FormRule', () => {
  it('judges members together, whatever else is wrong', () => {
    expect(faults({ on: '2025-07-01' })).toEqual(['/multiple INVALID_VALUE']);
    expect(faults({ on: 5, multiple: '1', fine: '1' })).toEqual([
      '/on INVALID_VALUE',
      '/multiple INVALID_VALUE',
    ]);
  });

  it('points into the form it stands on', () => {
    @FormRule(() => [{ pointer: '/id', code: 'REQUIRED', detail: '…' }])
    class RuledForm {
      @TextField({ description: 'id', optional: true })
      id?: string;
    }
    class OuterForm {
      @ListField(() => RuledForm, { description: 'list', max: 2 })
      list!: RuledForm[];
    }
    expect(checkForm(OuterForm, { list: [{}, { id: 5 }] })).toEqual({
      ok: false,
      faults: [
        { pointer: '/list/0/id', code: 'REQUIRED', detail: '…' },
        { pointer: '/list/1/id', code: 'INVALID_VALUE', detail: '须为 1 至 200 个字符的文字，不得全为空白' },
      ],
    });
  });
});

describe('fields', () => {
  it.each([
    [
      'on',
      ['2024-02-29', '2199-12-31'],
      ['2025-02-29', '2025-7-1', '20250701', '2025-07-01T00:00:00Z', 20250701],
    ],
    ['multiple', ['0', '1.2345', '9999999999999'], ['-1', '1.', '.5', '1e3', '1.23456', ' 1', 1.5, '']],
    ['fine', ['0', '0.00', '9999999999999.99'], ['0.001', '10000000000000', '-1', '1,000', '１', 1, true]],
    ['adjustment', ['NONE', 'LIGHTER'], ['none', '', 'toString', 1, ['NONE']]],
    [
      'items',
      [[], [{ id: '𠀀𠀀𠀀𠀀𠀀' }]],
      [[{ id: '' }], [{ id: ' \t' }], [{ id: '\ud800' }], [{ id: '\0' }], [{ id: 1 }]],
    ],
    ['part', [{}, { age: 0 }, { age: 150 }], [{ age: 1.5 }, { age: -1 }, { age: '17' }, { age: true }]],
  ])('%s takes what it should and nothing else', (name, good, bad) => {
    const form = (value: unknown): object => ({
      on: '2025-07-01',
      ...(name === 'fine' ? {} : { multiple: '1' }),
      [name]: value,
    });
    expect(good.filter((value) => faults(form(value)).length > 0)).toEqual([]);
    expect(bad.filter((value) => faults(form(value)).length !== 1)).toEqual([]);
  });

  it('are inherited', () => {
    class LongerForm extends ItemForm {
      @TextField({ description: 'more' })
      more!: string;
    }
    expect(checkForm(LongerForm, { id: 'a', more: 'b' })).toEqual({
      ok: true,
      value: { id: 'a', flag: false, more: 'b' },
    });
    expect(checkForm(ItemForm, { id: 'a', more: 'b' }).ok).toBe(false);
  });
});

describe('checkQuery', () => {
  class PersonQuery {
    @DateField({ description: 'on' })
    on!: string;

    @WholeNumberField({ description: 'count', min: -10, max: 10 })
    count!: number;

    @FlagField({ description: 'emergency', default: false })
    emergency!: boolean;
  }

  it('reads numbers and flags from their text', () => {
    expect(checkQuery(PersonQuery, { on: '2025-07-01', count: '-5', emergency: 'true' })).toEqual({
      ok: true,
      value: { on: '2025-07-01', count: -5, emergency: true },
    });
  });

  it.each([
    [{ on: '2025-07-01' }, ['/count REQUIRED']],
    [{ on: '2025-07-01', count: '' }, ['/count INVALID_VALUE']],
    [
      { on: '2025-07-01', count: '1.5', emergency: '1' },
      ['/count INVALID_VALUE', '/emergency INVALID_VALUE'],
    ],
    [
      { on: '2025-07-01', count: '11', toString: '1' },
      ['/toString UNKNOWN_PROPERTY', '/count INVALID_VALUE'],
    ],
    [{ on: ['2025-07-01', '2025-07-02'], count: '1' }, ['/on INVALID_VALUE']],
  ])('refuses %j', (query, expected) => {
    const result = checkQuery(PersonQuery, query);
    expect(result.ok ? [] : result.faults.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(expected);
  });
});
