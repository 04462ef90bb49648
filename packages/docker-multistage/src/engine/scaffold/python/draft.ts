import { instructionPath } from '../quote.js';
import { renderPairs, renderPathEnv } from '../run.js';
import type { ScaffoldOptions, WantedStage } from '../types.js';
import type { Background } from './background.js';
import type { Images } from './images.js';
import { APP, type InstallSteps, VENV } from './install.js';
import type { Start } from './start.js';
import type { PythonFacts } from './types.js';

/** What the stages are made of. */
export interface Draft {
  facts: PythonFacts;
  options: ScaffoldOptions;
  images: Images;
  install: InstallSteps;
  start: Start;
  background: Background;
  /** Where the commands of the project run. */
  home: string;
  wanted: ReadonlySet<WantedStage>;
}

export const PYTHON_ENV = renderPathEnv(`${VENV}/bin`, [
  ['PYTHONDONTWRITEBYTECODE', '1'],
  ['PYTHONUNBUFFERED', '1'],
]);

/** Where a folder of the workspace is in the image. */
export const inImage = (root: string): string => (root === '.' ? APP : `${APP}/${instructionPath(root)}`);

/** An installed program needs no folder; a copied one runs where it lies. */
export function homeOf({ project, packaged, code }: PythonFacts): string {
  return packaged && code.django === undefined ? APP : inImage(project.root);
}

/** Folders whose sources production gets as they are, beside what is installed. */
export function keptFolders({ packaged, code, installer, roots, project }: PythonFacts): string[] {
  if (packaged && code.django === undefined) return [];
  // uv and poetry install the projects that this one depends on; pip does where its list names them.
  const kept = installer.kind === 'uv' || installer.kind === 'poetry' ? [project.root] : roots;
  return kept.map(inImage);
}

export function copySources({ roots }: PythonFacts): string[] {
  if (roots.includes('.')) return ['COPY . .'];
  return roots.map((root) => `COPY ${instructionPath(root)} ${inImage(root)}`);
}

/** Sources that are not installed are found where they lie. */
export function pythonPath({ packaged, sourceRoots }: PythonFacts): string[] {
  if (packaged) return [];
  return renderPairs('ENV', [['PYTHONPATH', sourceRoots.map(inImage).join(':')]]);
}
