import { cpSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import t from 'tap';
import ts from 'typescript';
import { start, temporaryFolder } from './support/run.js';

t.setTimeout(120_000);

const ROOT = join(__dirname, '../../..');
const LIB = join(ROOT, 'dist/lib');

/** What can open a connection or resolve a name. */
const NETWORK = new Set([
  'http',
  'https',
  'http2',
  'net',
  'tls',
  'dgram',
  'dns',
  'dns/promises',
  'undici',
  'inspector',
  'inspector/promises',
]);
const GLOBALS = new Set(['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']);
const BACK_DOORS = new Set(['binding', '_linkedBinding', 'getBuiltinModule']);
/** What may be taken from a module without opening anything, or to listen. */
const HARMLESS = new Set(['isIP', 'isIPv4', 'isIPv6']);

/** Everything in a file that could reach for the network, as it is built. */
function findWaysOut(path: string, text: string): string[] {
  const found: string[] = [];
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  /** Names under which a network module is known in this file. */
  const modules = new Map<string, string>();
  const visit = (node: ts.Node): void => {
    const module = requiredModule(node);
    if (module !== undefined && NETWORK.has(module)) {
      const { parent } = node;
      if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) modules.set(parent.name.text, module);
      else found.push(module);
    }
    if (ts.isIdentifier(node)) {
      if (GLOBALS.has(node.text)) found.push(node.text);
      if (BACK_DOORS.has(node.text) && node.parent.getText() === `process.${node.text}`) found.push(node.text);
      const used = modules.get(node.text);
      if (used !== undefined && !ts.isVariableDeclaration(node.parent)) {
        const { parent } = node;
        const member = ts.isPropertyAccessExpression(parent) && parent.expression === node ? parent.name.text : '*';
        if (!HARMLESS.has(member)) found.push(`${used}.${member}`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...new Set(found)].sort();
}

/** The built-in module that a node loads: by import, by require, or by `import()`. */
function requiredModule(node: ts.Node): string | undefined {
  const isCall = ts.isCallExpression(node) && node.arguments.length > 0;
  const isLoad =
    isCall &&
    (node.expression.kind === ts.SyntaxKind.ImportKeyword || /^(require|load)$/.test(node.expression.getText()));
  const text = isLoad ? node.arguments[0]! : ts.isImportDeclaration(node) ? node.moduleSpecifier : undefined;
  return text !== undefined && ts.isStringLiteralLike(text) ? text.text.replace(/^node:/, '') : undefined;
}

t.test('E11 one file of the package opens client sockets, and one listens', (t) => {
  const files = readdirSync(LIB, { recursive: true, encoding: 'utf8' }).filter((name) => /\.[cm]?js$/.test(name));
  t.ok(files.length > 60);
  const ways = Object.fromEntries(
    files
      .map((name) => [name, findWaysOut(name, readFileSync(join(LIB, name), 'utf8'))] as const)
      .filter(([, found]) => found.length > 0),
  );
  t.same(ways, {
    'cli/telemetry/view-server.js': ['http.createServer'],
    // A session inside the process, which opens nothing; inspector.open would be another way.
    'engine/dispatch/surroundings.js': ['inspector.Session'],
    'trust/net/send.js': ['dns.lookup', 'http.request', 'https.request'],
  });

  // Positive control: each way is found.
  for (const [text, expected] of [
    ['const a = require("node:https"); a.get("x")', 'https.get'],
    ['const a = require("net"); a.connect(1)', 'net.connect'],
    ['const { request } = require("http")', 'http'],
    ['import net from "node:net"', 'net'],
    ['import("node:dgram")', 'dgram'],
    ['require("tls").connect(1)', 'tls'],
    ['const dns = require("node:dns"); f(dns)', 'dns.*'],
    ['const i = require("node:inspector"); i.open(9229)', 'inspector.open'],
    ['fetch("x")', 'fetch'],
    ['new globalThis.WebSocket("x")', 'WebSocket'],
    ['process.binding("tcp_wrap")', 'binding'],
    ['process.getBuiltinModule("net")', 'getBuiltinModule'],
  ] as const) {
    t.same(findWaysOut('control.js', text), [expected], text);
  }
  t.same(findWaysOut('control.js', 'const a = require("node:net"); a.isIP("x")'), []);
  t.end();
});

t.test('other programs are started by these files alone, and each starts one of the package’s own', (t) => {
  const files = readdirSync(LIB, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
  const starting = files.filter((name) =>
    /require\("(node:)?child_process"\)/.test(readFileSync(join(LIB, name), 'utf8')),
  );
  t.same(starting.sort(), ['cli/run.js', 'engine/compiler/child.js', 'trust/telemetry/start-sender.js']);
  t.end();
});

t.test('the engine runs with the trust wing deleted', async (t) => {
  const folder = temporaryFolder(t);
  cpSync(LIB, join(folder, 'dist/lib'), { recursive: true });
  for (const wing of ['trust', 'protocol', 'cli', 'register'])
    rmSync(join(folder, 'dist/lib', wing), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  for (const name of ['node_modules', 'build']) symlinkSync(join(ROOT, name), join(folder, name));
  writeFileSync(
    join(folder, 'program.cjs'),
    `const { accelerate } = require('jetloop');
     const fast = accelerate(function twice(out, values) { for (let i = 0; i < values.length; i++) out[i] = values[i] * 2; });
     const values = new Float64Array(4096).fill(1.5), out = new Float64Array(4096);
     fast.ready(out, values).then((explanation) => {
       fast(out, values);
       console.log(explanation.signatures[0].status, out.every((value) => value === 3));
     });`,
  );
  const { code, stdout, stderr } = await start([process.execPath, join(folder, 'program.cjs')], {}).outcome;
  t.equal(code, 0, stderr);
  t.equal(stdout, 'COMPILED_FULL true\n');
  t.equal(relative(ROOT, LIB), 'dist/lib');
});
