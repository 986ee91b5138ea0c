import { pathToFileURL } from 'node:url';

let imports = 0;

/** Imports a module under a URL never used before, which evaluates it again. */
export async function importAnew<Module>(file: string): Promise<Module> {
  const url = pathToFileURL(file);
  url.searchParams.set('copy', String(imports++));
  return (await import(url.href)) as Module;
}
