// Measures the lint of many Dockerfiles in one process: node --conditions=@hone/source --import tsx tools/oracles/docker-lint/speed.mts
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EngineTask } from '@hone/core/nx';
import type { LintOptions } from '../../../packages/docker-multistage/src/executors/lint/schema.js';

const COUNT = 400;

/** A Dockerfile of some 90 lines, each a little different. */
function dockerfile(at: number): string {
  const packages = Array.from({ length: 20 }, (_, index) => `    lib${index}-${at}=1.${index} \\`).join('\n');
  return `# syntax=docker/dockerfile:1
ARG PYTHON=3.12
FROM python:\${PYTHON}-slim AS base
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1
WORKDIR /app

# build has the compilers
FROM base AS build
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \\
    apt-get update && apt-get install -y --no-install-recommends \\
    # headers
${packages}
    gcc \\
    && rm -rf /var/lib/apt/lists/*
COPY pyproject.toml uv.lock ./
RUN --mount=type=cache,target=/root/.cache/uv uv sync --frozen --no-install-project
COPY . .
RUN <<EOF
set -eu
for name in a b c; do
  curl -fsSL "https://example.com/$name-${at}.tar.gz" | tar -xz -C /opt
done
if [ -f setup-${at}.sh ]; then ./setup-${at}.sh; fi
EOF
${Array.from({ length: 12 }, (_, index) => `RUN echo step ${index} && touch /tmp/${index} && cat /etc/os-release | grep NAME > /tmp/x${index}`).join('\n')}

FROM base AS production
COPY --from=build /app/.venv /app/.venv
COPY --from=build /app /app
LABEL org.opencontainers.image.version="${at}" org.opencontainers.image.title="service-${at}"
EXPOSE 8000
USER 1000:1000
HEALTHCHECK --interval=10s CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000')"]
ENTRYPOINT ["uvicorn"]
CMD ["app:app", "--host", "0.0.0.0"]
`;
}

const root = mkdtempSync(path.join(tmpdir(), 'hone-docker-lint-'));
try {
  let bytes = 0;
  const tasks: EngineTask<LintOptions>[] = Array.from({ length: COUNT }, (_, at) => {
    const folder = `services/s${at}`;
    mkdirSync(path.join(root, folder), { recursive: true });
    const text = dockerfile(at);
    bytes += text.length;
    writeFileSync(path.join(root, folder, 'Dockerfile'), text);
    return {
      id: `s${at}:docker-lint`,
      project: `s${at}`,
      root: folder,
      target: 'docker-lint',
      options: {},
      nestedRoots: [],
    };
  });
  const begin = performance.now();
  const { lintEngine } = await import('../../../packages/docker-multistage/src/engine/lint/lint.js');
  const loaded = performance.now();
  console.log(
    `${COUNT} Dockerfiles, ${Math.round(bytes / 1000)} kB; load ${Math.round(loaded - begin)} ms (through tsx)`,
  );
  for (let round = 1; round <= 5; round++) {
    const start = performance.now();
    const cpu = process.cpuUsage();
    let findings = 0;
    const context = { workspaceRoot: root, signal: new AbortController().signal, verbose: false };
    for await (const [, { report }] of lintEngine.run(tasks, context)) findings += report.diagnostics.length;
    const { user, system } = process.cpuUsage(cpu);
    const spent = Math.round((user + system) / 1000);
    console.log(
      `round ${round}: ${Math.round(performance.now() - start)} ms (${spent} ms of CPU), ${findings} findings`,
    );
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
