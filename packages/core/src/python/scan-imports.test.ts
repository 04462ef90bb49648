import { describe, expect, it } from 'vitest';
import { scanPythonImports } from './scan-imports.js';

/** What is found, in short: dots and module, names in braces, then the line, then a letter for each condition. */
function scan(source: string): string[] {
  return scanPythonImports(source).map((found) => {
    const names = found.names.length > 0 ? `{${found.names.join(',')}}` : '';
    const flags = [
      found.typeChecking && 'T',
      found.optional && 'O',
      found.guarded && 'G',
      found.inFunction && 'F',
      found.dynamic && 'D',
    ];
    return `${'.'.repeat(found.level)}${found.module}${names}@${found.line}${flags.filter(Boolean).join('')}`;
  });
}

describe('forms of imports', () => {
  it.each([
    ['import a', ['a@1']],
    ['import a.b as c, d', ['a.b@1', 'd@1']],
    ['import a . b', ['a.b@1']],
    ['from . import x', ['.{x}@1']],
    ['from ..a.b import (c as d, # no\n  e,\n)', ['..a.b{c,e}@1']],
    ['from ... import x', ['...{x}@1']],
    ['from .import x', ['.{x}@1']],
    ['from . . x import y', ['..x{y}@1']],
    ['from a import*', ['a{*}@1']],
    ['from a import(b)', ['a{b}@1']],
    ['import a; import b', ['a@1', 'b@1']],
    ['x = 1; from a import b', ['a{b}@1']],
    ['import a, \\\n  b', ['a@1', 'b@1']],
    ['from a \\\n  import b', ['a{b}@1']],
    ['from \\\na import b', ['a{b}@1']],
    ['if x: import y', ['y@1']],
    ['class A: import b', ['b@1']],
    ['for x in y: import z', ['z@1']],
    ['while lambda: 0: import z', ['z@1']],
    ['if x:\n\timport y\nelse :\n        import z', ['y@2', 'z@4']],
    ['match x:\n  case {"a": 1}: import y', ['y@2']],
    ['\fimport a', ['a@1']],
    ['\uFEFFimport a', ['a@1']],
    ['import ﬁle', ['file@1']],
    ['import naïve.模块', ['naïve.模块@1']],
    ['import a\r\nimport b\rimport c\nimport d', ['a@1', 'b@2', 'c@3', 'd@4']],
    ['x = "\u2028\x0b\x0c"\nimport a', ['a@2']],
    ['type = import_ = 1\nimport match', ['match@2']],
    ['@d\nimport_x()', []],
    ['important = 1', []],
    ['raise A from b', []],
    ['def f():\n  yield from import_x', []],
    ['', []],
  ])('%j', (source, expected) => expect(scan(source)).toEqual(expected));
});

describe('what is no code', () => {
  it.each([
    ['"""\nimport a\n"""\nimport b', ['b@4']],
    ["'''\n\"\"\"\nimport a\n'''\nimport b", ['b@5']],
    ['x = """\\"""\nimport a\n"""\nimport b', ['b@4']],
    ['x = r"\\"; import a"\nimport b', ['b@2']],
    ['x = "\\\nimport a"\nimport b', ['b@3']],
    ['# import a\nimport b # import c', ['b@2']],
    ['x = (\n  # "\n  1)\nimport b', ['b@4']],
    ['x = [\nfrom_, # (\n]\nimport b', ['b@4']],
    ['x = if_"\nimport a', ['a@2']],
    ['if"x":import a', ['a@1']],
    ['x = b"\'" + Rb"""\nimport a\n"""\nimport b', ['b@4']],
  ])('%j', (source, expected) => expect(scan(source)).toEqual(expected));
});

describe('f-strings and t-strings', () => {
  it.each([
    ['x = f"{a["b"]}"\nimport c', ['c@2']],
    ['x = f"{f"{f"{1}"}"}"\nimport c', ['c@2']],
    ['x = f"{{"\nimport c', ['c@2']],
    ['x = f"{a:{b}}}}"\nimport c', ['c@2']],
    ["x = f'''{\n'}' # '''\n}\nimport a'''\nimport c", ['c@5']],
    ['x = f"\\N{DIGIT ONE}\\{a}"\nimport c', ['c@2']],
    ['x = rf"\\{a["\'"]}"\nimport c', ['c@2']],
    ['x = f"{a!r:^{w}.{p}}"; import c', ['c@1']],
    ['x = t"{a:"}"\nimport c', ['c@2']],
    ['x = f"{__import__("a")}"', ['a@1D']],
    ['x = f"__import__(\'a\')"', []],
  ])('%j', (source, expected) => expect(scan(source)).toEqual(expected));
});

describe('conditions', () => {
  it.each([
    ['if TYPE_CHECKING:\n  import a\nelse:\n  import b\nimport c', ['a@2T', 'b@4', 'c@5']],
    ['if not t.TYPE_CHECKING:\n  import a\nelse:\n  import b', ['a@2', 'b@4T']],
    ['if (TYPE_CHECKING): import a', ['a@1T']],
    ['if TYPE_CHECKING and x:\n  import a', ['a@2T']],
    ['if TYPE_CHECKING or x:\n  import a', ['a@2']],
    ['if "TYPE_CHECKING":\n  import a', ['a@2']],
    [
      'try:\n  import a\nexcept ImportError:\n  import b\nelse:\n  import c\nfinally:\n  import d',
      ['a@2O', 'b@4O', 'c@6O', 'd@8'],
    ],
    ['try: import a\nexcept (x.Y, ModuleNotFoundError) as e: import b', ['a@1O', 'b@2O']],
    ['try:\n  import a\nexcept ValueError:\n  import b', ['a@2', 'b@4']],
    ['try:\n  import a\nexcept:\n  pass', ['a@2O']],
    ['try:\n  try:\n    import a\n  except KeyError: pass\nexcept Exception: pass', ['a@3O']],
    ['try:\n  pass\nfinally:\n  import a', ['a@4']],
    ['with contextlib.suppress(ImportError):\n  import a', ['a@2O']],
    [
      'if sys.platform == "win32":\n  import a\nelif x:\n  import b\nelse:\n  import c\nimport d',
      ['a@2G', 'b@4G', 'c@6G', 'd@7'],
    ],
    ['if PY310:\n  import a', ['a@2G']],
    ['if py311:\n  import a', ['a@2G']],
    ['if x:\n  import a\nelif os.name == "nt":\n  import b\nelse:\n  import c', ['a@2', 'b@4G', 'c@6G']],
    ['async def f(x: int = 1):\n  if x:\n    import a\nimport b', ['a@3F', 'b@4']],
    ['class A:\n  def f(self): import a\n  import b', ['a@2F', 'b@3']],
    ['def f():\n  """doc\nimport x\n  """\n  def g(): pass\n  import a', ['a@6F']],
    ['try:\n    import a\n# except ImportError\nexcept ImportError: pass\nimport b', ['a@2O', 'b@5']],
    ['if TYPE_CHECKING:\n\n  # comment\n  import a\n\timport b', ['a@4T', 'b@5T']],
  ])('%j', (source, expected) => expect(scan(source)).toEqual(expected));
});

describe('dynamic imports', () => {
  it.each([
    ['importlib.import_module("a.b")', ['a.b@1D']],
    ['x = import_module(".a", package="p")', ['.a@1D']],
    ['__import__(\n  "a" # c\n  "b", x)', ['ab@1D']],
    ['import_module(name)', []],
    ['import_module(f"a")', []],
    ['import_module("a" + b)', []],
    ['self.import_module("a")', []],
    ['def import_module(name): pass', []],
    ['"import_module(\'a\')"', []],
  ])('%j', (source, expected) => expect(scan(source)).toEqual(expected));
});

it('counts columns in UTF-16 units', () => {
  expect(scanPythonImports('x = "😀"; import a')[0]).toMatchObject({ line: 1, column: 11 });
  expect(scanPythonImports('if x:\n    y = importlib.import_module("a")')[0]).toMatchObject({ line: 2, column: 9 });
});

it.each([
  'f"' + '{f"'.repeat(5000),
  '('.repeat(10_000) + 'import a',
  'import',
  'from',
  'from a import (',
  'x = """',
  '\\',
])('survives broken source: %j', (source) => expect(() => scanPythonImports(source)).not.toThrow());
