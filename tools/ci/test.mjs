// `npm test`: installs, then formats-checks, builds, lints, typechecks and tests everything, end to end included.
// Tests that need a tool this machine lacks say so on a line that starts with "SKIPPED"; those lines are gathered at
// the end, beside the tests that failed; with HONE_FAIL_ON_SKIP=1 (as on CI) a skipped test fails the run too.
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './ensure-installed.mjs';
import { runCommand } from './run-command.mjs';
import { countTests, findFailures, findSkips } from './read-test-output.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Each step is one command; `tests` marks those whose output counts tests. */
const steps = [
  { title: 'format', command: 'npx', args: ['prettier', '--check', '.', '--log-level', 'warn'] },
  { title: 'schema types', command: 'node', args: ['tools/ci/generate-schema-types.mjs', '--check'] },
  { title: 'option pages', command: 'node', args: ['tools/ci/generate-option-docs.mjs', '--check'] },
  { title: 'import cycles', command: 'npx', args: ['oxlint', 'packages', 'tools'] },
  { title: 'build, lint, typecheck', command: 'npx', args: ['nx', 'run-many', '-t', 'build,lint,typecheck'] },
  {
    title: 'unit tests',
    command: 'npx',
    args: ['nx', 'run-many', '-t', 'test', '--parallel=1', '--outputStyle=stream'],
    tests: true,
  },
  { title: 'end-to-end tests', command: 'npx', args: ['nx', 'run', 'e2e:e2e', '--outputStyle=stream'], tests: true },
];

async function main() {
  await ensureInstalled();
  const failed = [];
  let testOutput = '';
  for (const { title, command, args, tests } of steps) {
    console.log(`\n── ${title} ──`);
    const { code, output } = await runCommand(command, args, {
      cwd: root,
      env: { NX_DAEMON: 'false', NX_TUI: 'false' },
    });
    if (tests) testOutput += output;
    if (code !== 0) failed.push(title);
  }
  report(failed, testOutput);
}

function report(failed, testOutput) {
  const skips = findSkips(testOutput);
  const counts = countTests(testOutput);
  console.log('');
  for (const skip of skips) console.log(skip);
  for (const failure of findFailures(testOutput)) console.log(`FAILED ${failure}`);
  for (const title of failed) console.log(`FAILED ${title}`);
  const skipped = counts.skipped + counts.todo;
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${skipped} skipped`);
  const skipsForbidden = process.env.HONE_FAIL_ON_SKIP === '1' && (skips.length > 0 || skipped > 0);
  if (skipsForbidden) console.log('FAILED tests were skipped, and HONE_FAIL_ON_SKIP forbids it');
  if (failed.length > 0 || skipsForbidden || counts.passed === 0) process.exitCode = 1;
}

await main();
