import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createScaffoldWorkspace, type ScaffoldWorkspace } from '../../../../tests/scaffold-workspace.js';
import type { DockerfileOptions } from '../../../generators/dockerfile/schema.js';

const folder = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** Each with the whole Dockerfile that it gets: read them to see what the generator does. */
const cases: [file: string, project: string, options?: Partial<DockerfileOptions>][] = [
  ['flask', 'flask'],
  ['flask-alpine', 'flask', { runtime: 'alpine', stages: ['production'], port: 8080 }],
  ['django', 'django'],
  ['poetry', 'poetry'],
  ['program', 'program'],
  ['program-distroless', 'program', { runtime: 'distroless', stages: ['production'] }],
  ['member', 'api'],
];

let workspace: ScaffoldWorkspace;
beforeAll(() => {
  workspace = createScaffoldWorkspace(folder('fixtures'), {
    flask: [],
    django: [],
    poetry: [],
    program: [],
    'uv/services/api': ['uv/libs/greetings'],
    'uv/libs/greetings': [],
  });
});
afterAll(() => workspace.remove());

describe.each(cases)('%s', (file, project, options = {}) => {
  it('is as expected, and our linter finds nothing', async () => {
    const root = project === 'api' ? 'uv/services/api' : project;
    await workspace.generate({ project, force: true, ...options });
    await expect(workspace.read(`${root}/Dockerfile`)).toMatchFileSnapshot(folder(`expected/${file}.Dockerfile`));
    await expect(workspace.read(`${root}/Dockerfile.dockerignore`)).toMatchFileSnapshot(
      folder(`expected/${file}.Dockerfile.dockerignore`),
    );
    expect(await workspace.lint(project)).toEqual([]);
    expect(await workspace.generate({ project, ...options })).toEqual([]);
  });
});
