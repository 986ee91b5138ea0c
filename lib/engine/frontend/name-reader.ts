/** Finds out what identifiers stand for while functions are written out: variables, constants, functions. */

import type { SyntaxBuilder } from './build-syntax.js';
import type { Capture, SourceUnit } from './captures.js';
import { builtinNamed } from './builtin-names.js';
import { captureNamed } from './captured-names.js';
import type { Binding, Closure, Frame, SourceText } from './frames.js';
import type { RefusalList } from './refusals.js';
import type { Variable } from './resolve-scopes.js';
import type { Identifier, MemberExpression, SyntaxExpression, SyntaxNode } from './syntax.js';
import { isFunction } from './syntax.js';
import { TreeMaker } from './tree-maker.js';

export class NameReader extends TreeMaker {
  /** One variable for each captured array. */
  protected readonly hidden: readonly Variable[];

  constructor(
    unit: SourceUnit,
    private readonly texts: readonly SourceText[],
    refusals: RefusalList,
  ) {
    super(texts[0]!, texts[unit.reportedIndex]!, refusals);
    this.hidden = Array.from({ length: unit.hiddenArguments }, (_, index) => ({
      name: nameOfHidden(unit, index),
      kind: 'parameter',
      parameterIndex: this.mainFunction.params.length + index,
      origin: undefined,
    }));
    this.hidden.forEach((variable) => this.declared.add(variable));
  }

  /** What an identifier that is read or written becomes. */
  identifier(node: Identifier, frame: Frame): SyntaxExpression {
    const at = this.at(node, frame);
    const old = frame.text.names.references.get(node);
    if (old === undefined) {
      return this.freeIdentifier(node, frame, at);
    }
    const binding = frame.bindingOf(old);
    switch (binding.kind) {
      case 'variable':
        return this.refer(binding.variable, at, node.name);
      case 'constant':
        return binding.value === undefined ? this.global('undefined', at) : at.literal(binding.value);
      case 'record':
        this.refuse('object-literal', node, frame, `The object ${node.name} is used as a whole.`);
        return this.global('undefined', at);
      default:
        this.refuse('closure', node, frame, `The function ${node.name} is used as a value.`);
        return this.global('undefined', at);
    }
  }

  private freeIdentifier(node: Identifier, frame: Frame, at: SyntaxBuilder): SyntaxExpression {
    const capture = captureNamed(node, frame);
    return (capture && this.captured(capture, node.name, node, frame)) ?? this.global(node.name, at);
  }

  /** A member of a captured object; undefined for any other, and where nothing is known of it. */
  capturedMember(node: MemberExpression, frame: Frame): SyntaxExpression | undefined {
    const capture = captureNamed(node, frame);
    return capture && this.captured(capture, (node.property as Identifier).name, node, frame);
  }

  /** The value of something captured; undefined for an object, of which only the members are values. */
  private captured(capture: Capture, name: string, node: SyntaxNode, frame: Frame): SyntaxExpression | undefined {
    const at = this.at(node, frame);
    switch (capture.kind) {
      case 'object':
        return undefined;
      case 'constant':
        return capture.value === undefined ? this.global('undefined', at) : at.literal(capture.value);
      case 'array':
        return this.refer(this.hidden[capture.hiddenIndex]!, at);
      case 'builtin':
      case 'function':
        this.refuse('closure', node, frame, `The function ${name} is used as a value.`);
        return this.global('undefined', at);
    }
  }

  closureOf(node: SyntaxNode, frame: Frame): Closure | undefined {
    if (isFunction(node)) {
      const name = node.id?.name ?? 'the function';
      const closure = { fn: node, name, text: frame.text, frame };
      const self = node.type === 'FunctionExpression' && node.id ? frame.text.names.references.get(node.id) : undefined;
      if (self !== undefined) {
        frame.bind(self, { kind: 'function', closure });
      }
      return closure;
    }
    const variable = node.type === 'Identifier' ? frame.text.names.references.get(node) : undefined;
    if (variable !== undefined) {
      const binding = frame.bindingOf(variable);
      return binding.kind === 'function' ? binding.closure : undefined;
    }
    const capture = captureNamed(node, frame);
    if (capture?.kind === 'function') {
      const text = this.texts[capture.index]!;
      const { isElementwise } = capture;
      const { name } = node.type === 'MemberExpression' ? (node.property as Identifier) : (node as Identifier);
      return { fn: text.parsed.node, name, text, frame: undefined, isElementwise };
    }
    // The name of the function itself.
    const { node: fn } = frame.text.parsed;
    return node.type === 'Identifier' &&
      fn.type === 'FunctionExpression' &&
      fn.id?.name === node.name &&
      capture === undefined
      ? { fn, name: node.name, text: frame.text, frame: undefined }
      : undefined;
  }

  functionBinding(node: SyntaxNode, frame: Frame): Binding | undefined {
    const closure = this.closureOf(node, frame);
    if (closure !== undefined) {
      return { kind: 'function', closure };
    }
    const name = builtinNamed(node, frame);
    return name === undefined ? undefined : { kind: 'builtin', name };
  }

  steadyVariable(node: SyntaxNode, frame: Frame): Variable | undefined {
    const { names } = frame.text;
    const old = node.type === 'Identifier' ? names.references.get(node) : undefined;
    if (old === undefined) {
      const capture = captureNamed(node, frame);
      return capture?.kind === 'array' ? this.hidden[capture.hiddenIndex] : undefined;
    }
    const binding = frame.bindingOf(old);
    return binding.kind === 'variable' && !names.assigned.has(old) ? binding.variable : undefined;
  }
}

function nameOfHidden({ functions }: SourceUnit, hiddenIndex: number): string {
  const nameIn = (captures: ReadonlyMap<string, Capture>): string | undefined => {
    for (const [name, capture] of captures) {
      if (capture.kind === 'array' && capture.hiddenIndex === hiddenIndex) {
        return name;
      }
      const inside = capture.kind === 'object' ? nameIn(capture.members) : undefined;
      if (inside !== undefined) {
        return inside;
      }
    }
    return undefined;
  };
  for (const { captures } of functions) {
    const name = nameIn(captures);
    if (name !== undefined) {
      return name;
    }
  }
  return `captured${hiddenIndex}`;
}
