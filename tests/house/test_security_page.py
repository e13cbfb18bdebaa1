"""What docs/security.md names as evidence is there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_SE7_every_evidence_the_security_page_names_is_there() -> None:
    named = re.findall(r"`([^`\s]+)`", (ROOT / "docs/security.md").read_text())
    files = [one for one in named if re.match(r"(tests|server|pwa|docs)/|\w+\.(txt|yml)$", one)]
    tests = [one for one in named if one.startswith("test_")]
    told = "".join(path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))
    assert len(files) > 40 and len(tests) > 4
    assert [one for one in files if not (ROOT / one).exists()] == []
    assert [one for one in tests if f"def {one}(" not in told] == []
