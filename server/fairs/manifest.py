"""The manifest of a fair: every piece with number, tag, photo, weight, value, and where it is; asked for first after a theft."""

from server.fairs.customs import went
from server.paper import blocks, history, ink, pieces
from server.paper.figures import day
from server.paper.imprint import imprint
from server.paper.ink import SIDE
from server.paper.names import Names, names_for
from server.paper.note import piece_of
from server.paper.note_page import draw_piece, draw_total
from server.paper.sheet import Sheets
from server.paper.words import label, pair
from server.stock.matters import one_matter


def manifest_of(fair: str, lang: str) -> tuple[bytes, str]:
    """(the PDF, the fair's number): what went; before anything has, what the list names. Raises 404."""
    row = one_matter("fair", fair)
    told, tz, names = row["told"], history.zone_of(history.of_matter("fair", fair)), names_for(lang)
    samples = [one["sample"] for one in went(told)] or [line["sample"] for line in told["lines"] if line["sample"]]
    rows = pieces.rows_of(samples)
    found = [rows[sample] for sample in dict.fromkeys(samples) if sample in rows]
    pictures = pieces.files_of([one["photos"][0] for one in found if one["photos"]], "thumb")
    drawn = [piece_of(one, pictures.get(next(iter(one["photos"]), "")), None, _where(one, names), names) for one in found]
    sheets = Sheets(imprint("manifest", row["no"], lang, tz))
    blocks.letterhead(sheets, "manifest", told["title"])
    facts = [
        ("booth", names.or_dash(told["booth"])),
        ("from_day", day(told["from_ms"], tz, lang) if told["from_ms"] is not None else ""),
        ("to_day", day(told["to_ms"], tz, lang) if told["to_ms"] is not None else ""),
        ("answerable", ", ".join(names.of(person, "nobody") for person in told["team"])),
    ]
    blocks.grid(sheets, facts)
    sheets.rule(ink.LINE, 3, 0)
    if not drawn:
        sheets.down(10)
        sheets.text(SIDE, label("nothing_listed", lang), ink.BODY)
    for n, piece in enumerate(drawn, 1):
        draw_piece(sheets, n, piece)
    draw_total(sheets, drawn)
    return sheets.ends(), row["no"]


def _where(row: pieces.Row, names: Names) -> str:
    return pair(label("place", names.lang), names.of(row["place"]), names.lang)
