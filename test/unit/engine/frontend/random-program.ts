/** Random functions, made to be nasty about the order of evaluation, types and undefined; always terminating. */

import type { Random } from '../../../support/random.js';

const NUMBERS = ['0', '1', '-1', '2', '0.5', '7', '-0', 'NaN', 'Infinity', '1e10', '4294967295', '-2147483648'];
const BINARY = ['+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>', '>>>'];
const COMPARISONS = ['<', '<=', '>', '>=', '==', '!=', '===', '!=='];
const UNARY_CALLS = ['abs', 'ceil', 'floor', 'trunc', 'round', 'sqrt', 'sign', 'fround', 'clz32'];

/** Parameters: two arrays, a number and a boolean. */
export class ProgramGenerator {
  private names: string[] = [];
  /** Labels of the enclosing loops. */
  private loops: string[] = [];
  private counters: string[] = [];
  private count = 0;
  private inHelper = false;

  constructor(private readonly random: Random) {}

  function(): string {
    this.names = ['n', 'v', 'w'];
    this.loops = [];
    this.counters = [];
    this.count = 0;
    const helpers = this.helpers();
    const body = this.statements(4, 3);
    return `function program(a, b, n, p) {\n${helpers}let u; let v = 1; var w = ${this.number(1)}; let q = ${this.boolean(1)};\n${body}return ${this.result()};\n}`;
  }

  /** Functions that read and write the variables of the program; `g` is called with one function or another. */
  private helpers(): string {
    this.inHelper = true;
    const names = this.names;
    this.names = ['x', 'n', 'v'];
    const fallback = this.number(1);
    this.names = ['x', 'y', 'n', 'v'];
    const f = this.pick([
      `const f = (x, y = ${fallback}) => ${this.number(2)};`,
      `function f(x, y) {\nif (${this.boolean(1)}) return ${this.number(1)};\n${this.assignment(1)};\nfor (let i = 0; i < 3; i++) if (${this.boolean(1)}) return i;\nreturn ${this.number(2)};\n}`,
      `function f(x, y) {\nvar t = ${this.number(1)};\nswitch (${this.number(1)} & 1) { case 0: return t; }\nx += t;\nreturn ${this.number(1)};\n}`,
    ]);
    this.names = names;
    this.inHelper = false;
    return `${f}\nfunction g(h, x) { return h(x) + h(v, x); }\n`;
  }

  private call(next: number): string {
    const args = Array.from({ length: this.random.below(3) }, () => this.number(next)).join(', ');
    return this.random.chance(0.7)
      ? `f(${args})`
      : `g(${this.pick(['f', '(z) => z * 2', '(z) => (v = z)', '(z, k) => f(k, z)'])}, ${this.number(next)})`;
  }

  private pick<T>(items: readonly T[]): T {
    return items[this.random.below(items.length)] as T;
  }

  private result(): string {
    const kind = this.random.below(8);
    if (kind === 0) return `${this.boolean(2)} && ${this.number(2)}`;
    if (kind === 1) return `${this.boolean(1)} ? ${this.number(2)} : ${this.boolean(2)}`;
    if (kind === 2) return this.boolean(3);
    if (kind === 3) return `a[${this.number(1)}]`;
    if (kind === 4) return 'u';
    return this.number(3);
  }

  private statements(count: number, depth: number): string {
    let text = '';
    for (let i = this.random.below(count) + 1; i > 0; i--) {
      text += this.statement(depth) + '\n';
    }
    // The let variables of a block end with it; those of var are visible everywhere, undefined until then.
    this.names = this.names.filter((name) => !name.startsWith('x') || !text.includes(`let ${name} `));
    return text;
  }

  private statement(depth: number): string {
    const kind = depth === 0 ? this.random.below(4) : this.random.below(13);
    switch (kind) {
      case 0:
        return `${this.assignment(depth)};`;
      case 1:
        return `q = ${this.boolean(2)};`;
      case 2:
        return `u = ${this.number(2)};`;
      case 3:
        return `${this.number(3)};`;
      case 4:
        return `if (${this.boolean(2)}) {\n${this.statements(3, depth - 1)}} else {\n${this.statements(2, depth - 1)}}`;
      case 5: {
        const name = this.fresh('i');
        const head = `for (let ${name} = 0; ${name} < 4${this.random.chance(0.3) ? ` && ${this.boolean(2)}` : ''}; ${name}++)`;
        return this.inLoop(name, depth, (body) => `${head} {\n${body}}`);
      }
      case 6: {
        const name = this.fresh('k');
        const test = this.boolean(2);
        return (
          `let ${name} = 0;\n` + this.inLoop(name, depth, (body) => `do {\n${body}} while (++${name} < 3 && ${test});`)
        );
      }
      case 7: {
        const name = this.fresh('x');
        const value = this.number(2);
        this.names.push(name);
        return `${this.pick(['let', 'var'])} ${name} = ${value};`;
      }
      case 8:
        return this.loops.length > 0
          ? `if (${this.boolean(1)}) ${this.pick(['break', 'continue'])} ${this.pick(this.loops)};`
          : ';';
      case 9:
        return this.random.chance(0.3) ? `if (${this.boolean(1)}) return ${this.result()};` : ';';
      case 10: {
        const cases = [0, 1, 2].map(
          (value) => `case ${value}: ${this.statement(0)} ${this.random.chance(0.6) ? 'break;' : ''}`,
        );
        if (this.random.chance(0.6)) {
          cases.splice(
            this.random.below(4),
            0,
            `default: ${this.statement(0)} ${this.random.chance(0.5) ? 'break;' : ''}`,
          );
        }
        return `switch (${this.number(1)} & 3) {\n${cases.join('\n')}\n}`;
      }
      case 11:
        return `for (v = 0; v < 3; v += 1) {\nw = ${this.number(0)};\n${this.pure(2)}}`;
      default: {
        const label = this.fresh('L');
        return `${label}: {\n${this.statements(2, depth - 1)}if (${this.boolean(1)}) break ${label};\n${this.statements(2, depth - 1)}}`;
      }
    }
  }

  /** A labelled loop; its counter is read in the body, never assigned. */
  private inLoop(counter: string, depth: number, make: (body: string) => string): string {
    const { loops, counters } = this;
    const label = this.fresh('L');
    this.loops = [...loops, '', label];
    this.counters = [...counters, counter];
    const text = `${label}: ${make(this.statements(3, depth - 1))}`;
    this.loops = loops;
    this.counters = counters;
    return text;
  }

  private pure(count: number): string {
    let text = '';
    for (let i = 0; i < count; i++) {
      text += `b[${this.random.below(6)}] ${this.pick(['=', '+='])} w * v;\n`;
    }
    return text;
  }

  private assignment(depth: number): string {
    const target = this.random.chance(0.5) ? this.variable() : `${this.array()}[+${this.number(Math.min(depth, 1))}]`;
    return (
      `${target} ${this.pick(['=', '+=', '-=', '*=', '|=', '>>>=', '||=', '&&=', '**='])} `.replace(
        /\*\*= $/,
        '**= 2, v = ',
      ) + this.number(2)
    );
  }

  private number(depth: number): string {
    if (depth <= 0) {
      if (this.counters.length > 0 && this.random.chance(0.2)) return this.pick(this.counters);
      return this.random.chance(0.4)
        ? this.pick(NUMBERS)
        : this.random.chance(0.7)
          ? this.variable()
          : `${this.array()}[${this.random.below(7) - 1}]`;
    }
    const next = depth - 1;
    switch (this.random.below(16)) {
      case 0:
        return `(${this.variable()}${this.pick(['++', '--'])})`;
      case 1:
        return `(${this.pick(['++', '--'])}${this.array()}[${this.random.below(5)}])`;
      case 2:
        return `(${this.variable()} ${this.pick(['=', '+=', '*='])} ${this.number(next)})`;
      case 3:
        return `(${this.array()}[+${this.number(next)}] ${this.pick(['=', '+=', '??=', '||='])} ${this.number(next)})`;
      case 4:
        return `(${this.boolean(next)} ? ${this.number(next)} : ${this.number(next)})`;
      case 5:
        return `(${this.number(next)} ${this.pick(['&&', '||', '??'])} ${this.number(next)})`;
      case 6:
        return `Math.${this.pick(UNARY_CALLS)}(${this.number(next)})`;
      case 7:
        return `Math.${this.pick(['min', 'max', 'imul'])}(${this.number(next)}, ${this.number(next)})`;
      case 8:
        return `${this.array()}[${this.number(next)}]`;
      case 9:
        return `(${this.pick(['+', '-', '~'])} ${this.number(next)})`;
      case 10:
        return `(+${this.boolean(next)})`;
      case 11:
        return `(${this.number(next)}, ${this.number(next)})`;
      case 12:
        return this.inHelper ? this.variable() : this.call(next);
      case 13:
        return `${this.array()}.${this.pick([`at(${this.number(next)})`, `indexOf(${this.number(next)})`, 'reduce((r, e) => r + e, 0)', 'find((e) => e > v)'])}`;
      default:
        return `(${this.number(next)} ${this.pick(BINARY)} ${this.number(next)})`;
    }
  }

  private boolean(depth: number): string {
    if (depth <= 0) {
      return this.pick(['p', 'true', 'false', '(n > 1)', '(a.length > 3)']);
    }
    const next = depth - 1;
    switch (this.random.below(8)) {
      case 0:
        return `!${this.number(next)}`;
      case 1:
        return `(${this.boolean(next)} ${this.pick(['&&', '||'])} ${this.boolean(next)})`;
      case 2:
        return `(p ${this.pick(['=', '||=', '&&='])} ${this.boolean(next)})`;
      case 3:
        return `Number.${this.pick(['isNaN', 'isInteger', 'isFinite', 'isSafeInteger'])}(${this.number(next)})`;
      case 4:
        return `(${this.array()}[${this.number(0)}] ${this.pick(['===', '!==', '==', '!='])} ${this.pick(['undefined', 'u', 'null', 'p', 'b[9]'])})`;
      default:
        return `(${this.number(next)} ${this.pick(COMPARISONS)} ${this.number(next)})`;
    }
  }

  private array(): string {
    return this.pick(['a', 'b']);
  }

  private variable(): string {
    return this.pick(this.names);
  }

  private fresh(base: string): string {
    return `${base}${this.count++}`;
  }
}
