/**
 * The one table of refusal codes of the front end: what each means, the smallest example, and the way out.  Codes are stable:
 * programs test for them.  docs/refusals.md is generated from here by scripts/generate-refusals.mjs.
 */

/** One row of the table. */
export interface RefusalRule {
  /** What the code says about the function, as a sentence. */
  readonly meaning: string;
  /** The smallest function that is refused with this code. */
  readonly example: string;
  /** Argument types that the example is called with, where the refusal depends on them: `f64`, `i32`, `bool`, `f64[]` or `number[]`. */
  readonly argumentTypes?: readonly string[];
  /** Whether it is about calls whose arrays overlap. */
  readonly isOverlapping?: true;
  /** What to write instead. */
  readonly wayOut: string;
}

export const REFUSALS = {
  // The function itself
  'syntax-error': {
    meaning: 'The source of the function cannot be parsed.',
    example: '(a) => a +',
    wayOut:
      'Pass the function itself, not a text that looks like one; a function whose toString is replaced cannot be compiled.',
  },
  'native-function': {
    meaning: 'The function has no JavaScript source: it is built in, bound, or a proxy.',
    example: 'function () { [native code] }',
    wayOut: 'Wrap the call: accelerate the ordinary function before binding it.',
  },
  'class-constructor': {
    meaning: 'A class cannot be called as a function.',
    example: 'class A {}',
    wayOut: 'Accelerate one of its methods that does not use `this`, or a plain function.',
  },
  'generator-function': {
    meaning: 'Generators are suspended and resumed; a kernel runs to its end.',
    example: 'function* f(a) { yield a; }',
    wayOut: 'Write the values into a typed array instead of yielding them.',
  },
  'async-function': {
    meaning: 'An async function returns a promise.',
    example: 'async (a) => a',
    wayOut: 'Move the numeric loop into a synchronous function and accelerate that.',
  },
  'too-large': {
    meaning:
      'The function exceeds the limits of a kernel: 64 parameters, nesting of 256 levels, 100,000 nodes, 128 numbers and booleans in a result.',
    example: `(a) => a${' + a'.repeat(300)}`,
    wayOut: 'Split the function.',
  },

  // Parameters
  'default-parameter': {
    meaning: 'A parameter that is taken apart has a default value.',
    example: '([x] = 1) => x',
    wayOut: 'Take it apart in the body.',
  },
  'rest-parameter': {
    meaning: 'A rest parameter makes an array of its own.',
    example: '(...values) => values.length',
    wayOut: 'Take a typed array.',
  },
  destructuring: {
    meaning:
      'A parameter or declaration takes something apart that is not an array, or in a way that is more than reads of elements.',
    example: '({ x }) => x',
    wayOut: 'Take the parts as parameters of their own.',
  },
  'duplicate-parameter': {
    meaning: 'Two parameters have the same name.',
    example: 'function f(a, a) { return a; }',
    wayOut: 'Rename one of them.',
  },
  'missing-argument': {
    meaning: 'The call passes fewer arguments than the function has parameters.',
    example: '(a, b) => a + b',
    argumentTypes: ['f64'],
    wayOut: 'Pass every argument.',
  },

  // Names
  'captured-variable': {
    meaning: 'The function uses a variable of its surroundings whose value is not known.',
    example: '(a) => a * factor',
    wayOut: 'Make it a parameter, or pass its value: accelerate(fn, { scope: { factor } }).',
  },
  'const-assignment': {
    meaning: 'A constant is assigned, which throws.',
    example: '() => { const k = 1; k = 2; }',
    wayOut: 'Declare it with let.',
  },
  'temporal-dead-zone': {
    meaning: 'A let or const variable is used before its declaration, which throws.',
    example: '() => { const a = b; const b = 1; return a; }',
    wayOut: 'Move the declaration up.',
  },
  'this-reference': {
    meaning: 'The function uses `this` or `super`.',
    example: 'function f() { return this; }',
    wayOut: 'Pass what is needed as parameters.',
  },
  'arguments-object': {
    meaning: 'The function uses its `arguments` object.',
    example: 'function f() { return arguments.length; }',
    wayOut: 'Name the parameters.',
  },
  'meta-property': {
    meaning: 'The function uses new.target or import.meta.',
    example: 'function f() { return new.target; }',
    wayOut: 'Pass what is needed as a parameter.',
  },

  // Calls and closures
  'call-unsupported': {
    meaning: 'The function calls another function whose text is not known.',
    example: '(a, f) => f(a)',
    wayOut:
      'Pass it: accelerate(fn, { scope: { helper } }). Functions inside, the supported functions of Math and Number, isNaN and isFinite, and most methods of typed arrays can be called.',
  },
  'math-function-unsupported': {
    meaning: 'This Math function has no exact native version.',
    example: '(x) => x + Math.random()',
    wayOut: 'Keep this call outside the accelerated function, or compute a table of its values beforehand.',
  },
  'recursive-call': {
    meaning: 'A function calls itself, directly or through others.',
    example: 'function f(n) { return n < 1 ? 1 : n * f(n - 1); }',
    wayOut: 'Write it as a loop, with an array as the stack where one is needed.',
  },
  'math-variant-unknown': {
    meaning: 'This function of Math gives other bits on this engine than every algorithm that the compiler knows.',
    example: '(x) => Math.sin(x)',
    wayOut: 'Another version of Node.js may be known; the algorithms of each are listed in docs/math.md.',
  },
  'new-expression': {
    meaning: 'The function creates an object.',
    example: '(n) => { const t = new Float64Array(n); return t[0]; }',
    wayOut:
      'Allocate outside and pass the array, or give it a size that is a number: const t = new Float64Array(16), used by its elements only.',
  },
  'function-value': {
    meaning: 'A built-in function or object is used as a value.',
    example: '(x) => x + Math',
    wayOut: 'Call it directly, as in Math.sqrt(x).',
  },
  closure: {
    meaning:
      'A function or class is used as a value, other than by calling it or handing it to a function that calls it.',
    example: '(a) => () => a',
    wayOut: 'Call it by its name.',
  },

  // Statements
  'exception-handling': {
    meaning: 'The function catches what is thrown inside it.',
    example: '(a) => { try { a++; } catch { a = 0; } return a; }',
    wayOut: 'Catch outside the function: what it throws comes out of the accelerated function as well.',
  },
  'with-statement': {
    meaning: 'The function contains a with statement.',
    example: 'function f(a) { with (a) { return 1; } }',
    wayOut: 'Name the properties.',
  },
  'debugger-statement': {
    meaning: 'The function contains a debugger statement.',
    example: '(a) => { debugger; return a; }',
    wayOut: 'Remove it.',
  },
  'for-in-loop': {
    meaning: 'A for-in loop enumerates property names.',
    example: '(a) => { for (const k in a) { return 1; } }',
    wayOut: 'Count: for (let i = 0; i < a.length; i++).',
  },
  'for-of-loop': {
    meaning: 'A for-of loop runs the iterator protocol of something that is not an array in a variable of its own.',
    example: '(a) => { for (const [x] of a) { return x; } }',
    wayOut: 'Loop over a parameter that is a typed array, or count: for (let i = 0; i < a.length; i++).',
  },
  'using-declaration': {
    meaning: 'A using declaration disposes of an object.',
    example: '(a) => { using b = a; }',
    wayOut: 'Dispose of it outside.',
  },

  // Values that a kernel does not have
  bigint: {
    meaning: 'The function uses a BigInt.',
    example: '(a) => a * 2n',
    wayOut: 'Use numbers; Math.imul multiplies 32-bit integers exactly.',
  },
  'string-value': {
    meaning: 'The function uses a string.',
    example: '(a) => a + "px"',
    wayOut: 'Keep strings outside; return a number and format it there.',
  },
  template: {
    meaning: 'The function uses a template literal.',
    example: '(a) => `${a}`',
    wayOut: 'Keep strings outside; return a number and format it there.',
  },
  regex: {
    meaning: 'The function uses a regular expression.',
    example: '() => /a/',
    wayOut: 'Keep text outside.',
  },
  'null-value': {
    meaning: 'null is used other than in a comparison.',
    example: '() => null',
    wayOut: 'Use undefined, NaN or a number as the mark.',
  },
  'object-literal': {
    meaning:
      'The function creates an object that it neither keeps in a constant nor returns at once, or one with more than plain fields.',
    example: '(a) => { let p = { a }; p = { a: 1 }; return p.a; }',
    wayOut:
      'Keep it in a constant and use its fields, return it as a literal, or write results into a typed array that is a parameter.',
  },
  'array-literal': {
    meaning:
      'The function creates an array that it neither keeps in a constant nor returns at once, or keeps one that is empty or holds something other than numbers.',
    example: '(a) => { let k = [a]; k = [1]; return k[0]; }',
    wayOut:
      'Keep it in a constant and use its elements, return it as a literal, or write results into a typed array that is a parameter.',
  },
  spread: {
    meaning: 'A spread runs the iterator protocol.',
    example: '(a) => Math.max(...a)',
    wayOut: 'Loop over the array.',
  },
  typeof: {
    meaning: 'typeof gives a string.',
    example: '(a) => typeof a',
    wayOut: `Compare it at once with the name of a type, as in typeof a === 'number'.`,
  },
  delete: {
    meaning: 'The function deletes a property.',
    example: '(a) => delete a.b',
    wayOut: 'Store NaN or a number as the mark.',
  },
  'in-operator': {
    meaning: 'The function asks for a property or a prototype.',
    example: '(a) => 1 in a',
    wayOut: 'Compare the index with the length.',
  },
  'optional-chaining': {
    meaning: 'The function uses optional chaining.',
    example: '(a) => a?.[0]',
    wayOut: 'Use a plain access: the types of arguments are known at the call.',
  },
  'dynamic-import': {
    meaning: 'The function imports a module.',
    example: '() => import("x")',
    wayOut: 'Import outside.',
  },

  'result-shape': {
    meaning: 'The function returns objects or arrays in a way that is more than literals, constants and arguments.',
    example: '() => { const p = { x: 1 }; return [p, p]; }',
    wayOut: 'Return a literal whose fields are numbers, booleans, literals or arrays that the function was given.',
  },

  // Arrays and properties
  'property-access': {
    meaning: 'A property other than an element or the length is used.',
    example: '(a) => a.buffer',
    wayOut: 'Pass what is needed as a parameter.',
  },
  'property-assignment': {
    meaning: 'A property other than an element is written.',
    example: '(a) => { a.length = 0; }',
    wayOut: 'Only elements of typed arrays can be written.',
  },
  'nested-array': {
    meaning: 'An element of an array is used as an array.',
    example: '(a) => a[0][1]',
    wayOut: 'Flatten it into one typed array: a[row * columns + column].',
  },
  'array-as-value': {
    meaning: 'An array is used as a whole.',
    example: '(a) => a + 1',
    argumentTypes: ['f64[]'],
    wayOut:
      'Use its elements or its length; arrays that the function was given, and small array literals, can be returned.',
  },
  'array-assignment': {
    meaning: 'A parameter that holds an array is assigned.',
    example: '(a, n) => { if (n > 0) a = n; }',
    argumentTypes: ['f64[]', 'f64'],
    wayOut: 'Use another variable for the number, or pass the arrays in the other order.',
  },
  'not-an-array': {
    meaning: 'Something that is not an array at this call is indexed, or asked for its length.',
    example: '(a) => a[0]',
    argumentTypes: ['f64'],
    wayOut: 'Pass a typed array.',
  },
  'array-growth': {
    meaning: 'An array literal is written at an index that may not be in it, which would make it grow.',
    example: '(i) => { const k = [1, 2]; k[i] = 3; return k[0]; }',
    argumentTypes: ['i32'],
    wayOut:
      'Make it a typed array: new Float64Array([1, 2]); or write inside a loop bounded by its length, or at a constant index.',
  },
  'plain-array-value': {
    meaning: 'A boolean is written into an ordinary array, which keeps it as it is.',
    example: '(a, x) => { a[0] = x > 1; }',
    argumentTypes: ['number[]', 'f64'],
    wayOut: 'Convert it: a[0] = +(x > 1). A typed array converts by itself.',
  },
  'plain-array-fill': {
    meaning: 'The method fill of an ordinary array keeps what it is given as it is.',
    example: '(a, x) => { a.fill(x); }',
    argumentTypes: ['number[]', 'f64'],
    wayOut: 'Write the loop, or pass a typed array.',
  },
  'boolean-index': {
    meaning: 'An index is a boolean, which names the property "true" or "false".',
    example: '(a, i) => a[i > 0]',
    argumentTypes: ['f64[]', 'f64'],
    wayOut: 'Convert it: a[+(i > 0)].',
  },
  'undefined-index': {
    meaning:
      'The index of a write may be undefined (an element read out of range), which would make a property named "undefined".',
    example: '(a, b, i) => { a[b[i]] = 1; }',
    argumentTypes: ['f64[]', 'f64[]', 'i32'],
    wayOut: 'Convert it: a[+b[i]], or read inside a loop bounded by the length: for (let i = 0; i < b.length; i++).',
  },

  'overlapping-transaction': {
    meaning:
      'A call whose arrays overlap may have to be given up after it has written: the kernel would have to work on copies, which do not overlap.',
    example: '(a, b, n) => { a[0] = n; if (b[0] > n) throw n; }',
    argumentTypes: ['f64[]', 'f64[]', 'f64'],
    isOverlapping: true,
    wayOut: 'Check first and write afterwards, or pass arrays that do not overlap.',
  },

  // Types
  'mixed-type-variable': {
    meaning: 'A variable holds a number at one time and a boolean at another.',
    example: '(a) => { let x = 0; x = a > 1; return x; }',
    argumentTypes: ['f64'],
    wayOut: 'Use two variables, or convert: x = +(a > 1).',
  },
  'mixed-type-value': {
    meaning: 'A value may be a number or a boolean where that makes a difference.',
    example: '(a) => (a > 1 ? a : false) === a',
    argumentTypes: ['f64'],
    wayOut: 'Convert: use 0 for false, or a comparison for the number.',
  },
  'power-inexact': {
    meaning: 'This power is not provably the same bits as the engine computes.',
    example: '(a, b) => a ** b',
    argumentTypes: ['f64', 'f64'],
    wayOut:
      'Constant exponents 2, 1, 0 and 0.5 are exact everywhere, any exponent on engines with the pow of fdlibm (Node.js 20 and 22) or of glibc (Node.js 24 and 26 on most Linux machines).',
  },
} as const satisfies Record<string, RefusalRule>;

/** Stable name of a reason. */
export type RefusalCode = keyof typeof REFUSALS;

/** One reason why a function, or one signature of it, stays JavaScript. */
export interface Refusal {
  readonly code: RefusalCode;
  /** What is wrong here. */
  readonly message: string;
  /** The way out. */
  readonly hint: string;
  /** Line in the source of the function, from 1. */
  readonly line: number;
  /** Column in that line, from 0. */
  readonly column: number;
}

/** Where a refusal points to. */
export interface Place {
  readonly line: number;
  readonly column: number;
  /** The function that the code was inlined from, where that has a text of its own. */
  readonly inside?: string;
}

/** Collects refusals, so that a report names all of them and not only the first. */
export class RefusalList {
  private readonly refusals = new Map<string, Refusal>();

  /** Adds a refusal unless the same code is there for the same place. */
  add(code: RefusalCode, position: Place, message: string = REFUSALS[code].meaning): void {
    const key = `${position.line}:${position.column}:${code}`;
    if (!this.refusals.has(key)) {
      this.refusals.set(key, {
        code,
        message: position.inside === undefined ? message : `${message} (in ${position.inside}, called here)`,
        hint: REFUSALS[code].wayOut,
        line: position.line,
        column: position.column,
      });
    }
  }

  get isEmpty(): boolean {
    return this.refusals.size === 0;
  }

  /** In the order of the source. */
  sorted(): Refusal[] {
    return [...this.refusals.values()].sort((one, other) => one.line - other.line || one.column - other.column);
  }
}

/** Runs a pass that recurses over the function; one nested too deeply for that is refused. */
export function refuseOverflow<Result>(run: () => Result): Result | { ok: false; refusals: Refusal[] } {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof RangeError)) {
      throw error;
    }
    const refusals = new RefusalList();
    refusals.add('too-large', { line: 1, column: 0 });
    return { ok: false, refusals: refusals.sorted() };
  }
}
