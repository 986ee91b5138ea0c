/** Finds the artifact of a key: the sources in order, then the compiler. */
import type { Artifact, ArtifactStore } from './source.js';

/** An artifact and where it came from. */
export interface Resolution {
  readonly artifact: Artifact;
  /** Name of the store, or `compiler`. */
  readonly origin: string;
}

/**
 * @param stores - in the order in which they are asked; a compiled artifact is kept in all of them
 * @param compile - makes the artifact; its failure is the caller's to handle
 */
export async function resolveArtifact(
  key: string,
  stores: readonly ArtifactStore[],
  compile: () => Promise<Artifact>,
): Promise<Resolution> {
  for (const store of stores) {
    const artifact = await store.find(key);
    if (artifact !== undefined) return { artifact, origin: store.name };
  }
  const artifact = await compile();
  await Promise.all(stores.map((store) => store.keep(key, artifact)));
  return { artifact, origin: 'compiler' };
}
