import type { EvidenceSource } from './evidence-source.js';
import { imports } from './imports.js';

/** Everything that can show a use, in no particular order. */
export const evidenceSources: readonly EvidenceSource[] = [imports];
