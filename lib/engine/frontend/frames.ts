/** What the names of a function mean in one inlined copy of it. */

import type { Capture } from './captures.js';
import type { ParsedFunction } from './parse.js';
import type { Names, Variable } from './resolve-scopes.js';
import type { FunctionSyntax } from './syntax.js';

/** A parsed text with what its names mean. */
export interface SourceText {
  /** What people call it. */
  readonly name: string;
  readonly parsed: ParsedFunction;
  readonly names: Names;
  readonly captures: ReadonlyMap<string, Capture>;
  /** Whether it is the text in which places are reported. */
  readonly isPlaced: boolean;
  /** Whether messages say that something is inside it. */
  readonly isNamed: boolean;
}

/** A function, and the frame that its outer names belong to. */
export interface Closure {
  readonly fn: FunctionSyntax;
  readonly name: string;
  readonly text: SourceText;
  readonly frame: Frame | undefined;
  /** Whether it does what its text says for scalars only. */
  readonly isElementwise?: boolean;
}

/** An object whose fields are variables. */
export interface RecordBinding {
  readonly kind: 'record';
  readonly fields: ReadonlyMap<string, Variable>;
}

/** What a name stands for. */
export type Binding =
  | RecordBinding
  | { readonly kind: 'variable'; readonly variable: Variable }
  | { readonly kind: 'constant'; readonly value: number | boolean | undefined }
  | { readonly kind: 'function'; readonly closure: Closure }
  /** A function of Math or Number, by its dotted name. */
  | { readonly kind: 'builtin'; readonly name: string };

/** Where the value of an inlined function goes, and how its body is left. */
export interface Exit {
  readonly result: Variable | undefined;
  readonly label: string;
  isLeft: boolean;
}

/** One copy of a function that is being written into the tree. */
export class Frame {
  readonly bindings = new Map<Variable, Binding>();
  /** The arguments, by position, that the parameters still have to take apart. */
  passed: ReadonlyMap<number, Variable | RecordBinding> = new Map();

  constructor(
    readonly fn: FunctionSyntax,
    readonly text: SourceText,
    readonly parent: Frame | undefined,
    /** Undefined for the function that is compiled: its returns stay what they are. */
    readonly exit: Exit | undefined,
  ) {}

  /** The frame that a variable of the text belongs to. */
  private frameOf(variable: Variable): Frame {
    const owner = this.text.names.owners.get(variable);
    return this.fn === owner ? this : (this.parent?.frameOf(variable) ?? this);
  }

  /** What a variable of the text stands for; made on first sight. */
  bindingOf(variable: Variable): Binding {
    const { bindings } = this.frameOf(variable);
    let binding = bindings.get(variable);
    if (binding === undefined) {
      binding = { kind: 'variable', variable: { ...variable, origin: undefined } };
      bindings.set(variable, binding);
    }
    return binding;
  }

  /** Whether code in front of this point has met the name. */
  hasMet(variable: Variable): boolean {
    return this.frameOf(variable).bindings.has(variable);
  }

  bind(variable: Variable, binding: Binding): void {
    this.frameOf(variable).bindings.set(variable, binding);
  }
}
