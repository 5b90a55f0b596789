const common = {
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
        module: { type: 'es6' },
      },
    ],
  },
};

/** Exhaustive sweeps stand beside the rules they prove, but are too long for the unit suite. */
const SWEEPS = '<rootDir>/src/**/*.sweep.spec.ts';

const project = (displayName, testMatch, testPathIgnorePatterns = ['/node_modules/']) => ({
  ...common,
  displayName,
  testMatch,
  testPathIgnorePatterns,
});

export default {
  maxWorkers: '100%',
  // What a file of tests loaded stays in memory with its worker, which grows slow: it is then replaced.
  workerIdleMemoryLimit: '1GB',
  testTimeout: 300_000,
  projects: [
    project('unit', ['<rootDir>/src/**/*.spec.ts'], ['/node_modules/', '\\.sweep\\.spec\\.ts$']),
    project('integration', ['<rootDir>/test/integration/**/*.spec.ts', SWEEPS]),
    project('e2e', ['<rootDir>/test/e2e/**/*.spec.ts']),
    project('architecture', ['<rootDir>/test/architecture/*.spec.ts']),
  ],
};
