// Writes docs/docker-multistage/optimize.md from the passes themselves, so that the page can't drift.
// With --check it writes nothing and fails when the page is out of date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import type { Pass } from '../src/engine/optimize/pass.js';
import { allPasses } from '../src/engine/optimize/passes/index.js';

const TARGET = fileURLToPath(new URL('../../../docs/docker-multistage/optimize.md', import.meta.url));
const COMMAND =
  'node --conditions=@hone/source --import tsx packages/docker-multistage/tests/generate-optimize-docs.mts';

const INTRO = `<!-- Generated from the passes by packages/docker-multistage/tests/generate-optimize-docs.mts. Do not edit. -->

\`\`\`sh
nx g @hone/docker-multistage:optimize api --dry-run   # says what every pass would do
nx g @hone/docker-multistage:optimize api --verify    # keeps the new one only when it builds and works
\`\`\`

The generator rewrites a Dockerfile that is there, in small passes. What a pass does not understand it leaves as it is, and
says why, with the line. Comments, heredocs, ONBUILD, line ends and the way in which lines are continued stay; lines that no
pass touches stay byte for byte. A second run changes nothing, and the result never has more findings of the linter than the
file had: a pass that would cause one is taken back. A Dockerfile that the builder would refuse is refused with its line.

Passes look into the build context (the folder of the Dockerfile, or \`--context\`): manifests, lock files, \`.dockerignore\`.
\`--skip=non-root,health-check\` leaves passes out. \`--unsafe\` also does what is right for most images and cannot be known for
this one: the linter's unsafe fixes, \`--no-install-recommends\` for packages that are not known, and a slim Python where the
full image runs.

## With an engine

\`--verify\` copies the build context as a clean checkout has it (without \`.git\`, \`node_modules\`, \`.venv\` and links), and
builds the old and the new Dockerfile there: without any cache, again, and after an edit of a source file. Both containers
are then asked: by \`--command\`, else by the health check (the new one's, where the old has none), else they must stay up for
three seconds. Sizes, layers and times are printed side by side. The file is written only when the new one builds and
works. Cache mounts get ids of their own, so that a cold build is cold and the caches of the project stay as they are;
images, containers and those cache mounts are removed at the end, also after a failure. The layers stay in the builder's
cache, as after any build. \`--buildArgs.NAME=value\` sets an ARG. Builds that need secrets cannot be verified.

Measured by hand on one machine with two busy cores, a Flask service with psycopg2 built from source, its base image a
Debian with Python:

|                     | before   | after    |
| ------------------- | -------- | -------- |
| size                | 682.1 MB | 222.5 MB |
| cold build          | 62.5 s   | 42.0 s   |
| build after an edit | 152.2 s  | 1.2 s    |

## What it does not do

- A file with several stages is not split further; it gets caches, layers, a user and the rest.
- Of a RUN, only a plain \`a && b\` is taken apart: no pipes, redirections, \`;\`, groups or heredocs.
- A stage is split for Python (pip, poetry, uv with \`--no-install-project\`), Node, Rust and Go, on Debian or alpine. For
  Rust and Go the release must be in the tag, or be one of the versions for which there is an image of Debian 12.
- \`apk add --no-cache\` stays as it is: the index of alpine is small.
- Of packages of alpine and Go, the result was never built in the project's tests: no such image is at hand there.

`;

const PASSES = `## Passes

In the order in which they run, until none has anything to do.`;

function renderPass({ id, summary, reason, example }: Pass): string {
  const block = (what: string, language: string, text: string) =>
    `${what}:\n\n\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
  const files = Object.keys(example.files ?? {});
  const beside = files.length === 0 ? 'Before' : `Before, beside ${files.map((name) => `\`${name}\``).join(', ')}`;
  return [
    `### \`${id}\``,
    summary,
    `**Why.** ${reason}`,
    block(beside, 'dockerfile', example.before),
    block('After', 'dockerfile', example.after),
  ].join('\n\n');
}

interface Schema {
  properties: Record<string, { type: string; description: string; default?: unknown }>;
}

function renderOptions(): string {
  const file = new URL('../src/generators/optimize/schema.json', import.meta.url);
  const { properties } = JSON.parse(readFileSync(file, 'utf8')) as Schema;
  const rows = Object.entries(properties).map(([name, option]) => {
    const preset = option.default === undefined ? '' : `\`${JSON.stringify(option.default)}\``;
    return `| \`${name}\` | ${option.type} | ${preset} | ${option.description} |`;
  });
  return ['| option | type | default | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

const text = [
  '# Generator `optimize`',
  INTRO.trimEnd(),
  '## Options',
  renderOptions(),
  PASSES,
  ...allPasses.map(renderPass),
].join('\n\n');
const options = await resolveConfig(TARGET);
const page = await format(text, { ...options, parser: 'markdown' });
if (!existsSync(TARGET) || readFileSync(TARGET, 'utf8') !== page) {
  if (process.argv.includes('--check')) {
    console.error(`docs/docker-multistage/optimize.md is out of date, run: ${COMMAND}`);
    process.exitCode = 1;
  } else {
    writeFileSync(TARGET, page);
  }
}
