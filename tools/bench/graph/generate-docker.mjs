// Writes the workspace of generate-python.mjs with a Dockerfile for each project, which copies the project and up to three
// others from the workspace root; every tenth is built from the project's own folder.
import { join } from 'node:path';
import { generatePython } from './generate-python.mjs';
import { write } from './write.mjs';

/**
 * @param {string} root folder to write into
 * @param {{ projects: number, files: number }} size files in all, spread evenly; Dockerfiles are not counted
 */
export function generateDocker(root, { projects, files }) {
  generatePython(root, { projects, files });
  for (let index = 0; index < projects; index++) {
    const folder = folderOf(index);
    const needs = [1, 7, 31].map((step) => index - step).filter((other) => other >= 0 && index % 5 !== 0);
    const copied =
      index % 10 === 0 ? ['pyproject.toml', nameOf(index).replace('-', '_')] : [index, ...needs].map(folderOf);
    write(join(root, folder, 'Dockerfile'), dockerfile(copied));
  }
}

const nameOf = (index) => `lib-${String(index).padStart(4, '0')}`;
const folderOf = (index) => `libs/${nameOf(index)}`;

/** About 40 lines, as a multi-stage Dockerfile has them. */
function dockerfile(copied) {
  const stages = ['builder', 'test', 'production'].map((stage) => [
    `FROM python:3.12-slim AS ${stage}`,
    'ENV PYTHONUNBUFFERED=1 \\',
    '    UV_COMPILE_BYTECODE=1',
    'WORKDIR /app',
    'RUN --mount=type=cache,target=/root/.cache/uv \\',
    '    uv sync --frozen --no-install-project',
    ...copied.map((source) => `COPY ${source} ${source}`),
    'USER 10001',
    '',
  ]);
  return `${stages.flat().join('\n')}CMD ["python", "-m", "app"]\n`;
}
