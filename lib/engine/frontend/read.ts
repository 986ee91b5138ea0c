/**
 * Reads the text form of docs/ir.md.  The reader resolves names and builds trees; whether the kernel is well typed is the
 * verifier's business.  Errors carry the line and column of the text.
 */

import type { Constant, ElementKind, Expression, Kernel, Parameter, Position, Statement, Type } from './ir.js';
import { ELEMENT_KINDS, elementValueType, LIMITS, makeResultArray } from './ir.js';
import type { OpName } from './ops.js';
import { OPERATIONS } from './ops.js';

/** The text is not IR. */
export class IrSyntaxError extends Error {
  override readonly name = 'IrSyntaxError';

  constructor(
    message: string,
    /** 1-based line in the IR text. */
    readonly line: number,
    /** 0-based column in the IR text. */
    readonly column: number,
  ) {
    super(`${line}:${column}: ${message}`);
  }
}

/**
 * Reads a kernel.  The text does not say which JavaScript parameter an IR parameter comes from: they are numbered in order.
 *
 * @throws {@link IrSyntaxError} where the text is malformed.
 */
export function readKernel(text: string): Kernel {
  if (Buffer.byteLength(text) > LIMITS.textBytes) {
    throw new IrSyntaxError(`the text is longer than ${LIMITS.textBytes} bytes`, 1, 0);
  }
  return new Reader(text).readKernel();
}

const TYPES: readonly string[] = ['bool', 'i32', 'i64', 'f64'] satisfies Type[];
const INTEGER = /^-?\d+$/;
const DECIMAL = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const NAME = /^\$[A-Za-z0-9_.$]+$/;
const POSITION = /^@(\d+):(\d+)$/;

type TokenKind = 'open' | 'close' | 'atom' | 'string' | 'end';

interface Token {
  kind: TokenKind;
  /** For a string, its value; otherwise the characters of the text. */
  text: string;
  offset: number;
}

class Reader {
  private offset = 0;
  private token: Token;
  private depth = 0;
  private readonly arrays = new Map<string, ElementKind>();
  private readonly variables = new Map<string, Type>();
  private readonly lengthsUsed = new Set<string>();

  constructor(private readonly text: string) {
    this.token = this.scan();
  }

  readKernel(): Kernel {
    this.open('kernel');
    const name = this.take('string', 'the name of the kernel').text;
    const parameters: Parameter[] = [];
    this.open('params');
    while (this.token.kind === 'open') {
      parameters.push(this.readParameter(parameters.length));
    }
    this.close();
    this.open('alias');
    const mayAlias = this.oneOf(['none', 'may']) === 'may';
    this.close();
    const body = this.readSection('body');
    this.close();
    this.take('end', 'the end of the text');
    return {
      name,
      parameters: parameters.map((parameter) =>
        parameter.kind === 'array' ? { ...parameter, usesLength: this.lengthsUsed.has(parameter.name) } : parameter,
      ),
      mayAlias,
      body,
    };
  }

  private readParameter(sourceIndex: number): Parameter {
    this.take('open', 'a parameter');
    const kind = this.oneOf(['array', 'scratch', 'result', 'i32', 'f64', 'bool']);
    const name = this.readName();
    let parameter: Parameter;
    if (kind === 'array') {
      const element = this.oneOf(ELEMENT_KINDS);
      const written = this.oneOf(['read', 'write']) === 'write';
      parameter = { kind, name, element, written, usesLength: false, sourceIndex };
      this.arrays.set(name, element);
    } else if (kind === 'scratch') {
      const element = this.oneOf(ELEMENT_KINDS);
      const scratch = this.readCount();
      parameter = { kind: 'array', name, element, written: true, usesLength: false, sourceIndex: -1, scratch };
      this.arrays.set(name, element);
    } else if (kind === 'result') {
      parameter = makeResultArray(name, this.readCount());
      this.arrays.set(name, parameter.element);
    } else {
      parameter = { kind: 'scalar', name, type: kind, sourceIndex };
      this.variables.set(name, kind);
    }
    this.close();
    return parameter;
  }

  private readCount(): number {
    const token = this.take('atom', 'a number of elements');
    if (!/^[1-9][0-9]{0,5}$/.test(token.text)) {
      throw this.error(`${token.text} is not a number of elements`, token);
    }
    return Number(token.text);
  }

  private readSection(head: string): Statement[] {
    this.open(head);
    return this.readStatementsAndClose();
  }

  private readStatementsAndClose(): Statement[] {
    const statements: Statement[] = [];
    while (this.token.kind === 'open') {
      statements.push(this.readStatement());
    }
    this.close();
    return statements;
  }

  private readStatement(): Statement {
    const start = this.token;
    this.take('open', 'a statement');
    this.enter(start);
    const statement = this.readStatementAfter(this.take('atom', 'the kind of a statement'));
    this.depth--;
    return statement;
  }

  private readStatementAfter(head: Token): Statement {
    switch (head.text) {
      case 'let': {
        const position = this.readPosition();
        const name = this.readName();
        const type = this.oneOf(TYPES) as Type;
        // The variable is not in scope in its own initial value.
        const value = this.readOptionalExpression();
        this.variables.set(name, type);
        return { kind: 'let', position, name, type, value };
      }
      case 'set': {
        const position = this.readPosition();
        const { name } = this.readVariable();
        const value = this.readExpression();
        this.close();
        return { kind: 'set', position, name, value };
      }
      case 'store':
      case 'store.inbounds': {
        const position = this.readPosition();
        const { name: array } = this.readArray();
        const index = this.readExpression();
        const value = this.readExpression();
        this.close();
        return { kind: 'store', position, array, index, value, inbounds: head.text === 'store.inbounds' };
      }
      case 'if': {
        const position = this.readPosition();
        const condition = this.readExpression();
        const then = this.readSection('then');
        const otherwise = this.token.kind === 'open' ? this.readSection('else') : [];
        this.close();
        return { kind: 'if', position, condition, then, otherwise };
      }
      case 'loop': {
        const position = this.readPosition();
        const label = this.readName();
        const cold = this.takeWord('cold');
        const parallel = this.takeWord('parallel');
        this.open('while');
        const condition = this.readExpression();
        this.close();
        const body = this.readSection('body');
        const step = this.readSection('step');
        this.close();
        return { kind: 'loop', position, label, cold, parallel, condition, body, step };
      }
      case 'block': {
        const position = this.readPosition();
        const label = this.readName();
        return { kind: 'block', position, label, body: this.readStatementsAndClose() };
      }
      case 'break':
      case 'continue': {
        const label = this.readName();
        this.close();
        return { kind: head.text, label };
      }
      case 'return':
        return { kind: 'return', position: this.readPosition(), value: this.readOptionalExpression() };
      case 'abandon': {
        const position = this.readPosition();
        this.close();
        return { kind: 'abandon', position };
      }
      default:
        throw this.error(`unknown statement ${head.text}`, head);
    }
  }

  /** Whether the next token is this word, which then is behind. */
  private takeWord(word: string): boolean {
    const found = this.token.kind === 'atom' && this.token.text === word;
    if (found) {
      this.advance();
    }
    return found;
  }

  /** An expression or nothing, and the closing parenthesis. */
  private readOptionalExpression(): Expression | undefined {
    const value = this.token.kind === 'close' ? undefined : this.readExpression();
    this.close();
    return value;
  }

  private readExpression(): Expression {
    const start = this.token;
    if (start.kind === 'atom') {
      if (start.text === 'true' || start.text === 'false') {
        this.advance();
        return { kind: 'constant', type: 'bool', value: start.text === 'true' };
      }
      return { kind: 'variable', ...this.readVariable() };
    }
    this.take('open', 'an expression');
    this.enter(start);
    const expression = this.readExpressionAfter(this.take('atom', 'an operation'));
    this.depth--;
    this.close();
    return expression;
  }

  private readExpressionAfter(head: Token): Expression {
    switch (head.text) {
      case 'f64':
      case 'i32':
      case 'i64':
        return this.readNumber(head.text);
      case 'load': {
        const position = this.readPosition();
        return { kind: 'load', type: 'f64', position, array: this.readArray().name, index: this.readExpression() };
      }
      case 'load.inbounds':
      case 'load.or_zero': {
        const position = this.readPosition();
        const { name: array, element } = this.readArray();
        const type = elementValueType(element);
        return { kind: head.text, type, position, array, index: this.readExpression() };
      }
      case 'length': {
        const { name: array } = this.readArray();
        this.lengthsUsed.add(array);
        return { kind: 'length', type: 'i64', array };
      }
      case 'inbounds':
        return { kind: 'inbounds', type: 'bool', array: this.readArray().name, index: this.readExpression() };
      case 'select': {
        const position = this.readPosition();
        const condition = this.readExpression();
        const whenTrue = this.readExpression();
        const whenFalse = this.readExpression();
        return { kind: 'select', type: whenTrue.type, position, condition, whenTrue, whenFalse };
      }
    }
    const operation = OPERATIONS.get(head.text);
    if (operation === undefined) {
      throw this.error(`unknown operation ${head.text}`, head);
    }
    const position = this.readPosition();
    const operands = operation.operands.map(() => this.readExpression());
    return { kind: 'op', type: operation.result, position, op: operation.text as OpName, operands };
  }

  private readNumber(type: 'f64' | 'i32' | 'i64'): Constant {
    const token = this.take('atom', 'a number');
    if (type === 'f64') {
      return { kind: 'constant', type, value: this.parseDouble(token) };
    }
    if (!INTEGER.test(token.text)) {
      throw this.error(`${token.text} is not an integer`, token);
    }
    const value = BigInt(token.text);
    if (BigInt.asIntN(type === 'i32' ? 32 : 64, value) !== value) {
      throw this.error(`${token.text} does not fit ${type}`, token);
    }
    return type === 'i32' ? { kind: 'constant', type, value: Number(value) } : { kind: 'constant', type, value };
  }

  private parseDouble(token: Token): number {
    switch (token.text) {
      case 'nan':
        return NaN;
      case 'inf':
        return Infinity;
      case '-inf':
        return -Infinity;
    }
    if (!DECIMAL.test(token.text)) {
      throw this.error(`${token.text} is not a number`, token);
    }
    return Number(token.text);
  }

  private readPosition(): Position | undefined {
    if (this.token.kind !== 'atom' || !this.token.text.startsWith('@')) {
      return undefined;
    }
    const token = this.take('atom', 'a position');
    const match = POSITION.exec(token.text);
    const line = Number(match?.[1]);
    const column = Number(match?.[2]);
    if (!(line >= 1 && line <= 0xffffffff && column <= 0xffffffff)) {
      throw this.error(`${token.text} is not a position`, token);
    }
    return { line, column };
  }

  private readName(): string {
    const token = this.take('atom', 'a name');
    if (!NAME.test(token.text)) {
      throw this.error(`${token.text} is not a name`, token);
    }
    return token.text.slice(1);
  }

  private readVariable(): { name: string; type: Type } {
    const token = this.token;
    const name = this.readName();
    const type = this.variables.get(name);
    if (type === undefined) {
      throw this.error(`$${name} is not a variable declared before`, token);
    }
    return { name, type };
  }

  private readArray(): { name: string; element: ElementKind } {
    const token = this.token;
    const name = this.readName();
    const element = this.arrays.get(name);
    if (element === undefined) {
      throw this.error(`$${name} is not an array`, token);
    }
    return { name, element };
  }

  private oneOf<T extends string>(choices: readonly T[]): T {
    const token = this.take('atom', `one of ${choices.join(', ')}`);
    const choice = choices.find((candidate) => candidate === token.text);
    if (choice === undefined) {
      throw this.error(`${token.text} where one of ${choices.join(', ')} is expected`, token);
    }
    return choice;
  }

  private open(head: string): void {
    this.take('open', `(${head}`);
    const token = this.take('atom', head);
    if (token.text !== head) {
      throw this.error(`${token.text} where ${head} is expected`, token);
    }
  }

  private close(): void {
    this.take('close', ')');
  }

  /** Nesting is bounded so that no text can exhaust the stack. */
  private enter(token: Token): void {
    if (++this.depth > LIMITS.depth) {
      throw this.error(`nested deeper than ${LIMITS.depth}`, token);
    }
  }

  private take(kind: TokenKind, expected: string): Token {
    const token = this.token;
    if (token.kind !== kind) {
      throw this.error(`${token.kind === 'end' ? 'the text ends' : token.text} where ${expected} is expected`, token);
    }
    this.advance();
    return token;
  }

  private advance(): void {
    this.token = this.scan();
  }

  private scan(): Token {
    SPACE.lastIndex = this.offset;
    SPACE.exec(this.text);
    const offset = SPACE.lastIndex;
    const first = this.text[offset];
    switch (first) {
      case undefined:
        this.offset = offset;
        return { kind: 'end', text: '', offset };
      case '(':
      case ')':
        this.offset = offset + 1;
        return { kind: first === '(' ? 'open' : 'close', text: first, offset };
      case '"':
        return this.scanString(offset);
      default:
        ATOM.lastIndex = offset;
        ATOM.exec(this.text);
        this.offset = ATOM.lastIndex;
        return { kind: 'atom', text: this.text.slice(offset, this.offset), offset };
    }
  }

  private scanString(offset: number): Token {
    STRING.lastIndex = offset;
    if (!STRING.test(this.text)) {
      throw this.error('the string is not closed or has an unknown escape', { kind: 'string', text: '', offset });
    }
    this.offset = STRING.lastIndex;
    return { kind: 'string', text: this.text.slice(offset + 1, this.offset - 1).replace(/\\(.)/gs, '$1'), offset };
  }

  private error(message: string, { offset }: Token): IrSyntaxError {
    const before = this.text.slice(0, offset);
    const lineStart = before.lastIndexOf('\n') + 1;
    return new IrSyntaxError(message, before.split('\n').length, offset - lineStart);
  }
}

const SPACE = /(?:[ \t\r\n]|;[^\n]*)*/y;
const ATOM = /[^ \t\r\n;()"]+/y;
const STRING = /"(?:[^"\\]|\\["\\])*"/y;
