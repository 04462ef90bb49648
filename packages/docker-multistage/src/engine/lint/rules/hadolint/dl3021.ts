import { copyOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { pathOf } from '../paths.js';
import { insert, instructionsOf, safe } from '../support.js';

export const dl3021: Rule = {
  id: 'DL3021',
  source: 'hadolint',
  summary: 'COPY has several sources and its destination does not end with a slash.',
  reason: 'The builder refuses it: several files go into a folder.',
  severity: 'error',
  keywords: ['COPY'],
  fix: 'Safe: adds the slash.',
  bad: 'FROM node:22\nCOPY package.json yarn.lock /app\n',
  good: 'FROM node:22\nCOPY package.json yarn.lock /app/\n',
  *check(file): Generator<Finding> {
    for (const instruction of instructionsOf(file, 'COPY')) {
      const { sources, target } = copyOf(instruction, file);
      if (sources.length < 2 || !target || pathOf(target).endsWith('/')) continue;
      const quoted = /["']$/.test(target.raw);
      yield {
        of: instruction,
        at: target,
        message: 'COPY with more than 2 arguments requires the last argument to end with /.',
        ...safe('Add the slash', insert(quoted ? target.end - 1 : target.end, '/')),
      };
    }
  },
};
