import { HoneError } from '@hone/core/diagnostics';
import { renderApk, renderApt, renderRun } from '../run.js';
import type { StagePlan } from '../types.js';
import { copySources, type Draft, inImage, keptFolders, PYTHON_ENV } from './draft.js';
import type { Images } from './images.js';
import { APP } from './install.js';
import { systemPackages } from './system-packages.data.js';
import type { PythonFacts } from './types.js';

const CREDENTIALS = '# For an index that asks who you are: docker build --secret id=netrc,src=$HOME/.netrc';

export function buildStages(draft: Draft): StagePlan[] {
  const { facts, images, install, wanted } = draft;
  const { build } = systemOf(draft);
  const hasDevelopment = (wanted.has('development') || wanted.has('test')) && install.development.length > 0;
  return [
    {
      name: 'base',
      from: '${PYTHON_IMAGE}',
      comment:
        images.runtime === 'base'
          ? 'What all stages share: the interpreter that builds the environment is the one that runs it.'
          : 'What all stages share but the last, which stands on a smaller image.',
      body: [PYTHON_ENV, ...systemInstall(images, runLibraries(draft)), `WORKDIR ${APP}`],
    },
    {
      name: 'dependencies',
      from: 'base',
      comment: 'Dependencies alone: this layer is built again only when a manifest or the lock changes.',
      body: [
        ...systemInstall(images, [...pythonPackages(draft), ...build, ...(facts.needsGit ? ['git'] : [])]),
        ...install.setup,
        ...(facts.privateIndex ? [CREDENTIALS] : []),
        ...install.dependencies,
      ],
    },
    ...(hasDevelopment
      ? [
          {
            name: 'dev-dependencies',
            from: 'dependencies',
            comment: 'What tests and development need besides.',
            body: install.development,
          },
        ]
      : []),
    {
      name: 'build',
      from: 'dependencies',
      comment: 'The project itself.',
      body: [...copySources(facts), ...install.project, ...finish(draft)],
    },
  ];
}

/** Debian's own Python, for an image that has none. */
function pythonPackages({ images, facts }: Draft): string[] {
  if (!images.installsPython) return [];
  return facts.installer.kind === 'uv' ? ['python3'] : ['python3', 'python3-pip', 'python3-venv'];
}

/** @throws HoneError where the production image has no way to install them */
function runLibraries(draft: Draft): string[] {
  const { run } = systemOf(draft);
  if (run.length === 0 || !draft.images.installsPython) return run;
  throw new HoneError(`A distroless image can not have ${run.join(', ')}, which ${draft.facts.project.name} needs.`, {
    hint: 'Choose the runtime `slim`, or a distribution that brings its libraries, such as `psycopg[binary]`.',
  });
}

function systemInstall({ flavour }: Images, packages: readonly string[]): string[] {
  const sorted = [...new Set(packages)].sort();
  if (sorted.length === 0) return [];
  return [flavour === 'alpine' ? renderApk(sorted) : renderApt(sorted)];
}

function systemOf({ facts, images: { flavour } }: Draft): { build: string[]; run: string[] } {
  const found = [...facts.installed].flatMap((name) => systemPackages[name] ?? []);
  return { build: found.flatMap(({ build }) => build[flavour]), run: found.flatMap(({ run }) => run[flavour]) };
}

/** What production does with sources that are not installed: without tests, static files gathered, compiled. */
function finish({ facts, home }: Draft): string[] {
  const kept = keptFolders(facts);
  if (kept.length === 0) return [];
  const tests = facts.testFolders.map(inImage);
  return [
    ...(home === APP ? [] : [`WORKDIR ${home}`]),
    renderRun([
      ...(tests.length > 0 ? [`rm -rf ${tests.join(' ')}`] : []),
      ...collectStatic(facts),
      `python -m compileall -q ${kept.join(' ')}`,
    ]),
  ];
}

/** The settings want their variables to be there; what they are does not matter here, and they are not kept. */
function collectStatic({ code: { django } }: PythonFacts): string[] {
  if (!django?.collectsStatic) return [];
  const variables = django.required.map((name) => `${name}=build `).join('');
  return [`${variables}python manage.py collectstatic --no-input`];
}
