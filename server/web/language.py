"""Which of the three languages the reader of a reply understands."""

from flask import has_request_context, request

LANGUAGES = ("en", "zh-Hant", "zh-Hans")
TRADITIONAL = ("hant", "tw", "hk", "mo")


def language() -> str:
    """The language of this request's ``Accept-Language``; English when nothing we speak is named."""
    if not has_request_context():
        return "en"
    for wanted, _weight in request.accept_languages:
        spoken = _speak(wanted)
        if spoken:
            return spoken
    return "en"


def _speak(wanted: str) -> str | None:
    """``zh-HK`` is read in traditional characters, plain ``zh`` in simplified ones."""
    parts = wanted.lower().replace("_", "-").split("-")
    if parts[0] == "zh":
        return "zh-Hant" if any(part in TRADITIONAL for part in parts[1:]) else "zh-Hans"
    return "en" if parts[0] == "en" else None
