/** One import of a Python file. */
export interface PythonImport {
  /** The dotted module as written, without leading dots; empty for `from . import x`. */
  module: string;
  /** Number of leading dots: 0 for an absolute import. */
  level: number;
  /** Names of a `from` import (`*` included); empty for `import x`. */
  names: string[];
  /** 1-based line of the statement. */
  line: number;
  /** 1-based UTF-16 column of the statement. */
  column: number;
  /** Under `if TYPE_CHECKING:` (or `typing.TYPE_CHECKING`). */
  typeChecking: boolean;
  /** In the body of a `try` with an `except ImportError`, `ModuleNotFoundError` or a wider handler. */
  optional: boolean;
  /** Under a test of `sys.platform`, `os.name`, `platform.system()` or `sys.version_info`. */
  guarded: boolean;
  /** Inside a function: runs only when it is called. */
  inFunction: boolean;
  /** A literal `importlib.import_module("x")` or `__import__("x")`. */
  dynamic: boolean;
}
