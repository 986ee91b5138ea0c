/** Lowers statements. */

import type { Expression, Statement } from './ir.js';
import { block, bool, branch, breakTo, continueTo, loop, returnValue } from './ir.js';
import { strictlyEqual } from './equality.js';
import { ExpressionLowerer } from './lower-expressions.js';
import { lowerLocalArray } from './lower-local-arrays.js';
import { returnObject, returnPrimitive } from './lower-results.js';
import type { Lowering } from './lowering.js';
import { ARRAY, BOOLEAN, NUMBER, OBJECT } from './infer-types.js';
import type {
  ForStatement,
  SwitchStatement,
  SyntaxExpression,
  SyntaxStatement,
  VariableDeclaration,
} from './syntax.js';
import type { Value } from './values.js';
import { definedness, either, not, toCondition } from './values.js';

/** A statement that break or continue can name. */
interface Target {
  readonly kind: 'loop' | 'switch' | 'label';
  /** Label in the IR. */
  readonly label: string;
  /** Labels in the source. */
  readonly names: readonly string[];
  /** What continue does, where it is not the IR's continue: it leaves this block. */
  readonly continueBlock?: string;
  isBroken: boolean;
  isContinued: boolean;
}

export class StatementLowerer {
  private readonly expressions: ExpressionLowerer;
  private readonly targets: Target[] = [];

  constructor(private readonly lowering: Lowering) {
    this.expressions = new ExpressionLowerer(lowering, (statements) => this.list(statements));
  }

  /** Lowers the body of the function. */
  body(): void {
    const { body } = this.lowering.fn.node;
    if (body.type === 'BlockStatement') {
      this.list(body.body);
    } else {
      this.result(body, body);
    }
  }

  private list(statements: readonly SyntaxStatement[]): void {
    for (const statement of statements) {
      // What follows a jump never runs.
      if (!this.lowering.emitter.isTerminated) {
        this.statement(statement, []);
      }
    }
  }

  private statement(node: SyntaxStatement, names: readonly string[]): void {
    const { emitter } = this.lowering;
    switch (node.type) {
      case 'ExpressionStatement':
        if (node.directive === undefined) {
          this.expressions.effect(node.expression);
        }
        return;
      case 'BlockStatement':
        this.list(node.body);
        return;
      case 'EmptyStatement':
        return;
      case 'VariableDeclaration':
        this.declaration(node);
        return;
      case 'IfStatement':
        this.expressions.when(
          this.expressions.condition(node.test),
          node,
          () => this.statement(node.consequent, []),
          () => node.alternate && this.statement(node.alternate, []),
        );
        return;
      case 'ForStatement':
        this.forLoop(node, names);
        return;
      case 'WhileStatement':
        this.loop(node, names, { test: node.test, body: node.body });
        return;
      case 'DoWhileStatement':
        this.doWhile(node, names, node.body, node.test);
        return;
      case 'SwitchStatement':
        this.switch(node, names);
        return;
      case 'LabeledStatement':
        this.labeled(node.body, [...names, node.label.name]);
        return;
      case 'BreakStatement': {
        const target = this.target(node.label?.name, true);
        target.isBroken = true;
        emitter.emit(breakTo(target.label));
        return;
      }
      case 'ContinueStatement': {
        const target = this.target(node.label?.name, false);
        target.isContinued = true;
        emitter.emit(target.continueBlock === undefined ? continueTo(target.label) : breakTo(target.continueBlock));
        return;
      }
      case 'ReturnStatement':
        if (!node.argument) {
          emitter.emit(returnValue(undefined, this.expressions.position(node)));
        } else {
          this.result(node.argument, node);
        }
        return;
      case 'ThrowStatement':
        this.expressions.abandon('throw', node);
        return;
      default:
        throw new Error(`unchecked syntax: ${node.type}`);
    }
  }

  private declaration(node: VariableDeclaration): void {
    const { fn, types, slots } = this.lowering;
    for (const declarator of node.declarations) {
      const variable = declarator.id.type === 'Identifier' ? fn.scopes.references.get(declarator.id) : undefined;
      if (variable === undefined) {
        continue;
      }
      const array = fn.localArrays.get(variable);
      if (array !== undefined) {
        lowerLocalArray(this.expressions, array, declarator);
        continue;
      }
      if (declarator.init) {
        const value = this.expressions.value(declarator.init);
        if (slots.arrayOf(variable) !== undefined) {
          this.expressions.refuse('array-assignment', declarator.id);
        } else if (variable.origin === declarator) {
          slots.declareVariable(variable, value);
        } else {
          slots.assign(variable, value);
        }
      } else if (variable.origin === declarator && types.ofVariable(variable) !== 0) {
        slots.declareVariable(variable, fn.maybeUnassigned.has(variable) ? { kind: 'undefined' } : undefined);
      }
    }
  }

  private forLoop(node: ForStatement, names: readonly string[]): void {
    if (node.init?.type === 'VariableDeclaration') {
      this.declaration(node.init);
    } else if (node.init) {
      this.expressions.effect(node.init);
    }
    this.loop(node, names, { test: node.test ?? undefined, body: node.body, update: node.update ?? undefined });
  }

  private loop(
    node: { start: number },
    names: readonly string[],
    parts: { test: SyntaxExpression | undefined; body: SyntaxStatement; update?: SyntaxExpression | undefined },
  ): void {
    const { emitter } = this.lowering;
    const target = this.newTarget('loop', names);
    let condition: Expression = bool(true);
    const statements = emitter.collect(() => {
      if (parts.test !== undefined) {
        condition = this.expressions.condition(parts.test);
      }
      if (!emitter.isEmpty) {
        // The test has side effects, so it is a statement of the body.
        emitter.emit(branch(not(condition), [breakTo(target.label)]));
        condition = bool(true);
      }
      this.inside(target, () => this.statement(parts.body, []));
    });
    const step = emitter.collect(() => parts.update !== undefined && this.expressions.effect(parts.update));
    emitter.emit(loop(target.label, condition, statements, step, this.expressions.position(node)));
  }

  /** `continue` in a do-while runs the test, so it leaves a block around the rest of the body. */
  private doWhile(
    node: { start: number },
    names: readonly string[],
    body: SyntaxStatement,
    test: SyntaxExpression,
  ): void {
    const { emitter } = this.lowering;
    const loopTarget = this.newTarget('loop', names);
    const target = { ...loopTarget, continueBlock: emitter.freshName('next') };
    const statements = emitter.collect(() => {
      const inner = emitter.collect(() => this.inside(target, () => this.statement(body, [])));
      this.emitLabelled(target.continueBlock, target.isContinued, inner);
      if (!emitter.isTerminated) {
        const condition = this.expressions.condition(test);
        emitter.emit(branch(not(condition), [breakTo(target.label)]));
      }
    });
    emitter.emit(loop(target.label, bool(true), statements, [], this.expressions.position(node)));
  }

  private labeled(body: SyntaxStatement, names: readonly string[]): void {
    switch (body.type) {
      case 'ForStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'SwitchStatement':
      case 'LabeledStatement':
        this.statement(body, names);
        return;
      default: {
        const target = this.newTarget('label', names);
        const statements = this.lowering.emitter.collect(() => this.inside(target, () => this.statement(body, [])));
        this.emitLabelled(target.label, target.isBroken, statements);
      }
    }
  }

  /** Emits statements, in a block where something leaves it. */
  private emitLabelled(label: string, isLeft: boolean, statements: readonly Statement[]): void {
    const { emitter } = this.lowering;
    if (isLeft) {
      emitter.emit(block(label, statements));
    } else {
      statements.forEach((statement) => emitter.emit(statement));
    }
  }

  private switch(node: SwitchStatement, names: readonly string[]): void {
    const { emitter } = this.lowering;
    const tests = node.cases.flatMap((branchNode) => branchNode.test ?? []);
    const value = emitter.stabilize(this.expressions.holdValue(this.expressions.value(node.discriminant), ...tests));
    const target = this.newTarget('switch', names);
    const statements = emitter.collect(() =>
      this.inside(target, () => {
        const groups = separateCases(node);
        if (groups !== undefined) {
          this.caseChain(node, groups, value);
        } else {
          this.caseBlocks(node, value, target);
        }
      }),
    );
    this.emitLabelled(target.label, target.isBroken, statements);
  }

  /** Cases that do not run into each other: `if … else if … else`. */
  private caseChain(node: SwitchStatement, [group, ...rest]: readonly CaseGroup[], value: Value): void {
    if (group === undefined) {
      return;
    }
    if (group.tests === undefined) {
      this.list(group.body);
      return;
    }
    const tests = group.tests.map((test) => strictlyEqual(value, this.expressions.value(test)));
    this.expressions.when(
      tests.reduce(either),
      node,
      () => this.list(group.body),
      () => this.caseChain(node, rest, value),
    );
  }

  /**
   * Cases in general: one block for each case, the first innermost.  Leaving the block of a case jumps to its statements, and they
   * run on into those of the next.
   */
  private caseBlocks(node: SwitchStatement, value: Value, target: Target): void {
    const { emitter } = this.lowering;
    const labels = node.cases.map(() => emitter.freshName('case'));
    let statements = emitter.collect(() => {
      for (const [index, branchNode] of node.cases.entries()) {
        if (branchNode.test) {
          const test = strictlyEqual(value, this.expressions.value(branchNode.test));
          emitter.emit(branch(test, [breakTo(labels[index]!)], [], this.expressions.position(branchNode)));
        }
      }
      const otherwise = node.cases.findIndex((branchNode) => !branchNode.test);
      target.isBroken ||= otherwise < 0;
      emitter.emit(breakTo(otherwise < 0 ? target.label : labels[otherwise]!));
    });
    for (const [index, branchNode] of node.cases.entries()) {
      const dispatched = statements;
      statements = emitter.collect(() => {
        emitter.emit(block(labels[index]!, dispatched));
        this.list(branchNode.consequent);
      });
    }
    statements.forEach((statement) => emitter.emit(statement));
  }

  /** Returns the value of an expression; its type may differ from path to path. */
  private result(node: SyntaxExpression, origin: { start: number }): void {
    const { emitter, types, results } = this.lowering;
    const set = types.ofExpression(node);
    const isWhole = (set & (ARRAY | OBJECT)) !== 0;
    if (isWhole || ((set & NUMBER) !== 0 && (set & BOOLEAN) !== 0)) {
      if (node.type === 'StatementExpression') {
        this.list(node.body);
        this.result(node.value, origin);
        return;
      }
      if (node.type === 'ConditionalExpression') {
        this.expressions.when(
          this.expressions.condition(node.test),
          node,
          () => this.result(node.consequent, origin),
          () => this.result(node.alternate, origin),
        );
        return;
      }
      if (node.type === 'LogicalExpression' && !isWhole) {
        const left = emitter.stabilize(this.expressions.value(node.left));
        const decides = node.operator === '??' ? definedness(left) : toCondition(left);
        this.expressions.when(
          node.operator === '&&' ? not(decides) : decides,
          node,
          () => this.returned(left, origin),
          () => this.result(node.right, origin),
        );
        return;
      }
    }
    if (isWhole && results !== undefined) {
      returnObject(this.expressions, results, node, this.expressions.position(origin));
    } else {
      this.returned(this.expressions.value(node), origin);
    }
  }

  private returned(value: Value, origin: { start: number }): void {
    const { emitter, results } = this.lowering;
    const position = this.expressions.position(origin);
    if (results !== undefined) {
      returnPrimitive(this.expressions, results, value, origin);
    } else if (value.kind === 'undefined') {
      emitter.emit(returnValue(undefined, position));
    } else if (value.defined === undefined) {
      emitter.emit(returnValue(value.expression, position));
    } else {
      emitter.emit(branch(value.defined, [returnValue(value.expression, position)], [], position));
      emitter.emit(returnValue(undefined, position));
    }
  }

  private newTarget(kind: Target['kind'], names: readonly string[]): Target {
    const label = this.lowering.emitter.freshName(names.at(-1) ?? (kind === 'loop' ? 'loop' : kind));
    return { kind, label, names, isBroken: false, isContinued: false };
  }

  private inside(target: Target, lower: () => void): void {
    this.targets.push(target);
    lower();
    this.targets.pop();
  }

  private target(name: string | undefined, isBreak: boolean): Target {
    return this.targets.findLast(({ kind, names }) =>
      name !== undefined ? names.includes(name) : kind === 'loop' || (kind === 'switch' && isBreak),
    )!;
  }
}

/** Consecutive cases that share one body; without tests, the default. */
interface CaseGroup {
  readonly tests: readonly SyntaxExpression[] | undefined;
  readonly body: readonly SyntaxStatement[];
}

/** The cases of a switch when none with a body runs into the next, the default is last, and the tests are literals. */
function separateCases(node: SwitchStatement): CaseGroup[] | undefined {
  const groups: CaseGroup[] = [];
  let tests: SyntaxExpression[] = [];
  for (const [index, branchNode] of node.cases.entries()) {
    const isLast = index === node.cases.length - 1;
    const { test, consequent } = branchNode;
    if (!test ? !isLast : !isLiteral(test)) {
      return undefined;
    }
    if (test) {
      tests.push(test);
    }
    if (consequent.length > 0 || isLast) {
      const end = jumpAtEnd(consequent);
      if (end === undefined && !isLast) {
        return undefined;
      }
      const isPlainBreak = end?.type === 'BreakStatement' && !end.label && end === consequent.at(-1);
      groups.push({
        tests: !test ? undefined : tests,
        body: isPlainBreak ? consequent.slice(0, -1) : consequent,
      });
      tests = [];
    }
  }
  return groups;
}

function jumpAtEnd(statements: readonly SyntaxStatement[]): SyntaxStatement | undefined {
  const last = statements.at(-1);
  switch (last?.type) {
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'ReturnStatement':
    case 'ThrowStatement':
      return last;
    case 'BlockStatement':
      return jumpAtEnd(last.body);
    default:
      return undefined;
  }
}

function isLiteral(node: SyntaxExpression): boolean {
  return node.type === 'Literal' || (node.type === 'UnaryExpression' && node.argument.type === 'Literal');
}
