"""The core imports nothing that knows the time, chance, files, the network or another part."""

import ast
import sys
from pathlib import Path

import pytest

CORE = Path(__file__).parents[2] / "server" / "core"
IMPURE = {
    "time", "datetime", "random", "secrets", "uuid", "os", "io", "pathlib", "socket", "subprocess", "threading", "asyncio", "logging",
    "sqlite3", "urllib", "http", "shutil", "tempfile", "locale",
}  # fmt: skip
CALLS = {"open", "input", "print", "eval", "exec", "__import__", "globals", "breakpoint"}


def imports(tree: ast.AST) -> set[str]:
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module or "." for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def called(tree: ast.AST) -> set[str]:
    return {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}


def complaints(source: str) -> list[str]:
    tree = ast.parse(source)
    found = [name for name in imports(tree) if name.split(".")[0] in IMPURE]
    found += [name for name in imports(tree) if not name.startswith("server.core") and name.split(".")[0] not in sys.stdlib_module_names]
    return found + sorted(called(tree) & CALLS)


@pytest.mark.parametrize("path", sorted(CORE.glob("**/*.py")), ids=lambda path: path.name)
def test_H1_the_core_is_pure_and_imports_the_standard_library_only(path):
    assert complaints(path.read_text()) == []


@pytest.mark.parametrize(
    "source",
    ["import time", "from datetime import datetime", "import flask", "from server.ledger import tables", "from . import x", "open('x')"],
)
def test_H1_and_this_test_can_fail(source):
    assert complaints(source) != []
