/**
 * A program while it is being made: what is in scope at this place, how large the program is already, how deep in loops it is. Constructs
 * ask it for their parts; what they are is not known here, so that one more construct is one more entry of a table.
 */
import type { Random } from '../../support/random.js';

/** One way to write a number, a condition or a statement. */
export interface Construct {
  /** Under which it is counted; in one table only once. */
  readonly name: string;
  /** How often it is chosen, against the others of its table. */
  readonly weight: number;
  /** Has no parts, so that it ends the descent. */
  readonly leaf?: boolean;
  /** Whether it can stand here. */
  readonly fits?: (c: Context) => boolean;
  /** Its text. `depth` is what its parts may still use of it. */
  readonly make: (c: Context, depth: number) => string;
}

export interface Tables {
  readonly numbers: readonly Construct[];
  readonly booleans: readonly Construct[];
  readonly statements: readonly Construct[];
}

export interface ArrayName {
  readonly name: string;
  /** A literal is written at constant indices only, and with numbers. */
  readonly isLiteral: boolean;
}

export interface FunctionName {
  readonly name: string;
  readonly parameters: number;
  /** How deep the loops in it are. */
  readonly nest: number;
}

export interface RecordName {
  readonly name: string;
  readonly fields: readonly string[];
}

/** Names by what can be done with them. */
interface Scope {
  /** Assignable numbers, perhaps undefined. */
  numbers: string[];
  /** Numbers that are only read: counters of loops, bounds, elements. */
  counters: string[];
  booleans: string[];
  arrays: ArrayName[];
  functions: FunctionName[];
  records: RecordName[];
}

/** A loop around this place, or another statement that can be left by name. */
interface Enclosing {
  readonly label: string | undefined;
  readonly isLoop: boolean;
  /** Whether the loop ends although an iteration is cut short. */
  readonly canContinue: boolean;
}

/** What `return` gives in the function around this place. */
type Returned = 'anything' | 'number' | 'boolean' | 'nothing';

export class Context {
  /** How often each construct was used. */
  readonly features = new Map<string, number>();
  /** The deepest loops so far; those over all elements count 1, those over the side of a square or a few iterations half. */
  maximumNest = 0;
  returned: Returned = 'anything';
  /** Calls of functions that are written out in their place, which make programs long. */
  private inlined = 0;
  private nest = 0;
  private size = 0;
  private serial = 0;
  private readonly scopes: Scope[] = [];
  private enclosing: Enclosing[] = [];

  constructor(
    readonly random: Random,
    private readonly tables: Tables,
    private readonly budget: number,
  ) {
    this.scopes.push(emptyScope());
  }

  // Parts

  number(depth: number): string {
    return this.choose('number', this.tables.numbers, depth);
  }

  boolean(depth: number): string {
    return this.choose('boolean', this.tables.booleans, depth);
  }

  statement(depth: number): string {
    return this.choose('statement', this.tables.statements, depth);
  }

  /** Statements in a scope of their own, without braces. */
  block(depth: number, most: number, scope: Partial<Scope> = {}): string {
    this.scopes.push({ ...emptyScope(), ...scope });
    let text = '';
    for (let count = 1 + this.random.below(most); count > 0 && !this.isFull; count--) {
      text += `${this.statement(depth)} `;
    }
    this.scopes.pop();
    return text;
  }

  /** A part that sees more names. */
  within<Part>(scope: Partial<Scope>, make: () => Part): Part {
    this.scopes.push({ ...emptyScope(), ...scope });
    const part = make();
    this.scopes.pop();
    return part;
  }

  /** The inside of a loop. */
  loop<Part>(nest: number, enclosing: Omit<Enclosing, 'isLoop'>, counters: string[], make: () => Part): Part {
    this.nest += nest;
    this.noteNest(0);
    const part = this.named({ ...enclosing, isLoop: true }, () => this.within({ counters }, make));
    this.nest -= nest;
    return part;
  }

  /** The inside of a statement that can be left. */
  named<Part>(enclosing: Enclosing, make: () => Part): Part {
    this.enclosing.push(enclosing);
    const part = make();
    this.enclosing.pop();
    return part;
  }

  /** The inside of a function: jumps stay in it. */
  inFunction<Part>(returned: Returned, scope: Partial<Scope>, make: () => Part): Part {
    const { enclosing, returned: outer } = this;
    this.enclosing = [];
    this.returned = returned;
    const part = this.within(scope, make);
    this.enclosing = enclosing;
    this.returned = outer;
    return part;
  }

  /** The inside of a function that is called elsewhere, and how deep the loops in it are. */
  measured<Part>(make: () => Part): { part: Part; nest: number } {
    const { nest, maximumNest } = this;
    this.nest = 0;
    this.maximumNest = 0;
    const part = make();
    const inside = this.maximumNest;
    this.nest = nest;
    this.maximumNest = maximumNest;
    return { part, nest: inside };
  }

  /** Loops that a part brings along. */
  noteNest(inside: number): void {
    this.maximumNest = Math.max(this.maximumNest, this.nest + inside);
  }

  /** Whether loops this much deeper are bearable here. */
  allows(nest: number): boolean {
    return this.nest + nest <= 3;
  }

  get isInLoop(): boolean {
    return this.nest > 0;
  }

  /** Whether the program is as long as it may become. */
  get isFull(): boolean {
    return this.size >= this.budget;
  }

  /** Counts a use of something that is written out where it stands. */
  get canInline(): boolean {
    return this.inlined < 5;
  }

  noteInlined(): void {
    this.inlined++;
  }

  // Names

  fresh(prefix: string): string {
    return `${prefix}${++this.serial}`;
  }

  visible<Kind extends keyof Scope>(kind: Kind): Scope[Kind] {
    return this.scopes.flatMap((scope) => scope[kind] as never[]);
  }

  declare<Kind extends keyof Scope>(kind: Kind, name: Scope[Kind][number]): void {
    (this.scopes.at(-1)![kind] as unknown[]).push(name);
  }

  /** A typed array. */
  array(): string {
    return this.random.pick(this.visible('arrays').filter(({ isLiteral }) => !isLiteral)).name;
  }

  /** Something to assign a number to. */
  variable(): string {
    return this.random.pick(this.visible('numbers'));
  }

  /** Any number that has a name; small integers more often than others. */
  anyNumber(): string {
    const counters = this.visible('counters');
    return this.random.pick([...this.visible('numbers'), ...counters, ...counters]);
  }

  /** What `break` (or `continue`) can name here. */
  targets(isContinue: boolean): readonly Enclosing[] {
    return this.enclosing.filter(
      (target, index) =>
        (!isContinue || (target.isLoop && target.canContinue)) &&
        (target.label !== undefined || (index === this.enclosing.length - 1 && target.isLoop)),
    );
  }

  // Choice

  /** One of some texts. */
  pick(choices: readonly string[]): string {
    return this.random.pick(choices);
  }

  chance(probability: number): boolean {
    return this.random.chance(probability);
  }

  /** Counts something that is no construct of its own. */
  note(feature: string): void {
    this.features.set(feature, (this.features.get(feature) ?? 0) + 1);
  }

  private choose(sort: string, table: readonly Construct[], depth: number): string {
    this.size++;
    const isLast = depth <= 0 || this.isFull;
    const fitting = table.filter(({ leaf, fits }) => (!isLast || leaf === true) && (fits === undefined || fits(this)));
    let ticket = this.random.unit() * fitting.reduce((sum, { weight }) => sum + weight, 0);
    const chosen = fitting.find(({ weight }) => (ticket -= weight) < 0) ?? fitting.at(-1)!;
    this.note(`${sort}: ${chosen.name}`);
    return chosen.make(this, depth - 1);
  }
}

function emptyScope(): Scope {
  return { numbers: [], counters: [], booleans: [], arrays: [], functions: [], records: [] };
}
