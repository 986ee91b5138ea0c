/** The magnitude of the brightness gradient, by Sobel's operators */
export default function sobel(width, height, source, magnitude) {
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const above = (y - 1) * width + x;
      const here = y * width + x;
      const below = (y + 1) * width + x;
      const gx =
        source[above + 1] -
        source[above - 1] +
        2 * (source[here + 1] - source[here - 1]) +
        source[below + 1] -
        source[below - 1];
      const gy =
        source[below - 1] -
        source[above - 1] +
        2 * (source[below] - source[above]) +
        source[below + 1] -
        source[above + 1];
      magnitude[here] = Math.sqrt(gx * gx + gy * gy);
    }
  }
}

export function initialize({ width, height, blurred }) {
  return [width, height, blurred, new Uint8ClampedArray(width * height)];
}
