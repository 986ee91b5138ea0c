/** Where the variables of the function live in the kernel. */

import type { AnalyzedFunction } from './analyze.js';
import type { Emitter } from './emitter.js';
import type { ArgumentType, Types } from './infer-types.js';
import { BOOLEAN, NUMBER, UNDEFINED } from './infer-types.js';
import type { ElementKind, Expression, Parameter } from './ir.js';
import { assign, declare, op, variable } from './ir.js';
import type { LocalArray } from './find-local-arrays.js';
import type { Variable } from './resolve-scopes.js';
import type { Value } from './values.js';
import { UNDEFINED_VALUE, booleanValue, definedness, numberValue, readsVariable, represent } from './values.js';

export interface ArraySlot {
  readonly kind: 'array';
  readonly name: string;
  readonly element: ElementKind;
  /** An argument that is an ordinary array. */
  readonly isPlain?: true;
}

/** A variable of the kernel; `flag` is the variable that says whether it is defined, if it may be undefined. */
interface ScalarSlot {
  readonly kind: 'number' | 'boolean';
  readonly name: string;
  readonly flag: string | undefined;
}

/** A parameter that is never assigned. */
interface ParameterSlot {
  readonly kind: 'parameter';
  readonly value: Value;
}

type Slot = ArraySlot | ScalarSlot | ParameterSlot | { readonly kind: 'undefined' };

export class Slots {
  private readonly slots = new Map<Variable, Slot>();
  private readonly parameters: Parameter[] = [];
  /** Positions of the parameters in use that are undefined at the call. */
  readonly undefinedArguments: number[] = [];
  private readonly measured = new Set<string>();

  constructor(
    private readonly emitter: Emitter,
    private readonly types: Types,
  ) {}

  /** Brings the parameters into being that the function uses; assigned ones are copied into a variable. */
  declareParameters(fn: AnalyzedFunction, argumentTypes: readonly ArgumentType[]): void {
    const { references, writes } = fn.scopes;
    const declarations = new Set(fn.node.params as unknown[]);
    const used = new Set<Variable>();
    for (const [identifier, variable] of references) {
      if (!declarations.has(identifier)) {
        used.add(variable);
      }
    }
    const assigned = new Set(writes.filter((write) => !write.isElement).map((write) => references.get(write.target)));
    const stored = new Set(writes.filter((write) => write.isElement).map((write) => references.get(write.target)));
    fn.parameters.forEach((parameter, sourceIndex) => {
      const type = argumentTypes[sourceIndex];
      if (type === undefined || !used.has(parameter)) {
        return;
      }
      if (type.kind === 'undefined') {
        this.undefinedArguments.push(sourceIndex);
        this.declareVariable(parameter, UNDEFINED_VALUE);
        return;
      }
      const name = this.emitter.freshName(parameter.name);
      if (type.kind === 'array') {
        const written = stored.has(parameter);
        this.parameters.push({ kind: 'array', name, element: type.element, written, usesLength: false, sourceIndex });
        this.slots.set(parameter, {
          kind: 'array',
          name,
          element: type.element,
          ...(type.isPlain === true && { isPlain: true }),
        });
        return;
      }
      this.parameters.push({ kind: 'scalar', name, type: type.kind, sourceIndex });
      const value = readParameter(name, type.kind);
      if (assigned.has(parameter)) {
        this.declareVariable(parameter, value);
      } else {
        this.slots.set(parameter, { kind: 'parameter', value });
      }
    });
  }

  /** The parameters of the kernel; complete when the body has been lowered. */
  kernelParameters(): Parameter[] {
    return this.parameters.map((parameter) =>
      parameter.kind === 'array' && this.measured.has(parameter.name) ? { ...parameter, usesLength: true } : parameter,
    );
  }

  /** Memory for an array that the function makes for itself. */
  declareScratch({ variable, element, count }: LocalArray): ArraySlot {
    const name = this.emitter.freshName(variable.name);
    const slot: ArraySlot = { kind: 'array', name, element };
    this.parameters.push({
      kind: 'array',
      name,
      element,
      written: true,
      usesLength: false,
      sourceIndex: -1,
      scratch: count,
    });
    this.slots.set(variable, slot);
    return slot;
  }

  /** Records that the program asks for the length of an array. */
  measure(array: ArraySlot): void {
    this.measured.add(array.name);
  }

  arrayOf(variable: Variable): ArraySlot | undefined {
    const slot = this.slotOf(variable);
    return slot.kind === 'array' ? slot : undefined;
  }

  read(target: Variable): Value {
    const slot = this.slotOf(target);
    switch (slot.kind) {
      case 'array':
      case 'undefined':
        return UNDEFINED_VALUE;
      case 'parameter':
        return slot.value;
      case 'number':
      case 'boolean': {
        const defined = slot.flag === undefined ? undefined : variable(slot.flag, 'bool');
        const make = slot.kind === 'number' ? numberValue : booleanValue;
        return make(variable(slot.name, slot.kind === 'number' ? 'f64' : 'bool'), defined);
      }
    }
  }

  /** Brings a variable into being: with a value, or undetermined until it is assigned. */
  declareVariable(target: Variable, value?: Value): void {
    const slot = this.slotOf(target);
    if (slot.kind !== 'number' && slot.kind !== 'boolean') {
      return;
    }
    const type = slot.kind === 'number' ? 'f64' : 'bool';
    if (slot.flag !== undefined) {
      this.emitter.emit(declare(slot.flag, 'bool', value && definedness(value)));
    }
    this.emitter.emit(declare(slot.name, type, value && represent(value, slot.kind)));
  }

  assign(target: Variable, value: Value): void {
    const slot = this.slotOf(target);
    if (slot.kind !== 'number' && slot.kind !== 'boolean') {
      return;
    }
    const main = represent(value, slot.kind);
    if (slot.flag === undefined) {
      this.emitter.emit(assign(slot.name, main));
      return;
    }
    // Both halves are computed from the old state.
    let flag: Expression = definedness(value);
    if (readsVariable(main, slot.flag)) {
      if (readsVariable(flag, slot.name)) {
        const saved = this.emitter.freshFlag(this.emitter.freshName('t'));
        this.emitter.emit(declare(saved, 'bool', flag));
        flag = variable(saved, 'bool');
      }
      this.emitter.emit(assign(slot.name, main));
      this.emitter.emit(assign(slot.flag, flag));
    } else {
      this.emitter.emit(assign(slot.flag, flag));
      this.emitter.emit(assign(slot.name, main));
    }
  }

  /** Whether the variable needs no statement: nothing but undefined is ever in it. */
  isEmpty(target: Variable): boolean {
    return this.slotOf(target).kind === 'undefined';
  }

  /** Names in the IR that change when the variable is assigned. */
  namesOf(target: Variable): readonly string[] {
    const slot = this.slotOf(target);
    if (slot.kind !== 'number' && slot.kind !== 'boolean') {
      return [];
    }
    return slot.flag === undefined ? [slot.name] : [slot.name, slot.flag];
  }

  private slotOf(variable: Variable): Slot {
    let slot = this.slots.get(variable);
    if (slot === undefined) {
      slot = this.makeSlot(variable);
      this.slots.set(variable, slot);
    }
    return slot;
  }

  private makeSlot(variable: Variable): Slot {
    const types = this.types.ofVariable(variable);
    if ((types & (NUMBER | BOOLEAN)) === 0) {
      return { kind: 'undefined' };
    }
    const name = this.emitter.freshName(variable.name);
    const flag = (types & UNDEFINED) === 0 ? undefined : this.emitter.freshFlag(name);
    return { kind: (types & NUMBER) !== 0 ? 'number' : 'boolean', name, flag };
  }
}

function readParameter(name: string, type: 'i32' | 'f64' | 'bool'): Value {
  switch (type) {
    case 'i32':
      return numberValue(op('f64.from_i32', variable(name, 'i32')));
    case 'f64':
      return numberValue(variable(name, 'f64'));
    case 'bool':
      return booleanValue(variable(name, 'bool'));
  }
}
