import { range } from '../domain/discretion/range.js';

export const served = range;
