/** Makes the nodes of an expanded tree, and keeps what its identifiers mean. */

import { SyntaxBuilder } from './build-syntax.js';
import type { ActiveCall, Temporary } from './expansion.js';
import type { Frame, SourceText } from './frames.js';
import type { RefusalCode, RefusalList } from './refusals.js';
import type { Variable } from './resolve-scopes.js';
import type { FunctionSyntax, Identifier, SyntaxExpression, SyntaxNode, VariableDeclarator } from './syntax.js';

/** What a function may grow to before it is refused. */
const MAXIMUM_NODES = 60_000;

export class TreeMaker {
  readonly calls: ActiveCall[] = [];
  protected readonly references = new Map<Identifier, Variable>();
  protected readonly free = new Set<Identifier>();
  protected readonly notes = new Map<SyntaxNode, string>();
  protected readonly methodArrays = new Set<Variable>();
  protected readonly filledArrays = new Set<Variable>();
  protected readonly declared = new Set<Variable>();
  protected iteratesLiterals = false;
  private nodes = 0;

  constructor(
    protected readonly main: SourceText,
    /** The text in which places are reported. */
    private readonly placedText: SourceText,
    private readonly refusals: RefusalList,
  ) {}

  get mainFunction(): FunctionSyntax {
    return this.main.parsed.node;
  }

  at(node: { start: number }, frame: Frame): SyntaxBuilder {
    return new SyntaxBuilder(this.place(node, frame));
  }

  refer(variable: Variable, at: SyntaxBuilder, name = variable.name): Identifier {
    const identifier = at.name(name);
    this.references.set(identifier, variable);
    return identifier;
  }

  global(name: string, at: SyntaxBuilder): Identifier {
    const identifier = at.name(name);
    this.free.add(identifier);
    return identifier;
  }

  variable(name: string, value: SyntaxExpression, at: SyntaxBuilder): Temporary {
    return this.temporary('let', name, value, at);
  }

  relyOnArrayIterator(): void {
    this.iteratesLiterals = true;
  }

  relyOnMethods(array: Variable): void {
    this.methodArrays.add(array);
  }

  relyOnConversion(array: Variable): void {
    this.filledArrays.add(array);
  }

  constant(name: string, value: SyntaxExpression, at: SyntaxBuilder): Temporary {
    return this.temporary('const', name, value, at);
  }

  unassigned(name: string, at: SyntaxBuilder): Temporary {
    return this.temporary('let', name, null, at);
  }

  private temporary(kind: 'let' | 'const', name: string, value: SyntaxExpression | null, at: SyntaxBuilder): Temporary {
    const id = at.name(name);
    const declarator = at.declarator(id, value);
    const variable: Variable = { name, kind, parameterIndex: undefined, origin: declarator };
    this.references.set(id, variable);
    this.declared.add(variable);
    return { declarator, variable, read: () => this.refer(variable, at) };
  }

  isPlainArray({ origin }: Variable): boolean {
    const init =
      origin?.type === 'VariableDeclarator' ? (origin.init as SyntaxExpression | null | undefined) : undefined;
    return (init?.type === 'StatementExpression' ? init.value : init)?.type === 'ArrayExpression';
  }

  isDeclared(variable: Variable): boolean {
    return this.declared.has(variable);
  }

  markDeclared(target: Identifier, origin: VariableDeclarator | undefined): void {
    const variable = this.references.get(target);
    if (variable !== undefined) {
      this.declared.add(variable);
      if (origin !== undefined) {
        (variable as { origin: Variable['origin'] }).origin = origin;
      }
    }
  }

  refuse(code: RefusalCode, node: { start: number }, frame: Frame, message?: string): void {
    const position = this.placedText.parsed.position({ start: this.place(node, frame) });
    const note = this.calls.at(-1)?.note;
    this.refusals.add(code, note === undefined ? position : { ...position, inside: note }, message);
  }

  /** What is not in the text of the places is at the call that brought it there; what stands around that text is at its beginning. */
  private place(node: { start: number }, frame: Frame): number {
    if (++this.nodes > MAXIMUM_NODES) {
      throw new RangeError('the function grows too large');
    }
    return frame.text.isPlaced ? node.start : (this.calls.at(-1)?.start ?? 0);
  }

  placed<Node extends SyntaxNode>(copy: Node, node: SyntaxNode, frame: Frame): Node {
    copy.start = this.place(node, frame);
    const note = this.calls.at(-1)?.note;
    if (note !== undefined) {
      this.notes.set(copy, note);
    }
    return copy;
  }
}
