import type { Pair } from '../../../dockerfile/index.js';
import { pairsOf, stagesOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { replace, safe } from '../support.js';

export const legacyKeyValueFormat: Rule = {
  id: 'LegacyKeyValueFormat',
  source: 'buildkit',
  summary: 'ENV or LABEL separates name and value by a space.',
  reason: 'All that follows the first space is one value then, also what looks like a second name.',
  severity: 'warning',
  keywords: ['ENV', 'LABEL'],
  fix: 'Safe: writes name=value; not where the value has quotes or escapes beside spaces.',
  bad: 'FROM alpine\nENV foo bar\n',
  good: 'FROM alpine\nENV foo=bar\n',
  *check(file): Generator<Finding> {
    for (const instruction of stagesOf(file).all.flatMap(({ instructions }) => instructions)) {
      const { keyword, written } = instruction;
      if (keyword !== 'ENV' && keyword !== 'LABEL') continue;
      for (const pair of pairsOf(instruction, file).filter(({ legacy }) => legacy)) {
        const text = assignment(pair);
        yield {
          of: instruction,
          message: `"${written} key=value" should be used instead of legacy "${written} key value" format.`,
          ...(text !== undefined && safe(`Write \`${text}\``, replace(pair, text))),
        };
      }
    }
  },
};

function assignment({ key, rawValue = '' }: Pair): string | undefined {
  if (!/\s/.test(rawValue)) return `${key}=${rawValue}`;
  if (/^"[^"\\]*"$|^'[^']*'$/.test(rawValue)) return `${key}=${rawValue}`;
  return /["'\\`]/.test(rawValue) ? undefined : `${key}="${rawValue}"`;
}
