/** Functions inside a function that a loop may take along: what they are cannot change, and nothing ties them to where they stand. */

import type { Names, Variable } from '../frontend/resolve-scopes.js';
import type { FunctionSyntax, SyntaxNode } from '../frontend/syntax.js';
import { forEachChild } from '../frontend/syntax.js';
import { isTied } from './find-loops.js';

/** A function that is known by a name. */
export interface LocalHelper {
  readonly name: string;
  readonly node: FunctionSyntax;
}

/** The helpers of a function, by the variables that hold them. */
export function findLocalHelpers(root: FunctionSyntax, names: Names): ReadonlyMap<Variable, LocalHelper> {
  const found = new Map<Variable, LocalHelper>();
  const ambiguous = new Set<Variable>();
  const note = (variable: Variable | undefined, node: FunctionSyntax): void => {
    if (variable === undefined) return;
    if (found.has(variable)) ambiguous.add(variable);
    found.set(variable, { name: variable.name, node });
  };
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'FunctionDeclaration' && node.id !== null) {
      note(names.references.get(node.id), node);
    } else if (node.type === 'VariableDeclaration' && node.kind === 'const') {
      for (const { id, init } of node.declarations) {
        const isFunction =
          init?.type === 'ArrowFunctionExpression' || (init?.type === 'FunctionExpression' && !init.id);
        if (isFunction && id.type === 'Identifier') note(names.references.get(id), init);
      }
    }
    forEachChild(node, visit);
  };
  visit(root.body);
  for (const [variable, { node }] of found) {
    const isSteady = !ambiguous.has(variable) && !names.assigned.has(variable);
    if (!isSteady || node.async || node.generator || isTied(node)) found.delete(variable);
  }
  return found;
}
