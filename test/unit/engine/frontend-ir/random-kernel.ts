/** Makes random kernels that are valid and end, for properties that must hold of every kernel. */

import type {
  ElementKind,
  Expression,
  Kernel,
  Parameter,
  Statement,
  Type,
} from '../../../../lib/engine/frontend/ir.js';
import * as ir from '../../../../lib/engine/frontend/ir.js';
import type { OpName } from '../../../../lib/engine/frontend/ops.js';
import { OPS } from '../../../../lib/engine/frontend/ops.js';
import { EDGE_DOUBLES, EDGE_INT32, EDGE_INT64 } from '../../../support/edge-values.js';
import { Random } from '../../../support/random.js';

/** Operations that are defined on all operands, by the type of their result. */
const TOTAL_OPS = Object.entries(OPS).filter(([name]) => !/nowrap|exact|\.div|\.rem/.test(name) || /^f64/.test(name));

const SCALARS: readonly ('i32' | 'f64' | 'bool')[] = ['i32', 'f64', 'bool'];
const TYPES: readonly Type[] = ['bool', 'i32', 'i64', 'f64'];

export function makeRandomKernel(seed: number): Kernel {
  return new KernelMaker(new Random(seed)).make(`random ${seed} "quoted" \\ é`);
}

class KernelMaker {
  private names = 0;
  private parameters: Parameter[] = [];
  private readonly scopes: { name: string; type: Type; settable: boolean }[][] = [[]];
  private readonly labels: { name: string; loop: boolean }[] = [];
  private size = 0;

  constructor(private readonly random: Random) {}

  make(name: string): Kernel {
    for (let i = this.random.below(3) + 1; i > 0; i--) {
      const element = this.random.pick<ElementKind>(ir.ELEMENT_KINDS);
      const written = this.random.chance(0.6);
      this.parameters.push({
        kind: 'array',
        name: this.fresh('a'),
        element,
        written,
        usesLength: false,
        sourceIndex: this.parameters.length,
      });
    }
    for (let i = this.random.below(3); i > 0; i--) {
      const parameter = { kind: 'scalar', name: this.fresh('p'), type: this.random.pick(SCALARS) } as const;
      this.parameters.push({ ...parameter, sourceIndex: this.parameters.length });
      this.scopes[0]?.push({ ...parameter, settable: false });
    }
    const body = [...this.block(3), ir.returnValue(this.expression(this.random.pick(['f64', 'bool']), 3))];
    const text = JSON.stringify(body, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
    const parameters = this.parameters.map((parameter) =>
      parameter.kind === 'array'
        ? { ...parameter, usesLength: text.includes(`{"kind":"length","type":"i64","array":"${parameter.name}"}`) }
        : parameter,
    );
    return { name, parameters, mayAlias: this.random.chance(0.5), body };
  }

  private block(depth: number): Statement[] {
    this.scopes.push([]);
    const statements: Statement[] = [];
    for (let i = this.random.below(4) + 1; i > 0 && this.size < 400; i--) {
      statements.push(...this.statement(depth));
    }
    this.scopes.pop();
    return statements;
  }

  private statement(depth: number): Statement[] {
    this.size++;
    const position = this.random.chance(0.3) ? { line: this.size, column: this.random.below(80) } : undefined;
    switch (depth > 0 ? this.random.below(9) : this.random.below(5)) {
      case 0:
      case 1: {
        const type = this.random.pick(TYPES);
        const statement = ir.declare(this.fresh('v'), type, this.expression(type, 3), position);
        this.scopes.at(-1)?.push({ name: statement.name, type, settable: true });
        return [statement];
      }
      case 2: {
        const target = this.visible().filter(({ settable }) => settable);
        if (target.length === 0) {
          return [];
        }
        const { name, type } = this.random.pick(target);
        return [ir.assign(name, this.expression(type, 3), position)];
      }
      case 3:
      case 4: {
        const written = this.arrays().filter((array) => array.written);
        if (written.length === 0) {
          return [];
        }
        return [ir.store(this.random.pick(written).name, this.index(), this.expression('f64', 3), position)];
      }
      case 5:
        return [
          ir.branch(
            this.expression('bool', 2),
            this.block(depth - 1),
            this.random.chance(0.5) ? this.block(depth - 1) : [],
            position,
          ),
        ];
      case 6: {
        const label = this.fresh('b');
        this.labels.push({ name: label, loop: false });
        const body = this.block(depth - 1);
        this.labels.pop();
        return [ir.block(label, body, position)];
      }
      case 7: {
        // A counter that nothing else sets, so that the loop ends.
        const label = this.fresh('l');
        const counter = this.fresh('n');
        const condition = ir.op('i32.lt', ir.variable(counter, 'i32'), ir.i32(this.random.below(6)));
        this.scopes.push([{ name: counter, type: 'i32', settable: false }]);
        this.labels.push({ name: label, loop: true });
        const body = this.block(depth - 1);
        this.labels.pop();
        this.scopes.pop();
        const step = [ir.assign(counter, ir.op('i32.add', ir.variable(counter, 'i32'), ir.i32(1)))];
        const loop = { ...ir.loop(label, condition, body, step, position), cold: this.random.chance(0.1) };
        return [ir.declare(counter, 'i32', ir.i32(0)), loop];
      }
      default: {
        if (this.labels.length === 0) {
          return this.random.chance(0.2) ? [ir.branch(this.expression('bool', 2), [ir.abandon(position)])] : [];
        }
        const { name, loop } = this.random.pick(this.labels);
        const jump = loop && this.random.chance(0.5) ? ir.continueTo(name) : ir.breakTo(name);
        return [ir.branch(this.expression('bool', 2), [jump])];
      }
    }
  }

  private expression(type: Type, depth: number): Expression {
    this.size++;
    const choice = depth <= 0 ? this.random.below(3) : this.random.below(10);
    if (choice === 0) {
      return this.constant(type);
    }
    if (choice <= 2) {
      const variables = this.visible().filter((variable) => variable.type === type);
      return variables.length === 0 ? this.constant(type) : ir.variable(this.random.pick(variables).name, type);
    }
    if (choice === 3) {
      return ir.select(
        this.expression('bool', depth - 1),
        this.expression(type, depth - 1),
        this.expression(type, depth - 1),
      );
    }
    if (choice <= 5) {
      const array = this.random.pick(this.arrays()).name;
      switch (type) {
        case 'f64':
          return ir.load(array, this.index(), this.random.chance(0.5) ? { line: 1, column: 0 } : undefined);
        case 'i64':
          return ir.length(array);
        case 'bool':
          return ir.inbounds(array, this.index());
        case 'i32':
          break;
      }
    }
    const [name, { operands }] = this.random.pick(TOTAL_OPS.filter(([, info]) => info.result === type));
    return ir.op(name as OpName, ...operands.map((operand) => this.expression(operand, depth - 1)));
  }

  private index(): Expression {
    switch (this.random.below(4)) {
      case 0:
        return this.expression('f64', 1);
      case 1:
        return this.expression(this.random.pick(['i32', 'i64']), 1);
      default:
        return ir.i32(this.random.below(8) - 1);
    }
  }

  private constant(type: Type): Expression {
    switch (type) {
      case 'f64':
        return ir.f64(this.random.pick(EDGE_DOUBLES));
      case 'i32':
        return ir.i32(this.random.pick(EDGE_INT32));
      case 'i64':
        return ir.i64(this.random.pick(EDGE_INT64));
      case 'bool':
        return ir.bool(this.random.chance(0.5));
    }
  }

  private arrays() {
    return this.parameters.filter((parameter) => parameter.kind === 'array');
  }

  private visible() {
    return this.scopes.flat();
  }

  private fresh(stem: string): string {
    return `${stem}.${++this.names}`;
  }
}
