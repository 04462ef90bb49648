import { expect, it } from 'vitest';
import type { Declaration, Evidence, ProjectFacts, ResolvedPackage, VerdictKind } from '../types.js';
import { judge } from './judge.js';

/** Declares `name`, `name[extra]`, with a scope: `declare('pytest', { scope: 'development' })`. */
function declare(written: string, more: Partial<Declaration> = {}): Declaration {
  const [name = '', extra] = written.split(/[[\]]/);
  return {
    ecosystem: 'python',
    name,
    written,
    scope: 'runtime',
    file: 'pyproject.toml',
    extras: extra ? [extra] : [],
    ...more,
  };
}

function use(name: string, more: Partial<Evidence> = {}): Evidence {
  return { kind: 'import', name, scope: 'runtime', detail: `import ${name}`, file: 'src/app.py', line: 1, ...more };
}

/** A resolution from lines such as `pandas -> numpy` and `pandas[excel] -> openpyxl`. */
function resolve(...lines: string[]): ProjectFacts['resolution'] {
  const packages = new Map<string, ResolvedPackage & { requires: string[]; extras: Record<string, string[]> }>();
  const get = (name: string) => {
    const known = packages.get(name) ?? { name, requires: [], extras: {} };
    packages.set(name, known);
    return known;
  };
  for (const line of lines) {
    const [from = '', to = ''] = line.split(' -> ');
    const [name = '', extra] = from.split(/[[\]]/);
    const targets = to.split(' ').filter(Boolean);
    targets.forEach(get);
    if (extra) get(name).extras[extra] = targets;
    else get(name).requires.push(...targets);
  }
  return { source: 'uv.lock', packages };
}

function facts(more: Partial<ProjectFacts>): ProjectFacts {
  return {
    ecosystem: 'python',
    declarations: [],
    evidence: [],
    missing: [],
    doubts: new Map(),
    unreadable: new Set(),
    diagnostics: [],
    ...more,
  };
}

function kinds(more: Partial<ProjectFacts>, keep: string[] = []): Record<string, VerdictKind> {
  return Object.fromEntries(judge(facts(more), { keep }).map(({ name, kind }) => [name, kind]));
}

it('says used with the evidence, and unused without any', () => {
  const [flask, yaml] = judge(
    facts({ declarations: [declare('pyyaml'), declare('flask')], evidence: [use('flask')] }),
    { keep: [] },
  );
  expect(flask).toMatchObject({ name: 'flask', kind: 'used', reason: 'import flask in src/app.py:1.' });
  expect(yaml).toMatchObject({ name: 'pyyaml', kind: 'unused' });
});

it('moves what only one side uses', () => {
  const declarations = [
    declare('pytest'),
    declare('httpx', { scope: 'development' }),
    declare('mypy', { scope: 'development' }),
  ];
  const evidence = [use('pytest', { scope: 'development' }), use('httpx'), use('mypy', { scope: 'development' })];
  expect(kinds({ declarations, evidence })).toEqual({ pytest: 'dev-only', httpx: 'runtime', mypy: 'used' });
});

it('takes an import for type checking as a use: annotations are read at run time by some', () => {
  expect(kinds({ declarations: [declare('pandas')], evidence: [use('pandas', { scope: 'type-checking' })] })).toEqual({
    pandas: 'used',
  });
});

it('finds the top level of a frozen list', () => {
  const declarations = ['fastapi', 'starlette', 'anyio', 'leftover'].map((name) => declare(name));
  const frozen = new Set(['fastapi', 'starlette', 'anyio', 'leftover']);
  const resolution = resolve('fastapi -> starlette', 'starlette -> anyio', 'leftover -> anyio');
  const verdicts = judge(facts({ declarations, evidence: [use('fastapi')], frozen, resolution }), { keep: [] });
  expect(verdicts.map(({ name, kind, chain }) => [name, kind, chain?.join(' ')])).toEqual([
    ['anyio', 'transitive', 'fastapi starlette anyio'],
    ['fastapi', 'used', undefined],
    ['leftover', 'unused', undefined],
    ['starlette', 'transitive', 'fastapi starlette'],
  ]);
});

it('decides nothing about a frozen list without edges', () => {
  const verdicts = judge(
    facts({
      declarations: [declare('fastapi'), declare('anyio')],
      evidence: [use('fastapi')],
      frozen: new Set(['fastapi', 'anyio']),
    }),
    { keep: [] },
  );
  expect(verdicts.map(({ name, kind }) => [name, kind])).toEqual([
    ['anyio', 'unknown'],
    ['fastapi', 'used'],
  ]);
  expect(verdicts[0]?.reason).toMatch('a lock file, an environment or an install from index metadata would');
});

it('follows the extras that are asked for', () => {
  const declarations = [declare('pandas[excel]'), declare('openpyxl')];
  const resolution = resolve('pandas[excel] -> openpyxl');
  expect(kinds({ declarations, evidence: [use('pandas')], resolution })).toMatchObject({ openpyxl: 'transitive' });
});

it('turns what another package uses by name into its extra, where that one is declared', () => {
  const evidence = [use('pandas'), use('xlrd', { kind: 'plugin', extraOf: { name: 'pandas', extra: 'excel' } })];
  const [, xlrd] = judge(facts({ declarations: [declare('pandas'), declare('xlrd')], evidence }), { keep: [] });
  expect(xlrd).toMatchObject({ kind: 'convert-to-extra', suggestion: 'pandas[excel]' });
  expect(kinds({ declarations: [declare('xlrd')], evidence })).toEqual({ xlrd: 'used' });
});

it('moves nothing that a comment keeps where it is', () => {
  const evidence = [use('httpx', { scope: 'development' }), use('httpx', { kind: 'comment', detail: '"needed by x"' })];
  const facts = { declarations: [declare('httpx')] };
  expect(kinds({ ...facts, evidence })).toEqual({ httpx: 'used' });
  expect(kinds({ ...facts, evidence: evidence.slice(0, 1) })).toEqual({ httpx: 'dev-only' });
});

it('keeps what a comment or the option names, and constraints', () => {
  const declarations = ['urllib3', 'gevent', 'types-x', 'idna'].map((name) => declare(name));
  declarations[3] = declare('idna', { constraint: true });
  const evidence = [use('urllib3', { kind: 'comment', detail: '"CVE-2023-43804"' })];
  expect(kinds({ declarations, evidence }, ['types-*'])).toEqual({
    gevent: 'unused',
    idna: 'keep',
    'types-x': 'keep',
    urllib3: 'keep',
  });
});

it('finds a constraint on a package that is not installed', () => {
  const declarations = [declare('idna', { constraint: true })];
  expect(kinds({ declarations, resolution: resolve('flask -> click') })).toEqual({ idna: 'unused' });
});

it('does not guess: a doubt is unknown, and evidence ends it', () => {
  const declarations = [declare('a'), declare('b')];
  const doubts = new Map([['*', 'plugins.py imports modules whose names it computes.']]);
  expect(kinds({ declarations, doubts, evidence: [use('b')] })).toEqual({ a: 'unknown', b: 'used' });
});

it('reports imports that nothing declares, once each, and never optional ones', () => {
  const missing = [
    { module: 'yaml', candidates: ['pyyaml'], file: 'b.py' },
    { module: 'yaml.nodes', candidates: ['pyyaml'], file: 'a.py' },
    { module: 'ujson', candidates: ['ujson'], file: 'a.py', optional: true },
  ].map((one) => ({ ecosystem: 'python' as const, scope: 'runtime' as const, optional: false, ...one }));
  const [verdict, ...rest] = judge(facts({ missing }), { keep: [] });
  expect(rest).toEqual([]);
  expect(verdict).toMatchObject({ name: 'pyyaml', kind: 'missing', suggestion: 'pyyaml' });
  expect(verdict?.evidence.map(({ file }) => file)).toEqual(['a.py', 'b.py']);
});

it('gives a plugin in a frozen list no credit for a host that is not used, or that brings it', () => {
  const declarations = ['sqlalchemy', 'pytest', 'pytest-cov', 'python-dotenv'].map((name) => declare(name));
  const frozen = new Set(declarations.map(({ name }) => name));
  const resolution = resolve('sqlalchemy -> python-dotenv', 'pytest-cov -> pytest');
  const evidence = [
    use('sqlalchemy'),
    use('pytest-cov', { kind: 'plugin', host: 'pytest' }),
    use('python-dotenv', { kind: 'plugin' }),
  ];
  expect(kinds({ declarations, evidence, frozen, resolution })).toEqual({
    pytest: 'unused',
    'pytest-cov': 'unused',
    'python-dotenv': 'transitive',
    sqlalchemy: 'used',
  });
  expect(kinds({ declarations, evidence })).toMatchObject({ 'pytest-cov': 'used', 'python-dotenv': 'used' });
});
