/** The boundaries of the program. Each rule is proved by a probe in test/architecture/probes. */

const MODULE = '^src/(?!domain/|platform/)([^/]+)/';

export default {
  forbidden: [
    {
      name: 'domain-imports-only-domain',
      comment: 'What decides is pure: it knows itself and the library of calendar dates.',
      severity: 'error',
      from: { path: '^src/domain/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^src/domain/', 'node_modules/temporal-polyfill/'] },
    },
    {
      name: 'domain-tests-stay-in-domain',
      comment: 'The tests of the rules run without the program around them.',
      severity: 'error',
      from: { path: '^src/domain/.*\\.spec\\.ts$' },
      to: { path: '^src/(?!domain/)' },
    },
    {
      name: 'platform-knows-no-module',
      comment: 'The platform serves every module and knows none; of the domain it knows the shared values.',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/', pathNot: ['^src/platform/', '^src/domain/shared/'] },
    },
    {
      name: 'modules-meet-at-their-module-file',
      comment: 'A module is opened by its own name: others import only what its module file exports.',
      severity: 'error',
      from: { path: MODULE },
      to: {
        path: MODULE,
        pathNot: ['^src/$1/', '^src/([^/]+)/\\1\\.module\\.ts$'],
      },
    },
    {
      name: 'modules-do-not-know-the-root',
      comment: 'The root puts the modules together; nothing below it looks up.',
      severity: 'error',
      from: { path: '^src/[^/]+/' },
      to: { path: '^src/[^/]+\\.ts$' },
    },
    {
      name: 'web-talks-http-only',
      comment: 'The console knows the API, not the program behind it.',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^src/' },
    },
    {
      name: 'src-imports-no-test',
      comment: 'The program does not rest on its tests.',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { path: ['^test/', '\\.spec\\.ts$'] },
    },
    {
      name: 'nothing-circular',
      comment: 'What goes round in a circle cannot be understood by halves.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^test/architecture/probes/' },
    tsPreCompilationDeps: true,
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
