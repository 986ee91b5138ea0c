/** Takes destructuring apart into reads of elements and properties, in the order in which JavaScript does them. */

import type { Expansion } from './expansion.js';
import { makeRecord, recordNamed } from './expand-records.js';
import type { Frame, RecordBinding } from './frames.js';
import type { Variable } from './resolve-scopes.js';
import type {
  AssignmentExpression,
  Identifier,
  ObjectPattern,
  Pattern,
  SyntaxExpression,
  SyntaxNode,
  VariableDeclarator,
} from './syntax.js';

/**
 * Declares the names of a pattern.
 *
 * @param declare - makes the declarator of one name
 * @returns undefined where the pattern is none that reduces to reads
 */
export function expandPattern(
  expansion: Expansion,
  pattern: Pattern,
  init: SyntaxNode | Variable | RecordBinding,
  frame: Frame,
  declare: (target: Identifier, value: SyntaxExpression) => VariableDeclarator[],
): VariableDeclarator[] | undefined {
  const source = takeApart(expansion, pattern, init, frame);
  if (source === undefined) {
    return undefined;
  }
  const declarators = [...source.before];
  for (const { target, fallback, value } of source.parts) {
    const read =
      fallback === undefined
        ? value()
        : expansion.at(target, frame).unlessUndefined(value(), expansion.expression(fallback, frame));
    if (target.type === 'Identifier') {
      declarators.push(...declare(target, read));
      continue;
    }
    return undefined;
  }
  return declarators;
}

/** `[a[i], a[j]] = [a[j], a[i]]`: the values first, then each target; undefined where it is no such assignment. */
export function expandPatternAssignment(
  expansion: Expansion,
  node: AssignmentExpression,
  frame: Frame,
): SyntaxExpression | undefined {
  const source = takeApart(expansion, node.left, node.right, frame);
  if (source === undefined) {
    return undefined;
  }
  const at = expansion.at(node, frame);
  const assignments = source.parts.map(({ target, fallback, value }) => {
    const place = expansion.expression(target, frame);
    const read = fallback === undefined ? value() : at.unlessUndefined(value(), expansion.expression(fallback, frame));
    return at.effect(at.assign(place, read));
  });
  const before = source.before.map((declarator) => at.declaration('const', [declarator]));
  return at.statements([...before, ...assignments], expansion.global('undefined', at));
}

interface Source {
  /** Declarations of the values that have to be evaluated first. */
  readonly before: readonly VariableDeclarator[];
  readonly parts: readonly {
    readonly target: Pattern;
    readonly fallback: SyntaxExpression | undefined;
    readonly value: () => SyntaxExpression;
  }[];
}

function takeApart(
  expansion: Expansion,
  pattern: Pattern,
  init: SyntaxNode | Variable | RecordBinding,
  frame: Frame,
): Source | undefined {
  const isNode = 'type' in init;
  const named = (): Variable | undefined =>
    isNode ? expansion.steadyVariable(init, frame) : init.kind === 'record' ? undefined : init;
  if (pattern.type === 'ArrayPattern') {
    const targets = pattern.elements;
    if (targets.some((target) => target?.type === 'RestElement')) {
      return undefined;
    }
    if (isNode && init.type === 'ArrayExpression') {
      return fromValues(expansion, targets, init.elements, frame);
    }
    if (isNode && init.type === 'CallExpression' && expansion.closureOf(init.callee, frame) !== undefined) {
      // An array that an inlined function returns.
      const at = expansion.at(init, frame);
      const parts = expansion.constant('parts', expansion.expression(init, frame), at);
      const source = takeApart(expansion, pattern, parts.variable, frame);
      return source && { before: [parts.declarator, ...source.before], parts: source.parts };
    }
    const variable = named();
    if (variable !== undefined) {
      expansion.relyOnMethods(variable);
    }
    return (
      variable && {
        before: [],
        parts: targets.flatMap((target, index) => {
          const at = target && expansion.at(target, frame);
          return !at
            ? []
            : [{ ...withFallback(target), value: () => at.element(expansion.refer(variable, at), at.literal(index)) }];
        }),
      }
    );
  }
  return pattern.type === 'ObjectPattern' ? fromObject(expansion, pattern, init, frame) : undefined;
}

/** `{ x, y: z = 1 }` of an object that is variables, or of an array, for its length. */
function fromObject(
  expansion: Expansion,
  pattern: ObjectPattern,
  init: SyntaxNode | Variable | RecordBinding,
  frame: Frame,
): Source | undefined {
  const { record, before, array } = objectOf(expansion, pattern, init, frame);
  const parts = pattern.properties.map((property) => {
    if (property.type !== 'Property' || property.computed || property.key.type !== 'Identifier') {
      return undefined;
    }
    const at = expansion.at(property, frame);
    const { name } = property.key;
    const field = record?.fields.get(name);
    const read = (): SyntaxExpression | undefined =>
      field !== undefined ? expansion.refer(field, at) : array && at.member(expansion.refer(array, at), name);
    const value = read();
    return value && { ...withFallback(property.value), value: () => value };
  });
  const known = parts.flatMap((part) => part ?? []);
  return known.length === parts.length ? { before, parts: known } : undefined;
}

function objectOf(
  expansion: Expansion,
  pattern: ObjectPattern,
  init: SyntaxNode | Variable | RecordBinding,
  frame: Frame,
): { record?: RecordBinding | undefined; before: VariableDeclarator[]; array?: Variable | undefined } {
  if (!('type' in init)) {
    return init.kind === 'record' ? { record: init, before: [] } : { array: init, before: [] };
  }
  const named = recordNamed(init, frame);
  if (named !== undefined || init.type === 'Identifier') {
    return { record: named, before: [], array: expansion.steadyVariable(init, frame) };
  }
  const isMade =
    init.type === 'ObjectExpression' ||
    (init.type === 'CallExpression' && expansion.closureOf(init.callee, frame) !== undefined);
  const at = expansion.at(pattern, frame);
  const made = isMade ? makeRecord(expansion, 'object', expansion.expression(init, frame), at) : undefined;
  return { record: made?.binding, before: made?.declarators ?? [] };
}

/** An array literal that is taken apart at once: its elements are evaluated in order, before anything is written. */
function fromValues(
  expansion: Expansion,
  targets: readonly (Pattern | null)[],
  elements: readonly (SyntaxNode | null)[],
  frame: Frame,
): Source | undefined {
  if (elements.some((element) => element === null || element.type === 'SpreadElement')) {
    return undefined;
  }
  expansion.relyOnArrayIterator();
  const values = elements.map((element) => {
    const at = expansion.at(element!, frame);
    return expansion.constant('part', expansion.expression(element!, frame), at);
  });
  return {
    before: values.map(({ declarator }) => declarator),
    parts: targets.flatMap((target, index) => {
      if (target === null) {
        return [];
      }
      const value = values[index];
      const at = expansion.at(target, frame);
      return [{ ...withFallback(target), value: () => value?.read() ?? expansion.global('undefined', at) }];
    }),
  };
}

function withFallback(target: Pattern): { target: Pattern; fallback: SyntaxExpression | undefined } {
  return target.type === 'AssignmentPattern'
    ? { target: target.left, fallback: target.right }
    : { target, fallback: undefined };
}
