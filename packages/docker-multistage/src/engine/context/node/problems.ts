import type { Diagnostic, Level } from '@hone/core/diagnostics';
import { contextProblem } from '../problems.js';

/** The command that brings a lock up to date, by package manager. */
export const LOCK_COMMANDS = {
  npm: 'npm install --package-lock-only',
  pnpm: 'pnpm install --lockfile-only',
  yarn: 'yarn install',
} as const;

interface Place {
  file: string;
  line?: number;
  hint?: string;
}

/** A finding about a lock of Node. */
export const lockProblem = (level: Level, message: string, place: Place): Diagnostic =>
  contextProblem('docker/context-lock', level, message, place);

/** A workspace that the lock does not have yet. */
export const memberMissing = (folder: string, manifest: string, lock: string, command: string): Diagnostic =>
  lockProblem('error', `The workspace ${folder} is not in ${lock}: a frozen install refuses it.`, {
    file: manifest,
    hint: `Run \`${command}\` and commit the lock.`,
  });

/** A dependency that the lock does not have yet. */
export const dependencyMissing = (name: string, manifest: string, lock: string, command: string): Diagnostic =>
  lockProblem('error', `The dependency ${name} is not in ${lock}: a frozen install refuses it.`, {
    file: manifest,
    hint: `Run \`${command}\` and commit the lock.`,
  });
