/** Takes destructuring apart into reads of elements and properties, in the order in which JavaScript does them. */

import type { Expansion } from './expansion.js';
import type { Frame } from './frames.js';
import type { Variable } from './resolve-scopes.js';
import type {
  AssignmentExpression,
  Identifier,
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
  init: SyntaxNode | Variable,
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
  init: SyntaxNode | Variable,
  frame: Frame,
): Source | undefined {
  const named = (): Variable | undefined => ('type' in init ? expansion.steadyVariable(init, frame) : init);
  if (pattern.type === 'ArrayPattern') {
    const targets = pattern.elements;
    if (targets.some((target) => target?.type === 'RestElement')) {
      return undefined;
    }
    if ('type' in init && init.type === 'ArrayExpression') {
      return fromValues(expansion, targets, init.elements, frame);
    }
    const variable = named();
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
  if (pattern.type === 'ObjectPattern') {
    const variable = named();
    const isPlain = pattern.properties.every(
      (property) => property.type === 'Property' && !property.computed && property.key.type === 'Identifier',
    );
    if (variable === undefined || !isPlain) {
      return undefined;
    }
    return {
      before: [],
      parts: pattern.properties.flatMap((property) => {
        if (property.type !== 'Property' || property.key.type !== 'Identifier') {
          return [];
        }
        const at = expansion.at(property, frame);
        const { name } = property.key;
        return [{ ...withFallback(property.value), value: () => at.member(expansion.refer(variable, at), name) }];
      }),
    };
  }
  return undefined;
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
