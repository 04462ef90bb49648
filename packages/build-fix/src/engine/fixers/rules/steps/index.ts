import type { RulePart } from '../types.js';
import { command, lock, relock } from './command.js';
import { installPackage } from './docker.js';
import { settleConflict } from './settle-conflict.js';
import type { Step, StepSurroundings } from './step.js';
import { addDependencyStep, addFeature, json, toml } from './structured.js';
import { create, deleteFile, deleteLines, insert, replace } from './text.js';

/** Everything that a rule may do, by name. */
const STEPS: Readonly<Record<string, Step>> = {
  replace,
  insert,
  'delete-lines': deleteLines,
  create,
  delete: deleteFile,
  toml,
  json,
  'add-dependency': addDependencyStep,
  'add-feature': addFeature,
  lock,
  relock,
  command,
  'install-package': installPackage,
  'settle-conflict': settleConflict,
};

/** Names of the steps, for the check against the schema. */
export const stepNames: readonly string[] = Object.keys(STEPS);

/** Takes one step. @throws NotApplicable where it can't be taken */
export function takeStep(step: RulePart, surroundings: StepSurroundings): void {
  STEPS[step.kind]!(step.argument, surroundings);
}
