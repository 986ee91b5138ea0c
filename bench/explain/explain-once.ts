/** In a process of its own: accelerates one function, prints its explanation, and tells what that took on standard error. */
import { writeSync } from 'node:fs';
import { accelerate } from '../../lib/index.js';
import { UNSUPPORTED_FUNCTIONS } from './functions.js';

const { fn, args } = UNSUPPORTED_FUNCTIONS[Number(process.argv[2])]!;
const cpuBefore = process.cpuUsage();
const before = performance.now();
const text = String(accelerate(fn).explain(...(args as never[])));
writeSync(1, text);
const milliseconds = performance.now() - before;
const { user, system } = process.cpuUsage(cpuBefore);
writeSync(2, JSON.stringify({ milliseconds, cpuMilliseconds: (user + system) / 1000 }));
