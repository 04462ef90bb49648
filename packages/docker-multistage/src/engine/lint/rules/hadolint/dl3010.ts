import type { Instruction } from '../../../dockerfile/index.js';
import { copyOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { runOf } from '../../scripts.js';
import type { Command } from '../../../shell/index.js';
import { operandsOf } from '../../../shell/index.js';
import { isArchive } from '../archives.js';
import { baseName, pathOf } from '../paths.js';

const UNPACKERS = new Set(['unzip', 'gunzip', 'bunzip2', 'unlzma', 'unxz', 'zgz', 'uncompress', 'zcat', 'gzcat']);

export const dl3010: Rule = {
  id: 'DL3010',
  source: 'hadolint',
  summary: 'An archive is copied in and unpacked by a RUN.',
  reason: 'The archive stays in the layer of the COPY; ADD unpacks it on the way and leaves only the content.',
  severity: 'info',
  keywords: ['COPY'],
  bad: 'FROM debian:12\nCOPY app.tar.gz /tmp/\nRUN tar -xzf /tmp/app.tar.gz -C /srv\n',
  good: 'FROM debian:12\nADD app.tar.gz /srv/\n',
  *check(file): Generator<Finding> {
    let copied: { name: string; by: Instruction }[] = [];
    const reported = new Set<Instruction>();
    for (const instruction of file.instructions) {
      if (instruction.keyword === 'FROM') copied = [];
      if (instruction.keyword === 'COPY') {
        const { sources, target, from } = copyOf(instruction, file);
        if (from || !target) continue;
        const paths = isArchive(pathOf(target)) ? [target] : sources;
        const names = paths.map((word) => baseName(pathOf(word))).filter(isArchive);
        copied.push(...names.map((name) => ({ name, by: instruction })));
      }
      if (instruction.keyword !== 'RUN' || copied.length === 0) continue;
      const unpacked = runOf(instruction, file.text)
        .commands.filter(unpacks)
        .flatMap((command) => operandsOf(command).map(({ text }) => baseName(text)));
      for (const { name, by } of copied) {
        if (!unpacked.includes(name) || reported.has(by)) continue;
        reported.add(by);
        yield { of: by, message: `Use ADD to unpack \`${name}\` into the image.` };
      }
    }
  },
};

function unpacks({ name, args }: Command): boolean {
  if (UNPACKERS.has(name)) return true;
  return (
    name === 'tar' && args.some(({ text }) => text === '--extract' || text === '--get' || /^-[^-]*x|^-.*x/.test(text))
  );
}
