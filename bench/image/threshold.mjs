/** Black and white: which pixels reach the limit */
export default function threshold(pixels, limit, source, target) {
  for (let i = 0; i < pixels; i++) {
    target[i] = source[i] >= limit ? 255 : 0;
  }
}

export function initialize({ width, height, magnitude }) {
  return [width * height, 96, magnitude, new Uint8Array(width * height)];
}
