// What every generator does with its result: writes it, or with --check says whether it is there already.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** @param files - text by path, relative to the repository's root; ends the process where the arguments or a file are wrong */
export function writeGenerated(files) {
  const script = path.relative(root, process.argv[1]);
  const [mode, ...rest] = process.argv.slice(2);
  if ((mode !== undefined && mode !== '--check') || rest.length > 0) {
    console.error(`usage: node ${script} [--check]`);
    process.exit(2);
  }
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, name);
    if (mode === undefined) {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    } else if (readPresent(file) !== text) {
      console.error(`${name} is out of date: run node ${script}`);
      process.exitCode = 1;
    }
  }
}

function readPresent(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
