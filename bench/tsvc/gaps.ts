/** Why clang vectorises a loop in the C twin that Jetloop leaves scalar. A loop that is listed here without need fails the run. */
export const gaps: Readonly<Record<string, string>> = {};
