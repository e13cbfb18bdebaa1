"""What a clean clone depends on: locks without addresses, in step with what is asked for, and made whole."""

import ast
import json
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

from server.version import VERSION

ROOT = Path(__file__).resolve().parents[2]
LOCK = json.loads((ROOT / "pwa/package-lock.json").read_text())
ASKED = json.loads((ROOT / "pwa/package.json").read_text())


def test_the_lock_carries_no_download_addresses() -> None:
    text = (ROOT / "pwa/package-lock.json").read_text()
    assert "resolved" not in text
    assert set(re.findall(r'https?://([^/"]+)', text)) <= set(re.findall(r'"url": "https?://([^/"]+)', text))


def test_the_lock_is_in_step_with_what_is_asked_for() -> None:
    root = LOCK["packages"][""]
    for kind in ("dependencies", "devDependencies"):
        assert root[kind] == ASKED[kind]
        assert {name: LOCK["packages"][f"node_modules/{name}"]["version"] for name in ASKED[kind]} == ASKED[kind]


def test_the_lock_holds_every_platforms_build() -> None:
    """npm ci refuses a lock made while the build for another platform could not be had."""
    names = {path.rpartition("node_modules/")[2] for path in LOCK["packages"]}
    missing = {name for package in LOCK["packages"].values() for name in package.get("optionalDependencies", {}) if name not in names}
    assert missing == set()


def test_one_decoder_is_installed_once() -> None:
    assert [path for path in LOCK["packages"] if path.endswith("node_modules/zxing-wasm")] == ["node_modules/zxing-wasm"]


def test_every_python_package_is_pinned_exactly() -> None:
    for path in ("requirements.txt", "tests/requirements.txt"):
        wanted = [line for line in (ROOT / path).read_text().splitlines() if line and not line.startswith("#")]
        assert [line for line in wanted if not re.fullmatch(r"[A-Za-z0-9_.-]+(\[[a-z,]+\])?==[0-9][0-9A-Za-z.]*", line)] == []


def test_the_version_is_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert VERSION == project == ASKED["version"]


def test_ci_runs_exactly_the_readmes_test_command() -> None:
    ci = (ROOT / ".ci/run").read_text().splitlines()
    assert ci[0] == "#!/usr/bin/env bash"
    assert ci[-1] == "exec make test"
    assert "make test" in (ROOT / "README.md").read_text() and "make run" in (ROOT / "README.md").read_text()


def test_what_the_server_imports_is_in_its_requirements() -> None:
    """Not only in the tests': an office has none of those."""
    wanted = [re.split(r"[\[=]", line)[0] for line in (ROOT / "requirements.txt").read_text().splitlines() if line and line[0] != "#"]
    brought = {name for package in wanted for name in _with_needs(package)}
    providers = metadata.packages_distributions()
    for path in (ROOT / "server").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            for name in _imported(node) - sys.stdlib_module_names - {"server"}:
                assert {_plain(one) for one in providers.get(name, [name])} & brought, f"{path.name} imports {name}"


def _imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {name.name.split(".")[0] for name in node.names}
    return {(node.module or "").split(".")[0]} if isinstance(node, ast.ImportFrom) else set()


def _with_needs(package: str) -> set[str]:
    """A package and what it says it cannot do without."""
    needs = [re.split(r"[^A-Za-z0-9._-]", need)[0] for need in metadata.requires(package) or [] if "extra ==" not in need]
    return {_plain(one) for one in [package, *needs]}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
