/** Refuses uses of variables that would throw: before the declaration, and assignments to constants. */

import { isDeclarationOf } from './collect-writes.js';
import type { Place, RefusalList } from './refusals.js';
import type { Scopes, Variable } from './resolve-scopes.js';
import type { SyntaxNode } from './syntax.js';

/**
 * @param cases - the case of a switch that declares a variable: a jump to a later one skips the declaration
 */
export function checkUses(
  { references, writes }: Scopes,
  cases: ReadonlyMap<Variable, SyntaxNode>,
  position: (node: { start: number }) => Place,
  refusals: RefusalList,
): void {
  for (const [identifier, variable] of references) {
    const { origin, kind } = variable;
    if (origin?.type !== 'VariableDeclarator' || kind === 'var' || isDeclarationOf(identifier, variable)) {
      continue;
    }
    const end = cases.get(variable)?.end ?? Infinity;
    if (identifier.start < origin.end || identifier.start >= end) {
      refusals.add('temporal-dead-zone', position(identifier), `${variable.name} is used before its declaration.`);
    }
  }
  for (const { node, target, isElement } of writes) {
    if (references.get(target)?.kind === 'const' && !isElement && node.type !== 'VariableDeclarator') {
      refusals.add('const-assignment', position(target), `The constant ${target.name} is assigned.`);
    }
  }
}
