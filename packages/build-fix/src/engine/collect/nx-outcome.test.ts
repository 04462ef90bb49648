import { expect, it } from 'vitest';
import { failedHeading, listedTasks, parseRunFile, sectionOf, skippedHeading } from './nx-outcome.js';

const args = ['run-many', '-t', 'lint,build', '-p', 'app', '--output-style=static'];
const startedAt = Date.parse('2026-01-01T10:00:00Z');
const runFile = (run: object): string =>
  JSON.stringify({
    run: { command: `nx ${args.join(' ')}`, startTime: '2026-01-01T10:00:01Z', ...run },
    tasks: [
      { taskId: 'lib:build', hash: '2', status: 1 },
      { taskId: 'app:lint', hash: '1', status: 1 },
      { taskId: 'app:test', hash: '3', status: 0 },
    ],
  });
const output = `
> nx run lib:build

lib/a.ts(1,2): error TS1: no
> nx run app:lint

two

 NX   Running targets lint, build for project app failed

Tasks not run because their dependencies failed or --nx-bail=true:

- app:build

Failed tasks:

- lib:build
- app:lint

Hint: run the command with --verbose for more details.
`;

it('reads the failed tasks of the run, and of no other in the same folder', () => {
  const failed = [
    { id: 'app:lint', hash: '1' },
    { id: 'lib:build', hash: '2' },
  ];
  expect(parseRunFile(runFile({}), { args, startedAt })).toEqual(failed);
  expect(parseRunFile(runFile({ command: 'nx run-many -t test' }), { args, startedAt })).toBeUndefined();
  expect(parseRunFile(runFile({ startTime: '2026-01-01T09:59:59Z' }), { args, startedAt })).toBeUndefined();
  for (const broken of ['', 'null', '{}', '{"run":1}'])
    expect(parseRunFile(broken, { args, startedAt })).toBeUndefined();
});

it('reads what Nx lists at the end, and the output of a task', () => {
  expect(listedTasks(output, failedHeading)).toEqual(['app:lint', 'lib:build']);
  expect(listedTasks(output, skippedHeading)).toEqual(['app:build']);
  expect(listedTasks('', failedHeading)).toEqual([]);
  expect(sectionOf('lib:build', output)).toBe('lib/a.ts(1,2): error TS1: no');
  expect(sectionOf('lib:test', output)).toBe('');
});
