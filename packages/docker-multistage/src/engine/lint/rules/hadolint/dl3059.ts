import type { Instruction } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { runOf } from '../../scripts.js';

export const dl3059: Rule = {
  id: 'DL3059',
  source: 'hadolint',
  summary: 'Two RUN instructions with one command each follow each other.',
  reason: 'Each makes a layer. Where several commands are joined already, the split is taken to be meant.',
  severity: 'info',
  bad: 'FROM debian:12\nRUN touch /a\nRUN touch /b\n',
  good: 'FROM debian:12\nRUN touch /a && touch /b\n',
  *check(file): Generator<Finding> {
    let before: Instruction | undefined;
    for (const instruction of file.instructions) {
      if (instruction.keyword !== 'RUN') {
        before = undefined;
        continue;
      }
      const count = (run: Instruction) => runOf(run, file.text).commands.length;
      const apart =
        !before || flagText(before) !== flagText(instruction) || count(before) > 1 || count(instruction) > 1;
      if (!apart)
        yield { of: instruction, message: 'Multiple consecutive `RUN` instructions. Consider consolidation.' };
      else before = instruction;
    }
  },
};

function flagText({ flags }: Instruction): string {
  return flags
    .map(({ name, value }) => `${name}=${value}`)
    .sort()
    .join(' ');
}
