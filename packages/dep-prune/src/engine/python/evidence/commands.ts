import type { Evidence } from '../../types.js';
import type { PythonContext } from '../context.js';
import { modulePrograms, programs, servers } from '../programs.data.js';
import { isDevelopmentTool } from '../tools.js';
import { commandLines, isCommandFile, mayBeScript, wordsOf } from './command-lines.js';
import type { EvidenceSource } from './evidence-source.js';

/**
 * Programs that files run: Dockerfile, compose, Procfile, Makefile, workflows, targets and the like, of the project and at
 * the workspace root.
 */
export const commands: EvidenceSource = function* (context) {
  const byProgram = programsOfDeclared(context);
  for (const file of [...context.files, ...context.rootFiles]) {
    const known = isCommandFile(file);
    if (!known && !mayBeScript(file)) continue;
    const text = context.text(file) ?? '';
    if (known || text.startsWith('#!')) yield* callsIn(file, text, byProgram);
  }
};

function* callsIn(file: string, text: string, byProgram: ReadonlyMap<string, readonly string[]>): Generator<Evidence> {
  for (const { line, text: content } of commandLines(file, text)) {
    for (const word of wordsOf(content)) {
      for (const name of byProgram.get(word) ?? []) {
        yield evidenceOf(name, word, content, { file, line });
      }
    }
  }
}

function evidenceOf(name: string, word: string, content: string, place: Pick<Evidence, 'file' | 'line'>): Evidence {
  const scope = servers.has(name) ? 'runtime' : scopeOf(place.file);
  const certain = scope === 'runtime' ? STARTS.test(place.file) || STARTED.test(content) : isDevelopmentTool(name);
  return { kind: 'command', name, scope, ...(!certain && { conditional: true }), detail: `command ${word}`, ...place };
}

/** What these files name is started in production for sure; of images, what is started and not what builds. */
const STARTS = /(?:^|\/)Procfile$/;
const STARTED = /^\s*(?:CMD|ENTRYPOINT)\b/i;

/** What runs in production is what images, process lists and services start. */
const PRODUCTION =
  /(?:^|\/)(?:[^/]*Dockerfile[^/]*|[^/]*Containerfile[^/]*|(?:docker-)?compose[^/]*|Procfile[^/]*|app\.ya?ml|fly\.toml)$|\.(?:service|sh|conf)$/i;
const DEVELOPMENT =
  /(?:^|\/)(?:scripts?|tools?|ci|\.github|tests?|dev)\/|(?:^|[/._-])(?:dev|tests?|ci|local|build|lint|release|check)\b/i;

function scopeOf(file: string): Evidence['scope'] {
  return PRODUCTION.test(file) && !DEVELOPMENT.test(file) ? 'runtime' : 'development';
}

/** How each declared distribution may be called: by its own name, as the table says, and by what its metadata lists. */
function programsOfDeclared({ declared, installed }: PythonContext): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const add = (program: string, name: string): void => {
    const names = found.get(program) ?? [];
    if (!names.includes(name)) found.set(program, [...names, name]);
  };
  for (const name of declared) {
    for (const written of [name, name.replaceAll('-', '_')]) {
      add(written, name);
      add(`-m ${written}`, name);
    }
  }
  for (const [program, names] of programs) for (const name of names) if (declared.has(name)) add(program, name);
  for (const [module, names] of modulePrograms) {
    for (const name of names) if (declared.has(name)) add(`-m ${module}`, name);
  }
  for (const { normalizedName, modules, entryPoints } of installed ?? []) {
    if (!declared.has(normalizedName)) continue;
    for (const module of modules) add(`-m ${module}`, normalizedName);
    for (const { group, name } of entryPoints) if (group === 'console_scripts') add(name, normalizedName);
  }
  return found;
}
