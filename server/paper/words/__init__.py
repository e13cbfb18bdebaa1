"""What paper says, in the reader's language: the one home of every word that is printed."""

from collections.abc import Mapping
from typing import Any

from server.paper.title import LANGS
from server.paper.words.labels import LABELS
from server.paper.words.terms import TERMS

Three = tuple[str, str, str]  # in the order of LANGS: en, zh-Hant, zh-Hans


def said(words: Three, lang: str) -> str:
    """The one of three that ``lang`` reads."""
    return words[LANGS.index(lang)]


def label(key: str, lang: str, **given: object) -> str:
    """A heading, a column, a sentence of the form."""
    return said(LABELS[key], lang).format(**given)


def term(group: str, code: Any, lang: str, own: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """What a code means: by the firm's ``own`` names first, else ours; what is neither was typed by a person and stands as typed."""
    if own and code in own:
        return any_name(own[code], lang)
    words = TERMS[group].get(str(code))
    return said(words, lang) if words else str(code).replace("_", " ")


def pair(word: str, text: str, lang: str) -> str:
    """Weight: 4.210 g"""
    return f"{word}: {text}" if lang == "en" else f"{word}：{text}"


def any_name(names: Mapping[str, str], lang: str) -> str:
    """In the reader's language, else in whatever there is."""
    return names.get(lang) or next(iter(names.values()), "—")
