// Writes a workspace of Python projects that look like real ones: manifests, sources with imports of each other and of
// the standard library, no lock files. The same arguments give the same bytes.
import { join } from 'node:path';
import { write } from './write.mjs';

/**
 * @param {string} root folder to write into
 * @param {{ projects: number, files: number }} size files in all, spread evenly
 */
export function generatePython(root, { projects, files }) {
  const perProject = Math.round(files / projects);
  for (let index = 0; index < projects; index++) writeProject(root, index, perProject);
}

function writeProject(root, index, files) {
  const name = `lib-${String(index).padStart(4, '0')}`;
  const module = name.replace('-', '_');
  // Up to three earlier projects: a graph without cycles, about as dense as real workspaces are.
  const needs = [1, 7, 31].map((step) => index - step).filter((other) => other >= 0 && index % 5 !== 0);
  const names = needs.map((other) => `lib-${String(other).padStart(4, '0')}`);
  const folder = join(root, 'libs', name);
  write(join(folder, 'pyproject.toml'), manifest(name, names));
  // @nxlv/python finds no project by itself.
  write(join(folder, 'project.json'), `${JSON.stringify({ name, projectType: 'library' })}\n`);
  write(join(folder, module, '__init__.py'), '');
  for (let file = 1; file < files; file++) {
    const imported = names[file % (names.length || 1)];
    write(join(folder, module, `part_${file}.py`), source(file, imported?.replace('-', '_')));
  }
}

function manifest(name, needs) {
  const lines = [
    '[project]',
    `name = "${name}"`,
    'version = "0.1.0"',
    'requires-python = ">=3.10"',
    `dependencies = [${['httpx>=0.27', ...needs].map((one) => `"${one}"`).join(', ')}]`,
    '',
    '[tool.poetry]',
    '',
    '[tool.poetry.dependencies]',
    ...needs.map((one) => `${one} = { path = "../${one}", develop = true }`),
    '',
    '[tool.uv.sources]',
    ...needs.map((one) => `${one} = { workspace = true }`),
    '',
    '[build-system]',
    'requires = ["hatchling"]',
    'build-backend = "hatchling.build"',
  ];
  return `${lines.join('\n')}\n`;
}

/** About 90 lines, the median of the standard library's modules being 300 and that of services' modules far less. */
function source(number, imported) {
  const body = Array.from({ length: 12 }, (_, index) => [
    `def function_${index}(value: int, *, factor: float = ${number}.5) -> dict[str, float]:`,
    `    """Return what ${number} makes of a value."""`,
    '    if value < 0:',
    '        raise ValueError(f"negative: {value}")',
    '    result = {"value": value * factor, "root": math.sqrt(value)}',
    '    return result',
    '',
  ]);
  const head = [
    'from __future__ import annotations',
    '',
    'import math',
    'import os.path',
    'from dataclasses import field',
  ];
  const ours = imported ? [`from ${imported}.part_1 import function_1 as other`] : [];
  return `${[...head, 'import httpx', ...ours, '', ...body.flat()].join('\n')}\n`;
}
