import t from 'tap';
import { array, compileKernel, digestOf, requireBinding } from './compile-kernel.js';

const binding = requireBinding();
const { bytes, sha256 } = compileKernel('(kernel "one" (params) (alias none) (body (return (f64 1))))');
const signature = { parameters: [], allowOverlap: false };

/** Calls `load` the way untyped JavaScript may. */
const loadAnything = binding.load as (...args: unknown[]) => unknown;

t.test('loads what the compiler made', (t) => {
  t.equal(binding.load(bytes, sha256, signature)(), 1);
  t.equal(binding.load(Buffer.from(bytes), sha256, signature)(), 1, 'from a Buffer');
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  t.equal(binding.load(shared, sha256, signature)(), 1, 'from shared memory');
  t.end();
});

t.test('the bytes are copied', (t) => {
  const copy = bytes.slice();
  const f = binding.load(copy, sha256, signature);
  copy.fill(0xcc);
  t.equal(f(), 1);
  t.end();
});

t.test('refuses other bytes with stable codes', (t) => {
  const changed = bytes.slice();
  changed[changed.length >> 1]! ^= 1;
  t.throws(() => binding.load(changed, sha256, signature), { name: 'Error', code: 'object-digest' });
  t.throws(() => binding.load(bytes, sha256.toUpperCase(), signature), { code: 'object-digest' });
  t.throws(() => binding.load(bytes, '', signature), { code: 'object-digest' });
  const load = (damaged: Uint8Array) => () => binding.load(damaged, digestOf(damaged), signature);
  t.throws(load(new Uint8Array(0)), { code: 'object-truncated' });
  t.throws(load(bytes.subarray(0, 100)), { code: 'object-truncated' });
  t.throws(load(Buffer.from('#!/bin/sh\n'.repeat(10))), { code: 'object-format' });
  const other = bytes.slice();
  new DataView(other.buffer).setUint16(18, 40, true);
  t.throws(load(other), { code: 'object-machine' });
  t.end();
});

t.test('says which argument is wrong', (t) => {
  const wrong = (message: RegExp, ...args: unknown[]) =>
    t.throws(() => loadAnything(...args), { name: 'TypeError', code: 'native-argument', message });
  const withParameter = (parameter: unknown) => ({ parameters: [parameter], allowOverlap: false });

  wrong(/'parameters' was expected/);
  wrong(/'parameters' was expected/, bytes, sha256);
  wrong(/'parameters' was expected/, bytes, sha256, null);
  wrong(/must be a Uint8Array/, [1, 2], sha256, signature);
  wrong(/must be a Uint8Array/, new Uint8ClampedArray(4), sha256, signature);
  wrong(/must be a Uint8Array/, bytes.buffer, sha256, signature);
  wrong(/digest must be a string/, bytes, 7, signature);
  wrong(/allowOverlap must be a boolean/, bytes, sha256, { parameters: [] });
  wrong(/at most 64/, bytes, sha256, { parameters: {}, allowOverlap: true });
  wrong(/at most 64/, bytes, sha256, { parameters: new Array(65), allowOverlap: true });
  wrong(/'index' was expected/, bytes, sha256, withParameter(7));
  for (const index of [-1, 0.5, 256, NaN, '0', undefined]) {
    wrong(
      /parameters\[0\]\.index must be an integer from 0 to 255/,
      bytes,
      sha256,
      withParameter({ index, kind: 'f64' }),
    );
  }
  wrong(/kind must be a string/, bytes, sha256, withParameter({ index: 0 }));
  wrong(/not a parameter kind: i64/, bytes, sha256, withParameter({ index: 0, kind: 'i64' }));
  wrong(/not an element kind: i64/, bytes, sha256, withParameter({ ...array(0, 'f64'), element: 'i64' }));
  wrong(/written must be a boolean/, bytes, sha256, withParameter({ ...array(0, 'f64'), written: 1 }));
  t.end();
});

t.test('an exception of the caller passes through', (t) => {
  const failure = new Error('mine');
  const hostile = {
    get parameters() {
      throw failure;
    },
  };
  try {
    loadAnything(bytes, sha256, hostile);
    t.fail('should throw');
  } catch (error) {
    t.equal(error, failure);
  }
  t.end();
});

t.test('bytes detached by a getter of the signature are seen as detached', (t) => {
  const copy = bytes.slice();
  const hostile = {
    parameters: [],
    get allowOverlap() {
      structuredClone(copy.buffer, { transfer: [copy.buffer] });
      return false;
    },
  };
  t.throws(() => loadAnything(copy, sha256, hostile), { code: 'object-digest' });
  t.end();
});
