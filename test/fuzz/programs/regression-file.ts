/** Failures as files that the conformance suite runs from then on: the function as a function, the rest as data. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ArgumentType } from '../../../lib/engine/frontend/index.js';
import type { FuzzInput, FuzzProgram } from './program.js';
import type { Failure } from './shrink.js';

/** What such a file exports. */
interface Regression {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- whatever the program is
  readonly program: Function;
  readonly constants: Readonly<Record<string, number>>;
  // eslint-disable-next-line @typescript-eslint/no-unsafe-function-type
  readonly functions: Readonly<Record<string, Function>>;
  readonly arrays: readonly string[];
  readonly types: readonly ArgumentType[];
  readonly mayAlias: boolean;
  readonly inputs: readonly FuzzInput[];
}

/** A file as it is run. */
export interface LoadedRegression {
  readonly name: string;
  readonly program: FuzzProgram;
  readonly inputs: readonly FuzzInput[];
}

/** Writes the failure of a seed, and says where. */
export async function saveRegression(
  folder: string,
  seed: number,
  { program, inputs, difference }: Failure,
): Promise<string> {
  const { source, scope, types, mayAlias } = program;
  const text = `// Found by: npm run fuzz -- --seed ${seed} --programs 1
// ${difference.tier}: ${difference.message.split('\\n')[0]}
export default {
  program: ${source},
  constants: ${write(scope.constants)},
  functions: { ${Object.entries(scope.functions)
    .map(([name, fn]) => `${name}: ${fn}`)
    .join(', ')} },
  arrays: ${write(scope.arrays)},
  types: ${write(types)},
  mayAlias: ${mayAlias},
  inputs: ${write(inputs)},
};
`;
  const { format } = await import('prettier');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `seed-${seed}.mjs`);
  writeFileSync(path, await format(text, { parser: 'babel', singleQuote: true, printWidth: 120 }));
  return path;
}

export async function loadRegressions(folder: string): Promise<LoadedRegression[]> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.mjs'));
  return Promise.all(names.sort().map((name) => loadRegression(folder, name)));
}

async function loadRegression(folder: string, name: string): Promise<LoadedRegression> {
  const module = (await import(pathToFileURL(join(folder, name)).href)) as { default: Regression };
  const { program, constants, functions, arrays, types, mayAlias, inputs } = module.default;
  const texts = Object.entries(functions).map(([key, fn]) => [key, fn.toString()] as const);
  return {
    name,
    program: {
      source: program.toString(),
      scope: { constants, functions: Object.fromEntries(texts), arrays },
      types,
      mayAlias,
    },
    inputs,
  };
}

/** Data as the text of an expression, with -0, NaN and undefined, which JSON does not have. */
function write(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, part]) => `${key}: ${write(part)}`)
      .join(', ')} }`;
  }
  return typeof value === 'string' ? `'${value}'` : Object.is(value, -0) ? '-0' : String(value);
}
