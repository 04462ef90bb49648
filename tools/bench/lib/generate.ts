import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface Shape {
  projects: number;
  /** Python files a project. */
  files: number;
  /** Functions a file; one has about nine lines. */
  functions: number;
}

const DEPENDENCIES = ['httpx', 'pydantic', 'attrs', 'click', 'structlog'];
const MODULES: Record<string, string> = { attrs: 'attr' };

/**
 * Writes a uv workspace of generated projects: every tenth is a library, and every other project depends on one or two
 * of them and on packages of the index. It is clean, and the same for the same shape. `tools` are requirements of the whole workspace.
 */
export function generateWorkspace(folder: string, shape: Shape, tools: readonly string[] = []): void {
  rmSync(folder, { recursive: true, force: true });
  write(
    folder,
    'pyproject.toml',
    `[dependency-groups]\ndev = ${JSON.stringify(tools)}\n\n[tool.uv]\npackage = false\n\n[tool.uv.workspace]\nmembers = ["libs/*", "apps/*"]\n\n[tool.ruff]\nline-length = 120\nlint.select = ["B", "E", "F", "SIM", "UP", "W"]\n`,
  );
  write(folder, '.gitignore', 'node_modules\ndist\n.nx\n.venv\n.ruff_cache\n');
  for (let index = 0; index < shape.projects; index++) writeProject(folder, index, shape);
}

/** Folders of the generated projects, relative to the workspace. */
export function projectRoots({ projects }: Shape): string[] {
  return Array.from({ length: projects }, (_, index) => rootOf(index));
}

function writeProject(folder: string, index: number, shape: Shape): void {
  const name = nameOf(index);
  const libraries = isLibrary(index) ? [] : pickLibraries(index, shape.projects);
  const packages = [0, 1].map((step) => DEPENDENCIES[(index + step) % DEPENDENCIES.length] as string);
  const dependencies = [...libraries.map(nameOf), ...packages];
  const sources = libraries.map((library) => `${nameOf(library)} = { workspace = true }`);
  write(
    folder,
    `${rootOf(index)}/pyproject.toml`,
    [
      '[project]',
      `name = "${name}"`,
      'version = "0.1.0"',
      'requires-python = ">=3.11"',
      `dependencies = [${dependencies.map((dependency) => `"${dependency}"`).join(', ')}]`,
      '',
      ...(sources.length > 0 ? ['[tool.uv.sources]', ...sources, ''] : []),
      '[build-system]',
      'requires = ["uv_build>=0.9,<1"]',
      'build-backend = "uv_build"',
      '',
    ].join('\n'),
  );

  const module = moduleOf(index);
  const source = `${rootOf(index)}/src/${module}`;
  write(folder, `${source}/__init__.py`, `"""Project ${index}."""\n`);
  const imported = [...packages.map((dependency) => MODULES[dependency] ?? dependency), ...libraries.map(moduleOf)];
  for (let file = 1; file < shape.files; file++) {
    write(folder, `${source}/part_${file}.py`, renderModule(file, shape.functions, imported, module));
  }
}

function renderModule(file: number, functions: number, imported: string[], own: string): string {
  const others = imported.filter((_, index) => index % 3 === file % 3);
  const siblings = file > 1 ? [`from ${own}.part_${file - 1} import step_0 as before`] : [];
  const head = [
    `"""Part ${file}."""`,
    '',
    'from __future__ import annotations',
    '',
    'import json',
    'import logging',
    'from dataclasses import dataclass, field',
    '',
    ...others.sort().map((name) => `import ${name}`),
    ...siblings,
    '',
    'log = logging.getLogger(__name__)',
    `USED = (${[...others, ...(siblings.length > 0 ? ['before'] : [])].map((name) => `${name}, `).join('')}json)`,
    '',
    '',
    '@dataclass(frozen=True)',
    `class Record${file}:`,
    '    name: str',
    '    values: list[float] = field(default_factory=list)',
    '',
    '    @property',
    '    def total(self) -> float:',
    '        return sum(self.values)',
    '',
  ];
  const body = Array.from({ length: functions }, (_, index) => renderFunction(index, file));
  return `${[...head, ...body].join('\n')}\n`;
}

function renderFunction(index: number, file: number): string {
  return [
    '',
    `def step_${index}(records: list[Record${file}], limit: int = ${index + 3}) -> dict[str, float]:`,
    `    """Sums what the first records hold, step ${index}."""`,
    '    totals: dict[str, float] = {}',
    '    for position, record in enumerate(records):',
    '        if position >= limit:',
    `            log.debug("step %d stops at %d of %d", ${index}, position, len(records))`,
    '            break',
    `        totals[record.name] = totals.get(record.name, 0.0) + record.total * ${index + 1}`,
    '    return totals',
    '',
  ].join('\n');
}

function isLibrary(index: number): boolean {
  return index % 10 === 0;
}

function pickLibraries(index: number, projects: number): number[] {
  const libraries = Math.ceil(projects / 10);
  const picked = new Set([(index % libraries) * 10, ((index * 7) % libraries) * 10]);
  return [...picked].sort((a, b) => a - b);
}

function nameOf(index: number): string {
  return `${isLibrary(index) ? 'lib' : 'app'}-${String(index).padStart(4, '0')}`;
}

function moduleOf(index: number): string {
  return nameOf(index).replace('-', '_');
}

function rootOf(index: number): string {
  return `${isLibrary(index) ? 'libs' : 'apps'}/${nameOf(index)}`;
}

function write(folder: string, file: string, text: string): void {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
