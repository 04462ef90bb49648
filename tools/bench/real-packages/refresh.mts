// Writes sources.json anew: the source archives that uv would take today.
// Needs uv; run `npx tsx tools/bench/real-packages/refresh.mts`.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { mustRun } from '@hone/e2e/harness';

interface LockedPackage {
  name: string;
  version: string;
  sdist?: { url: string; hash: string };
}

const here = import.meta.dirname;
const folder = mkdtempSync(join(tmpdir(), 'hone-refresh-'));
copyFileSync(join(here, 'pyproject.toml'), join(folder, 'pyproject.toml'));
await mustRun(['uv', 'lock'], { cwd: folder });

const manifest = parse(readFileSync(join(here, 'pyproject.toml'), 'utf8')) as { project: { dependencies: string[] } };
const lock = parse(readFileSync(join(folder, 'uv.lock'), 'utf8')) as unknown as { package: LockedPackage[] };
// The lock holds an older version too where the newest needs a newer Python; the last entry is the newest.
const newest = new Map(lock.package.map((locked) => [locked.name, locked]));
const sources = manifest.project.dependencies.flatMap((name) => {
  const { version, sdist } = newest.get(name) ?? {};
  return sdist === undefined ? [] : [{ name, version, url: sdist.url, hash: sdist.hash }];
});
writeFileSync(join(here, 'sources.json'), `${JSON.stringify(sources, null, 2)}\n`);
rmSync(folder, { recursive: true });
console.log(`${sources.length} of ${manifest.project.dependencies.length} packages have a source archive`);
