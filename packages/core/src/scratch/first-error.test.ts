import { expect, it } from 'vitest';
import { firstError } from './first-error.js';

it.each([
  [
    'pytest',
    `> nx run app:test\n\n==== ERRORS ====\n_ test_app.py _\nImportError while importing test module\nTraceback:\ntest_app.py:1: in <module>\n    import yaml\nE   ModuleNotFoundError: No module named 'yaml'\n=== short test summary info ===\nERROR test_app.py`,
    "ModuleNotFoundError: No module named 'yaml'",
  ],
  [
    'rustc',
    'error[E0432]: unresolved import `anyhow`\n --> src/lib.rs:1:5\nerror: could not compile `app`',
    'error[E0432]: unresolved import `anyhow`',
  ],
  [
    'node',
    "node:internal/modules:1\n  throw err;\nError: Cannot find module 'left-pad'\nRequire stack:",
    "Error: Cannot find module 'left-pad'",
  ],
  [
    'Nx',
    '\n NX   Failed to process project graph.\n\nPass --verbose to see the stacktraces.\n',
    'Failed to process project graph.',
  ],
  ['colours', '\u001B[31merror\u001B[0m: no solution', 'error: no solution'],
  ['nothing that it knows', 'one\ntwo\n', 'two'],
  ['nothing', '', 'it wrote nothing'],
])('finds what %s says', (_name, output, line) => {
  expect(firstError(output)).toBe(line);
});

it('names no folder of the machine', () => {
  expect(firstError('error: /tmp/x/workspace/app/a.py is bad', ['/tmp/x/workspace'])).toBe('error: app/a.py is bad');
});
