import type { LockRule } from '../facts.js';
import { lockMissingProject } from './lock-missing-project.js';
import { lockOutdated } from './lock-outdated.js';
import { lockRequiresPython } from './lock-requires-python.js';
import { lockUnreadable } from './lock-unreadable.js';
import { lockVersionConflict } from './lock-version-conflict.js';

/** The rules of the check `lock`. */
export const lockRules: readonly LockRule[] = [
  lockMissingProject,
  lockOutdated,
  lockRequiresPython,
  lockUnreadable,
  lockVersionConflict,
];
