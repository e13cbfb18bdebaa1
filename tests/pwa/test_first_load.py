"""How much a phone must fetch before the first screen can be used: the page, its styles, its scripts, and one language's first words."""

import gzip
import re
from pathlib import Path

from tests.office import ROOT

DIST = ROOT / "pwa" / "dist"
MOST = 90_000  # bytes, gzipped
IMPORT = re.compile(r'(?:^|[;}])import(?:[\w*${},\s]*from)?\s*"(\./[^"]+)"')


def static(path: Path, found: set[Path]) -> set[Path]:
    """A script and all that it imports without awaiting it."""
    if path not in found:
        found.add(path)
        for address in IMPORT.findall(path.read_text()):
            static((path.parent / address).resolve(), found)
    return found


def packed(paths: set[Path]) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def words() -> list[Path]:
    """The first words of each language, by a message of theirs."""
    return [path for path in DIST.glob("assets/first-*.js") if '"lock.who"' in path.read_text() or "`lock.who`" in path.read_text()]


def test_N8_the_first_load_stays_within_its_budget() -> None:
    page = DIST / "index.html"
    assert page.is_file(), "the app is not built: make build"
    named = [DIST / address.lstrip("/") for address in re.findall(r'(?:src|href)="(/assets/[^"]+)"', page.read_text())]
    assert {path.suffix for path in named} == {".js", ".css"}
    first = {page}
    for path in named:
        first |= static(path, set()) if path.suffix == ".js" else {path}
    languages = words()
    assert len(languages) == 3
    heaviest = max(packed(static(path, set()) - first) for path in languages)
    assert packed(first) + heaviest <= MOST, f"{packed(first) + heaviest} bytes before the first screen"
