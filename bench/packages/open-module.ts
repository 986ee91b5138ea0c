/**
 * Hands out what a file of a package declares inside, as a loader would see it: the file runs as it is, with one call added at the end of
 * the function, or of the file, that declares the names. The text of every function stays what it was.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { compileFunction } from 'node:vm';
import { parse, type AnyNode, type Node, type Program } from 'acorn';

export type Names = Readonly<Record<string, unknown>>;

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * @param file - a file of a package, CommonJS or ES module
 * @param names - declared together in one function or at the top of the file
 * @param imports - what an ES module imports, by name
 */
export function openModule(file: string, names: readonly string[], imports: Names = {}): Names {
  const source = readFileSync(file, 'utf8');
  const isModule = /^(?:import|export)\b/m.test(source);
  const tree = parse(source, { ecmaVersion: 'latest', sourceType: isModule ? 'module' : 'script' });
  const end = endOfScope(tree, names[0]!);
  const edits: Edit[] = [
    ...tree.body.flatMap((node) => withoutModuleSyntax(node)),
    { start: end, end, text: `;$open({${names.join(', ')}});` },
  ];
  const text = edits
    .sort((one, other) => other.start - one.start)
    .reduce((whole, edit) => whole.slice(0, edit.start) + edit.text + whole.slice(edit.end), source);
  const imported = Object.keys(imports).filter((name) => isImported(tree, name));
  const run = compileFunction(text, ['exports', 'require', 'module', '$open', ...imported], { filename: file });
  const module = { exports: {} };
  let opened: Names | undefined;
  const open = (values: Names): void => void (opened = values);
  Reflect.apply(run, undefined, [
    module.exports,
    createRequire(path.resolve(file)),
    module,
    open,
    ...imported.map((name) => imports[name]),
  ]);
  if (opened === undefined) throw new Error(`${file} does not declare ${names.join(', ')}`);
  return opened;
}

function isImported(tree: Program, name: string): boolean {
  return tree.body.some(
    (node) => node.type === 'ImportDeclaration' && node.specifiers.some(({ local }) => local.name === name),
  );
}

/** Imports become parameters; what is exported becomes a declaration. */
function withoutModuleSyntax(node: Program['body'][number]): Edit[] {
  switch (node.type) {
    case 'ImportDeclaration':
      return [{ start: node.start, end: node.end, text: '' }];
    case 'ExportNamedDeclaration':
      return [{ start: node.start, end: node.declaration?.start ?? node.end, text: '' }];
    default:
      return [];
  }
}

/** Where the function, or the file, ends that declares a name. */
function endOfScope(tree: Program, name: string): number {
  let end: number | undefined;
  const visit = (node: Node): void => {
    const { type, body } = node as AnyNode & { body?: unknown };
    if ((type === 'Program' || type === 'BlockStatement') && (body as AnyNode[]).some((one) => declares(one, name))) {
      end ??= type === 'Program' ? node.end : node.end - 1;
    }
    for (const child of Object.values(node).flat()) {
      if (typeof child === 'object' && child !== null && 'type' in child) visit(child as Node);
    }
  };
  visit(tree);
  if (end === undefined) throw new Error(`no declaration of ${name}`);
  return end;
}

function declares(node: AnyNode, name: string): boolean {
  const declaration = node.type === 'ExportNamedDeclaration' ? node.declaration : node;
  if (declaration?.type === 'FunctionDeclaration') return declaration.id?.name === name;
  return (
    declaration?.type === 'VariableDeclaration' &&
    declaration.declarations.some(({ id }) => id.type === 'Identifier' && id.name === name)
  );
}
