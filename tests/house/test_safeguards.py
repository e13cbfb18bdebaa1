"""The table of safeguards is of this code: each stands where it says. To take them all out takes an hour (``make mutants``)."""

import re

import pytest

from tests.mutants.table import MUTANTS, Mutant
from tests.office import ROOT

DATABASES = ("sqlite", "postgresql")
PROMISES = {f"P{n}" for n in range(1, 21)}


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_FF4_a_safeguard_stands_where_the_table_says_and_its_tests_are_there(mutant: Mutant) -> None:
    for edit in mutant.edits:
        assert (ROOT / edit.file).read_text().count(edit.text) == 1, edit
    if mutant.vitest:
        assert (ROOT / "pwa" / mutant.vitest[0]).exists()
        return
    file, _, only = mutant.pytest
    text = (ROOT / file).read_text()
    for word in re.split(r"\s*(?:\band\b|\bor\b|\bnot\b|[()])\s*", only):
        assert word in ("", *DATABASES) or word in text, word


def test_FF4_every_promise_has_a_safeguard_in_the_table_and_each_its_own_name() -> None:
    assert {mutant.promise for mutant in MUTANTS} == PROMISES
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)


def test_FF4_every_promise_has_a_test_that_bears_its_number() -> None:
    here = re.compile(r"""(?:def test_(?:p\d+_)*|\btest\(["'])(p\d+)[_ ]""", re.IGNORECASE)
    files = [*(ROOT / "tests").rglob("test_*.py"), *(ROOT / "pwa" / "tests").rglob("*.test.ts")]
    assert {found.upper() for file in files for found in here.findall(file.read_text())} >= PROMISES
