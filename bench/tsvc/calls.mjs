/* Calls: functions of Math, statement functions, calls in the middle of an iteration. */

/** Two functions of Math. */
export function s451(n, a, b, c) {
  for (let i = 0; i < n; i++) a[i] = Math.sin(b[i]) + Math.cos(c[i]);
}

/** The counter as a number. */
export function s452(n, a, b, c) {
  for (let i = 0; i < n; i++) a[i] = b[i] + c[i] * (i + 1);
}

/** A number that is counted in steps of two. */
export function s453(n, a, b) {
  let s = 0;
  for (let i = 0; i < n; i++) {
    s += 2;
    a[i] = s * b[i];
  }
}

/** A call of a function that does nothing, between two statements. */
export function s471(n, b, c, d, e, x) {
  const rest = () => 0;
  for (let i = 0; i < n; i++) {
    x[i] = b[i] + d[i] * d[i];
    rest();
    b[i] = c[i] + d[i] * e[i];
  }
}

/** A formula that is a function. */
export function s4121(n, a, b, c) {
  const product = (x, y) => x * y;
  for (let i = 0; i < n; i++) a[i] += product(b[i], c[i]);
}
