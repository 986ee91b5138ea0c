/** The kinds of error that the package throws: the caller's fault, or ours. What goes wrong at run time is a refusal, never an error. */

/** Base of every error that the package throws. Programs test `code`, which is stable; people read `message`. */
export class JetloopError extends Error {
  /** Stable name of what went wrong. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** The caller passed something that cannot be right: an unknown option, a value outside its range, not a function. */
export class InputError extends JetloopError {}

/** An assumption of the package itself does not hold. Always a bug; please report it. */
export class InternalError extends JetloopError {}
