/**
 * Builds the Dockerfile of the current folder through the engine's BuildKit, as the target `docker-build` does: its output
 * on standard output, its report in `docker-build.sarif`.
 */
import { writeFileSync } from 'node:fs';
import { writeSarif } from '../../../packages/core/src/sarif/index.js';
import { buildEngine } from '../../../packages/docker-multistage/src/engine/build/build.js';

const task = {
  id: 'app:docker-build',
  project: 'app',
  root: '.',
  target: 'docker-build',
  options: { dockerfile: 'Dockerfile', context: '.' },
  nestedRoots: [],
  closure: [],
};
const context = {
  workspaceRoot: process.cwd(),
  signal: new AbortController().signal,
  verbose: false,
  progress: (line: string) => console.log(line),
};
let failed = false;
for await (const [, outcome] of buildEngine.run([task], context)) {
  failed = outcome.failed ?? outcome.report.diagnostics.some(({ level }) => level === 'error');
  writeFileSync('docker-build.sarif', writeSarif(outcome.report));
  for (const { ruleId, message, location } of outcome.report.diagnostics) {
    console.log(`${location?.file ?? ''}:${location?.region?.start.line ?? ''} ${ruleId} ${message}`);
  }
}
process.exitCode = failed ? 1 : 0;
