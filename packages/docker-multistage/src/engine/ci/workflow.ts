import { Document, isMap, isScalar, visit } from 'yaml';
import { type ActionId, pinAction } from './actions.data.js';
import type { CiSettings, NodeManager } from './types.js';

type Step = Record<string, unknown>;

/**
 * Renders a GitHub Actions workflow: one job checks what a change affects, one finds the images among it, and one job an
 * image builds and pushes it. What comes from outside (names of projects and branches) gets into scripts as variables.
 */
export function renderWorkflow(settings: CiSettings): string {
  const { imageTarget } = settings;
  const document = new Document({
    name: 'hone',
    on: { pull_request: {}, push: { branches: [settings.branch] } },
    permissions: { contents: 'read' },
    concurrency: {
      group: 'hone-${{ github.workflow }}-${{ github.ref }}',
      // A push to the branch is built to its end: images are made from it.
      'cancel-in-progress': "${{ github.event_name == 'pull_request' }}",
    },
    jobs: {
      check: checkJob(settings),
      ...(imageTarget !== undefined && { images: imagesJob(settings), image: imageJob(settings, imageTarget) }),
    },
  });
  commentPins(document, settings);
  return document.toString({ lineWidth: 0 });
}

/** The comment behind a commit names the version that it is. */
function commentPins(document: Document, { commits }: CiSettings): void {
  const comments = new Map(
    (Object.keys(commits) as ActionId[])
      .map((id) => pinAction(id, commits))
      .map(({ uses, comment }) => [uses, comment]),
  );
  visit(document, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || key.value !== 'uses' || !isScalar(value) || isMap(value)) return;
      const comment = comments.get(String(value.value));
      if (comment !== undefined) value.comment = comment;
    },
  });
}

function checkJob(settings: CiSettings): Step {
  return {
    'runs-on': 'ubuntu-latest',
    'timeout-minutes': 60,
    permissions: READ,
    steps: [
      ...prepare(settings),
      {
        name: 'Check what changed',
        run: `${EXEC[settings.manager]} nx affected --targets=${settings.targets.join(',')}`,
      },
    ],
  };
}

/** nx-set-shas asks for the last run that went well. */
const READ = { contents: 'read', actions: 'read' };

function imagesJob(settings: CiSettings): Step {
  return {
    'runs-on': 'ubuntu-latest',
    'timeout-minutes': 15,
    permissions: READ,
    outputs: { projects: '${{ steps.affected.outputs.projects }}' },
    steps: [
      ...prepare(settings),
      {
        name: 'Find the images that are affected',
        id: 'affected',
        env: { TARGET: settings.imageTarget },
        run: `projects="$(${EXEC[settings.manager]} nx show projects --affected --with-target "$TARGET" --json)"\necho "projects=$projects" >> "$GITHUB_OUTPUT"\n`,
      },
    ],
  };
}

function imageJob(settings: CiSettings, target: string): Step {
  const { registry, platforms, commits, manager } = settings;
  const emulated = platforms.some((platform) => platform !== 'linux/amd64');
  return {
    needs: ['check', 'images'],
    if: "${{ needs.images.outputs.projects != '[]' }}",
    'runs-on': 'ubuntu-latest',
    'timeout-minutes': 60,
    permissions: { contents: 'read', packages: 'write' },
    strategy: {
      'fail-fast': false,
      matrix: { project: '${{ fromJSON(needs.images.outputs.projects) }}' },
    },
    steps: [
      ...prepare(settings).filter((step) => step['id'] !== 'shas'),
      // For RUN in stages of another platform; what is cross-compiled does not need it.
      ...(emulated ? [{ uses: pinAction('qemu', commits).uses }] : []),
      { uses: pinAction('buildx', commits).uses },
      {
        name: 'Log in to the registry',
        if: PUSHES,
        uses: pinAction('login', commits).uses,
        with: { registry, username: '${{ github.actor }}', password: '${{ secrets.GITHUB_TOKEN }}' },
      },
      {
        name: 'Build the image',
        env: {
          PROJECT: '${{ matrix.project }}',
          TARGET: target,
          PLATFORMS: platforms.join(','),
          REGISTRY: registry,
          PUSHES: `\${{ ${PUSHES} }}`,
        },
        run: buildScript(EXEC[manager]),
      },
    ],
  };
}

const PUSHES = "github.event_name == 'push'";

/** A pull request builds for one platform, from the cache that pushes leave, and publishes nothing. */
function buildScript(exec: string): string {
  return [
    'set -euo pipefail',
    'name="$(printf %s "$PROJECT" | tr "[:upper:]" "[:lower:]" | sed "s#[^a-z0-9._/-]#-#g; s#^[-._/]*##")"',
    'image="$REGISTRY/$(printf %s "$GITHUB_REPOSITORY" | tr "[:upper:]" "[:lower:]")/$name"',
    'cache="type=registry,ref=$image:buildcache"',
    'if [ "$PUSHES" = true ]; then',
    `  ${exec} nx run "$PROJECT:$TARGET" --output=push --image="$image" --tags=latest --tags="$GITHUB_SHA" \\`,
    '    --platforms="$PLATFORMS" --cacheFrom="$cache" --cacheTo="$cache,mode=max"',
    'else',
    `  ${exec} nx run "$PROJECT:$TARGET" --cacheFrom="$cache"`,
    'fi',
    '',
  ].join('\n');
}

const EXEC: Readonly<Record<NodeManager, string>> = {
  npm: 'npx',
  pnpm: 'pnpm exec',
  yarn: 'yarn run',
  berry: 'yarn run',
};

const INSTALL: Readonly<Record<NodeManager, string>> = {
  npm: 'npm ci',
  pnpm: 'pnpm install --frozen-lockfile',
  yarn: 'yarn install --frozen-lockfile',
  berry: 'yarn install --immutable',
};

/** Sources with their history, Node, packages, and what to compare with. */
function prepare({ manager, node, commits, branch }: CiSettings): Step[] {
  return [
    {
      uses: pinAction('checkout', commits).uses,
      // Nx compares with an earlier commit; no later step needs git's token.
      with: { 'fetch-depth': 0, filter: 'tree:0', 'persist-credentials': false },
    },
    ...(manager === 'pnpm' ? [{ uses: pinAction('setupPnpm', commits).uses }] : []),
    ...(manager === 'berry' ? [{ run: 'corepack enable' }] : []),
    {
      uses: pinAction('setupNode', commits).uses,
      with: { 'node-version': node, cache: manager === 'berry' ? 'yarn' : manager },
    },
    { run: INSTALL[manager] },
    { id: 'shas', uses: pinAction('setShas', commits).uses, with: { 'main-branch-name': branch } },
  ];
}
