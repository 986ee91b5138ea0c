/** The first function that a bench process compiles, so that starting the service is timed by itself */
export default function fillWithOne(a) {
  for (let i = 0; i < a.length; i++) {
    a[i] = 1;
  }
}
