import type { Instruction } from '../../../dockerfile/index.js';
import { stagesOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { replace, safe, wholeLines } from '../support.js';

const ONCE = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK']);

export const multipleInstructionsDisallowed: Rule = {
  id: 'MultipleInstructionsDisallowed',
  source: 'buildkit',
  summary: 'A stage has more than one CMD, ENTRYPOINT or HEALTHCHECK.',
  reason: 'Only the last one has an effect; whoever reads the others believes them.',
  severity: 'warning',
  keywords: ['CMD', 'ENTRYPOINT', 'HEALTHCHECK'],
  fix: 'Safe: takes out the one that has no effect.',
  bad: 'FROM alpine\nENTRYPOINT ["echo", "Hello, Norway!"]\nENTRYPOINT ["echo", "Hello, Sweden!"]\n',
  good: 'FROM alpine\nENTRYPOINT ["echo", "Hello, Norway!"]\n',
  *check(file): Generator<Finding> {
    for (const { instructions } of stagesOf(file).all) {
      const last = new Map<string, Instruction>();
      for (const instruction of instructions) {
        const { keyword, written } = instruction;
        if (!ONCE.has(keyword)) continue;
        const earlier = last.get(keyword);
        last.set(keyword, instruction);
        if (!earlier) continue;
        yield {
          of: earlier,
          message: `Multiple ${written} instructions should not be used in the same stage because only the last one will be used.`,
          ...safe('Remove the one that has no effect', replace(wholeLines(earlier, file.text), '')),
        };
      }
    }
  },
};
