import { expect, it } from 'vitest';
import type { FailureCategory, LogEntry } from '../types.js';
import { createGrouper } from './grouper.js';

type Line = [tool: string, ruleId: string, message: string, category?: FailureCategory];

const TYPE: Line = ['tsc', 'TS2304', "Cannot find name 'a'.", 'type'];
const COMPILE: Line = ['gcc', 'error', "unknown type name 'a'", 'compilation'];
const TEST: Line = ['pytest', 'AssertionError', 'assert 1 == 2', 'test'];
const DISK: Line = ['gcc', 'error', 'error writing to /tmp/cc1.s: No space left on device', 'compilation'];
const PROTOC: Line = ['shell', 'missing-tool', 'protoc: command not found', 'environment'];
const MAKE: Line = ['make', 'recipe-failed', '[all] Error 1', 'compilation'];

it.each<[string, FailureCategory, Line[]]>([
  ['nothing', 'unknown', []],
  ['type errors', 'type', [TYPE, TYPE]],
  ['a missing tool before many errors', 'environment', [PROTOC, ...repeat(COMPILE, 500), MAKE]],
  ['a missing tool after many errors', 'compilation', [...repeat(COMPILE, 500), PROTOC]],
  ['a full disk that the compiler tells of', 'resources', [COMPILE, DISK, ...repeat(COMPILE, 20)]],
  [
    'errors and, as the last line, what failed because of them',
    'compilation',
    [COMPILE, ['make', 'recipe-failed', '[all] Error 1', 'compilation']],
  ],
  ['nothing but the last line', 'compilation', [MAKE]],
  [
    'an exit code that tells of a missing tool',
    'environment',
    [['make', 'recipe-failed', '[all] Error 127', 'compilation']],
  ],
  [
    'a killed compiler',
    'resources',
    [['cargo', 'build-script-failed', 'could not compile `x`: signal: 9, SIGKILL', 'compilation']],
  ],
  ['tests behind a crate that does not compile', 'compilation', [...repeat(TEST, 5), COMPILE]],
  ['one odd type error among many tests', 'test', [TYPE, ...repeat(TEST, 60)]],
  ['a test whose server refused', 'test', [['pytest', 'ConnectionError', 'Connection refused', 'test']]],
  [
    'a missing module in most tests',
    'dependency-resolution',
    [['pytest', 'ModuleNotFoundError', "No module named 'x'", 'test'], TEST],
  ],
  [
    'a missing module in one of many',
    'test',
    [['pytest', 'ModuleNotFoundError', "No module named 'x'", 'test'], ...repeat(TEST, 60)],
  ],
  ['findings of a report, without category', 'lint', [['ruff', 'F401', '`os` imported but unused']]],
  [
    'an outdated lock',
    'lock-outdated',
    [
      [
        'cargo',
        'lock-outdated',
        'the lock file Cargo.lock needs to be updated but --locked was passed',
        'lock-outdated',
      ],
    ],
  ],
])('%s: %s', (_, category, lines) => {
  expect(summaryOf(lines.map((line) => entry(line))).category).toBe(category);
});

it('does not let a warning explain errors', () => {
  const warning = entry(['npm', 'network', 'request timed out, retrying', 'network'], 'warning');
  expect(summaryOf([warning, entry(TYPE)]).category).toBe('type');
  expect(summaryOf([warning]).category).toBe('network');
});

function repeat(line: Line, times: number): Line[] {
  return Array.from({ length: times }, () => line);
}

function entry([tool, ruleId, message, category]: Line, level: 'error' | 'warning' = 'error'): LogEntry {
  return { diagnostic: { tool, ruleId, level, message }, format: tool, logLine: 1, ...(category && { category }) };
}

function summaryOf(entries: readonly LogEntry[]) {
  const grouper = createGrouper();
  entries.forEach(grouper.add);
  return grouper.summary();
}
