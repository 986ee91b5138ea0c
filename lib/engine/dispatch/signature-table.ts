/** The plans of one function, found by the arguments of a call. */
import { Plan, type PlanSettings } from './plan.js';
import { F64, I32, isScalarNumber, kindOf, type Signature } from './signature.js';

/** More kinds of calls than this are a function that kernels do not suit. */
const MAXIMUM_PLANS = 16;

export class SignatureTable {
  readonly plans: Plan[] = [];
  private readonly scratch: Signature;
  /**
   * Parameters that were seen with other numbers than int32 values. A kernel for doubles takes both, so such a parameter is a double from then
   * on: `scale(a, 2)` and `scale(a, 2.5)` share one kernel.
   */
  private readonly widened: boolean[];

  constructor(
    readonly arity: number,
    private readonly settings: PlanSettings,
  ) {
    this.scratch = new Uint8Array(arity);
    this.widened = new Array<boolean>(arity).fill(false);
  }

  /** The plan for these arguments, made on first sight; `undefined` when there are too many already. */
  planFor(args: ArrayLike<unknown>): Plan | undefined {
    this.readKinds(args);
    const known = this.plans.find(({ signature }) => this.matches(signature));
    if (known !== undefined) return known;
    if (this.widen()) return this.planFor(args);
    if (this.plans.length >= MAXIMUM_PLANS) return undefined;
    const plan = new Plan(this.scratch.slice(), args, this.settings);
    this.plans.push(plan);
    return plan;
  }

  private readKinds(args: ArrayLike<unknown>): void {
    for (let position = 0; position < this.arity; position++) {
      const kind = kindOf(args[position]);
      this.scratch[position] = kind === I32 && this.widened[position] === true ? F64 : kind;
    }
  }

  private matches(signature: Signature): boolean {
    for (let position = 0; position < this.arity; position++) {
      if (signature[position] !== this.scratch[position]) return false;
    }
    return true;
  }

  /** Widens the parameters in which a plan differs only by int32 against double, and gives up the plans that this supersedes. */
  private widen(): boolean {
    const narrow = this.plans.find(({ signature }) => this.differsByWidthOnly(signature));
    if (narrow === undefined) return false;
    for (let position = 0; position < this.arity; position++) {
      if (narrow.signature[position] !== this.scratch[position]) this.widened[position] = true;
    }
    const remaining = this.plans.filter(({ signature }) =>
      signature.every((kind, at) => kind !== I32 || this.widened[at] !== true),
    );
    this.plans.splice(0, this.plans.length, ...remaining);
    return true;
  }

  private differsByWidthOnly(signature: Signature): boolean {
    return signature.every((kind, position) => {
      const seen = this.scratch[position]!;
      return kind === seen || (isScalarNumber(kind) && isScalarNumber(seen));
    });
  }
}
