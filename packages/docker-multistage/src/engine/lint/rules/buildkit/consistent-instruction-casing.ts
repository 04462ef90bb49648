import { stagesOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { replace, safe } from '../support.js';

export const consistentInstructionCasing: Rule = {
  id: 'ConsistentInstructionCasing',
  source: 'buildkit',
  summary: 'An instruction is not in the case that most are in.',
  reason: 'One case throughout makes a Dockerfile easier to read.',
  severity: 'warning',
  fix: 'Safe: writes the keyword in the case of the majority.',
  bad: 'FROM alpine\nrun echo hello\nENTRYPOINT ["cat"]\n',
  good: 'FROM alpine\nRUN echo hello\nENTRYPOINT ["cat"]\n',
  *check(file): Generator<Finding> {
    const all = stagesOf(file).all.flatMap(({ instruction, instructions }) => [instruction, ...instructions]);
    const isLower = (text: string) => text === text.toLowerCase();
    const isUpper = (text: string) => text === text.toUpperCase();
    const lower = all.filter(({ written }) => isLower(written)).length;
    const upper = all.filter(({ written }) => isUpper(written) && !isLower(written)).length;
    const wantsLower = lower > upper;
    for (const instruction of all) {
      const { written, keywordSpan } = instruction;
      if (wantsLower ? isLower(written) : isUpper(written)) continue;
      const right = wantsLower ? written.toLowerCase() : written.toUpperCase();
      const casing = wantsLower ? 'lowercase' : 'uppercase';
      yield {
        of: instruction,
        message: `Command '${written}' should match the case of the command majority (${casing}).`,
        ...safe(`Write \`${right}\``, replace(keywordSpan, right)),
      };
    }
  },
};
