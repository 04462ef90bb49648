import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parseDockerfile } from '../dockerfile/index.js';
import { emptyContext } from '../lint/context.js';
import { lintDockerfile } from '../lint/lint-file.js';
import { optimizeDockerfile } from './optimize.js';
import { projectFiles } from './pass.js';

const root = fileURLToPath(new URL('fixtures', import.meta.url));
const dockerfiles = readdirSync(root)
  .sort()
  .map((name) => readFileSync(path.join(root, name, 'Dockerfile'), 'utf8'));

/** A project of every kind at once. */
const files = projectFiles({
  'package.json':
    '{"scripts": {"start": "node server.js", "build": "tsc"}, "dependencies": {"a": "1"}, "devDependencies": {"b": "1"}}',
  'package-lock.json': '{"packages": {"": {"dependencies": {"a": "1"}, "devDependencies": {"b": "1"}}}}',
  'yarn.lock': '# yarn lockfile v1\n',
  'requirements.txt': 'flask\n',
  'pyproject.toml': '[project]\nname = "x"\n',
  'uv.lock': 'version = 1\n',
  'poetry.lock': '',
  'Cargo.toml': '[package]\nname = "router"\n',
  'Cargo.lock': '',
  'go.mod': 'module example.com/web\n',
  'templates/index.html': '',
});

const findings = (text: string) => lintDockerfile({ file: 'Dockerfile', text, context: emptyContext }).length;

/** Lines taken out, doubled, moved and cut off, the same on every run. */
function* mutate(text: string, seed: number): Generator<string> {
  const random = generator(seed);
  const lines = text.split('\n');
  for (let round = 0; round < 12; round++) {
    const copy = [...lines];
    for (let change = 0; change < 1 + random(3); change++) {
      const at = random(copy.length);
      const line = copy[at] ?? '';
      const kinds = [
        () => copy.splice(at, 1),
        () => copy.splice(random(copy.length), 0, line),
        () => copy.splice(at, 1, line.slice(0, random(line.length + 1))),
        () => copy.splice(at, 0, '# a comment', ''),
        () => copy.splice(at, 1, line.replace('RUN', 'RUN --mount=type=secret,id=x')),
        () =>
          copy.splice(
            at,
            0,
            ['USER app', 'ENV HOME=/home/x', 'ONBUILD RUN a', 'COPY --from=0 /a /b', 'WORKDIR /elsewhere'][random(5)] ??
              '',
          ),
      ];
      kinds[random(kinds.length)]?.();
    }
    yield copy.join(random(4) === 0 ? '\r\n' : '\n');
  }
}

it(
  'keeps whatever it is given in order: it parses, has no more findings, and is done when it is done',
  { timeout: 120_000 },
  () => {
    let changed = 0;
    for (const [number, dockerfile] of dockerfiles.entries()) {
      for (const text of mutate(dockerfile, number)) {
        for (const unsafe of [false, true]) {
          const result = optimizeDockerfile({ text, files, unsafe });
          const { problems } = parseDockerfile(text);
          if (problems.length > 0) {
            expect(result.text).toBe(text);
            continue;
          }
          if (result.text !== text) changed++;
          expect(parseDockerfile(result.text).problems, text).toEqual([]);
          expect(findings(result.text), text).toBeLessThanOrEqual(findings(text));
          expect(optimizeDockerfile({ text: result.text, files, unsafe }).text, text).toBe(result.text);
          const comments = (of: string) =>
            parseDockerfile(of)
              .comments.map((comment) => comment.text)
              .sort();
          expect(comments(result.text), text).toEqual(expect.arrayContaining(comments(text)));
        }
      }
    }
    expect(changed).toBeGreaterThan(100);
  },
);

/** A small generator of equal numbers on every run (mulberry32). */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}
