import type { PythonProject } from '@hone/core/manifests';
import type { SourceText } from './read-sources.js';
import type { Script } from './types.js';

/** The ways in which a project can be started: its scripts, its packages, its programs. */
export function findScripts(project: PythonProject, sources: readonly SourceText[], packaged: boolean): Script[] {
  const fileOf = (module: string): string | undefined => sources.find((source) => source.module === module)?.file;
  const scripts = project.entryPoints
    .filter(({ group }) => group === 'console_scripts')
    .map(({ name, value }): Script => {
      const module = value.split(':')[0]!.trim();
      const file = fileOf(module);
      return { kind: 'script', name, module, ...(file !== undefined && { file }) };
    });
  const own = project.normalizedName;
  // The one that is named as the project is, before others.
  scripts.sort((a, b) => Number(isNamed(b, own)) - Number(isNamed(a, own)));
  const packages = sources
    .filter(({ file }) => /\/__main__\.py$/.test(file))
    .map(({ module, file }): Script => ({ kind: 'module', module: module.replace(/\.__main__$/, ''), file }));
  const programs = sources
    .filter(({ file, text }) => !/__main__\.py$/.test(file) && /^if[ \t(]+__name__\s*==\s*["']__main__["']/m.test(text))
    .map(({ module, file }): Script => ({ kind: 'file', module, file }));
  const loose = sources
    .filter(({ file }) => /(?:^|\/)(?:main|app|run|__main__)\.py$/.test(file))
    .map(({ module, file }): Script => ({ kind: 'file', module, file }));
  return [...(packaged ? scripts : []), ...packages, ...programs, ...loose];
}

const isNamed = (script: Script, name: string | undefined): boolean =>
  script.kind === 'script' && script.name.toLowerCase().replaceAll('_', '-') === name;
