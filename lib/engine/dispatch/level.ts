/** What a requested level comes to with the levels that exist. */
import type { FunctionSettings } from '../../settings/settings.js';
import { callRefusal, type Reason } from './refusals.js';
import type { Route } from './router.js';

/** How a function is to be run. */
export interface LevelChoice {
  /** The highest level that may run. */
  readonly ceiling: 0 | 2 | 3;
  /** The side that every call goes to where it can, when the settings force one. */
  readonly pinned: Route | undefined;
  /** Why it is not what was asked for, and why nothing is compiled. */
  readonly reasons: readonly Reason[];
}

/** The levels that exist in this version, highest first. */
const AVAILABLE = [3, 2, 0] as const;

export function chooseLevel({ level, forceFallback }: FunctionSettings): LevelChoice {
  if (forceFallback) return { ceiling: 0, pinned: 'javascript', reasons: [callRefusal('forced-fallback')] };
  if (level === 'auto') return { ceiling: 3, pinned: undefined, reasons: [] };
  const ceiling = AVAILABLE.find((available) => available <= level) ?? 0;
  const reasons: Reason[] = [];
  if (ceiling !== level) reasons.push(callRefusal('level-unavailable', `asked for ${level}, runs at most ${ceiling}`));
  if (ceiling === 0) reasons.push(callRefusal('level-zero'));
  return { ceiling, pinned: ceiling === 0 ? 'javascript' : 'native', reasons };
}
