import t from 'tap';
import { artifactKey } from '../../../../lib/engine/artifacts/key.js';
import { MemoryStore } from '../../../../lib/engine/artifacts/memory-store.js';
import { resolveArtifact } from '../../../../lib/engine/artifacts/resolve.js';
import type { Artifact } from '../../../../lib/engine/artifacts/source.js';

function artifact(bytes: number): Artifact {
  return {
    object: new Uint8Array(bytes),
    sha256: '0'.repeat(64),
    report: { loops: [], guards: [], unproved: [], sharing: [], phases: {} },
  };
}

t.test('a key depends on each part, and on nothing else', (t) => {
  const parts = { ir: 'ir', target: 'target', compiler: 'compiler', math: 'math' };
  t.match(artifactKey(parts), /^[0-9a-f]{64}$/);
  t.equal(artifactKey(parts), artifactKey({ ...parts }));
  const others = [
    { ...parts, ir: 'IR' },
    { ...parts, target: 'arget' },
    { ...parts, compiler: 'compilert', target: 'arget' },
    { ...parts, ir: '', target: 'targetir' },
    { ...parts, math: 'none' },
  ];
  t.equal(new Set([parts, ...others].map(artifactKey)).size, 6);
  t.end();
});

t.test('the least recently used artifact goes first', async (t) => {
  const store = new MemoryStore(100);
  await store.keep('a', artifact(40));
  await store.keep('b', artifact(40));
  t.ok(await store.find('a'));
  await store.keep('c', artifact(40));
  t.ok(await store.find('a'));
  t.notOk(await store.find('b'));
  t.ok(await store.find('c'));
  await store.keep('c', artifact(50));
  t.ok(await store.find('a'), 'a replaced artifact frees its room');
  await store.keep('huge', artifact(101));
  t.notOk(await store.find('huge'));
});

t.test('an artifact is compiled once, and a failure is not kept', async (t) => {
  const store = new MemoryStore();
  let compilations = 0;
  const compile = (): Promise<Artifact> => {
    compilations++;
    return compilations === 1 ? Promise.reject(new Error('crash')) : Promise.resolve(artifact(1));
  };
  await t.rejects(resolveArtifact('key', [store], compile), /crash/);
  t.equal((await resolveArtifact('key', [store], compile)).origin, 'compiler');
  t.equal((await resolveArtifact('key', [store], compile)).origin, 'memory');
  t.equal(compilations, 2);
});
