import { program } from '../program.js';

/** Small versions of what people write: matrices, images, signals, sorting, counting. */
export const KERNELS = [
  program(
    'array array array',
    function matrixMultiply(c, a, b) {
      const n = Math.floor(Math.sqrt(c.length));
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          let sum = 0;
          for (let k = 0; k < n; k++) sum += a[i * n + k] * b[k * n + j];
          c[i * n + j] = sum;
        }
      }
    },
    { maximumLength: 144 },
  ),
  program(
    'array array array number number',
    function gemm(c, a, b, alpha, beta) {
      const n = Math.floor(Math.sqrt(c.length));
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) c[i * n + j] *= beta;
        for (let k = 0; k < n; k++) {
          for (let j = 0; j < n; j++) c[i * n + j] += alpha * a[i * n + k] * b[k * n + j];
        }
      }
    },
    { maximumLength: 100 },
  ),
  program('array array', function transpose(out, a) {
    const n = Math.floor(Math.sqrt(a.length));
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) out[j * n + i] = a[i * n + j];
  }),
  program(
    'array array array',
    function matrixVector(y, a, x) {
      const n = y.length;
      for (let i = 0; i < n; i++) {
        y[i] = 0;
        for (let j = 0; j < n; j++) y[i] += a[i * n + j] * x[j];
      }
    },
    { maximumLength: 40 },
  ),
  program('array array number', function saxpy(y, x, a) {
    for (let i = 0; i < y.length; i++) y[i] += a * x[i];
  }),
  program('array array', function dotProduct(a, b) {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  }),
  program('array array', function grey(out, rgba) {
    for (let i = 0; i < out.length; i++) {
      out[i] = 0.299 * rgba[i * 4] + 0.587 * rgba[i * 4 + 1] + 0.114 * rgba[i * 4 + 2];
    }
  }),
  program('array array', function integerGrey(out, rgba) {
    for (let i = 0; i < out.length; i++) {
      out[i] = (77 * rgba[i * 4] + 150 * rgba[i * 4 + 1] + 29 * rgba[i * 4 + 2]) >> 8;
    }
  }),
  program('array array', function boxBlur(out, a) {
    const w = 8;
    const h = Math.floor(a.length / w);
    for (let y = 1; y < h - 1; y++) {
      for (let x = 1; x < w - 1; x++) {
        let sum = 0;
        for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) sum += a[(y + dy) * w + x + dx];
        out[y * w + x] = sum / 9;
      }
    }
  }),
  program('array array', function sobel(out, a) {
    const w = 9;
    const h = Math.floor(a.length / w);
    for (let y = 1; y < h - 1; y++) {
      for (let x = 1; x < w - 1; x++) {
        const i = y * w + x;
        const gx = a[i - w + 1] + 2 * a[i + 1] + a[i + w + 1] - a[i - w - 1] - 2 * a[i - 1] - a[i + w - 1];
        const gy = a[i + w - 1] + 2 * a[i + w] + a[i + w + 1] - a[i - w - 1] - 2 * a[i - w] - a[i - w + 1];
        out[i] = Math.sqrt(gx * gx + gy * gy);
      }
    }
  }),
  program('array array', function convolve(out, a) {
    for (let i = 0; i + 4 < a.length; i++) {
      out[i] = a[i] * 0.1 + a[i + 1] * 0.2 + a[i + 2] * 0.4 + a[i + 3] * 0.2 + a[i + 4] * 0.1;
    }
  }),
  program('array array array', function firFilter(out, a, taps) {
    for (let i = 0; i < a.length; i++) {
      let sum = 0;
      for (let k = 0; k < 5 && k <= i; k++) sum += taps[k] * a[i - k];
      out[i] = sum;
    }
  }),
  program('array array', function movingAverage(out, a) {
    let sum = 0;
    for (let i = 0; i < a.length; i++) {
      sum += a[i];
      if (i >= 4) sum -= a[i - 4];
      out[i] = sum / 4;
    }
  }),
  program('array array number', function exponentialSmoothing(out, a, alpha) {
    let state = a[0];
    for (let i = 0; i < a.length; i++) {
      state = alpha * a[i] + (1 - alpha) * state;
      out[i] = state;
    }
  }),
  program(
    'array',
    function insertionSort(a) {
      for (let i = 1; i < a.length; i++) {
        const x = a[i];
        let j = i - 1;
        while (j >= 0 && a[j] > x) {
          a[j + 1] = a[j];
          j--;
        }
        a[j + 1] = x;
      }
    },
    { maximumLength: 70 },
  ),
  program(
    'array',
    function bubbleSort(a) {
      let swapped = true;
      let rounds = 0;
      while (swapped && rounds < 80) {
        swapped = false;
        rounds++;
        for (let i = 1; i < a.length; i++) {
          if (a[i - 1] > a[i]) {
            const t = a[i];
            a[i] = a[i - 1];
            a[i - 1] = t;
            swapped = true;
          }
        }
      }
      return rounds;
    },
    { maximumLength: 70 },
  ),
  program('array number', function binarySearch(a, x) {
    let low = 0;
    let high = a.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (a[middle] < x) low = middle + 1;
      else if (a[middle] > x) high = middle - 1;
      else return middle;
    }
    return -1;
  }),
  program('array', function sieve(a) {
    const n = a.length;
    for (let i = 0; i < n; i++) a[i] = 1;
    for (let i = 2; i * i < n; i++) if (a[i]) for (let j = i * i; j < n; j += i) a[j] = 0;
    let count = 0;
    for (let i = 2; i < n; i++) count += a[i];
    return count;
  }),
  program('array', function argMax(a) {
    let best = 0;
    for (let i = 1; i < a.length; i++) if (a[i] > a[best]) best = i;
    return best;
  }),
  program('array', function maximumAndMinimum(a) {
    let low = a[0];
    let high = a[0];
    for (let i = 1; i < a.length; i++) {
      low = a[i] < low ? a[i] : low;
      high = a[i] > high ? a[i] : high;
    }
    return high - low;
  }),
  program('array', function varianceInTwoPasses(a) {
    let mean = 0;
    for (let i = 0; i < a.length; i++) mean += a[i];
    mean /= a.length;
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += (a[i] - mean) ** 2;
    return sum / (a.length - 1);
  }),
  program('array array', function gameOfLife(out, a) {
    const w = 8;
    const h = a.length >> 3;
    for (let y = 0; y < h; y++) {
      for (let x = 0; x < w; x++) {
        let n = 0;
        for (let dy = -1; dy <= 1; dy++) {
          for (let dx = -1; dx <= 1; dx++) {
            if (dx === 0 && dy === 0) continue;
            n += a[((y + dy + h) % h) * w + ((x + dx + w) % w)] & 1;
          }
        }
        out[y * w + x] = n === 3 || (n === 2 && a[y * w + x] & 1) ? 1 : 0;
      }
    }
  }),
  program(
    'array array array',
    function floydStep(d, a, b) {
      const n = Math.floor(Math.sqrt(d.length));
      for (let k = 0; k < n; k++) {
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) {
            const through = a[i * n + k] + b[k * n + j];
            if (through < d[i * n + j]) d[i * n + j] = through;
          }
        }
      }
    },
    { maximumLength: 81 },
  ),
  program(
    'array array',
    function jacobi(out, a) {
      const n = Math.floor(Math.sqrt(a.length));
      for (let t = 0; t < 3; t++) {
        for (let i = 1; i < n - 1; i++) {
          for (let j = 1; j < n - 1; j++) {
            out[i * n + j] =
              0.2 * (a[i * n + j] + a[i * n + j - 1] + a[i * n + j + 1] + a[(i - 1) * n + j] + a[(i + 1) * n + j]);
          }
        }
        for (let i = 1; i < n - 1; i++) for (let j = 1; j < n - 1; j++) a[i * n + j] = out[i * n + j];
      }
    },
    { maximumLength: 144 },
  ),
  program(
    'array',
    function choleskyInPlace(a) {
      const n = Math.floor(Math.sqrt(a.length));
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < i; j++) {
          for (let k = 0; k < j; k++) a[i * n + j] -= a[i * n + k] * a[j * n + k];
          a[i * n + j] /= a[j * n + j];
        }
        for (let k = 0; k < i; k++) a[i * n + i] -= a[i * n + k] * a[i * n + k];
        a[i * n + i] = Math.sqrt(a[i * n + i]);
      }
    },
    { maximumLength: 100 },
  ),
  program(
    'array array',
    function editDistance(row, a) {
      const n = a.length;
      for (let j = 0; j <= n; j++) row[j] = j;
      for (let i = 1; i <= n; i++) {
        let diagonal = row[0];
        row[0] = i;
        for (let j = 1; j <= n; j++) {
          const above = row[j];
          const same = a[i - 1] === a[n - j] ? 0 : 1;
          row[j] = Math.min(above + 1, row[j - 1] + 1, diagonal + same);
          diagonal = above;
        }
      }
      return row[n];
    },
    { maximumLength: 40 },
  ),
  program('array array', function runLengths(out, a) {
    let n = 0;
    let i = 0;
    while (i < a.length) {
      let j = i + 1;
      while (j < a.length && a[j] === a[i]) j++;
      out[n++] = j - i;
      i = j;
    }
    return n;
  }),
  program('array array', function lookUpTable(table, a) {
    for (let i = 0; i < 256; i++) table[i] = 255 - i;
    for (let i = 0; i < a.length; i++) a[i] = table[a[i] & 255];
  }),
  program('array array', function alphaBlend(destination, source) {
    for (let i = 0; i + 3 < source.length; i += 4) {
      const alpha = source[i + 3] / 255;
      for (let c = 0; c < 3; c++) destination[i + c] = destination[i + c] * (1 - alpha) + source[i + c] * alpha;
    }
  }),
  program('array array', function bilinearRow(out, a) {
    const scale = (a.length - 1) / (out.length - 1);
    for (let i = 0; i < out.length; i++) {
      const x = i * scale;
      const left = Math.floor(x);
      const t = x - left;
      const right = Math.min(left + 1, a.length - 1);
      out[i] = a[left] * (1 - t) + a[right] * t;
    }
  }),
  program(
    'array number number',
    function mandelbrotRow(out, x0, y0) {
      for (let i = 0; i < out.length; i++) {
        let x = 0;
        let y = 0;
        let n = 0;
        const cx = (x0 % 2) + i / 40 - 2;
        while (n < 30 && x * x + y * y <= 4) {
          const t = x * x - y * y + cx;
          y = 2 * x * y + (y0 % 2);
          x = t;
          n++;
        }
        out[i] = n;
      }
    },
    { maximumLength: 70 },
  ),
  program('array array array', function haversineArguments(out, a, b) {
    for (let i = 0; i < out.length; i++) {
      const dx = (b[i] - a[i]) * 0.017453292519943295;
      const dy = (b[i] + a[i]) * 0.008726646259971648;
      out[i] = Math.sqrt(dx * dx * (1 - dy * dy * 0.5) + dy * dy) * 6371;
    }
  }),
  program('array array', function pagerankStep(next, rank) {
    const n = rank.length;
    for (let i = 0; i < n; i++) next[i] = 0.15 / n;
    for (let i = 0; i < n; i++) {
      const share = (0.85 * rank[i]) / 2;
      next[(i * 7 + 1) % n] += share;
      next[(i * 3 + 2) % n] += share;
    }
  }),
  program('array', function checksumOfRows(a) {
    let checksum = 0;
    for (let row = 0; row * 10 < a.length; row++) {
      let sum = 0;
      for (let column = 0; column < 10; column++) sum = (sum * 31 + a[row * 10 + column]) | 0;
      checksum ^= sum;
    }
    return checksum;
  }),
  program('array array', function deltaDecode(out, a) {
    let value = 0;
    for (let i = 0; i < a.length; i++) {
      const delta = (a[i] >>> 1) ^ -(a[i] & 1);
      value = (value + delta) | 0;
      out[i] = value / 10;
    }
  }),
  program('array array array', function mergeSorted(out, a, b) {
    let i = 0;
    let j = 0;
    for (let k = 0; k < out.length; k++) {
      if (j >= b.length || (i < a.length && a[i] <= b[j])) out[k] = a[i++];
      else out[k] = b[j++];
    }
  }),
];
