import { builtinModules } from 'node:module';
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const refuse = (message, ...names) => names.map((name) => ({ name, message }));
const refuseSyntax = (message, ...selectors) => selectors.map((selector) => ({ selector, message }));

/** What decides must give the same output for the same input, for ever, and at once. */
const pureDomain = {
  'no-restricted-globals': [
    'error',
    ...refuse(
      'The domain is told the time.',
      'Date',
      'performance',
      'setTimeout',
      'setInterval',
      'setImmediate',
    ),
    ...refuse(
      'The domain knows no surroundings.',
      'process',
      'console',
      'globalThis',
      'global',
      'fetch',
      'require',
    ),
    ...refuse('The domain leaves nothing to chance.', 'crypto'),
    ...refuse('The domain answers at once.', 'Promise', 'queueMicrotask'),
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Math', property: 'random', message: 'The domain leaves nothing to chance.' },
    { object: 'Temporal', property: 'Now', message: 'The domain is told the time.' },
  ],
  'no-restricted-syntax': [
    'error',
    ...refuseSyntax(
      'The domain answers at once.',
      ':function[async=true]',
      'AwaitExpression',
      'ForOfStatement[await=true]',
      'ImportExpression',
      'TSTypeReference[typeName.name="Promise"]',
    ),
  ],
  'no-restricted-imports': [
    'error',
    {
      paths: builtinModules.map((name) => ({ name, message: 'The domain knows no surroundings.' })),
      patterns: [{ group: ['node:*'], message: 'The domain knows no surroundings.' }],
    },
  ],
};

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'data/', 'node_modules/', 'test/architecture/probes/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-extraneous-class': [
        'error',
        { allowWithDecorator: true, allowStaticOnly: false },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Answers are classes for the API reference only: a literal of their shape is one.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/prefer-readonly': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  { files: ['src/domain/**/*.ts'], ignores: ['src/domain/**/*.spec.ts'], rules: pureDomain },
  { files: ['src/main.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { console: 'readonly', process: 'readonly' } },
    rules: { 'no-console': 'off', '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
);
