/** c = a + s·b: the little function whose calls are timed */
export default function addScaled(a, b, c, s) {
  for (let i = 0; i < c.length; i++) {
    c[i] = a[i] + s * b[i];
  }
}

/** Calls a function many times; a copy of its own for each function lets V8 optimise for one target. */
export function callRepeatedly(call, calls, a, b, c, s) {
  for (let i = 0; i < calls; i++) call(a, b, c, s);
}
