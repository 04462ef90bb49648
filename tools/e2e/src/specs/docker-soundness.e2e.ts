import { beforeAll, describe, expect, inject, it } from 'vitest';
import { type Change, pretendUpdate, setInstalledVersion, setTargetOptions, undoChanges } from '../harness/changes.js';
import { addDockerfiles } from '../harness/dockerfiles.js';
import { edit, write } from '../harness/files.js';
import { commit } from '../harness/git.js';
import { lint, ran } from '../harness/nx.js';
import { NX_VERSIONS, type NxVersion } from '../harness/paths.js';
import { findings } from '../harness/reports.js';
import { addHone } from '../harness/templates.js';
import { freshWorkspace } from '../harness/workspace.js';

/** The first copies what it depends on, the second what it does not. */
const ALL = ['memory-gateway', 'ollama-adapter'];

/** Everything that a report can depend on. */
const DEPENDS: Change[] = [
  {
    what: 'a Dockerfile',
    apply: (root) => edit(root, 'services/memory-gateway/Dockerfile', (text) => `${text}\n# more\n`),
    runs: ['memory-gateway'],
  },
  {
    what: 'a further Dockerfile',
    apply: (root) => write(root, 'services/memory-gateway/docker/prod.Dockerfile', 'FROM scratch\n'),
    runs: ['memory-gateway'],
  },
  {
    what: 'the ignore file of a Dockerfile',
    apply: (root) => write(root, 'services/memory-gateway/Dockerfile.dockerignore', 'libs\n'),
    runs: ['memory-gateway'],
  },
  {
    what: 'the ignore file of the workspace, by those that are built from there',
    apply: (root) => write(root, '.dockerignore', 'docs\n'),
    runs: ALL,
  },
  {
    what: 'the ignore file of a project, by those that are built from there',
    apply: (root) => write(root, 'services/memory-gateway/.dockerignore', 'tests\n'),
    runs: [],
  },
  {
    what: 'the ignore file of a project that is built from its folder',
    apply: (root) => write(root, 'services/ollama-adapter/.dockerignore', 'src\n'),
    runs: ['ollama-adapter'],
  },
  {
    what: 'a configuration of hadolint at the root',
    apply: (root) => write(root, '.hadolint.yaml', 'ignored: [DL3008]\n'),
    runs: ALL,
  },
  {
    what: 'a configuration of hadolint above projects',
    apply: (root) => write(root, 'services/.hadolint.yml', 'ignored: [DL3008]\n'),
    runs: ALL,
  },
  {
    what: 'a configuration of hadolint of one project',
    apply: (root) => write(root, 'services/memory-gateway/.hadolint.yaml', 'ignored: [DL3008]\n'),
    runs: ['memory-gateway'],
  },
  {
    what: 'the place of what a Dockerfile copies, which tells its build context',
    apply: (root) => write(root, 'src/README.md', 'x\n'),
    runs: [],
  },
  {
    what: 'the version of Hone',
    apply: (root) => pretendUpdate(root, '@hone/docker-multistage', '0.1.1'),
    runs: ALL,
  },
  {
    what: "an option of the target in the project's project.json",
    apply: (root) =>
      write(
        root,
        'services/memory-gateway/project.json',
        JSON.stringify({ name: 'memory-gateway', targets: { 'docker-lint': { options: { failOn: 'warning' } } } }),
      ),
    runs: ['memory-gateway'],
  },
  {
    what: 'an option for all targets in nx.json',
    apply: (root) => setTargetOptions(root, 'docker-lint', { ignore: ['DL3008'] }),
    runs: ALL,
  },
];

/** What no report depends on. */
const DOES_NOT_DEPEND: Change[] = [
  {
    what: 'a source of the project or of a dependency, unless a copied project may become one by it,',
    apply: (root) => {
      edit(root, 'services/memory-gateway/src/memory_gateway/app.py', (text) => `${text}\n# more\n`);
      edit(root, 'libs/contracts/src/contracts/problem.py', (text) => `${text}\n# more\n`);
    },
    runs: ['ollama-adapter'],
  },
  {
    what: 'a project elsewhere',
    apply: (root) => {
      write(root, 'tools/extra/pyproject.toml', '[project]\nname = "extra"\nversion = "0.1.0"\n');
      write(root, 'tools/extra/Dockerfile', 'FROM scratch\n');
    },
    runs: ['extra'],
  },
  {
    what: 'a template or a test input with the name of a Dockerfile',
    apply: (root) => {
      write(root, 'services/memory-gateway/Dockerfile.j2', 'FROM {{ base }}\n');
      write(root, 'services/memory-gateway/tests/fixtures/Dockerfile', 'FROM scratch\n');
    },
    runs: [],
  },
  {
    what: 'a lock, where no closure is looked at',
    apply: (root) =>
      edit(root, 'uv.lock', (text) => text.replace(/(name = "annotated-types"\nversion = ")[^"]+/, '$199.0')),
    // Its inputs hold its closure, and for Nx the packages of the lock that a closure uses are part of it.
    runs: ['ollama-adapter'],
  },
  {
    what: 'a package of npm',
    apply: (root) =>
      edit(root, 'package.json', (text) => JSON.stringify({ ...JSON.parse(text), description: 'changed' })),
    runs: [],
  },
];

/** A lint sees a change exactly when its report can depend on it. */
describe.each(Object.keys(NX_VERSIONS) as NxVersion[])('Soundness of docker-lint on Nx %s', (version) => {
  let workspace: string;

  beforeAll(async () => {
    workspace = freshWorkspace('plain', version);
    addDockerfiles(workspace);
    await addHone(workspace, { ...inject('registry'), stop: () => undefined }, '@hone/docker-multistage');
    await commit(workspace, 'Add Dockerfiles and Hone');
    const run = await lint(workspace);
    expect(run.code, run.output).toBe(0);
  });

  async function runsAfter(change: Change, look: () => void = () => undefined): Promise<string[]> {
    await change.apply(workspace);
    try {
      const runs = ran(await lint(workspace));
      look();
      return runs;
    } finally {
      await undoChanges(workspace);
      setInstalledVersion(workspace, '@hone/docker-multistage', '0.1.0');
    }
  }

  it.each([...DEPENDS, ...DOES_NOT_DEPEND])('$what: runs again where it must', async (change) => {
    expect(await runsAfter(change)).toEqual([...change.runs].sort());
  });

  it.each<Pick<Change, 'what' | 'apply'>>([
    {
      what: 'a manifest',
      apply: (root) =>
        edit(root, 'services/ollama-adapter/pyproject.toml', (text) =>
          text
            .replace('dependencies = [\n', 'dependencies = [\n  "textkit",\n')
            .replace('[tool.uv.sources]\n', '[tool.uv.sources]\ntextkit = { workspace = true }\n'),
        ),
    },
    {
      what: 'an import',
      apply: (root) =>
        edit(root, 'services/ollama-adapter/src/ollama_adapter/app.py', (text) => `import textkit\n${text}`),
    },
    {
      what: 'an edge that only Nx knows',
      apply: (root) =>
        write(
          root,
          'services/ollama-adapter/project.json',
          JSON.stringify({ name: 'ollama-adapter', implicitDependencies: ['textkit'] }),
        ),
    },
    {
      what: 'the manifest of a dependency',
      apply: (root) =>
        edit(root, 'libs/contracts/pyproject.toml', (text) =>
          text
            .replace('dependencies = ["pydantic>=2.11"]', 'dependencies = ["pydantic>=2.11", "textkit"]')
            .concat('\n[tool.uv.sources]\ntextkit = { workspace = true }\n'),
        ),
    },
  ])('$what makes a copied project a dependency, whoever knows the edge', async ({ what, apply }) => {
    let rules: string[] = ['not read'];
    await runsAfter({ what, apply, runs: [] }, () => {
      rules = findings(workspace, 'services/ollama-adapter', 'docker-lint').map(({ rule }) => rule);
    });
    expect(rules).toEqual([]);
  });
});
