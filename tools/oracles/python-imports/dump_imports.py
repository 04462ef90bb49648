"""Prints, for every Python file below the given folders, the imports that CPython's ``ast`` finds.

One JSON object a line: ``{"file": …, "imports": [[line, column, module, level, names, flags], …]}`` or
``{"file": …, "error": …}``. Without folders, the interpreter's own library and site-packages are taken. The flags are
worked out on the tree, independently of the scanner under test.
"""

import ast
import json
import os
import re
import sys
import sysconfig
import warnings

TYPE_CHECKING, OPTIONAL, GUARDED, IN_FUNCTION, DYNAMIC = 1, 2, 4, 8, 16
CATCHING = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}
SUPPRESSING = {"suppress", "raises", "assertRaises", "assertRaisesRegex"}
TRY = tuple(getattr(ast, name) for name in ("Try", "TryStar") if hasattr(ast, name))


def name_of(node):
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else None


def is_checking(node):
    while isinstance(node, ast.Attribute) and node.attr == "TYPE_CHECKING":
        inner = node.value
        while isinstance(inner, ast.Attribute):
            inner = inner.value
        return isinstance(inner, ast.Name)
    return isinstance(node, ast.Name) and node.id == "TYPE_CHECKING"


def is_not_checking(node):
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not) and is_checking(node.operand)


def operands(node, op):
    return node.values if isinstance(node, ast.BoolOp) and isinstance(node.op, op) else [node]


PLATFORM_CONSTANT = re.compile(
    r"(IS_|ON_|_)?(PY(THON)?_?\d\w*|py3\d+\w*|PY_?VERSION|C?PYPY|WINDOWS|WIN32|WIN|LINUX|MACOS|DARWIN|is_pypy)"
)


def mentions_platform(test):
    for node in ast.walk(test):
        if PLATFORM_CONSTANT.fullmatch(name_of(node) or ""):
            return True
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if (node.value.id.lstrip("_"), node.attr) in {
                ("sys", "platform"),
                ("sys", "version_info"),
                ("os", "name"),
                ("platform", "system"),
            }:
                return True
    return False


def catches(node):
    return node is None or any(name_of(n) in CATCHING for n in ast.walk(node))


def suppresses(item):
    call = item.context_expr
    return (
        isinstance(call, ast.Call)
        and name_of(call.func) in SUPPRESSING
        and any(name_of(n) in CATCHING for a in call.args for n in ast.walk(a))
    )


class Visitor:
    def __init__(self, lines):
        self.lines = lines
        self.found = []

    def add(self, node, module, level, names, flags):
        line = self.lines[node.lineno - 1]
        column = len(line[: node.col_offset].decode("utf-8", "replace").encode("utf-16-le")) // 2 + 1
        self.found.append([node.lineno, column, module, level, names, flags])

    def each(self, nodes, flags):
        for node in nodes:
            self.visit(node, flags)

    def visit(self, node, flags):
        if isinstance(node, ast.Import):
            for alias in node.names:
                self.add(node, alias.name, 0, [], flags)
        elif isinstance(node, ast.ImportFrom):
            self.add(node, node.module or "", node.level, [a.name for a in node.names], flags)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            inner = set(map(id, node.body))
            for child in ast.iter_child_nodes(node):
                self.visit(child, flags | IN_FUNCTION if id(child) in inner else flags)
        elif isinstance(node, ast.If):
            guard = GUARDED if mentions_platform(node.test) else 0
            body = TYPE_CHECKING if any(map(is_checking, operands(node.test, ast.And))) else 0
            other = TYPE_CHECKING if any(map(is_not_checking, operands(node.test, ast.Or))) else 0
            self.visit(node.test, flags)
            self.each(node.body, flags | guard | body)
            self.each(node.orelse, flags | guard | other)
        elif isinstance(node, TRY):
            caught = any(catches(h.type) for h in node.handlers)
            self.each(node.body, flags | (OPTIONAL if caught else 0))
            for handler in node.handlers:
                self.each(handler.body, flags | (OPTIONAL if catches(handler.type) else 0))
            self.each(node.orelse, flags | (OPTIONAL if caught else 0))
            self.each(node.finalbody, flags)
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            self.each([item.context_expr for item in node.items], flags)
            self.each(node.body, flags | (OPTIONAL if any(map(suppresses, node.items)) else 0))
        else:
            if isinstance(node, ast.Call):
                self.call(node, flags)
            for child in ast.iter_child_nodes(node):
                self.visit(child, flags)

    def call(self, node, flags):
        func = node.func
        known = (isinstance(func, ast.Name) and func.id in ("__import__", "import_module")) or (
            isinstance(func, ast.Attribute)
            and func.attr == "import_module"
            and isinstance(func.value, ast.Name)
            and func.value.id == "importlib"
        )
        if not known or not node.args or not isinstance(node.args[0], ast.Constant):
            return
        value = node.args[0].value
        if isinstance(value, str) and value:
            module = value.lstrip(".")
            self.add(node, module, len(value) - len(module), [], flags | DYNAMIC)


def dump(path):
    with open(path, "rb") as file:
        source = file.read()
    try:
        tree = ast.parse(source, path)
        text = decode(source)
        visitor = Visitor(text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "surrogatepass").split(b"\n"))
        visitor.visit(tree, 0)
    except (SyntaxError, ValueError, RecursionError, LookupError, MemoryError) as error:
        return {"file": path, "error": type(error).__name__}
    return {"file": path, "imports": sorted(visitor.found, key=lambda f: f[:2])}


def decode(source):
    import io
    import tokenize

    encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
    return source.decode(encoding).lstrip("\ufeff")


def main(folders):
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(5000)
    folders = folders or [sysconfig.get_paths()[key] for key in ("stdlib", "purelib")]
    seen = set()
    for folder in folders:
        for root, _, names in os.walk(folder):
            for name in sorted(names):
                path = os.path.realpath(os.path.join(root, name))
                if name.endswith((".py", ".pyi")) and os.path.isfile(path) and path not in seen:
                    seen.add(path)
                    print(json.dumps(dump(path)))


main(sys.argv[1:])
