/** Convolution of two signals. */

/** result[i] = element first + i of the full convolution, summed in ascending order of the weights from +0. */
export function convolve(signal: Float64Array, weights: Float64Array, result: Float64Array, first: number): void {
  for (let i = 0; i < result.length; i++) {
    const position = first + i;
    const end = Math.min(position + 1, weights.length);
    let sum = 0;
    for (let k = Math.max(0, position - signal.length + 1); k < end; k++) sum += weights[k]! * signal[position - k]!;
    result[i] = sum;
  }
}
