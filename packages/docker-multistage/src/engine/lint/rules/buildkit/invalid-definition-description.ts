import { fromOf, pairsOf } from '../../../dockerfile/index.js';
import type { Dockerfile, Instruction } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { instructionsOf } from '../support.js';

export const invalidDefinitionDescription: Rule = {
  id: 'InvalidDefinitionDescription',
  source: 'buildkit',
  summary: 'The comment right above a stage or an ARG does not begin with its name.',
  reason: 'BuildKit shows that comment as the description of the stage or argument.',
  severity: 'warning',
  experimental: true,
  bad: '# check=experimental=InvalidDefinitionDescription\n# the base image\nFROM scratch AS base\n',
  good: '# check=experimental=InvalidDefinitionDescription\n# base is the base image\nFROM scratch AS base\n',
  *check(file): Generator<Finding> {
    for (const instruction of instructionsOf(file, 'FROM', 'ARG')) {
      const names = namesOf(instruction, file);
      const comment = instruction.comments.at(-1);
      if (names.length === 0 || !comment || comment.line !== instruction.line - 1) continue;
      if (names.includes(comment.text.split(' ', 1)[0]!)) continue;
      const example = names.length > 1 ? '<arg_key>' : names[0];
      yield {
        of: instruction,
        message: `Comment for ${instruction.keyword} should follow the format: \`# ${example} <description>\`.`,
        hint: 'An empty line above the instruction says that the comment is no description.',
      };
    }
  },
};

function namesOf(instruction: Instruction, file: Dockerfile): string[] {
  if (instruction.keyword === 'ARG') return pairsOf(instruction, file).map(({ key }) => key);
  const alias = fromOf(instruction, file)?.alias;
  return alias ? [alias.text.toLowerCase()] : [];
}
