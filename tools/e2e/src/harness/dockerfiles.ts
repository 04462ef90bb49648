import { readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { write } from './files.js';

/** Is built from the workspace root, and copies what the service depends on. */
const GATEWAY = `FROM python:3.12-slim AS production
WORKDIR /app
COPY libs/contracts libs/contracts
COPY libs/telemetry libs/telemetry
COPY libs/textkit libs/textkit
COPY services/memory-gateway services/memory-gateway
USER 10001
CMD ["python", "-m", "memory_gateway"]
`;

/** Is built from the service's own folder. */
const ADAPTER = `FROM python:3.12-slim AS production
WORKDIR /app
COPY src src
USER 10001
CMD ["python", "-m", "ollama_adapter"]
`;

/** Copies a project that the service does not depend on. */
const OUTSIDE = `FROM python:3.12-slim AS production
WORKDIR /app
COPY libs/textkit libs/textkit
COPY services/ollama-adapter services/ollama-adapter
USER 10001
CMD ["python", "-m", "ollama_adapter"]
`;

/** Gives two services of the example Dockerfiles: one of `memory-gateway`, two of `ollama-adapter`; all others go. */
export function addDockerfiles(workspace: string): void {
  for (const file of readdirSync(join(workspace, 'services'), { recursive: true, encoding: 'utf8' })) {
    if (/dockerfile/i.test(basename(file))) rmSync(join(workspace, 'services', file));
  }
  write(workspace, 'services/memory-gateway/Dockerfile', GATEWAY);
  write(workspace, 'services/ollama-adapter/Dockerfile', ADAPTER);
  write(workspace, 'services/ollama-adapter/docker/outside.Dockerfile', OUTSIDE);
}
