/** What the engine tells of the variables around a function. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import t from 'tap';
import { surroundingsOf } from '../../../../lib/engine/dispatch/surroundings.js';

const namesOf = (fn: unknown): string[] | undefined => {
  const found = surroundingsOf(fn);
  return found && [...found.names];
};

t.test('variables of functions, blocks and catch clauses that the function may mean', (t) => {
  const make = (0, eval)(`(function outer(parameter) {
  const constant = 1;
  var unused = 2;
  {
    let inBlock = 3;
    try { throw 4; } catch (caught) {
      return function named() { return [parameter, constant, inBlock, caught, Map, eval]; };
    }
  }
})`) as (value: unknown) => unknown;
  const names = namesOf(make(0))!;
  for (const name of ['parameter', 'constant', 'inBlock', 'caught']) t.ok(names.includes(name), name);
  t.notOk(names.includes('Map'));
  t.equal(surroundingsOf(make(0))?.isInModule, false);
  t.end();
});

t.test('nothing of a function is there afterwards, and nothing is drawn from the random numbers', (t) => {
  const before = Reflect.ownKeys(globalThis);
  const { random } = Math;
  Math.random = () => t.fail('a random number was drawn') as never;
  t.teardown(() => (Math.random = random));
  t.same(namesOf((0, eval)('() => Map')), []);
  t.same(Reflect.ownKeys(globalThis), before);
  t.end();
});

t.test('the engine is not asked about code in a with statement, nor of what is no function', (t) => {
  t.equal(surroundingsOf((0, eval)('(function () { with ({ Map: 1 }) return () => Map; })()')), undefined);
  t.equal(surroundingsOf({}), undefined);
  t.end();
});

t.test('in a worker thread', async (t) => {
  const file = join(__dirname, '../../../../lib/engine/dispatch/surroundings.js');
  const worker = new Worker(
    `const { surroundingsOf } = require(${JSON.stringify(file)});
const fn = ((Set) => () => Set)(1);
require('node:worker_threads').parentPort.postMessage([...surroundingsOf(fn).names]);`,
    { eval: true },
  );
  const names = await new Promise((resolve, reject) => worker.on('message', resolve).on('error', reject));
  t.ok((names as string[]).includes('Set'));
});
