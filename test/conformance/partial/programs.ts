/** Functions with parts that no kernel can have, around, between and in loops that can be compiled. */
import type { PartialProgram } from './program.js';

const row = (length: number, scale = 1): Float64Array =>
  Float64Array.from({ length }, (_, index) => (index - 3) * scale);
const arrays = [() => [row(9), row(9, 0.5), 9], () => [row(40), row(40, -1.5), 40], () => [row(0), row(0), 0]];

/** Objects that both sides are given: functions are the same only to themselves. */
const FOUR = { valueOf: () => 4 };
const NO_NUMBER = {
  valueOf() {
    throw new Error('no number');
  },
};

export const PROGRAMS: readonly PartialProgram[] = [
  {
    name: 'says something before, between and after loops',
    source: `function f(a, b, n) {
  say('begin', n);
  for (let i = 0; i < n; i++) a[i] = a[i] * 2 + b[i];
  say('middle', a);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += a[i] * b[i];
  say(\`sum \${sum}\`);
  return sum;
}`,
    calls: arrays,
    loops: 2,
  },
  {
    name: 'a Map and strings between loops',
    source: `function f(a, b, n) {
  const seen = new Map();
  let sum = -0;
  for (let i = 0; i < n; i++) sum += a[i];
  seen.set('sum', sum).set('text', 'n=' + n);
  for (let i = 0; i < n; ++i) b[i] -= sum;
  return { seen, keys: [...seen.keys()] };
}`,
    calls: arrays,
    loops: 2,
  },
  {
    name: 'loops inside a loop that cannot be compiled',
    source: `function f(a, b, n) {
  const sums = [];
  for (const step of [1, 2, 3]) {
    let sum = 0;
    for (let i = 0; i < n; i += step) sum += a[i] - b[i];
    sums.push(\`\${step}: \${sum}\`);
    for (let i = 0; i < n; i++) a[i] += step;
  }
  return sums.join();
}`,
    calls: arrays,
    loops: 2,
  },
  {
    name: 'the outermost loop that can be compiled is taken',
    source: `function f(a, b, n) {
  say('rows');
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += a[j] * b[i];
    a[i] = sum;
  }
  return String(a[0]);
}`,
    calls: arrays,
    loops: 1,
  },
  {
    name: 'a loop throws between two things that are said',
    source: `function f(a, n) {
  say('begin');
  for (let i = 0; i < n; i++) {
    if (a[i] > 2) throw new RangeError(\`element \${i} is \${a[i]}\`);
    a[i] = -1;
  }
  say('end');
}`,
    calls: [() => [row(5), 5], () => [row(9), 9], () => [row(5), 5], () => [Object.freeze([1, 2, 3]), 3]],
    loops: 1,
  },
  {
    name: 'errors are made of what no kernel takes',
    source: `function f(a, n, label, details) {
  const kind = new Map([['text', label]]);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    if (a[i] > 3) throw Object.assign(new RangeError(\`\${label}: \${kind.get('text')} \${a[i]}\`), { cause: details });
    sum += a[i];
  }
  return \`\${label} \${sum}\`;
}`,
    calls: [() => [row(5), 5, 'five', {}], () => [row(9), 9, 'nine', { x: 1 }], () => [null, 1, 'none', null]],
    loops: 1,
  },
  {
    name: 'what a loop had written when it threw is seen by catch',
    source: `function f(a, n) {
  let sum = 0;
  try {
    for (let i = 0; i < n; i++) {
      if (a[i] > 2) throw new TypeError('too large');
      sum += a[i];
    }
  } catch (error) {
    say(error.message, sum);
    return { sum, error: error.name };
  }
  return { sum, error: '' };
}`,
    calls: [() => [row(5), 5], () => [row(9), 9], () => [null, 3], () => [row(4), 4], () => [[1, 2n, 3], 3]],
    loops: 1,
  },
  {
    name: 'what a loop had written when it threw is seen by finally',
    source: `function f(a, n) {
  let last;
  try {
    for (let i = 0; i < n; i++) last = a[i] * 2;
    say('through');
  } finally {
    say('last', last);
  }
  return last;
}`,
    calls: [() => [row(5), 5], () => [row(0), 0], () => [[1, FOUR, 3n], 3], () => [[1, Symbol.iterator], 2]],
    loops: 1,
  },
  {
    name: 'conversions that run code of the program, and leave by its errors',
    source: `function f(a, n) {
  let sum = 0;
  try {
    for (let i = 0; i < n; i++) sum += a[i];
  } catch (error) {
    say(String(error), sum);
  }
  return [sum];
}`,
    calls: [() => [row(4), 4], () => [['x', 'y'], 2], () => [[1, NO_NUMBER], 2]],
    loops: 1,
  },
  {
    name: 'a variable that one loop fills and another goes on with',
    source: `function f(a, n) {
  let count = 0;
  for (const text of ['x', 'yy']) {
    const { length } = text;
    for (let i = 0; i < n; i++) if (a[i] > length) count++;
    say(text, count);
  }
  return String(count);
}`,
    calls: [() => [row(9), 9], () => [row(3), 3]],
    loops: 1,
  },
  {
    name: 'a variable that keeps its value from one run of the loop to the next',
    source: `function f(a, n) {
  say('begin');
  for (let round = 0; round < 3; round++) {
    say(round);
    for (let i = 0; i < n; i++) {
      if (i > 0 || round > 0) a[i] += before;
      var before = a[i];
    }
  }
}`,
    calls: [() => [row(9), 9], () => [row(1), 1]],
    loops: 1,
  },
  {
    name: 'var counters that several loops share',
    source: `function f(a, b, n) {
  var sum = 0, i;
  for (i = 0; i < n; i++) sum += a[i];
  say(sum);
  for (var i = 0; i < n; i++) a[i] = b[i] - sum;
  for (var j = 0; j < n; j++) b[j] = a[j] + 1;
  return \`\${sum}\`;
}`,
    calls: arrays,
    loops: 3,
  },
  {
    name: 'a var that the loop declares and others read',
    source: `function f(a, n) {
  say(typeof last);
  for (let i = 0; i < n; i++) var last = a[i] + 1;
  say(last);
}`,
    calls: [() => [row(4), 4], () => [row(0), 0], () => [row(6), 6]],
    loops: 1,
  },
  {
    name: 'booleans and undefined come out of loops',
    source: `function f(a, n) {
  let found = false;
  for (let i = 0; i < n; i++) if (a[i] * 2 === 4) found = true;
  let best;
  for (let i = 0; i < n; i++) if (best === undefined || a[i] > best) best = a[i];
  return JSON.stringify([found, best, String(best)]);
}`,
    calls: [() => [row(9), 9], () => [row(3), 3], () => [row(0), 0]],
    loops: 2,
  },
  {
    name: 'labels, while and do',
    source: `function f(a, n) {
  say('labels');
  outer: for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (a[j] > 4) continue outer;
      if (i > 5) break outer;
      a[i] += j;
    }
  }
  let k = n;
  while (k > 0) a[--k] *= 0.5
  do a[k] += 1; while (++k < n)
  say(a)
}`,
    calls: [() => [row(9), 9], () => [row(3), 3]],
    loops: 3,
  },
  {
    name: 'for…of over typed arrays, statements without braces, no semicolons',
    source: `function f(a, n) {
  let sum = 0
  say('x')
  if (n > 3)
    for (const x of a) sum += x
  else
    for (const x of a) sum -= x
  say(sum)
  for (let i = 0; i < n; i++) a[i] = sum
  ;[1].forEach((one) => say(one))
}`,
    calls: [() => [row(9), 9], () => [row(3), 3]],
    loops: 3,
  },
  {
    name: 'loops in a switch, a block and a conditional',
    source: `function f(a, n, kind) {
  switch (kind) {
    case 'twice':
      for (let i = 0; i < n; i++) a[i] *= 2;
      break;
    case 'once': {
      const by = 3;
      for (let i = 0; i < n; i++) a[i] += by;
    }
    default:
      say(kind);
  }
}`,
    calls: [() => [row(4), 4, 'twice'], () => [row(4), 4, 'once'], () => [row(4), 4, 'never']],
    loops: 2,
  },
  {
    name: 'helpers, constants and arrays of the scope',
    source: `function f(a, n) {
  say('scope', gain);
  for (let i = 0; i < n; i++) a[i] = clamp(a[i] * gain) + table[i % 4];
  for (let i = 0; i < n; i++) table[i % 4] += 1;
  words.push(\`\${n}\`);
  return words.length;
}`,
    scope: () => ({
      gain: 1.5,
      clamp: (x: number) => Math.min(Math.max(x, -2), 2),
      table: Float64Array.of(1, 2, 3, 4),
      words: ['first'],
    }),
    calls: [() => [row(9), 9], () => [row(5), 5], () => [row(9), 9]],
    loops: 2,
  },
  {
    name: 'its own name, passed in the scope',
    source: `function f(a, n) {
  if (n <= 1) return 'end';
  for (let i = 0; i < n; i++) a[i] += n;
  return \`\${n} \${self(a, n - 1)}\`;
}`,
    scope: () => ({ self: (a: Float64Array, n: number) => `other ${a.length} ${n}` }),
    calls: [() => [row(4), 4], () => [row(1), 1]],
    loops: 1,
  },
  {
    name: 'parameters with default values, taken apart, and the rest of them',
    source: `function f({ a, n = a.length }, [scale] = [2], ...rest) {
  for (let i = 0; i < n; i++) a[i] *= scale;
  return rest.map((one) => \`\${one} of \${n}\`);
}`,
    calls: [() => [{ a: row(5) }], () => [{ a: row(5), n: 2 }, [3], 'x', 'y'], () => [{ a: [1, 2] }, undefined, 1]],
    loops: 1,
  },
  {
    name: 'sloppy code: this is the global object, and what cannot be written stays',
    source: `function f(a, n, frozen) {
  say(this === globalThis, typeof this);
  frozen.x = 2;
  for (let i = 0; i < n; i++) a[i] += 1;
  return arguments.length + \` \${delete frozen.x}\`;
}`,
    calls: [() => [row(4), 4, Object.freeze({ x: 1 })], () => [Object.freeze([1, 2, 3]), 3, Object.freeze({ x: 1 })]],
    loops: 1,
  },
  {
    name: 'strict code: this is undefined, and what cannot be written throws',
    isStrict: true,
    source: `function f(a, n, frozen) {
  say(typeof this);
  for (let i = 0; i < n; i++) a[i] += 1;
  frozen.x = 2;
}`,
    calls: [
      () => [row(4), 4, { x: 1 }],
      () => [row(4), 4, Object.freeze({ x: 1 })],
      () => [Object.freeze([1, 2, 3]), 3, {}],
    ],
    loops: 1,
  },
  {
    name: 'a directive of its own',
    source: `(a, n) => {
  'use strict';
  say('arrow');
  for (let i = 0; i < n; i++) a[i] -= 0.5;
}`,
    calls: [() => [row(4), 4], () => [Object.freeze([1, 2, 3]), 3]],
    loops: 1,
  },
  {
    name: 'the receiver',
    source: `function f(a, n) {
  const { scale } = this;
  for (let i = 0; i < n; i++) a[i] *= scale;
  this.calls++;
}`,
    receiver: () => ({ scale: 3, calls: 0 }),
    calls: [() => [row(4), 4], () => [row(9), 9]],
    loops: 1,
  },
  {
    name: 'an async function',
    source: `async function f(a, n) {
  'use strict';
  await null;
  for (let i = 0; i < n; i++) a[i] += 1;
  say('awaited', await a[0]);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += a[i];
  if (sum > 10) throw new Error(\`sum \${sum}\`);
  return { sum };
}`,
    calls: [() => [row(4), 4], () => [row(12), 12]],
    loops: 2,
  },
  {
    name: 'a generator',
    source: `function* f(a, n) {
  'use strict';
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < n; i++) a[i] += round;
    yield \`\${round}: \${a[0]}\`;
  }
}`,
    calls: [() => [row(4), 4], () => [row(9), 9]],
    loops: 1,
  },
  {
    name: 'closures that read what does not change',
    source: `function f(a, n) {
  const limit = n / 2;
  const report = () => \`limit \${limit}\`;
  for (let i = 0; i < n; i++) if (a[i] > limit) a[i] = limit;
  let total = 0;
  a.forEach((x) => { total += x; });
  return report() + total;
}`,
    calls: [() => [row(4), 4], () => [row(9), 9]],
    loops: 1,
  },
  {
    name: 'helpers inside the function, which call each other and read what does not change',
    source: `function f(a, n, limit) {
  const scale = limit / 4;
  const clamp = (x) => (x > limit ? limit : x);
  say('helpers');
  for (let i = 0; i < n; i++) a[i] = soften(a[i]);
  say(a);
  function soften(x) {
    return clamp(x * 2) *
      scale;
  }
  { const clamp = (x) => -x; for (let i = 0; i < n; i++) a[i] = clamp(a[i]); }
}`,
    calls: [() => [row(9), 9, 3], () => [row(30, 0.5), 30, 2], () => [[1, NO_NUMBER], 2, 1]],
    loops: 2,
  },
  {
    name: 'a helper that means another variable than the loop by the same name',
    source: `function f(a, n) {
  const k = 2;
  const twice = (x) => x * k;
  say(k);
  { const k = 5; for (let i = 0; i < n; i++) a[i] = twice(a[i]) + k; }
  say(a);
  for (let i = 0; i < n; i++) a[i] -= k;
}`,
    calls: [() => [row(9), 9]],
    loops: 1,
  },
  {
    name: 'loops in functions inside the function',
    source: `function f(rows, n) {
  const offset = n * 0.5;
  const sums = rows.map((a, index) => {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += a[i] + offset;
    say(\`row \${index}\`, sum);
    return sum;
  });
  async function* later() {}
  const shift = function (a) {
    try {
      for (let i = 0; i < a.length; i++) {
        if (a[i] > 100) throw new Error('too large');
        a[i] += offset;
      }
    } finally {
      say(a);
    }
  };
  rows.forEach(shift);
  return { sums };
}`,
    calls: [() => [[row(4), row(9)], 4], () => [[row(4), row(9, 100)], 3], () => [[], 1]],
    loops: 2,
  },
  {
    name: 'names that occur in what is written around loops',
    source: `function f($loop, n) {
  const $loop0 = 'mine', $loopThrown = [], Result = 1;
  for (let i = 0; i < n; i++) $loop[i] += Result;
  return $loop0 + $loopThrown.length;
}`,
    calls: [() => [row(4), 4]],
    loops: 1,
  },
  {
    name: 'a parameter that the loop changes, and the arguments object of strict code',
    isStrict: true,
    source: `function f(a, n) {
  while (n > 0) a[--n] += 1;
  return [n, arguments[1], \`\${arguments.length}\`];
}`,
    calls: [() => [row(4), 4], () => [row(9), 9]],
    loops: 1,
  },
  {
    name: 'a parameter that the loop changes, and the arguments object of sloppy code',
    source: `function f(a, n) {
  while (n > 0) a[--n] += 1;
  return [n, arguments[1], \`\${arguments.length}\`];
}`,
    calls: [() => [row(4), 4], () => [row(9), 9]],
    loops: 1,
  },
];
