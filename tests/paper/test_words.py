"""Every action is said as a sentence in three languages, and no code of the wire stands on paper."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from server.core.action import KINDS
from server.core.case import Case
from server.paper.history import Told
from server.paper.names import Names
from server.paper.story import say
from server.paper.title import LANGS
from server.paper.words import term
from server.paper.words.labels import LABELS
from server.paper.words.readme import README
from server.paper.words.sentences import SENTENCES
from server.paper.words.terms import TERMS

SERVER = Path(__file__).resolve().parents[2] / "server"
NAMES = Names("en", {"mei": ({"en": "Mei Chan"}, None), "tray": ({"en": "Tray 1"}, None)})


def office_kinds() -> set[str]:
    """Every kind the office itself writes, wherever in the code."""
    calls = [node for path in SERVER.rglob("*.py") for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    wanted = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "office" and call.args]
    return {call.args[0].value for call in wanted if isinstance(call.args[0], ast.Constant)}


def told(kind: str, **given) -> Told:
    action = {"tz": 480, "body": given.pop("body", {})} | given
    place = given.get("to")
    return Told(1, 1, "a", "phone", kind, "mei", "ring", None, place, 0, 0, "accepted", "[]", b"", None, b"", action)


@pytest.mark.parametrize("kind", sorted(KINDS | office_kinds()))
def test_every_kind_is_a_sentence_in_every_language(kind):
    assert kind in SENTENCES, f"{kind} is written and cannot be said"
    said = {lang: say(told(kind, to="tray"), Names(lang, NAMES.places), 480).sentence for lang in LANGS}
    assert said["en"].endswith(".") and all(said[lang].endswith("。") for lang in LANGS[1:])
    assert len(set(said.values())) >= 2
    assert not any(re.search(r"[{}_]", sentence) for sentence in said.values()), said


def test_a_kind_of_a_later_release_is_said_without_its_code():
    assert say(told("teleport", to="tray"), NAMES, 480).sentence == "Mei Chan recorded something this version cannot read."


def test_what_a_body_tells_is_said_in_words():
    body = {"gross_g": "4.1", "condition": "damaged", "complete": False, "missing": "one claw", "outcome": "repair", "photos": ["a" * 64]}
    details = dict(say(told("inspect", body=body), NAMES, 480).details)
    assert details == {
        "Gross weight": "4.100 g", "Condition": "damaged", "Complete": "no", "Missing": "one claw", "Result": "to be repaired",
        "Photographs": "1",
    }  # fmt: skip


def test_an_amendment_says_what_was_and_what_is():
    body = {"model": "R-9", "facts": {"gross_g": "4.3", "size": None, "custom": {"colour_of_box": "red"}}}
    said = say(told("amend", body=body), NAMES, 480, before={"model": "R-8", "facts.gross_g": "4.2", "facts.size": "13"})
    assert said.details == (
        ("Model", "was R-8, now R-9"), ("Gross weight", "was 4.200 g, now 4.300 g"), ("Size", "was 13, now —"),
        ("colour of box", "was —, now red"),
    )  # fmt: skip


ODD = [{"photos": 5, "certificate": 3, "cost": "x", "back_ms": 2**60, "facts": [], "line": {}}, {"from": 7, "client": []}]


@pytest.mark.parametrize("body", ODD)
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_body_however_odd_leaves_a_paper_unprinted(kind, body):
    assert say(told(kind, body=body, slip="nowhere"), NAMES, 480).sentence


def test_the_two_halves_of_a_handover_say_who_gave_and_who_took():
    taken = say(told("hand_over", to="mei", body={"from": "tray"}), NAMES, 480)
    assert taken.sentence == "Mei Chan took the piece over from Tray 1."


def test_all_words_are_there_in_three_languages_with_the_same_places_to_fill():
    everything = {**LABELS, **SENTENCES, **{f"{group}.{code}": words for group, codes in TERMS.items() for code, words in codes.items()}}
    for key, words in everything.items():
        assert len(words) == len(LANGS) and all(words), key
        fills = {tuple(sorted({name for _, name, _, _ in Formatter().parse(text) if name})) for text in words}
        assert len(fills) == 1, key
    assert set(README) == set(LANGS)


def test_chinese_is_written_in_its_own_characters():
    """What Big5 has is traditional, what GB 2312 has is simplified; a wrong form is seen at once by who reads it."""
    everything = [*LABELS.values(), *SENTENCES.values(), *(words for codes in TERMS.values() for words in codes.values())]
    for _, hant, hans in [*everything, (README["en"], README["zh-Hant"], README["zh-Hans"])]:
        for text, charset in ((hant, "big5hkscs"), (hans, "gb2312")):
            wrong = [sign for sign in text if "\u4e00" <= sign <= "\u9fff" and not can(sign, charset)]
            assert not wrong, (text, wrong)


def can(sign: str, charset: str) -> bool:
    try:
        sign.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def test_every_code_the_trade_knows_has_its_words():
    from server.core import forms

    text = Path(forms.__file__).read_text()
    for group, near in (("purpose", "purpose"), ("outcome", "outcome"), ("decision", "decision"), ("grade", "grade")):
        for codes in re.findall(rf'"{near}": _one_of\(([^)]*)\)', text):
            assert set(re.findall(r'"(\w+)"', codes)) <= set(TERMS[group]), group
    assert "off_slip" in TERMS["case"] and Case


def test_a_word_the_firm_gave_comes_first_and_what_was_typed_stands_as_typed():
    assert term("condition", "good", "en", {"good": {"en": "Mint"}}) == "Mint"
    assert term("condition", "ein wenig zerkratzt", "en") == "ein wenig zerkratzt"
