"""The dossier drawn: what a piece is, how it looks, where it has been and what became of it."""

from reportlab.lib.units import mm

from server.paper import blocks, ink, parts, pieces, story
from server.paper.blocks import Fact
from server.paper.figures import day, grams, money, when, zone
from server.paper.file import File, Happened, Shot
from server.paper.fonts import BOLD
from server.paper.ink import SIDE, Style
from server.paper.sections import cases, repairs, shows, slips
from server.paper.sheet import WIDE, Imprint, Sheets
from server.paper.words import label, pair, term

HERO = 62 * mm
ACROSS, MOST_PHOTOS = 4, 24
WHEN = 35 * mm  # the column of times
FADED = Style(ink.BODY.size, colour=ink.INK_3)


def dossier(file: File, imprint: Imprint) -> bytes:
    """The PDF."""
    sheets = Sheets(imprint)
    blocks.letterhead(sheets, "dossier", term("status", file.row["status"], sheets.lang))
    _head(sheets, file)
    _made_of(sheets, file)
    _own_fields(sheets, file)
    _photos(sheets, file)
    for section in (slips, shows, repairs, cases):
        section(sheets, file)
    _timeline(sheets, file)
    return sheets.ends()


def _head(sheets: Sheets, file: File) -> None:
    """The picture at the left, title and facts beside it."""
    row, lang, top = file.row, sheets.lang, sheets.y
    first = file.shots[0].path if file.shots and file.shots[0].name in row["photos"] else None
    blocks.photo(sheets, first, SIDE, top - HERO, HERO, missing=label("photo_missing", lang) if row["photos"] and first is None else None)
    x, room = SIDE + HERO + 7 * mm, WIDE - HERO - 7 * mm
    code = 18 * mm if row["tag"] else 0
    sheets.y = blocks.stack(sheets, x, top + 4, [(pieces.title_of(row, lang), ink.NUMBER)], room - code) - 4
    if row["tag"]:
        blocks.code_box(sheets, row["tag"], SIDE + WIDE + 4, top + 4)
        sheets.y = min(sheets.y, top - blocks.CODE_HIGH)
    blocks.grid(sheets, _facts(file), 3, x, room)
    sheets.y = min(sheets.y, top - HERO - 2)


def _facts(file: File) -> list[Fact]:
    row, facts, names, lang = file.row, file.row["facts"], file.names, file.names.lang
    return [
        ("archive_no", row["archive_no"] or ""),
        ("entry_no", row["entry_no"] or ""),
        ("number", row["number"] or ""),
        ("model", row["model"] or ""),
        ("type", term("type", row["type"], lang) if row["type"] else ""),
        ("category", term("category", row["category"], lang, names.categories) if row["category"] else ""),
        ("quantity", str(row["quantity"]) if row["quantity"] != 1 else ""),
        ("weight", grams(facts.get("gross_g"), lang) or ""),
        ("insured", money(facts.get("insured")) or ""),
        ("size", str(facts.get("size") or "")),
        ("dimensions", str(facts.get("dimensions") or "")),
        ("condition", term("condition", row["condition"], lang, names.grades) if row["condition"] else ""),
        ("place", names.path(row["place"]) if row["place"] else ""),
        ("holder", names.of(row["holder"]) if row["holder"] and row["holder"] != row["place"] else ""),
        ("home", names.path(row["home"]) if row["home"] else ""),
    ]


def _made_of(sheets: Sheets, file: File) -> None:
    """Metals, stones and certificates side by side, then whose it is."""
    facts, lang = file.row["facts"], sheets.lang
    made = [("metals", parts.metals(facts, lang)), ("stones", parts.stones(facts, lang)), ("certificates", parts.certificates(facts, lang))]
    arrived = next((said for one in reversed([*file.of("register"), *file.of("amend")]) if (said := one.told.body.get("arrived"))), None)
    owners = [
        ("client", _called(facts.get("client"), file)),
        ("supplier", _called(facts.get("supplier"), file)),
        ("ownership", term("ownership", facts["ownership"], lang) if facts.get("ownership") else ""),
        ("arrived", day(arrived, file.tz, lang) if arrived else ""),
    ]
    if not any(lines for _, lines in made) and not any(text for _, text in owners) and not facts.get("notes"):
        return
    blocks.heading(sheets, label("registration", lang), 40)
    blocks.grid(sheets, [(key, "\n".join(lines)) for key, lines in made], 3)
    blocks.grid(sheets, owners, 4)
    blocks.grid(sheets, [("note", str(facts.get("notes") or ""))], 1)


def _called(value: object, file: File) -> str:
    """A client or supplier is a place, or a name somebody typed."""
    return file.names.of(value) if isinstance(value, str) and value in file.names.places else str(value or "")


def _own_fields(sheets: Sheets, file: File) -> None:
    custom = file.row["facts"].get("custom")
    if isinstance(custom, dict):
        blocks.grid(sheets, [(story.field_name(key, file.names), story.custom_value(key, custom[key], file.names)) for key in custom], 4)


def _photos(sheets: Sheets, file: File) -> None:
    """Four across, each with when and by whom it was taken."""
    lang, side = sheets.lang, (WIDE - (ACROSS - 1) * 4 * mm) / ACROSS
    high = side * 0.75
    blocks.heading(sheets, label("photos", lang), high)
    if not file.shots:
        sheets.text(SIDE, label("no_photos", lang), ink.BODY)
    for start in range(0, min(len(file.shots), MOST_PHOTOS), ACROSS):
        sheets.needs(high + 16)
        sheets.down(high + 4)
        for n, shot in enumerate(file.shots[start : start + ACROSS]):
            x = SIDE + n * (side + 4 * mm)
            missing = label("photo_missing", lang) if shot.path is None else None
            blocks.photo(sheets, shot.path, x, sheets.y, side, high, missing)
            blocks.stack(sheets, x, sheets.y - 1, [(_caption(shot, file), ink.LABEL)], side)
        sheets.down(14)
    if len(file.shots) > MOST_PHOTOS:
        sheets.text(SIDE, label("more_photos", lang, n=len(file.shots) - MOST_PHOTOS), ink.SMALL)


def _caption(shot: Shot, file: File) -> str:
    by = file.names.of(shot.told.by, "nobody")
    return label("signed_by", file.names.lang, who=by, when=when(shot.told.order_ms, file.tz, file.names.lang))


def _timeline(sheets: Sheets, file: File) -> None:
    """Oldest first: when at the left, what at the right, below it whatever else was told."""
    blocks.heading(sheets, label("timeline", sheets.lang), 40)
    sheets.text(SIDE, label("times", sheets.lang, zone=zone(file.tz)), ink.LABEL)
    sheets.down(4)
    for one in file.happened:
        _entry(sheets, one, file)


def _entry(sheets: Sheets, one: Happened, file: File) -> None:
    lang, told = sheets.lang, one.told
    right: list[tuple[str, Style]] = [(one.said.sentence, FADED if one.is_taken_back else ink.BODY)]
    if one.is_taken_back:
        right.append((label("taken_back", lang), Style(ink.SMALL.size, BOLD, ink.INK_3)))
    right.append((told_details(one, lang), ink.SMALL))
    flags = story.flags_of(told, lang)
    if flags:
        right.append((pair(label("flags", lang), ", ".join(flags), lang), ink.WARN))
    left = [(when(told.order_ms, file.tz, lang), ink.SMALL)]
    if story.has_two_times(told):
        left.append((label("known", lang, when=when(told.received_ms, file.tz, lang)), ink.LABEL))
    x, room = SIDE + WHEN, WIDE - WHEN
    high = max(sheets.height(right, room), sheets.height(left, WHEN - 10)) + 6
    sheets.needs(high)
    sheets.canvas.setFillColor(ink.LINE if one.is_taken_back else ink.GOLD)
    sheets.canvas.circle(x - 7, sheets.y - 7.5, 1.6, stroke=0, fill=1)
    blocks.stack(sheets, SIDE, sheets.y, left, WHEN - 10)
    blocks.stack(sheets, x, sheets.y, right, room)
    sheets.down(high)


def told_details(one: Happened, lang: str) -> str:
    """Slip: S-2026-0012; Weight: 4.210 g"""
    return ("; " if lang == "en" else "；").join(pair(word, text, lang) for word, text in one.said.details)
