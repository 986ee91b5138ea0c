/** Why a function stays JavaScript although its source could be compiled: the codes of the compile service. Codes are stable. */

/** One row of the table. */
export interface ServiceRefusalRule {
  readonly meaning: string;
  readonly wayOut: string;
}

export const SERVICE_REFUSALS = {
  'compiler-missing': {
    meaning: 'There is no compiler on this machine.',
    wayOut: 'Install the package @jetloop/compiler-<platform>-<arch>, or build it with scripts/setup.',
  },
  'compiler-crashed': {
    meaning: 'The compiler process ended while it worked on this function, twice.',
    wayOut: 'JETLOOP_LOG_LEVEL=debug shows what it wrote. Please report it with the function.',
  },
  'compiler-timeout': {
    meaning: 'The compiler took longer than its time limit on this function and was stopped.',
    wayOut: 'Split the function, or unroll less by hand.',
  },
  'compiler-output': {
    meaning: 'The compiler process answered with something that is not an answer.',
    wayOut: 'Check JETLOOP_COMPILER: it must name the jetloop-compiler of this version.',
  },
  'compiler-refused': {
    meaning: 'The compiler refused the intermediate code of this function.',
    wayOut: 'This is a bug; please report it with the function.',
  },
  'compiler-paused': {
    meaning: 'The compiler process failed several times in a row and is left alone for a while.',
    wayOut: 'JETLOOP_LOG_LEVEL=debug shows what it wrote. Functions accelerated later try again.',
  },
  'service-failed': {
    meaning: 'The worker thread that compiles could not be started, or ended.',
    wayOut: 'Check the limits of the process on threads and memory, and that worker threads are permitted.',
  },
} as const satisfies Record<string, ServiceRefusalRule>;

/** Stable name of a reason. */
export type ServiceRefusalCode = keyof typeof SERVICE_REFUSALS;

/** One reason why a compilation gave nothing. It has no place in the source. */
export interface ServiceRefusal {
  readonly code: ServiceRefusalCode;
  readonly message: string;
  readonly hint: string;
  readonly line: 0;
  readonly column: 0;
}

/**
 * @param detail - what is known about this case, in addition to the meaning
 */
export function serviceRefusal(code: ServiceRefusalCode, detail = ''): ServiceRefusal {
  const { meaning, wayOut } = SERVICE_REFUSALS[code];
  return { code, message: detail === '' ? meaning : `${meaning} (${detail})`, hint: wayOut, line: 0, column: 0 };
}

/** A refusal on its way through code that awaits an artifact. */
export class CompileFailure extends Error {
  constructor(readonly refusal: ServiceRefusal) {
    super(refusal.message);
  }
}
