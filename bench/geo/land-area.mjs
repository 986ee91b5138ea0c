/** The area enclosed by all coasts, in square degrees: the shoelace formula over every segment */
export default function landArea(segments, ax, ay, bx, by) {
  let twice = 0;
  for (let s = 0; s < segments; s++) {
    twice += ax[s] * by[s] - bx[s] * ay[s];
  }
  return Math.abs(twice) / 2;
}

export function initialize({ segments, ax, ay, bx, by }) {
  return [segments, ax, ay, bx, by];
}
