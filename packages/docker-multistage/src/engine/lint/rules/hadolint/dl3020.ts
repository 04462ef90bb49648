import { copyOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { isArchive } from '../archives.js';
import { pathOf } from '../paths.js';
import { instructionsOf, replace, safe } from '../support.js';

export const dl3020: Rule = {
  id: 'DL3020',
  source: 'hadolint',
  summary: 'ADD is used for files and folders.',
  reason: 'ADD also unpacks and downloads; COPY says that neither is meant.',
  severity: 'error',
  keywords: ['ADD'],
  fix: 'Safe: writes COPY, where every source is a file or folder and no flag of ADD is used.',
  bad: 'FROM python:3.12\nADD requirements.txt /usr/src/app/\n',
  good: 'FROM python:3.12\nCOPY requirements.txt /usr/src/app/\n',
  *check(file): Generator<Finding> {
    for (const instruction of instructionsOf(file, 'ADD')) {
      const paths = copyOf(instruction, file).sources.map(pathOf);
      const needsAdd = (path: string) => isArchive(path) || /^(?:https?:\/\/|git@|git:\/\/)/.test(path);
      if (paths.every(needsAdd)) continue;
      const lower = instruction.written === instruction.written.toLowerCase();
      const own = instruction.flags.some(({ name }) => ['keep-git-dir', 'checksum', 'unpack'].includes(name));
      yield {
        of: instruction,
        message: 'Use COPY instead of ADD for files and folders.',
        ...(!own &&
          !paths.some((path) => needsAdd(path) || path.includes('$')) &&
          safe('Write COPY', replace(instruction.keywordSpan, lower ? 'copy' : 'COPY'))),
      };
    }
  },
};
