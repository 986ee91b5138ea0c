/** A 3 × 3 binomial blur in integer arithmetic */
export default function blur(width, height, source, target) {
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const above = (y - 1) * width + x;
      const here = y * width + x;
      const below = (y + 1) * width + x;
      const sum =
        source[above - 1] +
        2 * source[above] +
        source[above + 1] +
        2 * source[here - 1] +
        4 * source[here] +
        2 * source[here + 1] +
        source[below - 1] +
        2 * source[below] +
        source[below + 1];
      target[here] = (sum + 8) >> 4;
    }
  }
}

export function initialize({ width, height, luma }) {
  return [width, height, luma, new Uint8Array(width * height)];
}
