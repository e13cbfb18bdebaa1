"""Tag codes: any one or two wrong characters are caught, whoever typed them; the shared vectors hold here and on the phone."""

import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.tag import ALPHABET, mint, read, spaced

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "tags.json").read_text())
CODES = st.binary(min_size=9, max_size=9).map(mint)
EASY = settings(max_examples=200, deadline=None, derandomize=True)


@EASY
@given(CODES, st.integers(0, 15), st.sampled_from(ALPHABET))
def test_T1_one_wrong_character_is_caught(code, at, other):
    wrong = code[:at] + other + code[at + 1 :]
    assert read(wrong) == (code if wrong == code else None)


@EASY
@given(CODES, st.lists(st.tuples(st.integers(0, 15), st.sampled_from(ALPHABET)), min_size=2, max_size=2))
def test_T1_two_wrong_characters_are_caught(code, changes):
    wrong = list(code)
    for at, other in changes:
        wrong[at] = other
    assert read("".join(wrong)) == (code if "".join(wrong) == code else None)


def test_T1_every_pair_of_wrong_characters_in_one_code_is_caught():
    """All 115,320 of them: the sums are linear, so what holds for one code holds for every one."""
    code = list(mint(bytes(range(9))))
    for i, j in combinations(range(16), 2):
        for a in ALPHABET:
            for b in ALPHABET:
                if a != code[i] and b != code[j]:
                    wrong = code.copy()
                    wrong[i], wrong[j] = a, b
                    assert read("".join(wrong)) is None


def test_T1_two_neighbours_swapped_are_caught():
    code = mint(b"swap them")
    for i in range(15):
        swapped = code[:i] + code[i + 1] + code[i] + code[i + 2 :]
        assert read(swapped) == (code if swapped == code else None)


def test_T2_a_code_has_seventy_random_bits():
    one_bit = {mint((1 << bit).to_bytes(9, "big")) for bit in range(70)}
    assert len(one_bit) == 70
    assert mint(bytes(9)) == "0" * 16
    with pytest.raises(ValueError, match="random"):
        mint(b"too few")


@EASY
@given(CODES)
def test_T3_what_is_printed_is_read(code):
    assert read(code) == read(spaced(code)) == read(code.lower()) == read(spaced(code).replace(" ", "-")) == code
    assert len(spaced(code)) == 19


@EASY
@given(st.text())
def test_T3_any_text_is_a_code_or_is_not(text):
    got = read(text)
    assert got is None or (len(got) == 16 and set(got) <= set(ALPHABET) and read(got) == got)


@pytest.mark.parametrize("good", VECTORS["good"], ids=lambda vector: vector["code"])
def test_T4_good_vectors(good):
    assert read(good["code"]) == good["code"]
    assert spaced(good["code"]) == good["spaced"]


@pytest.mark.parametrize("lenient", VECTORS["lenient"], ids=lambda vector: vector["typed"])
def test_T4_lenient_vectors(lenient):
    assert read(lenient["typed"]) == lenient["code"]


@pytest.mark.parametrize("bad", VECTORS["bad"])
def test_T4_bad_vectors(bad):
    assert read(bad) is None
