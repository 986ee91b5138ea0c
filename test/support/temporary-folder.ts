/** A folder for one test, removed when it ends. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @param teardown - registers what is to be done at the end of the test */
export function temporaryFolder(teardown: (clean: () => void) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'jetloop-'));
  teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
