import { cleanPath } from '../../config/ignore-file.js';
import { copyOf, expand, stagesOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { scopesOf } from '../../scopes.js';

export const copyIgnoredFile: Rule = {
  id: 'CopyIgnoredFile',
  source: 'buildkit',
  summary: 'COPY or ADD names a file that .dockerignore leaves out.',
  reason: 'It is not part of the build context, so the build fails or copies nothing.',
  severity: 'warning',
  keywords: ['COPY', 'ADD'],
  bad: { dockerfile: 'FROM scratch\nCOPY ./tmp/helloworld.txt /helloworld.txt\n', dockerignore: '*/tmp/*\ntmp\n' },
  good: { dockerfile: 'FROM scratch\nCOPY ./forever/helloworld.txt /helloworld.txt\n', dockerignore: '*/tmp/*\ntmp\n' },
  *check(file, { ignoreFile }): Generator<Finding> {
    // With exceptions, a folder that is left out may hold a file that is not.
    if (!ignoreFile || ignoreFile.hasExceptions) return;
    const scopes = scopesOf(file);
    for (const instruction of stagesOf(file).all.flatMap(({ instructions }) => instructions)) {
      const { keyword } = instruction;
      if (keyword !== 'COPY' && keyword !== 'ADD') continue;
      const { sources, from } = copyOf(instruction, file);
      if (from) continue;
      for (const source of sources) {
        const values = scopes.get(instruction)?.values;
        const written = expand(source.raw, file.escape, (name) => values?.get(name));
        if (/^(?:https?:\/\/|git@|git:\/\/)/.test(written)) continue;
        const path = cleanPath(written);
        if (path === '.' ? !ignoreFile.ignoresAll : !ignoreFile.ignores(path)) continue;
        const verb = keyword === 'ADD' ? 'Add' : 'Copy';
        yield {
          of: instruction,
          at: source,
          message: `Attempting to ${verb} file "${path}" that is excluded by .dockerignore.`,
        };
      }
    }
  },
};
