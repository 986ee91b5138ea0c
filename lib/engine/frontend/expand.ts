/**
 * Writes everything that reduces to simpler JavaScript in place: calls of known functions, for-of loops, destructuring, default values
 * and methods of typed arrays.  What comes out is a tree of the core language, with what its identifiers mean; constructs that do not
 * reduce stay as they are, for the checker to refuse.
 */

import { mapChildren } from './build-syntax.js';
import type { SourceUnit } from './captures.js';
import type { Expansion } from './expansion.js';
import { expandArguments } from './expand-parameters.js';
import { expandCall } from './expand-calls.js';
import { expandDeclaration, hoistFunctions } from './expand-declarations.js';
import { expandForOf } from './expand-loops.js';
import { expandPatternAssignment } from './expand-patterns.js';
import { expandField } from './expand-records.js';
import { expandResult } from './expand-results.js';
import { expandTypeTest } from './expand-type-tests.js';
import type { Closure, SourceText } from './frames.js';
import { Frame } from './frames.js';
import { inlineFunction } from './inline-function.js';
import { NameReader } from './name-reader.js';
import type { RefusalList } from './refusals.js';
import type { Variable } from './resolve-scopes.js';
import type {
  CallExpression,
  FunctionNode,
  Identifier,
  SyntaxExpression,
  SyntaxNode,
  SyntaxStatement,
} from './syntax.js';
import { isOpaque, isVariableName } from './syntax.js';

/** A function in the core language. */
export interface ExpandedFunction {
  readonly node: FunctionNode;
  /** One for each parameter, then one for each hidden argument. */
  readonly parameters: readonly Variable[];
  readonly references: Map<Identifier, Variable>;
  readonly free: Set<Identifier>;
  /** Arrays with a method that is taken for the engine's own. */
  readonly methodArrays: ReadonlySet<Variable>;
  /** Arrays with a method that is taken for that of typed arrays, which converts what it writes. */
  readonly filledArrays: ReadonlySet<Variable>;
  /** Whether an array literal is taken apart, for which its iterator is taken for the engine's own. */
  readonly iteratesLiterals: boolean;
  /** The statement at whose end the value of a variable is gone although its name is not: the case of a switch that declares it. */
  readonly cases: ReadonlyMap<Variable, SyntaxNode>;
  /** What was inlined at the places in question, for messages. */
  readonly notes: ReadonlyMap<SyntaxNode, string>;
}

/** Expands the first function of a unit. */
export function expandFunction(
  unit: SourceUnit,
  texts: readonly SourceText[],
  refusals: RefusalList,
): ExpandedFunction {
  return new Expander(unit, texts, refusals).run();
}

class Expander extends NameReader implements Expansion {
  private readonly cases = new Map<Variable, SyntaxNode>();

  run(): ExpandedFunction {
    const { node } = this.main.parsed;
    const frame = new Frame(node, this.main, undefined, undefined);
    const parameters: Variable[] = [];
    const { params, prelude } = expandArguments(this, node, frame, parameters);
    const body =
      node.body.type === 'BlockStatement'
        ? { ...node.body, body: [...prelude, ...this.statements(node.body.body, frame, false)] }
        : prelude.length === 0
          ? expandResult(this, node.body, frame)
          : this.at(node.body, frame).block([
              ...prelude,
              {
                type: 'ReturnStatement',
                start: node.body.start,
                end: node.body.end,
                argument: expandResult(this, node.body, frame),
              } as SyntaxStatement,
            ]);
    return {
      node: { ...node, params, body } as FunctionNode,
      parameters: [...parameters, ...this.hidden],
      references: this.references,
      free: this.free,
      methodArrays: this.methodArrays,
      filledArrays: this.filledArrays,
      iteratesLiterals: this.iteratesLiterals,
      cases: this.cases,
      notes: this.notes,
    };
  }

  // Statements

  statements(list: readonly SyntaxStatement[], frame: Frame, isTail: boolean): SyntaxStatement[] {
    hoistFunctions(list, frame);
    return this.rest(list, frame, isTail);
  }

  private rest(list: readonly SyntaxStatement[], frame: Frame, isTail: boolean): SyntaxStatement[] {
    const result: SyntaxStatement[] = [];
    for (const [index, statement] of list.entries()) {
      const isLast = index === list.length - 1;
      if (frame.exit !== undefined && isTail && !isLast && returnsEarly(statement)) {
        // What follows becomes the other branch, so that nothing has to jump.
        const at = this.at(statement, frame);
        const test = this.expression(statement.test, frame);
        const then = this.statement(statement.consequent, frame, true);
        result.push(at.when(test, then, at.block(this.rest(list.slice(index + 1), frame, true))));
        return result;
      }
      result.push(...this.expandStatement(statement, frame, isTail && isLast));
      if (statement.type === 'ReturnStatement' && frame.exit !== undefined) {
        return result;
      }
    }
    return result;
  }

  statement(node: SyntaxStatement, frame: Frame, isTail: boolean): SyntaxStatement {
    const statements = this.expandStatement(node, frame, isTail);
    return statements.length === 1 ? statements[0]! : this.at(node, frame).block(statements);
  }

  private expandStatement(node: SyntaxStatement, frame: Frame, isTail: boolean): SyntaxStatement[] {
    switch (node.type) {
      case 'ExpressionStatement': {
        if (node.directive !== undefined) {
          return [];
        }
        const expression = this.effect(node.expression, frame);
        return expression === undefined ? [] : [this.placed({ ...node, expression } as SyntaxStatement, node, frame)];
      }
      case 'BlockStatement':
        return [this.placed({ ...node, body: this.statements(node.body, frame, isTail) }, node, frame)];
      case 'VariableDeclaration':
        return expandDeclaration(this, node, frame, false);
      case 'FunctionDeclaration':
        return [];
      case 'ReturnStatement':
        return this.returned(node.argument ?? undefined, node, frame, isTail);
      case 'IfStatement':
        return [
          this.placed(
            {
              ...node,
              test: this.expression(node.test, frame),
              consequent: this.statement(node.consequent, frame, isTail),
              alternate: node.alternate ? this.statement(node.alternate, frame, isTail) : null,
            } as SyntaxStatement,
            node,
            frame,
          ),
        ];
      case 'ForStatement':
        return [this.forLoop(node, frame)];
      case 'ForOfStatement':
        return [expandForOf(this, node, frame) ?? this.copy(node, frame)];
      case 'SwitchStatement':
        return [this.switch(node, frame)];
      case 'ThrowStatement':
        // What is thrown is made by the function itself, which runs in the kernel's place.
        return [this.placed({ ...node, argument: null } as unknown as SyntaxStatement, node, frame)];
      default:
        return [this.copy(node, frame)];
    }
  }

  private forLoop(node: SyntaxStatement & { type: 'ForStatement' }, frame: Frame): SyntaxStatement {
    const at = this.at(node, frame);
    let init: SyntaxNode | null = null;
    if (node.init?.type === 'VariableDeclaration') {
      const [first, ...more] = expandDeclaration(this, node.init, frame, false);
      if (
        more.length > 0 ||
        (first !== undefined && first.type !== 'VariableDeclaration' && first.type !== 'ExpressionStatement')
      ) {
        this.refuse('destructuring', node.init, frame);
      }
      init = first?.type === 'ExpressionStatement' ? first.expression : (first ?? null);
    } else if (node.init) {
      init = this.effect(node.init, frame) ?? null;
    }
    return this.placed(
      {
        type: 'ForStatement',
        start: at.start,
        end: at.start,
        init,
        test: node.test ? this.expression(node.test, frame) : null,
        update: (node.update && this.effect(node.update, frame)) ?? null,
        body: this.statement(node.body, frame, false),
      } as SyntaxStatement,
      node,
      frame,
    );
  }

  private switch(node: SyntaxStatement & { type: 'SwitchStatement' }, frame: Frame): SyntaxStatement {
    const discriminant = this.expression(node.discriminant, frame);
    const cases = node.cases.map((branch) => {
      const test = branch.test ? this.expression(branch.test, frame) : null;
      const before = new Set(this.declared);
      const consequent = branch.consequent.flatMap((statement) =>
        statement.type === 'VariableDeclaration'
          ? expandDeclaration(this, statement, frame, true)
          : this.expandStatement(statement, frame, false),
      );
      const result = this.placed({ ...branch, test, consequent } as SyntaxNode, branch, frame);
      for (const variable of this.declared) {
        if (!before.has(variable)) {
          this.cases.set(variable, result);
        }
      }
      return result;
    });
    return this.placed({ ...node, discriminant, cases } as SyntaxStatement, node, frame);
  }

  /** In an inlined function, the value goes to the result, and the rest is left by a jump where there is any. */
  private returned(
    argument: SyntaxNode | undefined,
    node: SyntaxNode,
    frame: Frame,
    isTail: boolean,
  ): SyntaxStatement[] {
    const { exit } = frame;
    const at = this.at(node, frame);
    if (exit === undefined) {
      const value = argument === undefined ? null : expandResult(this, argument, frame);
      return [this.placed({ ...node, argument: value } as SyntaxStatement, node, frame)];
    }
    const statements: SyntaxStatement[] = [];
    if (exit.result !== undefined) {
      const value = argument === undefined ? this.global('undefined', at) : this.expression(argument, frame);
      statements.push(at.effect(at.assign(this.refer(exit.result, at), value)));
    } else if (argument !== undefined) {
      const effect = this.effect(argument as SyntaxExpression, frame);
      statements.push(...(effect === undefined ? [] : [at.effect(effect)]));
    }
    if (!isTail) {
      exit.isLeft = true;
      statements.push(at.leave(exit.label));
    }
    return statements;
  }

  // Expressions

  expression(node: SyntaxNode, frame: Frame): SyntaxExpression {
    switch (node.type) {
      case 'Identifier':
        return this.identifier(node, frame);
      case 'CallExpression':
        return this.call(node, frame, true);
      case 'MemberExpression':
        return expandField(this, node, frame) ?? this.capturedMember(node, frame) ?? this.copy(node, frame);
      case 'BinaryExpression':
        return expandTypeTest(this, node, frame) ?? this.copy(node, frame);
      case 'SequenceExpression': {
        const effects = node.expressions.slice(0, -1).flatMap((part) => this.effect(part, frame) ?? []);
        return this.at(node, frame).sequence([...effects, this.expression(node.expressions.at(-1)!, frame)]);
      }
      default:
        return this.copy(node as SyntaxExpression, frame);
    }
  }

  effect(node: SyntaxExpression, frame: Frame): SyntaxExpression | undefined {
    switch (node.type) {
      case 'CallExpression':
        return this.call(node, frame, false);
      case 'SequenceExpression': {
        const parts = node.expressions.flatMap((part) => this.effect(part, frame) ?? []);
        return parts.length === 0 ? undefined : this.at(node, frame).sequence(parts);
      }
      case 'AssignmentExpression': {
        const isPattern = node.left.type === 'ArrayPattern' || node.left.type === 'ObjectPattern';
        return (isPattern ? expandPatternAssignment(this, node, frame) : undefined) ?? this.expression(node, frame);
      }
      default:
        return this.expression(node, frame);
    }
  }

  private call(node: CallExpression, frame: Frame, isUsed: boolean): SyntaxExpression {
    return expandCall(this, node, frame, isUsed) ?? this.copy(node, frame);
  }

  inline(
    call: CallExpression,
    callee: Closure,
    args: readonly SyntaxNode[],
    frame: Frame,
    isUsed: boolean,
  ): SyntaxExpression {
    return (
      inlineFunction(this, { call, callee, args, frame, isUsed }) ?? this.global('undefined', this.at(call, frame))
    );
  }

  copy<Node extends SyntaxNode>(node: Node, frame: Frame): Node {
    if (isOpaque(node)) {
      return this.placed({ ...node }, node, frame);
    }
    const copy = mapChildren(node, (child) => this.child(child, node, frame));
    return this.placed(copy, node, frame);
  }

  private child(child: SyntaxNode, parent: SyntaxNode, frame: Frame): SyntaxNode {
    if (child.type === 'Identifier' && !isVariableName(child, parent)) {
      return this.placed({ ...child }, child, frame);
    }
    return child.type.endsWith('Statement') || child.type === 'VariableDeclaration'
      ? this.statement(child as SyntaxStatement, frame, false)
      : this.expression(child, frame);
  }
}

/** `if (…) return …;` with nothing else. */
function returnsEarly(node: SyntaxStatement): node is SyntaxStatement & { type: 'IfStatement' } {
  return node.type === 'IfStatement' && !node.alternate && endsInReturn(node.consequent);
}

function endsInReturn(node: SyntaxStatement): boolean {
  const last = node.type === 'BlockStatement' ? node.body.at(-1) : node;
  return last?.type === 'ReturnStatement';
}
