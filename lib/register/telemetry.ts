/** The opt-in entry `jetloop/telemetry`: to import it, or to start a program with `node --import jetloop/telemetry`, starts telemetry. */
import { startTelemetry } from '../trust/telemetry/start.js';

startTelemetry();
