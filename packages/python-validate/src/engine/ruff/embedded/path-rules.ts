import { basename } from 'node:path';
import type { FirstParty } from '../config/first-party.js';
import type { RuffConfig } from '../config/ruff-config.js';
import type { RuffFile, RuffFinding } from '../finding.js';

/** TODO */
export function adjustForPath(
  findings: RuffFinding[],
  file: RuffFile,
  config: RuffConfig,
  firstParty: FirstParty,
): RuffFinding[] {
  void basename;
  void file;
  void config;
  void firstParty;
  return findings;
}

export const stubNote = 'x';
