import { TableIndex, type TableColumnOptions } from 'typeorm';

export const text = (name: string): TableColumnOptions => ({ name, type: 'text' });
export const optional = (name: string): TableColumnOptions => ({ name, type: 'text', isNullable: true });
export const key = (name: string): TableColumnOptions => ({ name, type: 'text', isPrimary: true });
export const whole = (name: string): TableColumnOptions => ({ name, type: 'integer' });
export const index = (name: string, ...columnNames: string[]): TableIndex =>
  new TableIndex({ name, columnNames });
export const unique = (name: string, ...columnNames: string[]): TableIndex =>
  new TableIndex({ name, columnNames, isUnique: true });
