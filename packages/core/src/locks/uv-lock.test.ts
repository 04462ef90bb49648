import { readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import {
  markersAgree,
  parseMarker,
  parseRequirement,
  readPythonProject,
  renderRequirement,
  type Marker,
} from '../manifests/index.js';
import { fileURLToPath } from 'node:url';
import { readUvLockText } from './uv-lock-text.js';
import { parseUvLock } from './uv-lock.js';

const workspace = new URL('fixtures/uv-workspace/', import.meta.url);
const text = readFileSync(new URL('uv.lock', workspace), 'utf8');

/** Of each file, what the fast reader keeps. */
function withHashesOnly(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withHashesOnly);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const hash = entries.find(([key]) => key === 'hash');
  return hash
    ? { hash: hash[1] as unknown }
    : Object.fromEntries(entries.map(([key, item]) => [key, withHashesOnly(item)]));
}

describe('the fast reader of uv.lock', () => {
  it('reads what a TOML parser reads', () => {
    expect(readUvLockText(text)).toEqual(withHashesOnly(parse(text)));
    expect(readUvLockText(text.replace(/\n/g, '\r\n'))).toEqual(withHashesOnly(parse(text)));
  });

  it.each([
    ['an escape', 'version = 1\nname = "a\\"b"\n'],
    ['a multi-line string', 'version = 1\nname = """\nx"""\n'],
    ['a comment after a value', 'version = 1 # one\n'],
    ['a date', 'exclude-newer = 2024-01-01\n'],
    ['a key twice', 'version = 1\nversion = 1\n'],
    ['an array that does not end', 'a = [\n    "x",\n'],
  ])('leaves %s to the TOML parser', (_, source) => {
    expect(readUvLockText(source)).toBeUndefined();
  });
});

describe('parseUvLock', () => {
  const lock = parseUvLock(text, 'sub/uv.lock');
  const find = (name: string) => lock.packages.find((entry) => entry.name === name);

  it('tells members from packages of an index, with locations from the workspace root', () => {
    expect(find('lib-a')?.source).toEqual({ type: 'workspace', location: 'sub/packages/lib-a' });
    expect(find('root')?.source).toEqual({ type: 'workspace', location: 'sub' });
    expect(find('six')?.source).toEqual({ type: 'index', location: 'https://pypi.org/simple' });
    expect(find('lib-b')).not.toHaveProperty('version');
  });

  it.each([
    ['not TOML', 'version = \n[[package]]\nname = "a"\n', /not valid TOML/],
    ['of an unknown format', 'version = 2\n', /format version 2/],
    ['something else', 'hello = "world"\n', /no format version/],
  ])('gives a problem for a text that is %s', (_, source, message) => {
    const { problems } = parseUvLock(source, 'uv.lock');
    expect(problems).toHaveLength(1);
    expect(problems![0]).toMatchObject({ file: 'uv.lock', message: expect.stringMatching(message) as string });
  });

  it('records each manifest so that it compares with the manifest itself', () => {
    const root = fileURLToPath(workspace);
    const shared = parseUvLock(text, 'uv.lock');
    for (const folder of ['packages/app', 'packages/lib-a', 'packages/lib-b', '.']) {
      const project = readPythonProject(root, folder)!;
      const recorded = shared.packages.find((entry) => entry.name === project.normalizedName)!.recorded!;
      const declared = project.dependencies.filter(({ kind }) => kind === 'runtime' || kind === 'extra');
      const bare = (line: string) =>
        line
          .replace(/ ;.*/, '')
          .replace(/ @ path:.*/, '')
          .replace(/[<>=~!].*/, '');
      expect(recorded.requiresDist.map(bare).sort()).toEqual(
        declared.map(({ requirement }) => bare(renderRequirement({ ...requirement, specifier: '' }))).sort(),
      );
      for (const { requirement, group, source } of declared) {
        const match = recorded.requiresDist
          .map((line) => parseRequirement(line))
          .find((candidate) => {
            if ('error' in candidate || candidate.normalizedName !== requirement.normalizedName) return false;
            const sameVersion = source.type !== 'index' || candidate.specifier === requirement.specifier;
            return (
              sameVersion && (group !== undefined || markersAgree(marker(candidate.marker), marker(requirement.marker)))
            );
          });
        expect(match, `${folder}: ${renderRequirement(requirement)}`).toBeDefined();
      }
    }
  });
});

function marker(source: string | undefined): Marker | undefined {
  const parsed = source === undefined ? undefined : parseMarker(source);
  return parsed && 'error' in parsed ? undefined : parsed;
}
