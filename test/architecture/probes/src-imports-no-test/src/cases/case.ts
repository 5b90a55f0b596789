import { builder } from '../../test/support/builder.js';

export const known = builder;
