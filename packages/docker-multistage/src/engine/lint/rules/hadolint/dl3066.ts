import { pairsOf, variablesIn } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';

export const dl3066: Rule = {
  id: 'DL3066',
  source: 'hadolint',
  summary: 'USER names a user instead of a number.',
  reason: 'What runs the container may not know the name, so that it can’t tell whether the user is root.',
  severity: 'info',
  keywords: ['USER'],
  bad: 'FROM debian:12\nUSER app\n',
  good: 'FROM debian:12\nUSER 1000\n',
  *check(file): Generator<Finding> {
    const args = new Set<string>();
    for (const instruction of file.instructions) {
      if (instruction.keyword === 'ARG') for (const { key } of pairsOf(instruction, file)) args.add(key);
      if (instruction.keyword !== 'USER') continue;
      const user = instruction.operands.text;
      // A colon within ${…} ends no name.
      const name = /^(?:\$\{[^}]*\}|[^:])*/.exec(user)![0];
      if (/^\d*$/.test(name) || variablesIn(user, file.escape).some((use) => args.has(use.name))) continue;
      yield { of: instruction, message: `The user \`${name}\` is no number.` };
    }
  },
};
