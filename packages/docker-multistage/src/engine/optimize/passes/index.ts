import type { Pass } from '../pass.js';
import { aptGet } from './apt-get.js';
import { baseImages } from './base-images.js';
import { goStages, rustStages } from './binary-stages.js';
import { cacheMounts } from './cache-mounts.js';
import { dependenciesFirst } from './dependencies-first.js';
import { execForm } from './exec-form.js';
import { frozenLock } from './frozen-lock.js';
import { healthCheck } from './health-check.js';
import { cachesRemoved, lintFixes } from './lint-fixes.js';
import { mountedManifests } from './mounted-manifests.js';
import { nodeProduction, nodeStages } from './node-stages.js';
import { nonRoot } from './non-root.js';
import { pythonStages } from './python-stages.js';

/** Every pass, in the order in which they run: what is written is put right, then layers, stages, caches and what runs. */
export const allPasses: readonly Pass[] = [
  lintFixes,
  aptGet,
  frozenLock,
  execForm,
  dependenciesFirst,
  mountedManifests,
  rustStages,
  goStages,
  cacheMounts,
  pythonStages,
  nodeStages,
  nodeProduction,
  nonRoot,
  healthCheck,
  baseImages,
  cachesRemoved,
];
