/** Luma of an RGBA photograph (ITU-R BT.601) */
export default function grey(pixels, rgba, luma) {
  for (let i = 0; i < pixels; i++) {
    luma[i] = 0.299 * rgba[4 * i] + 0.587 * rgba[4 * i + 1] + 0.114 * rgba[4 * i + 2];
  }
}

export function initialize({ width, height, rgba }) {
  return [width * height, rgba, new Uint8ClampedArray(width * height)];
}
