/** Whether telemetry is allowed, asked anew at each use. */
import { decide, printGateTexts } from '../../settings/gates.js';

export class Permission {
  private texts = '';

  /**
   * @param since - nothing recorded before may be sent
   * @param forget - called whenever the answer is no, or was no since the last question: what was recorded must not be sent
   */
  constructor(
    private since: number,
    private readonly forget: () => void,
  ) {}

  /** @returns the base URL; `undefined` where telemetry is not allowed */
  ask(): string | undefined {
    const decision = decide('telemetry');
    this.texts = printGateTexts();
    if (decision.open && decision.since === this.since) return decision.baseUrl;
    // Also after off and on again between two questions: what was recorded in between must not be sent.
    this.forget();
    if (!decision.open) return undefined;
    this.since = decision.since;
    return decision.baseUrl;
  }

  /**
   * Asks again if the environment changed since the last question; to look whether it did takes a tenth of the time. The user's choice may have
   * changed too, but whoever changes that empties the queue.
   */
  askIfChanged(): void {
    if (printGateTexts() !== this.texts) this.ask();
  }
}
