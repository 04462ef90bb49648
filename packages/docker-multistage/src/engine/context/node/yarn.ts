import { lockProblem } from './problems.js';
import type { NodeCut, NodeCutRequest } from './types.js';
import { keepWhole } from './whole.js';

export function cutYarn({ root }: NodeCutRequest): NodeCut {
  return keepWhole(
    root,
    lockProblem('warning', 'The lock is kept whole: yarn.lock is not cut yet.', { file: root.lockFile }),
  );
}
