import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createWalker } from '@hone/core/files';
import { judge } from '../judge/judge.js';
import type { ProjectFacts, ProjectRequest, Verdict } from '../types.js';
import { readPythonFacts } from './read-facts.js';

/** The facts of a project that is given as texts by path. A file named twice or not at all is the test's mistake. */
export function factsOf(
  files: Readonly<Record<string, string>>,
  options: ProjectRequest['options'] = {},
): ProjectFacts {
  const workspaceRoot = mkdtempSync(path.join(tmpdir(), 'dep-prune-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(workspaceRoot, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    const request: ProjectRequest = {
      workspaceRoot,
      project: { name: 'app', root: '.' },
      nestedRoots: [],
      closure: [],
      options,
      walker: createWalker(workspaceRoot),
    };
    const facts = readPythonFacts(request);
    if (!facts) throw new Error('The project has no manifest.');
    return facts;
  } finally {
    rmSync(workspaceRoot, { recursive: true, force: true });
  }
}

/** `name: verdict` of a project that is given as texts by path. */
export function kindsOf(files: Readonly<Record<string, string>>): Record<string, Verdict['kind']> {
  return Object.fromEntries(judge(factsOf(files), { keep: [] }).map(({ name, kind }) => [name, kind]));
}

/** A `pyproject.toml` with dependencies of the program, and what else is given. */
export function pyproject(dependencies: readonly string[], more = ''): string {
  return `[project]\nname = "shop"\nversion = "1.0"\ndependencies = ${JSON.stringify(dependencies)}\n${more}`;
}
