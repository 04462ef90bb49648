import { pairsOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { instructionsOf } from '../support.js';

export const dl3048: Rule = {
  id: 'DL3048',
  source: 'hadolint',
  summary: 'The name of a label breaks the rules for names.',
  reason:
    'They keep labels of different tools apart: lower case, digits, single dots and dashes, no namespace of Docker’s own.',
  severity: 'style',
  keywords: ['LABEL'],
  bad: 'FROM busybox:1.36\nLABEL +?not..valid--key="foo"\n',
  good: 'FROM busybox:1.36\nLABEL valid-key.label="bar"\n',
  *check(file): Generator<Finding> {
    for (const instruction of instructionsOf(file, 'LABEL')) {
      const wrong = pairsOf(instruction, file).find(({ key }) => !isValid(key));
      if (wrong) yield { of: instruction, at: wrong.keySpan, message: `\`${wrong.key}\` is no valid name of a label.` };
    }
  },
};

function isValid(key: string): boolean {
  const isWellFormed = /^[a-z](?:[a-z0-9._/-]*[a-z0-9])?$/.test(key) && !/\.\.|--/.test(key);
  return isWellFormed && !/^(?:com\.docker|io\.docker|org\.dockerproject)\./.test(key);
}
