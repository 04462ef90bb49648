import { lineOf, stagesOf } from '../../../dockerfile/index.js';
import type { Stage } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';

const CONFIG = 'override:\n  info:\n    - DL3057\n';

export const dl3057: Rule = {
  id: 'DL3057',
  source: 'hadolint',
  summary: 'No HEALTHCHECK says how a container of the image is.',
  reason: 'Without one, a container that hangs counts as well.',
  severity: 'ignore',
  bad: { dockerfile: 'FROM busybox:1.36\nCMD ["/bin/serve"]\n', config: CONFIG },
  good: { dockerfile: 'FROM busybox:1.36\nHEALTHCHECK CMD ["/bin/ask"]\nCMD ["/bin/serve"]\n', config: CONFIG },
  *check(file): Generator<Finding> {
    const { all } = stagesOf(file);
    const checked = all.filter(({ instructions }) => instructions.some(({ keyword }) => keyword === 'HEALTHCHECK'));
    const below = new Set<Stage>(checked.flatMap(lineOf));
    for (const stage of all) {
      if (below.has(stage) || lineOf(stage).some((other) => checked.includes(other))) continue;
      yield { of: stage.instruction, message: 'A `HEALTHCHECK` instruction is missing.' };
    }
  },
};
