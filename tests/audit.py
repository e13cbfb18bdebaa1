"""``make audit``: whether a package we install has a published flaw, by PyPI's and npm's advisories.

Ends with 1 where one has, and says so loudly, with 0, where nobody could be asked: a check must not be red for a network.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PINNED = ("requirements.txt", "tests/requirements.txt")
Told = tuple[int, list[str]]  # how many packages were asked about, and the flaws


class NotAsked(Exception):
    """Nobody answered; the message is what was said instead."""


def of_python(said: str) -> Told:
    """What ``pip-audit -f json`` printed. Raises NotAsked where it knows no package at all."""
    packages = json.loads(said or "{}").get("dependencies", [])
    known = [one for one in packages if "vulns" in one]
    if not known:
        raise NotAsked(next((one["skip_reason"] for one in packages if "skip_reason" in one), "pip-audit said nothing"))
    return len(known), [f"{one['name']} {one['version']}: {flaw['id']}" for one in known for flaw in one["vulns"]]


def of_npm(said: str) -> Told:
    """What ``npm audit --json`` printed. Raises NotAsked where the registry has no advisories."""
    told = json.loads(said or "{}")
    if "vulnerabilities" not in told:
        raise NotAsked(told.get("message") or told.get("error", {}).get("summary") or "npm said nothing")
    return told["metadata"]["dependencies"]["total"], [f"{name}: {flaw['severity']}" for name, flaw in told["vulnerabilities"].items()]


def ask(*command: str, folder: Path = ROOT) -> str:
    """Both end with 1 when they find something, and when they cannot ask: what they print is what counts."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    return done.stdout if done.stdout.strip().startswith("{") else json.dumps({"message": (done.stderr or done.stdout).strip()[-300:]})


def found(npm: list[str]) -> Iterator[tuple[str, Told | NotAsked]]:
    pinned = [part for file in PINNED for part in ("-r", file)]
    pip_audit = [sys.executable, "-m", "pip_audit", "-f", "json", "--progress-spinner", "off", "--disable-pip", "--no-deps", *pinned]
    asked = (("Python", of_python, pip_audit, ROOT), ("npm", of_npm, [*npm, "audit", "--json"], ROOT / "pwa"))
    for name, read, command, folder in asked:
        try:
            yield name, read(ask(*command, folder=folder))
        except (NotAsked, subprocess.TimeoutExpired, OSError) as error:
            yield name, NotAsked(str(error))


def main(npm: list[str]) -> int:
    is_good = True
    for name, told in found(npm):
        if isinstance(told, NotAsked):
            print(f"NOT AUDITED: {name}'s packages, for nobody could be asked: {told}")
            continue
        count, flaws = told
        is_good &= not flaws
        print(f"{name}: {count} packages, {len(flaws)} with a published flaw", *flaws, sep="\n  ")
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["npm"]))
