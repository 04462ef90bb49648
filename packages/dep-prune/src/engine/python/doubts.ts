import type { PythonProject } from '@hone/core';
import { handTools } from './programs.data.js';

/**
 * Declarations of which nothing that is read here could show a use: programs for development that people run by hand.
 *
 * @returns why nothing can be said, by normalised name
 */
export function doubtsOf({ dependencies }: PythonProject): Map<string, string> {
  const doubts = new Map<string, string>();
  for (const { kind, requirement } of dependencies) {
    const name = requirement.normalizedName;
    if (kind === 'runtime' || kind === 'constraint' || !handTools.has(name)) continue;
    doubts.set(name, 'It is a program for development, and people may run it by hand; nothing here does');
  }
  return doubts;
}
