import type { Language } from '../types.js';
import { planRust } from './plan.js';
import { readRustFacts } from './read-facts.js';

/** Rust: the crate of a project, alone or in a Cargo workspace. */
export const rust: Language = {
  id: 'rust',
  title: 'Rust',
  manifests: ['Cargo.toml'],
  plan: (request, options) => Promise.resolve(planRust(readRustFacts(request), options)),
};
