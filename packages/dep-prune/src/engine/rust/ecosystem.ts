import type { Ecosystem } from '../types.js';
import { planRustEdits } from './plan-edits.js';
import { readRustFacts } from './read-facts.js';

/** Crates: every table of a Cargo.toml. */
export const rustEcosystem: Ecosystem = {
  id: 'rust',
  read: (request) => Promise.resolve(readRustFacts(request)),
  planEdits: planRustEdits,
};
