/** Functions that cannot be compiled, each for another reason, and the arguments of the call that is to be explained. */

export interface UnsupportedFunction {
  readonly name: string;
  /** The code that the explanation must give. */
  readonly code: string;
  readonly fn: (...args: never[]) => unknown;
  readonly args: readonly unknown[];
}

const numbers = new Float64Array(4);
const table = new Map<number, number>();
const factor = Number('3');

export const UNSUPPORTED_FUNCTIONS: readonly UnsupportedFunction[] = [
  {
    name: 'makes a text',
    code: 'template',
    fn: (a: Float64Array) => {
      let text = '';
      for (let i = 0; i < a.length; i++) text += `${a[i]} `;
      return text;
    },
    args: [numbers],
  },
  {
    name: 'catches',
    code: 'exception-handling',
    fn: function parse(a: Float64Array) {
      try {
        return JSON.stringify(a);
      } catch {
        return 0;
      }
    },
    args: [numbers],
  },
  {
    name: 'uses a variable that is not known',
    code: 'captured-variable',
    fn: (a: Float64Array) => {
      for (let i = 0; i < a.length; i++) a[i]! *= factor;
    },
    args: [numbers],
  },
  {
    name: 'is asynchronous',
    code: 'async-function',
    fn: async (a: Float64Array) => Promise.resolve(a[0]),
    args: [numbers],
  },
  {
    name: 'uses this',
    code: 'this-reference',
    fn: function scaled(this: { factor: number }, a: Float64Array) {
      return a[0]! * this.factor;
    },
    args: [numbers],
  },
  {
    name: 'is handed a Map',
    code: 'argument-kind',
    fn: (m: Map<number, number>, x: number) => m.get(x),
    args: [table, 1],
  },
];
