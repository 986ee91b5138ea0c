// Puts the part of the front end that explains functions into one file, and beside it V8's code cache of it: see
// lib/engine/dispatch/load-analysis.ts.  Needs the TypeScript build (dist/).  A cache is for one version of V8: releases run this under
// each version of Node.js that they bring one for.
//   node scripts/bundle-analysis.mjs [FOLDER]      writes there instead of beside the modules
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

const require = createRequire(import.meta.url);
const folder = fileURLToPath(new URL('../dist/lib/engine/frontend/', import.meta.url));
const [given, mode] = process.argv.slice(2);
const target = path.join(given ?? folder, 'analysis.bundle.js');

// acorn compiles two dozen long patterns when it is loaded, nearly all of them for the inside of regular expressions. All that it does with
// them is `test`, so each can wait for that.
const EAGER_PATTERN = 'new RegExp("^(?:" + words.replace(/ /g, "|") + ")$")';
const LAZY_PATTERN = `{ test(text) { return (this.pattern ??= ${EAGER_PATTERN}).test(text); } }`;

/** Sources by file, in the order in which they are found. */
const modules = new Map();

function add(ts, file) {
  if (!modules.has(file)) {
    modules.set(file, { index: modules.size, text: '' });
    const resolve = createRequire(file).resolve;
    const { outputText } = ts.transpileModule(readModule(file), {
      compilerOptions: { removeComments: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
    });
    modules.get(file).text = outputText.replace(
      /\brequire\(['"]([^'"]+)['"]\)/g,
      (_, name) => `$require(${add(ts, resolve(name))})`,
    );
  }
  return modules.get(file).index;
}

function readModule(file) {
  const text = readFileSync(file, 'utf8');
  if (path.basename(file) !== 'acorn.js') return text;
  if (!text.includes(EAGER_PATTERN))
    throw new Error(`${file} is not the acorn that this script knows: look at its wordsRegexp`);
  return text.replace(EAGER_PATTERN, () => LAZY_PATTERN);
}

/** One expression: a function that gives the exports of the first module. */
function bundle() {
  const ts = require('typescript');
  add(ts, path.join(folder, '..', 'outline', 'explain-source.js'));
  const functions = [...modules.values()].map(({ text }) => `(module, exports) => {\n${text}}`);
  const text = `(() => {
'use strict';
const $modules = [];
const $require = (index) => {
  if ($modules[index] === undefined) {
    $modules[index] = { exports: {} };
    $functions[index]($modules[index], $modules[index].exports);
  }
  return $modules[index].exports;
};
const $functions = [
${functions.join(',\n')}
];
return $require(0);
})`;
  // One byte for each character: nothing has to be decoded, and the text takes half the memory.
  return text.replace(/[^\0-\x7f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Runs the bundle, in a process that does nothing else: V8 throws away the code of functions that were not used for a while. */
function cacheCode() {
  const script = new Script(readFileSync(target, 'latin1'), { filename: target });
  const { analyzeSource } = script.runInThisContext()();
  // What these run goes into the cache, compiled: the parts of the front end that are used for nearly every function.
  for (const source of [
    '(a, b) => { let s = 0; for (let i = 0; i < a.length; i++) { if (a[i] > 0) s += a[i] * b[i]; } return s; }',
    'function f(a) { try { return `${a[0]}`; } catch (e) { throw e; } }',
    '(x) => { const { y } = x; return { y, z: [1, "two", null], w: (a) => this.b + a, v: new Map(), ...u(x?.t) }; }',
  ]) {
    analyzeSource(source);
  }
  const version = /^[\d.]+/.exec(process.versions.v8)[0];
  const cache = script.createCachedData();
  writeFileSync(path.join(path.dirname(target), `analysis.bundle.${version}.cache`), cache);
  console.log(`analysis.bundle.js: cache for V8 ${version}, ${cache.length} bytes`);
}

if (mode === '--cache') {
  cacheCode();
} else {
  writeFileSync(target, bundle());
  execFileSync(process.execPath, [fileURLToPath(import.meta.url), path.dirname(target), '--cache'], {
    stdio: 'inherit',
  });
}
