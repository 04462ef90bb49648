import { expand, stagesOf } from '../../../dockerfile/index.js';
import type { Stage } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { scopesOf } from '../../scopes.js';

export const workdirRelativePath: Rule = {
  id: 'WorkdirRelativePath',
  source: 'buildkit',
  summary: 'The first WORKDIR of a stage is a relative path.',
  reason: 'Where it leads depends on the base image, which may change.',
  severity: 'warning',
  keywords: ['WORKDIR'],
  bad: 'FROM nginx\nWORKDIR usr/share/nginx/html\nCOPY public .\n',
  good: 'FROM nginx\nWORKDIR /usr/share/nginx/html\nCOPY public .\n',
  *check(file): Generator<Finding> {
    const scopes = scopesOf(file);
    const set = new Set<Stage>();
    for (const stage of stagesOf(file).all) {
      const first = stage.instructions.find(({ keyword }) => keyword === 'WORKDIR');
      const inherited = stage.base !== undefined && set.has(stage.base);
      if (first || inherited) set.add(stage);
      if (!first || inherited) continue;
      const values = scopes.get(first)?.values;
      const path = expand(first.operands.text, file.escape, (name) => values?.get(name));
      // A value that comes from elsewhere can't be judged.
      if (path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path) || (path === '' && first.operands.text !== '')) continue;
      yield {
        of: first,
        message: `Relative workdir ${JSON.stringify(path)} can have unexpected results if the base image changes.`,
      };
    }
  },
};
