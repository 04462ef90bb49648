import { cargoPart } from './cargo-part.js';
import { nodePart } from './node-part.js';
import { readPoetryPart } from './poetry-part.js';
import { readRequirementsPart } from './requirements-part.js';
import type { ReadContextPart } from './types.js';
import { readUvPart } from './uv-part.js';

/** What each kind of lock adds to a context: one line a kind. */
export const contextParts: readonly ReadContextPart[] = [
  readUvPart,
  readPoetryPart,
  readRequirementsPart,
  cargoPart,
  nodePart,
];
