"""What the app says: every message in three languages, none forgotten, none hard-coded, each in its own characters."""

import re
from pathlib import Path

import pytest

from tests.pwa.words import (
    LANGUAGES,
    first_messages,
    first_sources,
    hard_coded,
    holes,
    ideographs,
    messages,
    said_keys,
    said_patterns,
    sources,
)

PRODUCT = {"Loupe"}
# Simplified forms that Big5 knows as rare characters of their own, so that its encoder lets them through.
SIMPLIFIED_IN_BIG5 = set("体万与个网礼无号听虫机叶优价仆战毕并仅从会伞庄异声处备够头夹奋妆娄孙宁宝实对寻导尔尘尝层届岁币师帐库")
MAY_HOLD_IDEOGRAPHS = {Path("i18n/t.ts"), Path("core/place_tree.ts")}  # each language names itself; numerals are read, not said


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_N1_every_language_has_the_same_keys(language: str) -> None:
    english, other = messages("en"), messages(language)
    assert len(english) > 400
    assert sorted(other) == sorted(english)
    assert all(message.strip() for message in other.values())


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_N2_what_is_filled_in_is_the_same_in_every_language(language: str) -> None:
    english, other = messages("en"), messages(language)
    plain = {key: {hole.removesuffix(" plural") for hole in holes(text)} for key, text in english.items()}
    assert {key: {hole.removesuffix(" plural") for hole in holes(text)} for key, text in other.items()} == plain


def test_N2_a_plural_has_the_forms_its_language_needs() -> None:
    for language, forms in (("en", ("one {", "other {")), ("zh-Hant", ("other {",)), ("zh-Hans", ("other {",))):
        plurals = {key: text for key, text in messages(language).items() if ", plural, " in text}
        assert plurals
        assert not [key for key, text in plurals.items() if not all(form in text for form in forms)], language


def test_N3_no_source_says_a_key_that_is_not_there() -> None:
    known = set(messages("en"))
    said = {key for source in sources().values() for key in re.findall(r'\bt\(\s*"([^"]+)"', source)}
    assert len(said) > 200
    assert said - known == set()
    assert {p for source in sources().values() for p in said_patterns(source) if not any(re.fullmatch(p, k) for k in known)} == set()


def test_N4_no_message_is_there_that_nobody_says() -> None:
    texts = sources().values()
    said = set().union(*(said_keys(text) for text in texts))
    patterns = set().union(*(said_patterns(text) for text in texts))
    assert [key for key in messages("en") if key not in said and not any(re.fullmatch(p, key) for p in patterns)] == []


def test_N5_no_text_for_people_stands_in_the_markup() -> None:
    found = {str(path): hard_coded(text) for path, text in sources().items() if path.suffix == ".tsx"}
    assert len(found) > 30
    assert {path: texts for path, texts in found.items() if set(texts) - PRODUCT} == {}


def test_N5_no_ideographs_stand_outside_the_messages() -> None:
    holding = {path for path, text in sources().items() if ideographs(text)}
    assert holding - MAY_HOLD_IDEOGRAPHS == set()


def test_N5_the_search_for_hard_coded_text_finds_it() -> None:
    assert hard_coded("<p>\n  Hello there\n</p>") == ["Hello there"]
    assert hard_coded("<p>{n} pieces</p>") == ["pieces"] and hard_coded("<p>共 {n}</p>") == ["共"]
    assert hard_coded('<button aria-label="Close it" />') == ["Close it"]
    assert hard_coded("const f = (a: Map<string, X>): Promise<void> => a > b;") == []


@pytest.mark.parametrize(("language", "charset", "strangers"), [("zh-Hant", "cp950", SIMPLIFIED_IN_BIG5), ("zh-Hans", "gb2312", set())])
def test_N6_each_script_keeps_to_its_own_characters(language: str, charset: str, strangers: set[str]) -> None:
    wrong = {}
    for key, message in messages(language).items():
        odd = {c for c in ideographs(message) if not _can_write(c, charset)} | (ideographs(message) & strangers)
        if odd:
            wrong[key] = "".join(sorted(odd))
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_N7_the_first_screens_find_every_word_of_theirs_in_the_first_part(language: str) -> None:
    known, here, texts = set(messages("en")), first_messages(language), sources()
    first = [texts[path] for path in first_sources() if path in texts]
    assert len(first) > 100
    patterns = set().union(*(said_patterns(text) for text in first))
    said = set().union(*(said_keys(text) for text in first)) & known
    said |= {key for key in known if any(re.fullmatch(pattern, key) for pattern in patterns)}
    assert len(said) > 200
    assert said - here == set()


def _can_write(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
