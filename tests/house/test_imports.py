"""Imports run one way: web and core know nobody, ledger knows core, parts know ledger, and only the app knows all."""

import ast
import sys
from pathlib import Path

import pytest

SERVER = Path(__file__).resolve().parents[2] / "server"
BESIDE = {"config", "version", "addresses", "sealed"}  # what this office is called, how it is reached, what opens its secrets
PARTS = {"people", "stock", "desk", "slips", "receipts", "repairs", "counts", "fairs", "sync", "paper", "media", "sheets", "demo"}
# What each folder may import of ours, beside itself. `database` is the handle every table hangs on.
MAY: dict[str, set[str]] = {
    "core": set(),
    "web": set(),
    "ledger": {"core", "web", "database", "floor", "people.tables", "people.roles", "stock.tables"},
    "backup": {"core", "web", "ledger", "database", "people.tables", "office_lock", "app", *BESIDE},
    "watch": {"core", "web", "ledger", "backup", "database", "people.tables", "people.access", *BESIDE},
    **{part: {"core", "web", "ledger", "database", *BESIDE, *PARTS} for part in PARTS},
}
COMMAND = {"app"}  # a part's own command belongs to the command line, which knows all
TABLES = {"core", "web", "database"}  # a tables.py stands under everything, whosever it is


def imports(path: Path) -> list[str]:
    """Every module a file imports, wherever in it."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found += [f"{node.module}.{name.name}" for name in node.names] if node.module in ("server", *folders()) else [node.module or ""]
    return found


def folders() -> list[str]:
    return [f"server.{path.name}" for path in SERVER.iterdir() if path.is_dir()]


def is_allowed(name: str, folder: str, allowed: set[str]) -> bool:
    ours = name.removeprefix("server.")
    return ours.split(".")[0] == folder or any(ours == one or ours.startswith(f"{one}.") for one in allowed)


def wrong_steps(path: Path) -> list[str]:
    folder = path.relative_to(SERVER).parts[0]
    allowed = TABLES if path.name == "tables.py" else MAY[folder] | (COMMAND if path.name == "cli.py" else set())
    wanted = [name for name in imports(path) if name.split(".")[0] == "server"]
    return [f"{path.relative_to(SERVER)} imports {name}" for name in wanted if not is_allowed(name, folder, allowed)]


def files(folder: str) -> list[Path]:
    return sorted((SERVER / folder).rglob("*.py"))


@pytest.mark.parametrize("folder", sorted(MAY))
def test_imports_run_one_way(folder: str) -> None:
    assert [step for path in files(folder) for step in wrong_steps(path)] == []


def test_every_folder_is_under_the_rule() -> None:
    here = {path.name for path in SERVER.iterdir() if path.is_dir() and any(path.glob("*.py"))}
    assert here == set(MAY)


def test_the_core_is_standard_library_only() -> None:
    foreign = {
        f"{path.name} imports {name}"
        for path in files("core")
        for name in imports(path)
        if name.split(".")[0] not in sys.stdlib_module_names | {"server", "__future__"}
    }
    assert foreign == set()


@pytest.mark.parametrize("module", ["time", "random", "secrets", "os", "socket", "threading", "logging", "uuid"])
def test_the_core_reads_no_clock_draws_no_lot_and_touches_no_machine(module: str) -> None:
    assert [path.name for path in files("core") if module in [name.split(".")[0] for name in imports(path)]] == []


def test_only_the_clock_reads_the_clock() -> None:
    """``time.time`` and ``datetime.now`` are in server/web/clock.py, and where certificates say from when to when they are good."""
    readers = {
        str(path.relative_to(SERVER))
        for path in SERVER.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in ("time", "time_ns", "now", "utcnow", "today")
        and isinstance(node.value, ast.Name | ast.Attribute) and ast.unparse(node.value) in ("time", "datetime", "dt.datetime", "date")
    }
    assert readers - {"web/clock.py", "certificates.py"} == set()
