import { pairsOf, variablesIn } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';

export const dl3044: Rule = {
  id: 'DL3044',
  source: 'hadolint',
  summary: 'ENV uses a variable that the same ENV defines.',
  reason: 'All values of one ENV are made from what was set before it, so the variable is empty.',
  severity: 'error',
  keywords: ['ENV'],
  bad: 'FROM debian:12\nENV APP=/srv LIB="$APP/lib"\n',
  good: 'FROM debian:12\nENV APP=/srv\nENV LIB="$APP/lib"\n',
  *check(file): Generator<Finding> {
    const known = new Set<string>();
    for (const instruction of file.instructions) {
      if (instruction.keyword !== 'ENV' && instruction.keyword !== 'ARG') continue;
      const pairs = pairsOf(instruction, file);
      if (instruction.keyword === 'ENV') {
        const uses = pairs.map(
          ({ rawValue = '' }) => new Set(variablesIn(rawValue, file.escape).map(({ name }) => name)),
        );
        const wrong = pairs.find(
          ({ key }, at) => !known.has(key) && uses.some((names, user) => user !== at && names.has(key)),
        );
        const user = uses.findIndex((names, at) => wrong !== undefined && pairs[at] !== wrong && names.has(wrong.key));
        if (wrong) {
          const message = `\`${wrong.key}\` is used in the ENV that defines it, where it is not set yet.`;
          yield { of: instruction, at: pairs[user]?.valueSpan ?? wrong, message };
        }
      }
      for (const { key } of pairs) known.add(key);
    }
  },
};
