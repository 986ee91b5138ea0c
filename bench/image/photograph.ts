/** A real photograph (from the npm package `wallpapers`) and the intermediate images of the pipeline. */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { decode } from 'jpeg-js';
import { importAnew } from '../import-anew.js';
import { benchRoot } from '../root.js';
import type { Argument, KernelFunction, Scale } from '../workload.js';

export interface Photograph {
  width: number;
  height: number;
  /** The photograph, four bytes for each pixel. */
  rgba: Uint8Array;
  /** The photograph after each stage of grey → blur → sobel, as plain JavaScript computes it. */
  luma: Uint8ClampedArray;
  blurred: Uint8Array;
  magnitude: Uint8ClampedArray;
}

const file = 'wallpapers/rui-matayoshi-IfC4e4sdEYc-unsplash.jpg';

/** A quick run takes the middle of the photograph. */
const quickSize = { width: 640, height: 426 };

const loaded = new Map<Scale, Promise<Photograph>>();

/** The photograph at a scale, decoded once. */
export function loadPhotograph(scale: Scale): Promise<Photograph> {
  let photograph = loaded.get(scale);
  if (photograph === undefined) loaded.set(scale, (photograph = readPhotograph(scale)));
  return photograph;
}

async function readPhotograph(scale: Scale): Promise<Photograph> {
  const whole = decode(await readFile(require.resolve(file)), { useTArray: true });
  const { width, height, data } = scale === 'quick' ? cropMiddle(whole, quickSize) : whole;
  const stages: Photograph = {
    width,
    height,
    rgba: new Uint8Array(data),
    luma: new Uint8ClampedArray(0),
    blurred: new Uint8Array(0),
    magnitude: new Uint8ClampedArray(0),
  };
  stages.luma = (await runStage('grey', stages)) as Uint8ClampedArray;
  stages.blurred = (await runStage('blur', stages)) as Uint8Array;
  stages.magnitude = (await runStage('sobel', stages)) as Uint8ClampedArray;
  return stages;
}

interface Pixels {
  width: number;
  height: number;
  data: Uint8Array;
}

function cropMiddle(from: Pixels, { width, height }: { width: number; height: number }): Pixels {
  const left = (from.width - width) >> 1;
  const top = (from.height - height) >> 1;
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    const start = ((top + y) * from.width + left) * 4;
    data.set(from.data.subarray(start, start + width * 4), y * width * 4);
  }
  return { width, height, data };
}

/** Runs one kernel of the pipeline and returns its output, which is its last argument. */
async function runStage(name: string, stages: Photograph): Promise<Argument | undefined> {
  const stage = await importAnew<{ default: KernelFunction; initialize(stages: Photograph): Argument[] }>(
    path.join(benchRoot, 'image', `${name}.mjs`),
  );
  const args = stage.initialize(stages);
  stage.default(...args);
  return args.at(-1);
}
