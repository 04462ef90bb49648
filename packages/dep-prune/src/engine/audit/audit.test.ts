import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createWalker } from '@hone/core/files';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PruneOptions } from '../../executors/prune/schema.js';
import { judgeProject } from '../judge-project.js';

let workspaceRoot: string;
beforeEach(() => {
  workspaceRoot = mkdtempSync(path.join(tmpdir(), 'hone-audit-'));
  cpSync(fileURLToPath(new URL('fixtures/shop', import.meta.url)), workspaceRoot, { recursive: true });
});
afterEach(() => rmSync(workspaceRoot, { recursive: true, force: true }));

/** What the audit says of the shop, which imports requests, and not flask. */
async function audit(options: PruneOptions): Promise<string[]> {
  const { diagnostics } = await judgeProject({
    workspaceRoot,
    project: { name: 'shop', root: '.' },
    nestedRoots: [],
    closure: [],
    options,
    walker: createWalker(workspaceRoot),
  });
  return diagnostics.map(({ ruleId, location, message, hint }) => {
    const place = `${location?.file}:${location?.region?.start.line ?? ''}`;
    return `${ruleId} ${place} ${message} ${hint}`;
  });
}

it('tells a vulnerability of what remains once, with the chain and what mends it; what can go is not audited', async () => {
  expect(await audit({ advisories: 'advisories' })).toEqual([
    'deps/vulnerable pyproject.toml:6 urllib3 2.0.6: A body is kept after a redirect (GHSA-0000-0000-0001, CVE-2000-0001, moderate). Take 2.0.7 or later. Brought by requests > urllib3.',
  ]);
});

it('audits what stays by an option as well', async () => {
  const found = await audit({ advisories: 'advisories/flask.json', keep: ['flask'] });
  expect(found).toEqual([
    'deps/vulnerable pyproject.toml:7 flask 2.2.0: A cookie is cached (GHSA-0000-0000-0002). Take 2.2.5 or later.',
  ]);
});

it('warns of what is no advisory, and of a folder without any', async () => {
  writeFileSync(path.join(workspaceRoot, 'advisories/odd.json'), '{ "name": "odd" }');
  expect((await audit({ advisories: 'advisories' }))[0]).toMatch('deps/advisories-unreadable advisories/odd.json:');
  expect((await audit({ advisories: 'nowhere' }))[0]).toMatch('deps/advisories-unreadable nowhere:');
});

it('finds licences that are not allowed, and notes those that nothing tells', async () => {
  const found = await audit({ licenses: ['MIT'], environment: '.env-shop' });
  expect(found.map((line) => line.split(' ', 3).join(' '))).toEqual([
    'deps/license-unknown pyproject.toml:6 idna',
    'deps/license pyproject.toml:6 requests',
  ]);
  expect(found[1]).toContain('Apache-2.0');
});
