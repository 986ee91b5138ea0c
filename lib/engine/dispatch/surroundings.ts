/**
 * What a function sees around it, as the engine's own inspector tells: the variables of the functions, blocks and the module that it stands in.
 * Its text alone cannot tell whether `Map` is the global of that name or something that the module imports.
 */
import type { Session } from 'node:inspector';

export interface Surroundings {
  /** Names of variables of the surroundings that the function may mean; those of the global scope are not among them. */
  readonly names: ReadonlySet<string>;
  /** Whether it stands in an ECMAScript module, all of which is strict code. */
  readonly isInModule: boolean;
}

interface RemoteProperty {
  readonly name: string;
  readonly value?: { readonly objectId?: string | undefined; readonly description?: string | undefined } | undefined;
}

/** What copies of a function see as well, wherever they are made. */
const COMMON: ReadonlySet<string | undefined> = new Set(['Global', 'Script']);

const { defineProperty, deleteProperty } = Reflect;

let inspected = 0;

/** Undefined where the engine does not tell. Takes about a millisecond the first time, a fifth of one after that. */
export function surroundingsOf(fn: unknown): Surroundings | undefined {
  let session: Session | undefined;
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- seldom needed, and some builds of Node.js have none
    const inspector = require('node:inspector') as typeof import('node:inspector');
    session = new inspector.Session();
    session.connect();
    return readScopes(session, fn);
  } catch {
    return undefined;
  } finally {
    session?.disconnect();
  }
}

/** In a session within the process the answers come before `post` returns. */
function readScopes(session: Session, fn: unknown): Surroundings | undefined {
  const propertiesOf = (objectId: string): { own: RemoteProperty[]; internal: RemoteProperty[] } => {
    let found: { own: RemoteProperty[]; internal: RemoteProperty[] } = { own: [], internal: [] };
    session.post('Runtime.getProperties', { objectId, ownProperties: true }, (error, answer) => {
      if (error !== null) throw error;
      found = { own: answer.result, internal: answer.internalProperties ?? [] };
    });
    return found;
  };
  const id = remoteIdOf(session, fn);
  const list = id === undefined ? undefined : propertiesOf(id).internal.find(({ name }) => name === '[[Scopes]]');
  if (list?.value?.objectId === undefined) return undefined;
  const names = new Set<string>();
  let isInModule = false;
  let isComplete = false;
  for (const { name, value } of propertiesOf(list.value.objectId).own) {
    if (!/^\d+$/.test(name)) continue;
    if (value?.objectId === undefined || value.description === 'With Block') return undefined;
    isInModule ||= value.description === 'Module';
    isComplete ||= value.description === 'Global';
    if (!COMMON.has(value.description))
      propertiesOf(value.objectId).own.forEach((variable) => names.add(variable.name));
  }
  return isComplete ? { names, isInModule } : undefined;
}

/** The inspector finds values by expressions only: the function is a global for as long as that takes, in which no other code runs. */
function remoteIdOf(session: Session, fn: unknown): string | undefined {
  const key = `jetloop:inspected/${++inspected}`;
  if (!defineProperty(globalThis, key, { value: fn, configurable: true })) return undefined;
  try {
    let objectId: string | undefined;
    session.post('Runtime.evaluate', { expression: `globalThis[${JSON.stringify(key)}]` }, (error, { result }) => {
      if (error === null && result.type === 'function') objectId = result.objectId;
    });
    return objectId;
  } finally {
    deleteProperty(globalThis, key);
  }
}
