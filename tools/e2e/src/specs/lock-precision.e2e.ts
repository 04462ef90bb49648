import { describe, expect, it } from 'vitest';
import { edit } from '../harness/files.js';
import { commit } from '../harness/git.js';
import { ran, validate } from '../harness/nx.js';
import { NX_VERSIONS, type NxVersion } from '../harness/paths.js';
import { freshWorkspace } from '../harness/workspace.js';

const SERVICES = ['memory-gateway', 'ollama-adapter', 'persona-adapter'];

/** A locked package, and the projects whose dependencies lead to it. */
const BUMPS = [
  { name: 'uvicorn', reach: SERVICES, why: 'a dependency of the services' },
  { name: 'starlette', reach: [...SERVICES, 'telemetry'], why: 'behind an extra of a library' },
  { name: 'pydantic', reach: ['contracts', ...SERVICES], why: 'a dependency of a library' },
];

describe.each(Object.keys(NX_VERSIONS) as NxVersion[])('A bump in uv.lock on Nx %s', (version) => {
  it('validates exactly the projects that can see the package', async () => {
    const workspace = freshWorkspace('ready', version);
    const start = await validate(workspace);
    expect(start.code, start.output).toBe(0);

    for (const { name, reach, why } of BUMPS) {
      edit(workspace, 'uv.lock', (text) => bump(text, name));
      const run = await validate(workspace, 'affected');
      expect(run.code, run.output).toBe(0);
      expect(ran(run), `${name}: ${why}`).toEqual([...reach].sort());
      await commit(workspace, `Bump ${name}`);
    }
  });
});

/** Gives a package another version, in its own entry and wherever an address names it. */
function bump(lock: string, name: string): string {
  const entry = new RegExp(
    `(\\[\\[package\\]\\]\nname = "${name}"\nversion = ")([^"]+)(".*?)(?=\n\\[\\[package\\]\\]|$)`,
    's',
  );
  return lock.replace(entry, (_, head: string, version: string, rest: string) => {
    const next = `${version}.1`;
    return `${head}${next}${rest.replaceAll(`-${version}`, `-${next}`)}`;
  });
}
