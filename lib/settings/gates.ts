/**
 * Which of the two classes of endpoints may be reached now, and if not, why not. Nothing is remembered between two questions: a change of
 * `process.env`, or of the user's choice, acts at once. Of several settings, the one that lets less out wins.
 */
import { readPreferences, type Preferences } from './preferences.js';
import { configuredApiUrl } from './settings.js';
import { readVariable, VARIABLES, type Environment, type Reading, type VariableProblem } from './variables.js';

/** `license`: what the user asks a hub for. `telemetry`: what nobody asks for. `lens`: telemetry that needs an opt-in besides. */
export type EndpointClass = 'license' | 'telemetry' | 'lens';

export const ENDPOINT_CLASSES: readonly EndpointClass[] = ['license', 'telemetry', 'lens'];

/** Stable names of the reasons. */
export type ClosedCode =
  | 'no-api-url'
  | 'offline-mode'
  | 'telemetry-disabled'
  | 'do-not-track'
  | 'telemetry-off'
  | 'continuous-integration'
  | 'no-notice'
  | 'no-opt-in'
  | 'no-credential';

/** The answer. */
export type Decision =
  | {
      readonly open: true;
      readonly baseUrl: string;
      /** Nothing recorded before may be sent. */ readonly since: number;
    }
  | {
      readonly open: false;
      readonly code: ClosedCode;
      /** The variable, `configure`, `default`, or `preferences`: where the deciding value came from. */
      readonly origin: string;
      readonly message: string;
    };

/** The privacy variables of the table, by their keys. */
export const GATE_KEYS = [
  'apiUrl',
  'offlineMode',
  'disableTelemetry',
  'telemetry',
  'doNotTrack',
  'continuousIntegration',
  'lensOptIn',
  'sendRawFingerprint',
  'sendSource',
  'offlineQueue',
  'queueRetentionDays',
] as const satisfies readonly (keyof typeof VARIABLES)[];

/** Values with their origins, for `jetloop doctor`. */
export interface GateReport {
  readonly variables: readonly {
    readonly name: string;
    readonly value: string | number | boolean | undefined;
    readonly origin: string;
  }[];
  readonly preferences: Preferences;
  readonly problems: readonly VariableProblem[];
  readonly decisions: Readonly<Record<EndpointClass, Decision>>;
}

/** What a decision depends on. */
export interface GateInputs {
  readonly environment: Environment;
  readonly preferences: Preferences;
  /** As {@link configuredApiUrl}. */
  readonly configuredUrl?: string | null | undefined;
  /** Whether a license key is stored; asked for by `lens` alone. */
  readonly credentialStored: boolean;
}

/** The inputs as they are at this moment. */
export function currentInputs(credentialStored = false): GateInputs {
  return {
    environment: process.env,
    preferences: readPreferences(process.env),
    configuredUrl: configuredApiUrl(),
    credentialStored,
  };
}

const GATE_NAMES = GATE_KEYS.flatMap((key) => [VARIABLES[key].name, ...VARIABLES[key].aliases]);

/**
 * Everything besides the user's choice that {@link decide} depends on, as one text: while it stays the same, so does the answer. For whoever has no
 * time for the answer itself.
 */
export function printGateTexts(): string {
  return [configuredApiUrl(), ...GATE_NAMES.map((name) => process.env[name])].join('\n');
}

/**
 * The base URL in force. Nobody's word widens anybody else's: the environment, which belongs to whoever runs the program, wins over the program, and
 * `none` wins over both.
 */
function readApiUrl({ environment, configuredUrl }: GateInputs): Pick<Reading<string | undefined>, 'value' | 'origin'> {
  const reading = readVariable(VARIABLES.apiUrl, environment);
  if (configuredUrl === null) return { value: undefined, origin: 'configure' };
  const isOpen = reading.origin === 'default' && configuredUrl !== undefined;
  return isOpen ? { value: configuredUrl, origin: 'configure' } : reading;
}

/** Decides for one class. */
export function decide(endpointClass: EndpointClass, inputs: GateInputs = currentInputs()): Decision {
  const { environment, preferences, credentialStored } = inputs;
  const offline = readVariable(VARIABLES.offlineMode, environment);
  if (offline.value) return closed('offline-mode', offline, 'the offline mode is on');
  const apiUrl = readApiUrl(inputs);
  if (apiUrl.value === undefined) return closed('no-api-url', apiUrl, 'no usable API URL is configured');
  if (endpointClass === 'license') return { open: true, baseUrl: apiUrl.value, since: 0 };

  const disabled = readVariable(VARIABLES.disableTelemetry, environment);
  if (disabled.value) return closed('telemetry-disabled', disabled, 'telemetry is disabled');
  const telemetry = readVariable(VARIABLES.telemetry, environment);
  if (!telemetry.value) return closed('telemetry-disabled', telemetry, 'telemetry is disabled');
  const doNotTrack = readVariable(VARIABLES.doNotTrack, environment);
  if (doNotTrack.value) return closed('do-not-track', doNotTrack, 'the environment asks not to be tracked');
  if (preferences.telemetry === 'off') {
    const why = preferences.problem ?? 'the user switched telemetry off';
    return closed('telemetry-off', { origin: 'preferences' }, why);
  }

  // Only our own names stand for the notice: an alias was set for another product, by someone who may never have heard of this one.
  const askedFor = telemetry.origin.startsWith('JETLOOP_');
  const ci = readVariable(VARIABLES.continuousIntegration, environment);
  if (ci.value && !askedFor) return closed('continuous-integration', ci, 'continuous integration is not measured');
  if (preferences.telemetry === 'unasked' && !askedFor) {
    return closed('no-notice', { origin: 'preferences' }, 'the user has not seen the notice yet');
  }

  if (endpointClass === 'lens') {
    const optIn = readVariable(VARIABLES.lensOptIn, environment);
    if (!optIn.value) return closed('no-opt-in', optIn, 'the Lens heartbeat was not opted into');
    if (!credentialStored) return closed('no-credential', { origin: 'default' }, 'no license key is stored');
  }
  return { open: true, baseUrl: apiUrl.value, since: preferences.since };
}

function closed(code: ClosedCode, { origin }: Pick<Reading<unknown>, 'origin'>, message: string): Decision {
  return { open: false, code, origin, message };
}

/** Everything that decides, with where it came from. */
export function reportGates(inputs: GateInputs): GateReport {
  const readings = GATE_KEYS.map((key) => {
    const variable = VARIABLES[key];
    return {
      name: variable.name,
      ...readVariable<string | number | boolean | undefined>(variable, inputs.environment),
    };
  });
  return {
    variables: readings.map(({ name, value, origin }) => ({ name, value, origin })),
    preferences: inputs.preferences,
    problems: readings.flatMap(({ problems }) => problems),
    decisions: {
      license: decide('license', inputs),
      telemetry: decide('telemetry', inputs),
      lens: decide('lens', inputs),
    },
  };
}
