/** Positive controls: a tier that is wrong in one small way must be found, each time in a different way. */
import t from 'tap';
import type { Argument, NumericArray } from '../../lib/engine/frontend/interpret.js';
import { findDifference } from './compare.js';
import type { Program } from './program.js';
import { programFromSource } from './program.js';
import { PROGRAMS } from './programs/index.js';
import { compareProgram } from './run-suite.js';
import type { Tier } from './tiers.js';

/** Plain JavaScript with a fault. */
function faultyTier(fault: (result: unknown, args: Argument[]) => unknown): Tier {
  return {
    name: 'faulty',
    unavailable: undefined,
    run: (subject: Program, args: Argument[]) =>
      Promise.resolve({ ran: true, result: fault((subject.fn as (...args: Argument[]) => unknown)(...args), args) }),
    close: () => undefined,
  };
}

async function differencesWith(subject: Program, tier: Tier): Promise<string[]> {
  return compareProgram(subject, 0, new Map([[tier, { runs: 0, values: 0, bytes: 0 }]]));
}

const SUM = programFromSource(
  'sum',
  'array array',
  `function sum(out, a) {
  let total = -0;
  for (let i = 0; i < a.length; i++) total += out[i] = a[i];
  return total;
}`,
);

const firstArray = (args: Argument[]) => args.find((argument) => ArrayBuffer.isView(argument)) as NumericArray;

/** Changes the last element by one bit, or a zero's sign. */
function flipLowestBit(array: NumericArray): void {
  if (array.length > 0) {
    const bytes = new Uint8Array(array.buffer, array.byteOffset + array.byteLength - array.BYTES_PER_ELEMENT, 1);
    bytes[0] = (bytes[0] as number) ^ 1;
  }
}

const FAULTS: readonly [name: string, fault: (result: unknown, args: Argument[]) => unknown][] = [
  ['-0 becomes 0', (result) => (Object.is(result, -0) ? 0 : result)],
  ['NaN becomes undefined', (result) => (Number.isNaN(result) ? undefined : result)],
  ['a number becomes a boolean', (result) => Boolean(result)],
  ['the result is rounded to float32', (result) => Math.fround(result as number)],
  [
    'the lowest bit of an element flips',
    (result, args) => {
      flipLowestBit(firstArray(args));
      return result;
    },
  ],
  [
    'the byte behind the array is written',
    (result, args) => {
      const array = firstArray(args);
      new Uint8Array(array.buffer)[array.byteOffset + array.byteLength] = 1;
      return result;
    },
  ],
  [
    'the byte in front of the array is written',
    (result, args) => {
      const array = firstArray(args);
      if (array.byteOffset > 0) {
        new Uint8Array(array.buffer)[array.byteOffset - 1] = 1;
      }
      return result;
    },
  ],
  [
    'stores saturate at the element before the last',
    (result, args) => {
      const array = firstArray(args);
      if (array.length > 60) {
        array[array.length - 2] = 0x7b;
      }
      return result;
    },
  ],
];

t.test('each planted miscompilation is found', async (t) => {
  for (const [name, fault] of FAULTS) {
    const differences = await differencesWith(SUM, faultyTier(fault));
    t.ok(differences.length > 0, `${name}: ${differences[0]}`);
  }
});

t.test('a tier without a fault has no differences', async (t) => {
  t.same(
    await differencesWith(
      SUM,
      faultyTier((result) => result),
    ),
    [],
  );
});

t.test('a tier that does not run, or throws, is a difference', async (t) => {
  const idle: Tier = {
    ...faultyTier((result) => result),
    run: () => Promise.resolve({ ran: false, reason: 'refused' }),
  };
  t.match(await differencesWith(SUM, idle), [/did not run: refused/]);
  const throwing = faultyTier(() => {
    throw new Error('no');
  });
  t.match(await differencesWith(SUM, throwing), [/threw no/]);
});

t.test('payloads of NaN are no difference, anything else about floats is', (t) => {
  const tally = { runs: 0, values: 0, bytes: 0 };
  const withBits = (bits: bigint) => {
    const array = new Float64Array(2);
    new BigUint64Array(array.buffer)[1] = bits;
    return { result: undefined, args: [array] };
  };
  t.equal(findDifference(withBits(0x7ff8000000000000n), withBits(0xfff8000000000001n), tally), undefined);
  t.match(findDifference(withBits(0n), withBits(0x8000000000000000n), tally), /array 0\[1\] is -0 instead of 0/);
  t.match(
    findDifference(withBits(0x7ff8000000000000n), withBits(0x7ff0000000000000n), tally),
    /is Infinity instead of NaN/,
  );
  t.equal(tally.runs, 3);
  t.equal(tally.bytes, 48);
  t.end();
});

t.test('programs are what their source says', (t) => {
  const copy = Object.values(PROGRAMS)
    .flat()
    .find(({ name }) => name === 'copyForward');
  t.match(copy?.fn.toString(), /^function copyForward\(out, a\) \{/, 'the compiler of the tests leaves them alone');
  t.end();
});
