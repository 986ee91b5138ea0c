import tseslint from 'typescript-eslint';

// What opens a connection or resolves a name. lib/trust/net/send.ts is the one file that may; test/privacy/one-way-out.test.ts checks the same on
// what is built.
const NETWORK = ['http', 'https', 'http2', 'net', 'tls', 'dgram', 'dns', 'dns/promises', 'undici', 'inspector'];
const OPENS_NOTHING = { net: ['isIP', 'isIPv4', 'isIPv6'] };
const networkImports = (allowed) =>
  NETWORK.flatMap((name) => [name, `node:${name}`]).map((name) => {
    const allowImportNames = { ...OPENS_NOTHING, ...allowed }[name.replace('node:', '')];
    return {
      name,
      allowTypeImports: true,
      message: 'Only lib/trust/net/send.ts sends.',
      ...(allowImportNames && { allowImportNames }),
    };
  });

export default tseslint.config(
  { ignores: ['dist/', 'build/', 'node_modules/', 'bench/data/', 'bench/results/', '.tap/'] },
  {
    files: ['lib/**/*.ts', 'lib/**/*.mts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // An index proved in range is written a[i]!; the style rule asks for exactly that.
      '@typescript-eslint/no-non-null-assertion': 'off',
      eqeqeq: 'error',
      '@typescript-eslint/no-restricted-imports': ['error', { paths: networkImports({}) }],
      'no-restricted-globals': ['error', 'fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'],
      'no-restricted-properties': [
        'error',
        ...['fetch', 'WebSocket', 'EventSource'].map((property) => ({ object: 'globalThis', property })),
        ...['binding', '_linkedBinding', 'getBuiltinModule'].map((property) => ({ object: 'process', property })),
      ],
    },
  },
  { files: ['lib/trust/net/send.ts'], rules: { '@typescript-eslint/no-restricted-imports': 'off' } },
  {
    // The viewer listens; it never connects.
    files: ['lib/cli/telemetry/view-server.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { paths: networkImports({ http: ['createServer'] }) }],
    },
  },
  {
    // Tests and benches contain programs written the way users write them, on purpose not to our own taste.
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // tap itself waits for its subtests.
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    },
  },
  {
    // Programs under test are plain JavaScript: their parameters are whatever the caller passes.
    files: ['test/conformance/programs/*.ts', 'test/conformance/foreign-arguments.test.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
      'no-var': 'off',
      'prefer-const': 'off',
    },
  },
  { files: ['scripts/**/*.mjs'], extends: [tseslint.configs.recommended] },
);
