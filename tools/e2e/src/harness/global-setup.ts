import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { NX_VERSIONS, type NxVersion } from './paths.js';
import { type Registry, startRegistry } from './registry.js';
import { createTemplates, type Templates } from './templates.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A folder for everything that this run makes. */
    folder: string;
    registry: { url: string; home: string };
    templates: Record<NxVersion, Templates>;
  }
}

/** Starts the registry and makes the workspaces that all specs copy from; gives what ends and removes it all. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hone-e2e-')));
  let registry: Registry | undefined;
  const teardown = () => {
    registry?.stop();
    if (process.env['HONE_E2E_KEEP']) console.log(`Kept ${folder}`);
    else rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    registry = await startRegistry(join(folder, 'registry'));
    const versions = Object.keys(NX_VERSIONS) as NxVersion[];
    const made: [NxVersion, Templates][] = [];
    for (const version of versions)
      made.push([version, await createTemplates(version, join(folder, version), registry)]);
    project.provide('folder', folder);
    project.provide('registry', { url: registry.url, home: registry.home });
    project.provide('templates', Object.fromEntries(made) as Record<NxVersion, Templates>);
    return teardown;
  } catch (error) {
    teardown();
    throw error;
  }
}
