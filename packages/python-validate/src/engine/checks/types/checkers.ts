import { devNull } from 'node:os';
import type { Level, Region } from '@hone/core/diagnostics';
import type { TypeChecker, TypeFinding } from './type-checker.js';

/** Optional arguments: left out where there is no value. */
function flag(name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [name, value];
}

function region(line: number, column: number, endLine: number, endColumn: number): Region {
  return { start: { line, column }, end: { line: endLine, column: endColumn } };
}

interface PyrightOutput {
  generalDiagnostics: {
    file: string;
    severity: string;
    message: string;
    rule?: string;
    range?: { start: { line: number; character: number }; end: { line: number; character: number } };
  }[];
}

const pyright: TypeChecker = {
  name: 'pyright',
  informationUri: 'https://microsoft.github.io/pyright/',
  table: 'pyright',
  files: ['pyrightconfig.json'],
  install: 'Run `npm install --save-dev pyright` in the workspace.',
  args: ({ projectRoot, pythonVersion, interpreter }) => [
    '--outputjson',
    ...flag('--pythonversion', pythonVersion),
    ...flag('--pythonpath', interpreter),
    '--project',
    projectRoot,
  ],
  parse: (stdout) =>
    (JSON.parse(stdout) as PyrightOutput).generalDiagnostics.map(
      ({ file, severity, message, rule, range }): TypeFinding => ({
        path: file,
        rule: rule ?? 'syntax',
        level: levels[severity] ?? 'error',
        // The indentation of what follows the first line uses no-break spaces.
        message: message.replaceAll('\u00a0', ' '),
        isUtf16: true,
        ...(range && {
          region: region(range.start.line + 1, range.start.character + 1, range.end.line + 1, range.end.character + 1),
        }),
      }),
    ),
  helpUri: (rule) => `https://github.com/microsoft/pyright/blob/main/docs/configuration.md#${rule}`,
};

const levels: Readonly<Record<string, Level>> = {
  error: 'error',
  warning: 'warning',
  warn: 'warning',
  note: 'note',
  information: 'note',
  info: 'note',
  blocker: 'error',
  critical: 'error',
  major: 'error',
  minor: 'warning',
};

interface MypyLine {
  file: string;
  line: number;
  column: number;
  end_line?: number;
  end_column?: number;
  message: string;
  code: string | null;
  severity: string;
}

const mypy: TypeChecker = {
  name: 'mypy',
  informationUri: 'https://mypy.readthedocs.io/',
  table: 'mypy',
  files: ['mypy.ini', '.mypy.ini'],
  install: 'Add `mypy` to the development dependencies of the project: `uv add --dev mypy`.',
  // Without a cache there is none to share: processes on one cache fail with a locked database.
  args: ({ pythonVersion, interpreter }) => [
    '--output=json',
    '--no-incremental',
    `--cache-dir=${devNull}`,
    '--show-error-end',
    ...flag('--python-version', pythonVersion),
    ...flag('--python-executable', interpreter),
    '.',
  ],
  parse: (stdout) =>
    stdout
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((text): TypeFinding => {
        const found = JSON.parse(text) as MypyLine;
        const { line, column } = found;
        // Columns count from 0 here; -1 means that mypy knows none.
        const start = Math.max(column, 0) + 1;
        return {
          path: found.file,
          rule: found.code ?? 'misc',
          level: levels[found.severity] ?? 'error',
          message: found.message,
          ...(line > 0 && {
            region: region(line, start, found.end_line ?? line, Math.max(found.end_column ?? column, column, 0) + 1),
          }),
        };
      }),
  helpUri: (rule) => `https://mypy.readthedocs.io/en/latest/_refs.html#code-${rule}`,
};

interface GitlabFinding {
  check_name: string;
  description: string;
  severity: string;
  location: {
    path: string;
    positions: { begin: { line: number; column: number }; end: { line: number; column: number } };
  };
}

const ty: TypeChecker = {
  name: 'ty',
  informationUri: 'https://docs.astral.sh/ty/',
  table: 'ty',
  files: ['ty.toml'],
  install: 'Add `ty` to the development dependencies of the project: `uv add --dev ty`.',
  args: ({ projectRoot, pythonVersion, interpreter }) => [
    'check',
    '--output-format',
    'gitlab',
    '--no-progress',
    ...flag('--python-version', pythonVersion),
    ...flag('--python', interpreter),
    '--project',
    projectRoot,
  ],
  parse: (stdout) =>
    (JSON.parse(stdout) as GitlabFinding[]).map(
      ({ check_name: rule, description, severity, location }): TypeFinding => {
        const { begin, end } = location.positions;
        return {
          path: location.path,
          rule,
          level: levels[severity] ?? 'error',
          message: description.startsWith(`${rule}: `) ? description.slice(rule.length + 2) : description,
          region: region(begin.line, begin.column, end.line, end.column),
        };
      },
    ),
  helpUri: (rule) => `https://docs.astral.sh/ty/reference/rules/#${rule}`,
};

interface PyreflyOutput {
  errors: {
    line: number;
    column: number;
    stop_line: number;
    stop_column: number;
    path: string;
    name: string;
    /** The long description names absolute paths. */
    concise_description: string;
    severity?: string;
  }[];
}

const pyrefly: TypeChecker = {
  name: 'pyrefly',
  informationUri: 'https://pyrefly.org/',
  table: 'pyrefly',
  files: ['pyrefly.toml'],
  install: 'Add `pyrefly` to the development dependencies of the project: `uv add --dev pyrefly`.',
  args: ({ pythonVersion, interpreter }) => [
    'check',
    '--output-format',
    'json',
    '--summary=none',
    ...flag('--python-version', pythonVersion),
    ...flag('--python-interpreter-path', interpreter),
  ],
  parse: (stdout) =>
    (JSON.parse(stdout) as PyreflyOutput).errors.map((found): TypeFinding => ({
      path: found.path,
      rule: found.name,
      level: levels[found.severity ?? 'error'] ?? 'error',
      message: found.concise_description,
      region: region(found.line, found.column, found.stop_line, found.stop_column),
    })),
  helpUri: (rule) => `https://pyrefly.org/en/docs/error-kinds/#${rule}`,
};

/** In the order in which `auto` looks for them. */
export const checkers: readonly TypeChecker[] = [pyright, mypy, ty, pyrefly];
