import { Temporal } from 'temporal-polyfill';

export const money = Temporal;
