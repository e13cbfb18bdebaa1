"""Reads the app's messages and its sources, for the tests of its words."""

import re
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "pwa" / "src"
LANGUAGES = ("en", "zh-Hant", "zh-Hans")

_ENTRY = re.compile(r'^  (?:"([^"]+)"|(\w+)):\s*("(?:[^"\\]|\\.)*"|\'[^\']*\'),$', re.M)
_HOLE = re.compile(r"\{(\w+)(?:, plural, ((?:\w+ \{[^{}]*\} ?)+))?\}")
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.S)
_LETTERS = r"(?:[A-Za-z]{2}|[\u3400-\u9fff])"
_BETWEEN_TAGS = re.compile(r"(?:(?<![=\s])|(?<=\n)\s*)>([^<>{}=;()]*" + _LETTERS + r"[^<>{}=;()]*)[<{]")
_AFTER_VALUE = re.compile(r"\}([^<>{}=;()]*" + _LETTERS + r"[^<>{}=;()]*)</")
_ATTRIBUTE = re.compile(r'\s(?:aria-label|title|alt|placeholder|label|hint|wrong)="([^"]*' + _LETTERS + '[^"]*)"')
_IMPORT = re.compile(r'^(?:import|export) ([^;"]*?) from "([^"]+)";$', re.M)
_CJK = re.compile(r"[\u3400-\u9fff]")


def messages(language: str) -> dict[str, str]:
    """Key → message of one language; a key told twice is an error."""
    found: dict[str, str] = {}
    parts = [path.read_text() for path in sorted((SOURCE / "i18n" / language).glob("*.ts"))]
    for quoted, bare, value in (entry for text in parts for entry in _ENTRY.findall(text)):
        key = quoted or bare
        assert key not in found, f"{language}: {key} is there twice"
        found[key] = value[1:-1].replace('\\"', '"')
    return found


def holes(message: str) -> set[str]:
    """The names of what is filled in, a plural marked as one."""
    return {f"{name} plural" if forms else name for name, forms in _HOLE.findall(message)}


def sources() -> dict[Path, str]:
    """Every source of the app without its comments; the messages left out, and titles, which are composed by grammar."""
    said = {SOURCE / "i18n" / language for language in LANGUAGES}
    files = [path for path in SOURCE.rglob("*.ts*") if path.stem not in LANGUAGES and path.parent not in said]
    files.remove(SOURCE / "core" / "title.ts")
    return {path.relative_to(SOURCE): _COMMENT.sub("", path.read_text()) for path in sorted(files)}


def said_keys(source: str) -> set[str]:
    """Keys named as texts anywhere in a source, in `t(…)` or in a table of keys."""
    return set(re.findall(r'"([a-z_]+(?:\.[A-Za-z0-9_ ]+)+)"', source))


def said_patterns(source: str) -> set[str]:
    """Families of keys: a template such as `camera.${trouble}_what`, or the group of `word("status", …)`."""
    templates = re.findall(r"\bt\(\s*`([^`]+)`", source)
    groups = re.findall(r'\b(?:word|words|isWord)(?:<[^>]*>)?\(\s*"(\w+)"', source)
    return {re.sub(r"\\\$\\\{.+\\\}", ".+", re.escape(t)) for t in templates} | {rf"{group}\..+" for group in groups}


def hard_coded(source: str) -> list[str]:
    """Text for people that stands in the markup itself."""
    return [text.strip() for pattern in (_BETWEEN_TAGS, _AFTER_VALUE, _ATTRIBUTE) for text in pattern.findall(source)]


def ideographs(text: str) -> set[str]:
    return set(_CJK.findall(text))


def first_sources() -> set[Path]:
    """The sources that come before the first screen: all that `main.tsx` leads to by imports that are not awaited."""
    found: set[Path] = set()
    ahead = [SOURCE / "main.tsx"]
    while ahead:
        path = ahead.pop()
        if path in found:
            continue
        found.add(path)
        for names, address in _IMPORT.findall(_COMMENT.sub("", path.read_text())):
            if names.startswith("type ") or not address.startswith(".") or _only_types(names):
                continue
            target = (path.parent / address).resolve()
            ahead += [one for one in (target.with_name(target.name + ending) for ending in (".ts", ".tsx")) if one.is_file()]
    return {path.relative_to(SOURCE) for path in found}


def _only_types(names: str) -> bool:
    listed = [name.strip() for name in names.strip("{} \n").split(",") if name.strip()]
    return names.startswith("{") and all(name.startswith("type ") for name in listed)


def first_messages(language: str) -> set[str]:
    """The keys whose words come with the first screen."""
    parts = re.findall(r'from "\./(\w+)"', (SOURCE / "i18n" / language / "first.ts").read_text())
    return {quoted or bare for part in parts for quoted, bare, _ in _ENTRY.findall((SOURCE / "i18n" / language / f"{part}.ts").read_text())}
