/** Texts that give nobody away: lines of this repository, of its dependencies, and of the kinds that programs print. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Random } from '../../support/random.js';

const ROOT = resolve(__dirname, '../../../..');
const SOURCES = ['lib', 'native', 'docs', 'bench', 'test/ir', 'node_modules/acorn/dist', 'node_modules/typescript/lib'];
const TEXT = /\.(?:ts|mts|js|cjs|mjs|cpp|h|md|json|ir|c|py)$/;
const LARGEST = 1 << 20;

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return files(path);
      return entry.isFile() && TEXT.test(entry.name) ? [path] : [];
    });
}

/** What programs print that looks most like what the scrubber looks for. */
function printed(random: Random): string {
  const number = (below: number): number => random.below(below);
  const two = (): string => String(number(60)).padStart(2, '0');
  const digest = createHash('sha256').update(String(random.unit()));
  return random.pick([
    () => `v${number(30)}.${number(30)}.${number(30)}`,
    () => `acorn@${number(9)}.${number(30)}.${number(9)}`,
    () => `20${10 + number(20)}-0${1 + number(9)}-1${number(10)}T${two()}:${two()}:${two()}.${number(1000)}Z`,
    () => `elapsed ${two()}:${two()}:${two()}`,
    () => `sha256:${digest.digest('hex')}`,
    () => `sha512-${digest.digest('base64')}`,
    () => {
      const digits = digest.digest('hex');
      return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-9${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
    },
    () => `    at Object.compile (node:internal/modules/cjs/loader:${number(2000)}:${number(60)})`,
    () => `std::vector<double>::at(${number(100)})`,
    () => `https://nodejs.org/api/fs.html#fsreadfilesyncpath-options-${number(99)}`,
    () => `/usr/lib/x86_64-linux-gnu/libc.so.${number(9)}`,
    () => `0x${digest.digest('hex').slice(0, 12)}`,
    () => `${number(100)}.${number(100)} % of ${number(10_000)} calls, ${number(1000)} ns each`,
    () => `jetloop: scale (f64[], f64[], i32): compiled in ${number(100)}.${number(10)} ms (cached)`,
    () => `{"kind":"jit","milliseconds":[0,${number(9)},0,${number(9)}],"compiled":${number(100)}}`,
    () => `@types/node@${number(30)}.${number(30)}.${number(9)}`,
  ])();
}

/** That many different texts of up to 200 characters, four in five of them lines of files. */
export function makeBenign(count: number, seed: number): string[] {
  const random = new Random(seed);
  const lines: string[] = [];
  for (const path of SOURCES.flatMap((source) => files(join(ROOT, source)))) {
    const content = readFileSync(path, 'utf8');
    if (content.length > LARGEST) continue;
    for (const line of content.split('\n')) if (line.trim().length > 3 && line.length <= 200) lines.push(line);
  }
  const texts = new Set<string>();
  while (texts.size < count) texts.add(random.chance(0.8) ? random.pick(lines) : printed(random));
  return [...texts];
}
