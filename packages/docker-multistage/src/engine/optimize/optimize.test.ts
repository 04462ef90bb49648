import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../dockerfile/index.js';
import { emptyContext } from '../lint/context.js';
import { lintDockerfile } from '../lint/lint-file.js';
import { optimizeDockerfile } from './optimize.js';
import { projectFiles } from './pass.js';

const root = fileURLToPath(new URL('fixtures', import.meta.url));
const names = readdirSync(root).sort();

function readProject(name: string) {
  const folder = path.join(root, name);
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  const texts = paths
    .filter((file) => !file.endsWith('Dockerfile'))
    .map((file) => [file, readFileSync(path.join(folder, file), 'utf8')] as const);
  return {
    files: projectFiles(Object.fromEntries(texts)),
    text: readFileSync(path.join(folder, 'Dockerfile'), 'utf8'),
  };
}

const findings = (text: string) => lintDockerfile({ file: 'Dockerfile', text, context: emptyContext });

describe.each(names)('%s', (name) => {
  const { files, text } = readProject(name);
  const result = optimizeDockerfile({ text, files });

  it('becomes what is expected', () => {
    const file = path.join(root, name, 'expected.Dockerfile');
    if (process.env['UPDATE_EXPECTED']) writeFileSync(file, result.text);
    expect(result.text).toBe(readFileSync(file, 'utf8'));
  });

  it('parses, has no more findings, and stays as it is when it is done again', () => {
    expect(parseDockerfile(result.text).problems).toEqual([]);
    expect(findings(result.text).length).toBeLessThanOrEqual(findings(text).length);
    expect(optimizeDockerfile({ text: result.text, files }).text).toBe(result.text);
  });

  it('says of each pass what became of it', () => {
    for (const { status, doubts } of result.passes) {
      if (status === 'unsure') expect(doubts).not.toEqual([]);
      for (const { line, reason } of doubts) {
        expect(line).toBeLessThanOrEqual(result.text.split('\n').length);
        expect(reason).toMatch(/[.)]$/);
      }
    }
  });
});
