import { app } from '../../src/app.js';

export const tested = app;
