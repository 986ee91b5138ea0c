import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import t from 'tap';
import { findNativeBinding } from '../../../../lib/engine/native/binding.js';
import { packageRoot, requireBinding } from './compile-kernel.js';

const { version: packageVersion } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
  version: string;
};

t.test('finds the addon, the same one each time', (t) => {
  const binding = requireBinding();
  const again = findNativeBinding();
  t.ok(again.available && again.binding === binding);
  t.equal(binding.abiVersion, 3);
  t.equal(binding.version, packageVersion);
  t.ok(Object.isFrozen(binding.declined));
  t.end();
});

t.test('describes the processor', (t) => {
  const { architecture, brand, features } = requireBinding().hostFeatures();
  t.equal(architecture, process.arch);
  t.type(brand, 'string');
  t.same(features, [...features].sort());
  t.ok(features.includes(architecture === 'x64' ? 'sse4.2' : 'neon'));
  t.end();
});

t.test('says why there is no addon, and never throws', (t) => {
  const addon = join(packageRoot, 'build', 'Release', 'jetloop.node');

  const root = mkdtempSync(join(tmpdir(), 'jetloop-binding-test-')); // outside of this package, whose node_modules would be found
  t.teardown(() => rmSync(root, { recursive: true }));

  /** Runs a copy of binding.js inside a package of its own. */
  const probe = (name: string, itsVersion: string, prepare: (release: string) => void, withLoader = true): unknown => {
    const home = join(root, name);
    mkdirSync(join(home, 'build', 'Release'), { recursive: true });
    mkdirSync(join(home, 'node_modules'));
    writeFileSync(
      join(home, 'package.json'),
      JSON.stringify({ name: 'jetloop', version: itsVersion, exports: { './package.json': './package.json' } }),
    );
    if (withLoader) {
      symlinkSync(join(packageRoot, 'node_modules', 'node-gyp-build'), join(home, 'node_modules', 'node-gyp-build'));
    }
    // Where they are in the package: one imports the other by its relative path.
    for (const file of ['engine/native/binding.js', 'settings/package-root.js']) {
      mkdirSync(dirname(join(home, 'lib', file)), { recursive: true });
      copyFileSync(require.resolve(`../../../../lib/${file}`), join(home, 'lib', file));
    }
    prepare(join(home, 'build', 'Release'));
    const program = `console.log(JSON.stringify(require('./lib/engine/native/binding.js').findNativeBinding()))`;
    const run = spawnSync(process.execPath, ['-e', program], { cwd: home, encoding: 'utf8', env: {} });
    t.equal(run.status, 0, run.stderr);
    return JSON.parse(run.stdout);
  };
  const install = (release: string): void => copyFileSync(addon, join(release, 'jetloop.node'));

  t.match(probe('whole', packageVersion, install), { available: true, binding: { version: packageVersion } });
  t.match(
    probe('none', packageVersion, () => undefined),
    { available: false, reason: /could not be loaded: .*native build/i },
  );
  t.match(probe('other', '9.9.9', install), {
    available: false,
    reason: /is of version .*, the package of version 9\.9\.9/,
  });
  t.match(
    probe('broken', packageVersion, (release) => writeFileSync(join(release, 'jetloop.node'), 'not an addon')),
    { available: false, reason: /could not be loaded/ },
  );
  t.match(probe('bare', packageVersion, install, false), {
    available: false,
    reason: /could not be loaded: .*node-gyp-build/,
  });
  t.end();
});
