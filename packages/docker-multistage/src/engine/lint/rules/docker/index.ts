import type { Rule } from '../../rule.js';
import { binaryFromCacheMount } from './binary-from-cache-mount.js';
import { buildToolsInFinalStage } from './build-tools-in-final-stage.js';
import { copyOutsideClosure } from './copy-outside-closure.js';
import { depsAfterSource } from './deps-after-source.js';
import { interpreterDiffers } from './interpreter-differs.js';
import { manifestCopied } from './manifest-copied.js';
import { noCacheMount } from './no-cache-mount.js';
import { unfrozenLock } from './unfrozen-lock.js';
import { venvMoved } from './venv-moved.js';

/** The rules of our own. */
export const dockerRules: readonly Rule[] = [
  depsAfterSource,
  noCacheMount,
  manifestCopied,
  buildToolsInFinalStage,
  unfrozenLock,
  venvMoved,
  interpreterDiffers,
  copyOutsideClosure,
  binaryFromCacheMount,
];
