import { served } from '../platform/served.js';

export const rule = served;
