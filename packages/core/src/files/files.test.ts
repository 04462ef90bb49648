import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isInside, toPosix } from './paths.js';
import { createWalker, listFiles, type ListOptions } from './walker.js';

const hasGit = spawnSync('git', ['--version']).status === 0;
if (!hasGit) console.warn('SKIPPED listFiles against git ls-files: git is missing');
const posix = process.platform !== 'win32';

let root: string;
beforeEach(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'hone files ')));
});
afterEach(() => {
  fs.rmSync(root, { recursive: true, force: true });
});

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  }
}
const empty = (...names: string[]): void => write(Object.fromEntries(names.map((name) => [name, ''])));
const list = (project = '.', options: ListOptions = { extensions: ['.py'] }) => listFiles(root, project, options);

describe('listFiles', () => {
  it('lists what is asked for, sorted by code unit, relative to the workspace', () => {
    empty('a/b.py', 'a.py', 'a-b.py', 'B.py', 'ä/ö 漢.py', 'x.pyi', 'x.txt');
    expect(list()).toEqual(['B.py', 'a-b.py', 'a.py', 'a/b.py', 'ä/ö 漢.py']);
    expect(list('a')).toEqual(['a/b.py']);
    expect(list('./a/')).toEqual(['a/b.py']);
    expect(
      list('.', { extensions: ['.py', '.pyi'], filter: (name, file) => name.startsWith('x') || file === 'a/b.py' }),
    ).toEqual(['a/b.py', 'x.pyi']);
  });

  it('skips environments, caches and what is not source', () => {
    empty(
      'ok.py',
      '.venv/x.py',
      'node_modules/x.py',
      '__pycache__/x.py',
      '.git/x.py',
      '.tox/x.py',
      'my.egg-info/x.py',
      'sub/.ruff_cache/x.py',
    );
    empty('myenv/pyvenv.cfg', 'myenv/lib/x.py', 'venv/x.py');
    expect(list()).toEqual(['ok.py', 'venv/x.py']);
  });

  it('skips what Hone writes, unless it is asked for', () => {
    empty('dist/hone/app/docker-context/app/x.py', 'dist/other/y.py', 'app/dist/hone/z.py');
    expect(list()).toEqual(['app/dist/hone/z.py', 'dist/other/y.py']);
    expect(list('dist')).toEqual(['dist/other/y.py']);
    expect(list('dist/hone/app')).toEqual(['dist/hone/app/docker-context/app/x.py']);
  });

  it('does not enter other projects or excluded folders', () => {
    empty('libs/a/x.py', 'libs/a/inner/y.py', 'libs/a/gen/z.py', 'libs/a/tests/gen/z.py', 'libs/a/keep_pb2.py');
    const options = { extensions: ['.py'], nestedRoots: ['libs/a/inner'], exclude: ['/gen', '*_pb2.py'] };
    expect(list('libs/a', options)).toEqual(['libs/a/tests/gen/z.py', 'libs/a/x.py']);
  });

  it('gives sizes and times when asked', () => {
    write({ 'a.py': 'abc' });
    const [entry] = createWalker(root).listEntries('.');
    expect(entry).toMatchObject({ file: 'a.py', size: 3 });
    expect(entry!.mtimeMs).toBeCloseTo(fs.statSync(path.join(root, 'a.py')).mtimeMs);
  });

  it('gives nothing for a folder that is not there or outside', () => {
    expect(list('nowhere')).toEqual([]);
    expect(list('../')).toEqual([]);
  });

  it.runIf(posix)('ends on loops of links and takes linked files only from inside', () => {
    empty('src/a.py');
    fs.symlinkSync('..', path.join(root, 'src/loop'));
    fs.symlinkSync('a.py', path.join(root, 'src/b.py'));
    fs.symlinkSync('gone.py', path.join(root, 'src/c.py'));
    fs.symlinkSync(import.meta.filename, path.join(root, 'src/d.py'));
    fs.symlinkSync('e.py', path.join(root, 'src/e.py'));
    expect(list()).toEqual(['src/a.py', 'src/b.py']);
  });

  it('names a folder that cannot be read', () => {
    empty('a.py');
    const problems: unknown[] = [];
    expect(list('a.py', { onProblem: (problem) => problems.push(problem) })).toEqual([]);
    expect(problems).toEqual([{ file: 'a.py', message: 'The folder cannot be read: ENOTDIR.' }]);
  });
});

describe('ignore files', () => {
  it('hold from the root down, and the nearer overrides', () => {
    write({ '.gitignore': '*.gen.py\nbuild/\n', 'libs/a/.gitignore': '!keep.gen.py\r\n', '.nxignore': 'skipped\n' });
    empty(
      'x.gen.py',
      'build/x.py',
      'skipped/x.py',
      'libs/a/keep.gen.py',
      'libs/a/x.gen.py',
      'libs/a/build/y.py',
      'libs/a/x.py',
    );
    expect(list()).toEqual(['libs/a/keep.gen.py', 'libs/a/x.py']);
    expect(list('libs/a')).toEqual(['libs/a/keep.gen.py', 'libs/a/x.py']);
  });

  it('are read once for all projects of a walker', () => {
    write({ '.gitignore': 'a.py\n' });
    empty('one/a.py', 'two/a.py', 'two/b.py');
    const walker = createWalker(root);
    expect(walker.listFiles('one')).toEqual([]);
    fs.rmSync(path.join(root, '.gitignore'));
    expect(walker.listFiles('two')).toEqual(['two/b.py']);
    expect(createWalker(root).listFiles('one')).toEqual(['one/a.py']);
  });

  it.skipIf(!hasGit).each([
    ['names and endings', 'foo\n*.log.py\n.hidden.py\nname.with.dots/\n# foo2\n\n   \nfoo bar.py\n'],
    ['anchors', '/foo\nsub/deep\n/sub/*.py\ndocs/**/x.py\n**/deep2\n'],
    ['negation', '*.py\n!foo.py\n!sub/\n'],
    ['negation inside an ignored folder', 'sub/\n!sub/foo.py\n'],
    ['case', 'FOO\nFoo.PY\n'],
    ['classes and question marks', 'fo[ox].py\n?oo2.py\n\\#x.py\n\\!y.py\n'],
    ['trailing spaces', 'foo.py   \nbar.py\\ \n'],
    ['only folders', 'foo.py/\ndeep/\n'],
  ])('mean what they mean to git: %s', (_name, rules) => {
    write({ '.gitignore': rules });
    for (const folder of [
      '',
      'sub/',
      'sub/deep/',
      'docs/',
      'docs/a/b/',
      'foo/',
      'foo2/',
      'deep2/',
      'name.with.dots/',
      'FOO/',
    ]) {
      empty(
        ...[
          'foo.py',
          'foo2.py',
          'fox.py',
          'Foo.py',
          'x.py',
          'x.log.py',
          '.hidden.py',
          'foo bar.py',
          '#x.py',
          '!y.py',
          'bar.py',
        ].map((name) => folder + name),
      );
    }
    execFileSync('git', ['init', '-q'], { cwd: root });
    const args = ['-c', 'core.ignorecase=false', 'ls-files', '-z', '--others', '--exclude-standard', '*.py'];
    const wanted = execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
    expect(list()).toEqual(wanted.sort());
    expect(wanted.length).toBeGreaterThan(0);
  });
});

describe('isInside', () => {
  it('compares whole parts', () => {
    expect(isInside('/w', 'a/../b')).toBe(true);
    expect(isInside('/w', '/w')).toBe(true);
    expect(isInside('/w', '..x')).toBe(true);
    expect(isInside('/w', '../w2')).toBe(false);
    expect(isInside('/w', '/w2/a')).toBe(false);
  });

  it.runIf(posix)('follows links, also for what does not exist yet', () => {
    empty('ws/in/a.py', 'out/b.py');
    const ws = path.join(root, 'ws');
    fs.symlinkSync('../out', path.join(ws, 'door'));
    fs.symlinkSync('../out/new.py', path.join(ws, 'dangling'));
    fs.symlinkSync('in', path.join(ws, 'within'));
    fs.symlinkSync('loop', path.join(ws, 'loop'));
    fs.symlinkSync('ws', path.join(root, 'alias'));
    expect(isInside(ws, 'door/b.py')).toBe(false);
    expect(isInside(ws, 'door/not/there.py')).toBe(false);
    expect(isInside(ws, 'dangling')).toBe(false);
    expect(isInside(ws, 'loop')).toBe(false);
    expect(isInside(ws, 'within/new.py')).toBe(true);
    expect(isInside(path.join(root, 'alias'), path.join(ws, 'in/a.py'))).toBe(true);
  });
});

it('toPosix changes only the separator of this platform', () => {
  expect(toPosix(path.join('a', 'b'))).toBe('a/b');
  if (posix) expect(toPosix('a\\b')).toBe('a\\b');
});

it('lists every file of many projects with one walker', () => {
  write({ '.gitignore': 'dist/\n*.log\nbuild*/\n' });
  for (let project = 0; project < 200; project++)
    empty(...Array.from({ length: 20 }, (_, at) => `p${project}/m${at}.py`));
  const walker = createWalker(root);
  let count = 0;
  for (let project = 0; project < 200; project++)
    count += walker.listFiles(`p${project}`, { extensions: ['.py'] }).length;
  expect(count).toBe(4000);
});
