// Brings the clone to where its packages can be installed elsewhere.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, npm, nx } from './process.mjs';

/** Runs `npm ci` unless what is installed is what the lock file says. */
export async function ensureInstalled(root) {
  if (isInstalled(root)) return;
  console.log('Installing …');
  await mustRun([...npm(), 'ci'], { cwd: root });
}

function isInstalled(root) {
  const wanted = readLock(join(root, 'package-lock.json'));
  const present = readLock(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || !path.startsWith('node_modules/')) return true;
    const installed = present[path];
    // What is optional may not be meant for this platform.
    return installed ? installed.version === entry.version : Boolean(entry.optional ?? entry.devOptional ?? entry.peer);
  });
}

function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Builds and packs all public packages, as `npm publish` would.
 *
 * @returns {Promise<Record<string, string>>} the path of each package's archive
 */
export async function packPackages(root, destination) {
  console.log('Building the packages …');
  const env = { ...process.env, NX_DAEMON: 'false' };
  await mustRun([...nx(root), 'run-many', '-t', 'build', '--projects=tag:scope:public', '--outputStyle=static'], {
    cwd: root,
    env,
  });

  mkdirSync(destination, { recursive: true });
  const packages = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name));
  const archives = {};
  for (const folder of packages) {
    const { name, private: isPrivate, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    if (isPrivate) continue;
    await mustRun([...npm(), 'pack', folder, '--pack-destination', destination], { cwd: root });
    archives[name] = join(destination, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
  }
  return archives;
}
