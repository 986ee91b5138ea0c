/** Artifacts of this process, the least recently used ones given up first. */
import type { Artifact, ArtifactStore } from './source.js';

/** Room for about a thousand kernels. */
const DEFAULT_CAPACITY = 16 << 20;

export class MemoryStore implements ArtifactStore {
  readonly name = 'memory';
  /** In the order of last use: a Map iterates as it was filled. */
  private readonly artifacts = new Map<string, Artifact>();
  private bytes = 0;

  /** @param capacity - bytes of machine code to hold at most */
  constructor(private readonly capacity = DEFAULT_CAPACITY) {}

  find(key: string): Promise<Artifact | undefined> {
    const artifact = this.artifacts.get(key);
    if (artifact !== undefined) {
      this.artifacts.delete(key);
      this.artifacts.set(key, artifact);
    }
    return Promise.resolve(artifact);
  }

  keep(key: string, artifact: Artifact): Promise<void> {
    this.drop(key);
    this.artifacts.set(key, artifact);
    this.bytes += artifact.object.byteLength;
    for (const oldest of this.artifacts.keys()) {
      if (this.bytes <= this.capacity) break;
      this.drop(oldest);
    }
    return Promise.resolve();
  }

  private drop(key: string): void {
    this.bytes -= this.artifacts.get(key)?.object.byteLength ?? 0;
    this.artifacts.delete(key);
  }
}
