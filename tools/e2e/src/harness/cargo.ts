import { repositoryRoot } from './paths.js';
import { mustRun, run } from './processes.js';

/** Whether cargo, clippy and rustfmt run here; where one is missing, says which tests are skipped for it. */
export async function hasCargo(suite: string): Promise<boolean> {
  for (const tool of ['cargo', 'cargo-clippy', 'cargo-fmt']) {
    const found = await run([tool, '--version'], { cwd: repositoryRoot }).catch(() => undefined);
    if (found?.code === 0) continue;
    console.warn(`SKIPPED ${suite}: ${tool} is missing: install Rust with clippy and rustfmt`);
    return false;
  }
  return true;
}

/** Gives one crate of the registry another version in `Cargo.lock`, and leaves the rest as it is. */
export async function updateCrate(workspace: string, name: string, version: string): Promise<void> {
  await mustRun(['cargo', 'update', '--package', name, '--precise', version], { cwd: workspace });
}
