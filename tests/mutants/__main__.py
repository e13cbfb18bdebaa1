"""Takes the safeguards out one by one, in a copy of the tree, and demands that a test goes red each time. ``make mutants``."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.mutants.table import MUTANTS, Edit, Mutant

ROOT = Path(__file__).resolve().parents[2]
NODE = shutil.which("node") or "node"
LONGEST_S, LONGEST_UNTOUCHED_S = 300, 3_600


def main(names: Sequence[str]) -> int:
    """Those named, or all of them; 1 if one of them stayed green or could not be taken out.

    ``trusting`` leaves out the look whether their tests are green with every safeguard in place.
    """
    is_trusting, names = "trusting" in names, [name for name in names if name != "trusting"]
    chosen = [mutant for mutant in MUTANTS if not names or mutant.name in names]
    if strangers := set(names) - {mutant.name for mutant in chosen}:
        print(f"no such safeguard: {', '.join(sorted(strangers))}")
        return 1
    with tempfile.TemporaryDirectory(prefix="loupe-mutants-") as folder:
        tree = copied(Path(folder) / "tree")
        build(tree)  # some tests ask for the app: without it they would be red for that
        if not is_trusting and not is_green_untouched(tree, chosen):
            return 1
        bad = [mutant.name for mutant in chosen if not tried(tree, mutant)]
    print(f"{len(chosen) - len(bad)} of {len(chosen)} safeguards are missed when they are gone", *(["; not missed:", *bad] if bad else []))
    return 1 if bad else 0


def copied(tree: Path) -> Path:
    """What git knows and what is new, with the packages and faces of this tree."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, listed.decode().split("\0")):
        if (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tree / name)
    for made in (".venv", "pwa/node_modules", "pwa/faces"):
        (tree / made).symlink_to((ROOT / made).resolve())
    return tree


def is_green_untouched(tree: Path, chosen: Sequence[Mutant]) -> bool:
    """A test that is red anyway would prove nothing."""
    files = sorted({mutant.pytest[0] for mutant in chosen if mutant.pytest})
    only = " or ".join(f"({mutant.pytest[2]})" for mutant in chosen if mutant.pytest)
    scripts = sorted({mutant.vitest[0] for mutant in chosen if mutant.vitest})
    named = "|".join(mutant.vitest[2] for mutant in chosen if mutant.vitest)
    runs = [pytest(tree, (*files, "-k", only), LONGEST_UNTOUCHED_S)] if files else []
    runs += [vitest(tree, (*scripts, "-t", named), LONGEST_UNTOUCHED_S)] if scripts else []
    for run in runs:
        if run.returncode:
            print(f"red with every safeguard in place:\n{run.stdout[-4000:]}{run.stderr[-2000:]}")
    return not any(run.returncode for run in runs)


def tried(tree: Path, mutant: Mutant) -> bool:
    """Whether the tests missed it."""
    began = time.monotonic()
    whole = {edit.file: (tree / edit.file).read_text() for edit in mutant.edits}
    if not all(take_out(tree, edit) for edit in mutant.edits):
        said = "NOT FOUND: the text is not in its file exactly once"
    else:
        if mutant.is_shown:
            build(tree)
        run = pytest(tree, mutant.pytest) if mutant.pytest else vitest(tree, mutant.vitest)
        said = "red" if is_red(mutant, run) else f"GREEN (exit {run.returncode})"
        if said != "red":
            print(run.stdout[-1500:] + run.stderr[-500:])
    for file, text in whole.items():
        (tree / file).write_text(text)
    tests = " ".join(mutant.pytest or mutant.vitest)
    print(f"{mutant.name:34} {mutant.promise:4} {said:6} {time.monotonic() - began:5.1f} s  {tests}", flush=True)
    return said == "red"


def take_out(tree: Path, edit: Edit) -> bool:
    path = tree / edit.file
    text = path.read_text()
    path.write_text(text.replace(edit.text, edit.instead))
    return text.count(edit.text) == 1


def is_red(mutant: Mutant, run: subprocess.CompletedProcess[str]) -> bool:
    """A failing test, not one that could not be found or read."""
    return run.returncode == 1 and "failed" in run.stdout.lower()


def build(tree: Path) -> None:
    """The app as this tree has it, for a browser."""
    vite = [NODE, "node_modules/vite/bin/vite.js", "build"]
    pack = [sys.executable, "-m", "server.web.pack", "pwa/dist"]
    for at, command in ((tree / "pwa", vite), (tree, pack)):
        subprocess.run(command, cwd=at, capture_output=True, check=True)


def pytest(tree: Path, arguments: Sequence[str], longest_s: int = LONGEST_S) -> subprocess.CompletedProcess[str]:
    return run(tree, [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "--tb=line", *arguments], longest_s)


def vitest(tree: Path, arguments: Sequence[str], longest_s: int = LONGEST_S) -> subprocess.CompletedProcess[str]:
    patient = ["--bail=1", "--testTimeout=60000"]  # this machine may be busy with something else
    return run(tree / "pwa", [NODE, "node_modules/vitest/vitest.mjs", "run", *patient, *arguments], longest_s)


def run(at: Path, command: Sequence[str], longest_s: int) -> subprocess.CompletedProcess[str]:
    """One that hangs without its safeguard has noticed too."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1"}
    try:
        return subprocess.run(command, cwd=at, env=environment, capture_output=True, text=True, timeout=longest_s)
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(list(command), 1, "1 failed: it did not end", "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
