/** Which points lie on land: the even-odd rule against every segment of the coast */
export default function pointsOnLand(points, px, py, segments, ax, ay, bx, by, onLand) {
  for (let p = 0; p < points; p++) {
    const x = px[p];
    const y = py[p];
    let inside = false;
    for (let s = 0; s < segments; s++) {
      if (ay[s] > y !== by[s] > y && x < ((bx[s] - ax[s]) * (y - ay[s])) / (by[s] - ay[s]) + ax[s]) {
        inside = !inside;
      }
    }
    onLand[p] = inside ? 1 : 0;
  }
}

export function initialize({ points, px, py, segments, ax, ay, bx, by }) {
  return [points, px, py, segments, ax, ay, bx, by, new Uint8Array(points)];
}
