/**
 * Objects that stay in the function: `const p = { x: 1, y: 2 }`.  Each field becomes a variable, the object itself is nothing; so it may
 * be handed to inlined functions, returned by them and taken apart, but not be used as a whole.
 */

import type { SyntaxBuilder } from './build-syntax.js';
import type { Expansion } from './expansion.js';
import type { Binding, Frame, RecordBinding } from './frames.js';
import type { Variable } from './resolve-scopes.js';
import type { MemberExpression, SyntaxExpression, SyntaxNode, VariableDeclarator } from './syntax.js';

/** An object that has become variables, and where these are declared. */
export interface MadeRecord {
  readonly declarators: VariableDeclarator[];
  readonly binding: RecordBinding;
}

/**
 * Makes a record of an expression that is expanded already.
 *
 * @returns undefined where it is no object literal with plain fields
 */
export function makeRecord(
  expansion: Expansion,
  name: string,
  value: SyntaxExpression,
  at: SyntaxBuilder,
): MadeRecord | undefined {
  const literal = value.type === 'StatementExpression' ? value.value : value;
  const entries = literal.type === 'ObjectExpression' ? literal.properties.map(readField) : [undefined];
  const names = new Set(entries.map((entry) => entry?.name));
  if (entries.length === 0 || names.has(undefined) || names.size < entries.length) {
    return undefined;
  }
  const fields = new Map<string, Variable>();
  const declarators = entries.flatMap((entry, index) => {
    if (entry === undefined) {
      return [];
    }
    // The statements in front of the object run before its first field.
    const isFirst = index === 0 && value.type === 'StatementExpression';
    const init = isFirst ? at.statements(value.body, entry.value) : entry.value;
    const { declarator, variable } = expansion.variable(`${name}$${entry.name}`, init, at);
    fields.set(entry.name, variable);
    return [declarator];
  });
  return { declarators, binding: { kind: 'record', fields } };
}

function readField(property: SyntaxNode): { name: string; value: SyntaxExpression } | undefined {
  if (property.type !== 'Property' || property.kind !== 'init' || property.method || property.computed) {
    return undefined;
  }
  const { key, value } = property;
  const name = key.type === 'Identifier' ? key.name : undefined;
  return name === undefined || name === '__proto__' ? undefined : { name, value: value as SyntaxExpression };
}

/** The record that an expression names. */
export function recordNamed(node: SyntaxNode, frame: Frame): RecordBinding | undefined {
  const variable = node.type === 'Identifier' ? frame.text.names.references.get(node) : undefined;
  const binding: Binding | undefined = variable && frame.bindingOf(variable);
  return binding?.kind === 'record' ? binding : undefined;
}

/** An object that has become variables, as the literal that makes it; undefined where the expression names none. */
export function recordLiteral(expansion: Expansion, node: SyntaxNode, frame: Frame): SyntaxExpression | undefined {
  const record = recordNamed(node, frame);
  const at = expansion.at(node, frame);
  return record && at.record([...record.fields].map(([name, field]) => [name, expansion.refer(field, at)]));
}

/** `p.x` as the variable that the field is; undefined for any other member. */
export function expandField(expansion: Expansion, node: MemberExpression, frame: Frame): SyntaxExpression | undefined {
  const record = recordNamed(node.object, frame);
  if (record === undefined) {
    return undefined;
  }
  const at = expansion.at(node, frame);
  const field =
    node.property.type === 'Identifier' && !node.computed ? record.fields.get(node.property.name) : undefined;
  if (field === undefined) {
    expansion.refuse('property-access', node, frame, 'The object has no such field from its start.');
    return expansion.global('undefined', at);
  }
  return expansion.refer(field, at);
}
