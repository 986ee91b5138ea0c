/** Real coastlines (Natural Earth, from the npm package `world-atlas`) and seeded points to ask about. */

import { readFile } from 'node:fs/promises';
import type { Scale } from '../workload.js';

/** The coast as segments from (ax, ay) to (bx, by), in degrees, and points (px, py) in the same plane. */
export interface Coastline {
  segments: number;
  ax: Float64Array;
  ay: Float64Array;
  bx: Float64Array;
  by: Float64Array;
  points: number;
  px: Float64Array;
  py: Float64Array;
}

/** The part of TopoJSON that coastlines use: arcs of quantised, delta-coded positions. */
interface Topology {
  transform: { scale: [number, number]; translate: [number, number] };
  arcs: [number, number][][];
}

const pointSeed = 20260101;

const resolutions: Record<Scale, { file: string; points: number }> = {
  full: { file: 'world-atlas/land-10m.json', points: 600 },
  quick: { file: 'world-atlas/land-50m.json', points: 40 },
};

const loaded = new Map<Scale, Promise<Coastline>>();

/** The coastline at a scale, read and decoded once. */
export function loadCoastline(scale: Scale): Promise<Coastline> {
  let coastline = loaded.get(scale);
  if (coastline === undefined) loaded.set(scale, (coastline = readCoastline(scale)));
  return coastline;
}

async function readCoastline(scale: Scale): Promise<Coastline> {
  const { file, points } = resolutions[scale];
  const topology = JSON.parse(await readFile(require.resolve(file), 'utf8')) as Topology;
  const segments: [number, number, number, number][] = [];
  for (const arc of topology.arcs) {
    const positions = decodeArc(arc, topology.transform);
    positions.slice(1).forEach(([bx, by], i) => segments.push([...positions[i]!, bx, by]));
  }
  const next = seededRandom(pointSeed);
  return {
    segments: segments.length,
    ax: Float64Array.from(segments, (segment) => segment[0]),
    ay: Float64Array.from(segments, (segment) => segment[1]),
    bx: Float64Array.from(segments, (segment) => segment[2]),
    by: Float64Array.from(segments, (segment) => segment[3]),
    points,
    px: Float64Array.from({ length: points }, () => next() * 360 - 180),
    py: Float64Array.from({ length: points }, () => next() * 170 - 85),
  };
}

function decodeArc(arc: [number, number][], { scale, translate }: Topology['transform']): [number, number][] {
  let x = 0;
  let y = 0;
  return arc.map(([dx, dy]) => {
    x += dx;
    y += dy;
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
  });
}

/** Uniform numbers in [0, 1) by the Park-Miller generator: small, and the same everywhere. */
function seededRandom(seed: number): () => number {
  let state = seed % 2147483647;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
