import path from 'node:path';
import type { Dockerfile, Instruction, Stage } from '../../../dockerfile/index.js';
import { copyOf, findStage, lineOf, mountsOf, stagesOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { pathOf } from '../paths.js';
import { expandAt, isWithin, resolveAt } from './locations.js';

export const binaryFromCacheMount: Rule = {
  id: 'docker/binary-from-cache-mount',
  source: 'docker',
  summary: 'COPY takes a file from a folder that was only mounted as a cache.',
  reason: 'What a RUN writes into a cache mount is not part of its layer, so the file is not there.',
  severity: 'error',
  keywords: ['COPY'],
  bad: 'FROM rust:1.83 AS build\nWORKDIR /app\nRUN --mount=type=cache,target=/app/target cargo build --release --locked\nFROM debian:12-slim\nCOPY --from=build /app/target/release/app /usr/local/bin/app\n',
  good: 'FROM rust:1.83 AS build\nWORKDIR /app\nRUN --mount=type=cache,target=/app/target cargo build --release --locked && cp target/release/app /usr/local/bin/app\nFROM debian:12-slim\nCOPY --from=build /usr/local/bin/app /usr/local/bin/app\n',
  *check(file): Generator<Finding> {
    const { all } = stagesOf(file);
    for (const stage of all) {
      for (const instruction of stage.instructions.filter(({ keyword }) => keyword === 'COPY')) {
        const { sources, from: flag } = copyOf(instruction, file);
        const from = flag?.value === undefined ? undefined : findStage(all.slice(0, stage.index), flag.value);
        if (!from) continue;
        for (const source of sources) {
          const file_ = path.posix.resolve('/', expandAt(pathOf(source), instruction, file));
          const cache = cachesOf(from, file).find(({ target }) => isWithin(file_, target));
          if (!cache) continue;
          yield {
            of: instruction,
            at: source,
            message: `\`${file_}\` lies in the cache mount \`${cache.target}\` of line ${cache.by.line}, so it is not in the stage.`,
            hint: 'Copy it out of the mount in the same RUN, and take it from there.',
          };
        }
      }
    }
  },
};

/** The folders that are cache mounts in a stage and that nothing else fills. */
function cachesOf(stage: Stage, file: Dockerfile): { target: string; by: Instruction }[] {
  const instructions = lineOf(stage).flatMap((part) => part.instructions);
  const caches = instructions.flatMap((by) =>
    mountsOf(by)
      .filter(({ type, fields }) => type === 'cache' && fields['target'] !== undefined)
      .map(({ fields }) => ({ target: resolveAt(fields['target'] ?? '/', by, file), by })),
  );
  if (caches.length === 0) return [];
  const copied = instructions
    .filter(({ keyword }) => keyword === 'COPY' || keyword === 'ADD')
    .flatMap((instruction) => {
      const { target } = copyOf(instruction, file);
      return target ? [resolveAt(pathOf(target), instruction, file)] : [];
    });
  return caches.filter(({ target }) => !copied.some((folder) => folder !== '/' && isWithin(folder, target)));
}
