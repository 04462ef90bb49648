import type { Rule } from '../rule.js';
import { buildkitRules } from './buildkit/index.js';
import { dockerRules } from './docker/index.js';
import { hadolintRules } from './hadolint/index.js';

export { buildkitRules, dockerRules, hadolintRules };

/** Every rule. A new one is a file in its folder and a line in that folder's table. */
export const allRules: readonly Rule[] = [...buildkitRules, ...hadolintRules, ...dockerRules];
