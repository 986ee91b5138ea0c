/** The squared distance, in degrees, from each point to the nearest vertex of the coast */
export default function coastDistance(points, px, py, vertices, vx, vy, distance) {
  for (let p = 0; p < points; p++) {
    let least = Infinity;
    for (let v = 0; v < vertices; v++) {
      const dx = vx[v] - px[p];
      const dy = vy[v] - py[p];
      const d = dx * dx + dy * dy;
      if (d < least) least = d;
    }
    distance[p] = least;
  }
}

export function initialize({ points, px, py, segments, ax, ay }) {
  return [points, px, py, segments, ax, ay, new Float64Array(points)];
}
