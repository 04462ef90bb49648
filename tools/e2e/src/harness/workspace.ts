import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, inject } from 'vitest';
import { copyTree } from './files.js';
import type { NxVersion } from './paths.js';
import type { Templates } from './templates.js';

/** Gives a fresh copy of a template; it is removed when the spec file ends. */
export function freshWorkspace(kind: keyof Templates = 'ready', version: NxVersion = '23', name = 'workspace'): string {
  const folder = realpathSync(mkdtempSync(join(inject('folder'), 'spec-')));
  const workspace = join(folder, name);
  copyTree(inject('templates')[version][kind], workspace);
  if (!process.env['HONE_E2E_KEEP']) afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return workspace;
}
