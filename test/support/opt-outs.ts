/** The ways in which an environment forbids telemetry, and nothing else. */
export const OPT_OUTS: readonly Readonly<Record<string, string>>[] = [
  { JETLOOP_DISABLE_TELEMETRY: '1' },
  { JETLOOP_TELEMETRY: '0' },
  { JETLOOP_TELEMETRY_ENABLED: 'false' },
  { DO_NOT_TRACK: '1' },
  { EPOCHLY_DISABLE_TELEMETRY: '1' },
  { EPOCHLY_TELEMETRY: '0' },
  { PYVORIN_THIN_TELEMETRY_ENABLED: 'false' },
];
