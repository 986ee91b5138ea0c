/**
 * Prints a kernel in the text form of docs/ir.md.  The text is what the compiler reads, and it is hashed for the artifact key,
 * so one kernel always gives one text: doubles in their shortest exact decimal form, one statement a line, two spaces a level.
 */

import type { Expression, Kernel, Parameter, Position, Statement } from './ir.js';

/** Prints a kernel; {@link readKernel} of the text gives the same kernel again. */
export function printKernel(kernel: Kernel): string {
  const lines = [`(kernel ${quote(kernel.name)}`];
  lines.push(`  (params${kernel.parameters.map((parameter) => ' ' + printParameter(parameter)).join('')})`);
  lines.push(`  (alias ${kernel.mayAlias ? 'may' : 'none'})`);
  lines.push('  (body');
  printStatements(kernel.body, '    ', lines);
  return close(close(lines)).join('\n') + '\n';
}

/** Prints one expression on one line. */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'constant':
      return expression.type === 'bool'
        ? String(expression.value)
        : `(${expression.type} ${expression.type === 'f64' ? printDouble(expression.value) : String(expression.value)})`;
    case 'variable':
      return '$' + expression.name;
    case 'op':
      return form(expression.op, expression.position, ...expression.operands.map(printExpression));
    case 'select':
      return form(
        'select',
        expression.position,
        printExpression(expression.condition),
        printExpression(expression.whenTrue),
        printExpression(expression.whenFalse),
      );
    case 'load':
    case 'load.inbounds':
    case 'load.or_zero':
      return form(expression.kind, expression.position, '$' + expression.array, printExpression(expression.index));
    case 'length':
      return `(length $${expression.array})`;
    case 'inbounds':
      return `(inbounds $${expression.array} ${printExpression(expression.index)})`;
  }
}

function printStatements(statements: readonly Statement[], indent: string, lines: string[]): void {
  for (const statement of statements) {
    printStatement(statement, indent, lines);
  }
}

function printStatement(statement: Statement, indent: string, lines: string[]): void {
  const push = (line: string) => lines.push(indent + line);
  const { position } = statement;
  switch (statement.kind) {
    case 'let':
      push(form('let', position, '$' + statement.name, statement.type, printOptional(statement.value)));
      break;
    case 'set':
      push(form('set', position, '$' + statement.name, printExpression(statement.value)));
      break;
    case 'store':
      push(
        form(
          statement.inbounds ? 'store.inbounds' : 'store',
          position,
          '$' + statement.array,
          printExpression(statement.index),
          printExpression(statement.value),
        ),
      );
      break;
    case 'if':
      push(open('if', position, printExpression(statement.condition)));
      printSection('then', statement.then, indent, lines);
      if (statement.otherwise.length > 0) {
        printSection('else', statement.otherwise, indent, lines);
      }
      close(lines);
      break;
    case 'loop':
      push(
        open(
          'loop',
          position,
          '$' + statement.label,
          statement.cold ? 'cold' : '',
          statement.parallel ? 'parallel' : '',
        ),
      );
      lines.push(`${indent}  (while ${printExpression(statement.condition)})`);
      printSection('body', statement.body, indent, lines);
      printSection('step', statement.step, indent, lines);
      close(lines);
      break;
    case 'block':
      push(open('block', position, '$' + statement.label));
      printStatements(statement.body, indent + '  ', lines);
      close(lines);
      break;
    case 'break':
    case 'continue':
      push(`(${statement.kind} $${statement.label})`);
      break;
    case 'return':
      push(form('return', position, printOptional(statement.value)));
      break;
    case 'abandon':
      push(form('abandon', position));
      break;
  }
}

function printSection(name: string, statements: readonly Statement[], indent: string, lines: string[]): void {
  lines.push(`${indent}  (${name}`);
  printStatements(statements, indent + '    ', lines);
  close(lines);
}

/** Puts the closing parenthesis on the last line. */
function close(lines: string[]): string[] {
  lines.push(`${lines.pop() ?? ''})`);
  return lines;
}

function form(head: string, position: Position | undefined, ...parts: readonly string[]): string {
  return open(head, position, ...parts) + ')';
}

function open(head: string, position: Position | undefined, ...parts: readonly string[]): string {
  const place = position === undefined ? '' : `@${position.line}:${position.column}`;
  return '(' + [head, place, ...parts].filter((part) => part !== '').join(' ');
}

function printOptional(expression: Expression | undefined): string {
  return expression === undefined ? '' : printExpression(expression);
}

function printParameter(parameter: Parameter): string {
  if (parameter.kind === 'array' && parameter.scratch !== undefined) {
    if (parameter.isResult === true) {
      return `(result $${parameter.name} ${parameter.scratch})`;
    }
    return `(scratch $${parameter.name} ${parameter.element} ${parameter.scratch})`;
  }
  return parameter.kind === 'array'
    ? `(array $${parameter.name} ${parameter.element} ${parameter.written ? 'write' : 'read'})`
    : `(${parameter.type} $${parameter.name})`;
}

/** The shortest decimal that reads back as the same double. */
function printDouble(value: number): string {
  if (Number.isNaN(value)) {
    return 'nan';
  }
  if (!Number.isFinite(value)) {
    return value > 0 ? 'inf' : '-inf';
  }
  return Object.is(value, -0) ? '-0' : String(value);
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
