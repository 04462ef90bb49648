import type { Finding, Rule } from '../../rule.js';
import { copiedEnvironments } from './virtual-environments.js';

export const venvMoved: Rule = {
  id: 'docker/venv-moved',
  source: 'docker',
  summary: 'A virtual environment is copied to another path than the one it was built at.',
  reason:
    'Its scripts and its activation name the path where it was built, so `uvicorn` and the like are not found there.',
  severity: 'warning',
  keywords: ['COPY'],
  bad: 'FROM python:3.12-slim AS build\nRUN python -m venv /build/venv\nFROM python:3.12-slim\nCOPY --from=build /build/venv /app/venv\n',
  good: 'FROM python:3.12-slim AS build\nRUN python -m venv /app/venv\nFROM python:3.12-slim\nCOPY --from=build /app/venv /app/venv\n',
  *check(file): Generator<Finding> {
    for (const { instruction, builtAt, copiedTo } of copiedEnvironments(file)) {
      if (builtAt === copiedTo) continue;
      yield {
        of: instruction,
        message: `The virtual environment was built at \`${builtAt}\` and runs at \`${copiedTo}\`.`,
        hint: `Build it at \`${copiedTo}\`, or make it with \`uv venv --relocatable\`.`,
      };
    }
  },
};
