import path from 'node:path';

/** The repository; compiled files run from `dist/bench`. */
export const repositoryRoot = path.resolve(__dirname, '..', '..');

/** The sources of the bench: kernels and twins are used as they are written, not as compiled. */
export const benchRoot = path.join(repositoryRoot, 'bench');
