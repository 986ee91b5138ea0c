// The import rules of the house: no cycles, and the engine knows nothing of the trust wing.
const forbid = (name, from, to, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: to },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    forbid('settings-import-nothing-local', '^lib/settings', '^lib/(?!settings)', 'settings/ is a leaf'),
    forbid('events-import-nothing-local', '^lib/events', '^lib/(?!events)', 'events/ is a leaf'),
    forbid('protocol-imports-nothing-local', '^lib/protocol', '^lib/(?!protocol)', 'protocol/ is a leaf'),
    forbid(
      'engine-never-trust',
      '^lib/engine',
      '^lib/(trust|protocol|cli|register)',
      'the engine runs with the trust wing deleted',
    ),
    forbid(
      'trust-only-artifact-source',
      '^lib/trust',
      '^lib/engine/(?!artifacts/source)',
      'trust sees one interface of the engine',
    ),
    forbid(
      'one-way-out',
      '^lib/(?!trust/net/send[.]|cli/telemetry/view-server[.])',
      '^(node:)?(http|https|http2|tls|dgram|dns|dns/promises)$',
      'one file opens client sockets; the viewer listens',
    ),
    forbid(
      'engine-and-facade-never-compose',
      '^lib/(?!cli|register|trust)',
      '^lib/(trust|cli|register)',
      'telemetry is composed by the command and the opt-in entry alone',
    ),
    forbid(
      'native-is-a-leaf',
      '^lib/engine/native',
      '^lib/(?!engine/native|settings)',
      'the binding imports nothing of the engine',
    ),
    forbid(
      'elementwise-builds-on-dispatch',
      '^lib/engine/elementwise',
      '^lib/(?!engine/(elementwise|dispatch)|settings)',
      'loops around scalar functions are functions like any other to the engine',
    ),
    forbid(
      'engine-never-elementwise',
      '^lib/engine/(?!elementwise)',
      '^lib/engine/elementwise',
      'the engine runs functions, whoever wrote them',
    ),
    forbid(
      'kernels-stand-alone',
      '^lib/engine/kernels',
      '^lib/(?!engine/(kernels|native)|engine/dispatch/(intrinsics|overlap)|settings)',
      'precompiled kernels need neither compiler nor router',
    ),
    forbid(
      'outline-builds-on-frontend',
      '^lib/engine/outline',
      '^lib/(?!engine/(outline|frontend))',
      'partial compilation is text to text; who runs what comes out is dispatch',
    ),
    forbid('frontend-is-pure', '^lib/engine/frontend', '^lib/(?!engine/frontend)', 'the front end is pure functions'),
    forbid('lib-never-test-or-bench', '^lib', '^(test|bench|scripts)', 'the package stands alone'),
    forbid(
      'bench-uses-the-public-api',
      '^bench/(?!privacy)',
      '^lib/(?!index|allocate)',
      'benchmarks measure what users get',
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|build)' },
  },
};
