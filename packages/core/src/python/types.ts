/** One import of a Python file. */
export interface PythonImport {
  /** The dotted module as written, without leading dots; empty for `from . import x`. */
  module: string;
  /** Number of leading dots: 0 for an absolute import. */
  level: number;
  /** Names of a `from` import (`*` included); empty for `import x`. */
  names: string[];
  /** 1-based line of the statement, or of the call. */
  line: number;
  /** 1-based UTF-16 column of the statement. */
  column: number;
  /** Under `if TYPE_CHECKING:` (or `typing.TYPE_CHECKING`). */
  typeChecking: boolean;
  /**
   * In the body of a `try` with an `except ImportError`, `ModuleNotFoundError` or a wider handler, in that handler (the
   * fallback), or in the `else` of the `try`; also under `contextlib.suppress(ImportError)`.
   */
  optional: boolean;
  /**
   * In any branch of a test of `sys.platform`, `os.name`, `platform.system()`, `sys.version_info`, or of a constant that
   * projects derive from them (`PY310`, `IS_WINDOWS`).
   */
  guarded: boolean;
  /** Inside a function: runs only when it is called. */
  inFunction: boolean;
  /** A literal `importlib.import_module("x")` or `__import__("x")`. */
  dynamic: boolean;
}
