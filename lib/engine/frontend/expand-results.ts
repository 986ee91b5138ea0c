/**
 * What the function that is compiled returns.  There, and nowhere else, objects and arrays may be given away: a literal, an object that
 * has become variables, an array that the function was given or has made.  They stay literals in the core language.
 */

import type { Expansion } from './expansion.js';
import { methodThatReturnsItsArray } from './expand-calls.js';
import { recordLiteral } from './expand-records.js';
import type { Frame } from './frames.js';
import type { Property, SyntaxExpression, SyntaxNode } from './syntax.js';

/** A returned expression, expanded. */
export function expandResult(expansion: Expansion, node: SyntaxNode, frame: Frame): SyntaxExpression {
  const at = expansion.at(node, frame);
  switch (node.type) {
    case 'Identifier':
      return recordLiteral(expansion, node, frame) ?? expansion.expression(node, frame);
    case 'ConditionalExpression': {
      const test = expansion.expression(node.test, frame);
      const consequent = expandResult(expansion, node.consequent, frame);
      const alternate = expandResult(expansion, node.alternate, frame);
      return expansion.placed({ ...node, test, consequent, alternate } as SyntaxExpression, node, frame);
    }
    case 'SequenceExpression': {
      const effects = node.expressions.slice(0, -1).flatMap((part) => expansion.effect(part, frame) ?? []);
      return at.sequence([...effects, expandResult(expansion, node.expressions.at(-1)!, frame)]);
    }
    case 'ArrayExpression': {
      const elements = node.elements.map((element) => element && expandItem(expansion, element, frame));
      return expansion.placed({ ...node, elements } as SyntaxExpression, node, frame);
    }
    case 'ObjectExpression': {
      const properties = node.properties.map((property) =>
        property.type !== 'Property' || property.computed || property.kind !== 'init' || property.method
          ? expansion.copy(property, frame)
          : expansion.placed(
              // The name of a field is no variable, even where it is written only once.
              {
                ...property,
                shorthand: false,
                key: { ...property.key },
                value: expandResult(expansion, property.value, frame) as Property['value'],
              },
              property,
              frame,
            ),
      );
      return expansion.placed({ ...node, properties }, node, frame);
    }
    case 'CallExpression': {
      const array = methodThatReturnsItsArray(expansion, node, frame);
      if (array === undefined) {
        return expansion.expression(node, frame);
      }
      const effect = expansion.effect(node, frame)!;
      return at.statements([at.effect(effect)], expansion.expression(array, frame));
    }
    default:
      return expansion.expression(node, frame);
  }
}

function expandItem(expansion: Expansion, node: SyntaxNode, frame: Frame): SyntaxNode {
  return node.type === 'SpreadElement' ? expansion.copy(node, frame) : expandResult(expansion, node, frame);
}
