/** The list of workloads, and how each one is loaded. */

import path from 'node:path';
import { loadCoastline } from './geo/coastline.js';
import { loadPhotograph } from './image/photograph.js';
import { importAnew } from './import-anew.js';
import { benchRoot } from './root.js';
import type { Argument, KernelFunction, Scale, Workload } from './workload.js';

// prettier-ignore
const polybench = [
  'gemm', '2mm', '3mm', 'syrk', 'syr2k', 'symm', 'trmm', 'doitgen',
  'atax', 'bicg', 'mvt', 'gemver', 'gesummv',
  'cholesky', 'lu', 'ludcmp', 'trisolv', 'durbin', 'gramschmidt',
  'covariance', 'correlation', 'floyd-warshall', 'nussinov', 'deriche',
  'jacobi-1d', 'jacobi-2d', 'seidel-2d', 'heat-3d', 'fdtd-2d', 'adi',
];
const image = ['grey', 'blur', 'sobel', 'threshold'];
const geo = ['points-on-land', 'coast-distance', 'land-area'];

/** Every workload's name, in the order of the report. */
export const workloadNames: readonly string[] = [...polybench, ...image, ...geo];

interface PolybenchModule {
  default: KernelFunction;
  sizes: Record<Scale, number[]>;
  reduced?: string;
  initialize(...size: number[]): Argument[];
}

interface DataModule<Data> {
  default: KernelFunction;
  initialize(data: Data): Argument[];
}

/** Loads one workload; `name` is one of {@link workloadNames}. */
export async function loadWorkload(name: string, scale: Scale): Promise<Workload> {
  if (polybench.includes(name)) return loadPolybench(name, scale);
  if (image.includes(name)) {
    const load = (at: Scale) => loadPhotograph(at);
    return loadData('image', name, scale, load, ({ width, height }) => `${width} × ${height} pixels`);
  }
  const load = (at: Scale) => loadCoastline(at);
  return loadData('geo', name, scale, load, ({ points, segments }) =>
    name === 'land-area' ? `${segments} segments` : `${points} points × ${segments} segments`,
  );
}

async function loadPolybench(name: string, scale: Scale): Promise<Workload> {
  const file = path.join(benchRoot, 'polybench', `${name}.mjs`);
  const module = await importAnew<PolybenchModule>(file);
  return {
    name,
    group: 'polybench',
    size: module.sizes[scale].join(' × '),
    reduced: scale === 'full' ? module.reduced : 'quick run',
    inputs: module.initialize(...module.sizes[scale]),
    warmUpInputs: module.initialize(...module.sizes.quick),
    loadKernel: async () => (await importAnew<PolybenchModule>(file)).default,
  };
}

async function loadData<Data>(
  group: 'image' | 'geo',
  name: string,
  scale: Scale,
  load: (scale: Scale) => Promise<Data>,
  describe: (data: Data) => string,
): Promise<Workload> {
  const file = path.join(benchRoot, group, `${name}.mjs`);
  const module = await importAnew<DataModule<Data>>(file);
  const data = await load(scale);
  return {
    name,
    group,
    size: describe(data),
    reduced: scale === 'full' ? undefined : 'quick run',
    inputs: module.initialize(data),
    warmUpInputs: module.initialize(await load('quick')),
    loadKernel: async () => (await importAnew<DataModule<Data>>(file)).default,
  };
}
