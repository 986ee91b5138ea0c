const step = 'The step is an argument, so that no test before the loop can prove the accesses.';
const scatter =
  'Refused: an index array may be shorter than the loop, and the write would go to a property named "undefined".';

/** Why clang vectorises a loop in the C twin that Jetloop leaves scalar. A loop that is listed here without need fails the run. */
export const gaps: Readonly<Record<string, string>> = {
  s122: step,
  s161: 'LLVM 19 makes wrong code of it, in clang too: it gathers what the same vector of iterations has yet to store.',
  s172: step,
  s175: step,
  s4113: scatter,
  s491: scatter,
  vas: scatter,
};
