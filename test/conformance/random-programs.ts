/** Makes random programs that end: numbers, booleans and undefined in the ways that people do not think of. */

import { Random } from '../support/random.js';
import type { Program } from './program.js';
import { programFromSource } from './program.js';

const LITERALS = [
  '0',
  '1',
  '2',
  '-1',
  '3',
  '0.5',
  '7',
  '10',
  '-0',
  '255',
  '1e10',
  '2147483647',
  '4294967296',
  '0.1',
  'NaN',
  'Infinity',
  '1e-320',
];
const ARITHMETIC = ['+', '-', '*', '/', '%'];
const BITWISE = ['&', '|', '^', '<<', '>>', '>>>'];
const COMPARISONS = ['<', '<=', '>', '>=', '===', '!==', '==', '!='];
const COMPOUND = ['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>=', '>>>='];
const UNARY_MATH = ['abs', 'ceil', 'floor', 'trunc', 'round', 'sqrt', 'sign', 'fround', 'clz32'];
const BINARY_MATH = ['min', 'max', 'imul'];
const PREDICATES = ['isNaN', 'isFinite', 'isInteger', 'isSafeInteger'];

/** The same program for the same seed. */
export function makeRandomProgram(seed: number): Program {
  const source = new ProgramMaker(new Random(seed)).make();
  return { ...programFromSource(`random ${seed}`, 'array array number integer boolean', source), maximumLength: 11 };
}

interface Scope {
  numbers: string[];
  booleans: string[];
  /** Counters of the enclosing loops: small integers, set only by their loop. */
  counters: string[];
}

class ProgramMaker {
  private names = 0;
  private readonly arrays = ['a', 'b'];
  private hasLiteral = false;
  private readonly helpers: { name: string; parameters: number }[] = [];
  private size = 0;
  private readonly scopes: Scope[] = [{ numbers: ['x', 'k'], booleans: ['flag'], counters: [] }];
  private loops = 0;

  constructor(private readonly random: Random) {}

  make(): string {
    const locals = this.localArrays();
    const helpers = Array.from({ length: this.random.below(3) }, () => this.helper()).join(' ');
    const body = locals + helpers + this.block(3, 5);
    const result = this.random.chance(0.7) ? this.number(2) : this.boolean(2);
    return `function (a, b, x, k, flag) { let s = 0, u; let fuel = 150; ${body} return ${this.random.chance(0.3) ? 's' : result}; }`;
  }

  private block(depth: number, statements: number): string {
    this.scopes.push({ numbers: depth === 3 ? ['s', 'u'] : [], booleans: [], counters: [] });
    let text = '';
    for (let i = 1 + this.random.below(statements); i > 0 && this.size < 140; i--) {
      text += this.statement(depth) + ' ';
    }
    this.scopes.pop();
    return text;
  }

  /** Arrays of the program's own: a typed one for everything, a literal for reads. */
  private localArrays(): string {
    let text = '';
    if (this.random.chance(0.5)) {
      const values = this.random.chance(0.3)
        ? `[${this.number(1)}, ${this.number(1)}, x]`
        : String(1 + this.random.below(20));
      text += `const t = new ${this.random.pick(['Float64', 'Float32', 'Int32', 'Uint8', 'Uint8Clamped'])}Array(${values}); `;
      this.arrays.push('t');
    }
    if (this.random.chance(0.3)) {
      this.hasLiteral = true;
      text += `const w = [${this.random.pick(LITERALS)}, +x, ${this.random.pick(LITERALS)}]; `;
    }
    this.size = 0;
    return text;
  }

  /** A function inside, which sees the parameters of the program and changes some of its variables. */
  private helper(): string {
    const name = `f${this.helpers.length + 1}`;
    const parameters = ['p', 'q'].slice(0, 1 + this.random.below(2));
    // A default value does not see the parameters behind it.
    const list = parameters.map((parameter) =>
      this.random.chance(0.2) ? `${parameter} = ${this.number(1)}` : parameter,
    );
    this.scopes.push({ numbers: [...parameters, 's'], booleans: [], counters: [] });
    let text: string;
    if (this.random.chance(0.5)) {
      text = `const ${name} = (${list.join(', ')}) => ${this.number(2)};`;
    } else {
      const early = this.random.chance(0.6) ? `if (${this.boolean(1)}) return ${this.number(1)};` : '';
      const inner = this.random.chance(0.5)
        ? `for (const e of a) if (e > ${this.number(0)}) return ${this.number(1)};`
        : '';
      const body = `${this.block(1, 2)} ${early} ${inner} ${this.block(0, 2)}`;
      text = `function ${name}(${list.join(', ')}) { ${body} return ${this.number(2)}; }`;
    }
    this.scopes.pop();
    this.helpers.push({ name, parameters: parameters.length });
    this.size = 0;
    return text;
  }

  private call(depth: number): string {
    if (this.helpers.length === 0) {
      return this.load();
    }
    const { name, parameters } = this.random.pick(this.helpers);
    const count = parameters + this.random.below(3) - 1;
    return `${name}(${Array.from({ length: Math.max(0, count) }, () => this.number(depth - 1)).join(', ')})`;
  }

  /** A number that a method of an array gives, most with a function that is called for each element. */
  private method(): string {
    const array = this.array();
    switch (this.random.below(7)) {
      case 0:
        return `${array}.indexOf(${this.number(1)}, ${this.number(0)})`;
      case 1:
        return `(+${array}.includes(${this.number(1)}))`;
      case 2:
        return `${array}.at(${this.number(1)})`;
      case 3:
        return `${array}.reduce((r, e, i) => ${this.callback(() => this.number(2), ['r', 'e'], ['i'])}, ${this.number(1)})`;
      case 4:
        return `${array}.find((e, i) => ${this.callback(() => this.boolean(2), ['e'], ['i'])})`;
      case 5:
        return `${array}.findIndex((e) => ${this.callback(() => this.boolean(2), ['e'], [])})`;
      default:
        return `(+${array}.${this.random.pick(['some', 'every'])}((e, i) => ${this.callback(() => this.boolean(2), ['e'], ['i'])}))`;
    }
  }

  private callback(make: () => string, numbers: string[], counters: string[], isFunction = true): string {
    const { loops } = this;
    this.scopes.push({ numbers, booleans: [], counters });
    this.loops = isFunction ? 0 : loops;
    const text = make();
    this.loops = loops;
    this.scopes.pop();
    return text;
  }

  private methodStatement(depth: number): string {
    const array = this.array();
    switch (this.random.below(6)) {
      case 0:
        return `${array}.fill(${this.number(1)}, ${this.number(1)}, ${this.number(1)});`;
      case 1:
        return `${array}.copyWithin(${this.number(1)}, ${this.number(1)});`;
      case 2:
        return `${array}.reverse();`;
      case 3:
        return `[${this.array()}[${this.storeIndex()}], ${this.pick('numbers')}] = [${this.number(2)}, ${this.load()}];`;
      case 4:
        return `${array}.forEach((e, i) => { ${this.callback(() => this.block(depth - 1, 2), ['e'], ['i'])} });`;
      default: {
        const e = `e${++this.names}`;
        const i = `i${++this.names}`;
        const [head, numbers, counters] = this.random.pick([
          [`let ${e} of ${array}`, [e], []],
          [`let [${i}, ${e}] of ${array}.entries()`, [e], [i]],
          [`const ${i} of ${array}.keys()`, [], [i]],
        ] as [string, string[], string[]][]);
        this.loops++;
        const text = `for (${head}) { ${this.callback(() => this.block(depth - 1, 3), numbers, counters, false)}}`;
        this.loops--;
        return text;
      }
    }
  }

  private statement(depth: number): string {
    this.size++;
    switch (this.random.below(depth > 0 ? 15 : 7)) {
      case 0: {
        const name = `v${++this.names}`;
        const isNumber = this.random.chance(0.8);
        const text = `let ${name} = ${isNumber ? this.number(3) : this.boolean(2)};`;
        (isNumber ? this.inner.numbers : this.inner.booleans).push(name);
        return text;
      }
      case 1:
      case 2:
        return `${this.pick('numbers')} ${this.random.pick(COMPOUND)} ${this.number(3)};`;
      case 3:
      case 4:
      case 5:
        return `${this.array()}[${this.storeIndex()}] ${this.random.pick(COMPOUND)} ${this.number(3)};`;
      case 6:
        return this.random.chance(0.5)
          ? `${this.pick('numbers')}${this.random.pick(['++', '--'])};`
          : `u = ${this.load()};`;
      case 7:
      case 8:
        return `if (${this.boolean(2)}) { ${this.block(depth - 1, 3)}} ${this.random.chance(0.5) ? `else { ${this.block(depth - 1, 3)}}` : ''}`;
      case 9:
      case 10:
        return this.forLoop(depth);
      case 11:
        return this.whileLoop(depth);
      case 12:
      case 13:
        return this.methodStatement(depth);
      default:
        return this.jumpOrSwitch(depth);
    }
  }

  private forLoop(depth: number): string {
    const i = `i${++this.names}`;
    const array = this.array();
    const head = this.random.pick([
      `let ${i} = 0; ${i} < ${array}.length; ${i}++`,
      `let ${i} = 0; ${i} < ${array}.length; ${i}++`,
      `let ${i} = 1; ${i} <= ${array}.length; ${i} += 2`,
      `let ${i} = ${array}.length - 1; ${i} >= 0; ${i}--`,
      `let ${i} = ${this.random.below(4) - 2}; ${i} < ${this.random.below(9)}; ${i} += ${this.random.pick(['1', '0.5', '3'])}`,
      `let ${i} = 0; ${i} < Math.min(k, 9); ${i}++`,
    ]);
    this.scopes.push({ numbers: [], booleans: [], counters: [i] });
    this.loops++;
    const body = this.block(depth - 1, 3);
    this.loops--;
    this.scopes.pop();
    return `for (${head}) { ${body}}`;
  }

  private whileLoop(depth: number): string {
    const condition = `${this.boolean(2)} && fuel-- > 0`;
    this.loops++;
    const body = this.block(depth - 1, 3);
    this.loops--;
    return this.random.chance(0.5) ? `while (${condition}) { ${body}}` : `do { ${body}} while (${condition});`;
  }

  private jumpOrSwitch(depth: number): string {
    if (this.loops > 0 && this.random.chance(0.6)) {
      return `if (${this.boolean(1)}) ${this.random.pick(['break', 'continue'])};`;
    }
    const cases = Array.from({ length: 2 + this.random.below(2) }, () => {
      const end = this.random.chance(0.7) ? 'break;' : '';
      return `case ${this.random.pick(LITERALS)}: { ${this.block(depth - 1, 2)}} ${end}`;
    });
    cases.splice(this.random.below(cases.length + 1), 0, `default: { ${this.block(depth - 1, 2)}} break;`);
    return `switch (${this.number(2)}) { ${cases.join(' ')} }`;
  }

  private number(depth: number): string {
    this.size++;
    if (depth <= 0) {
      return this.random.chance(0.4) ? this.random.pick(LITERALS) : this.anyNumber();
    }
    const operand = () => this.number(depth - 1);
    switch (this.random.below(17)) {
      case 0:
      case 1:
      case 2:
        return this.load();
      case 3:
      case 4:
      case 5:
        return `(${operand()} ${this.random.pick(ARITHMETIC)} ${operand()})`;
      case 6:
      case 7:
        return `(${operand()} ${this.random.pick(BITWISE)} ${operand()})`;
      case 8:
        return `${this.random.pick(['- ', '+ ', '~'])}${operand()}`;
      case 9:
        return `Math.${this.random.pick(UNARY_MATH)}(${operand()})`;
      case 10:
        return `Math.${this.random.pick(BINARY_MATH)}(${operand()}, ${operand()})`;
      case 11:
        return `(${this.boolean(depth - 1)} ? ${operand()} : ${operand()})`;
      case 12:
        return `(${this.load()} ?? ${operand()})`;
      case 13:
      case 14:
        return this.call(depth);
      case 15:
        return this.loops < 2 ? this.method() : this.load();
      default:
        return this.random.chance(0.5) ? `(${this.pick('numbers')} = ${operand()})` : `${this.array()}.length`;
    }
  }

  private boolean(depth: number): string {
    this.size++;
    if (depth <= 0) {
      return this.random.pick([...this.visible('booleans'), 'true', 'false']);
    }
    switch (this.random.below(7)) {
      case 0:
        return `(${this.boolean(depth - 1)} ${this.random.pick(['&&', '||'])} ${this.boolean(depth - 1)})`;
      case 1:
        return `!${this.boolean(depth - 1)}`;
      case 2:
        return `Number.${this.random.pick(PREDICATES)}(${this.number(depth - 1)})`;
      case 3:
        return `(${this.random.pick(['u', this.load()])} ${this.random.pick(['===', '!==', '=='])} undefined)`;
      default:
        return `(${this.number(depth - 1)} ${this.random.pick(COMPARISONS)} ${this.number(depth - 1)})`;
    }
  }

  private load(): string {
    if (this.hasLiteral && this.random.chance(0.15)) {
      return `w[${this.storeIndex()}]`;
    }
    return `${this.array()}[${this.random.chance(0.8) ? this.storeIndex() : this.number(1)}]`;
  }

  /** An index that is never undefined. */
  private storeIndex(): string {
    const counters = this.visible('counters');
    const i =
      counters.length > 0 && this.random.chance(0.85) ? this.random.pick(counters) : String(this.random.below(6));
    switch (this.random.below(7)) {
      case 0:
        return `${i} + ${this.random.below(3)}`;
      case 1:
        return `${i} - ${this.random.below(3)}`;
      case 2:
        return `${i} * ${this.random.below(4)}`;
      case 3:
        return `(${this.number(1)}) & 7`;
      case 4:
        return this.random.chance(0.3) ? `+${this.anyNumber()}` : `${this.array()}.length - 1 - ${i}`;
      default:
        return i;
    }
  }

  private array(): string {
    return this.random.pick(this.arrays);
  }

  private anyNumber(): string {
    return this.random.pick([...this.visible('numbers'), ...this.visible('counters'), ...this.visible('counters')]);
  }

  private pick(kind: 'numbers' | 'booleans'): string {
    return this.random.pick(this.visible(kind));
  }

  private visible(kind: keyof Scope): string[] {
    return this.scopes.flatMap((scope) => scope[kind]);
  }

  private get inner(): Scope {
    return this.scopes.at(-1) as Scope;
  }
}
