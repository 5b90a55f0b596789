import { served } from '../platform/served.js';

export const account = served;
