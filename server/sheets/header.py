"""Where the table begins below its titles, what its columns are called, and which later lines are no pieces: headers again, totals."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from server.sheets.cells import Cell, Line, Number, narrow, shown
from server.sheets.words import comparable, field_of, is_known

LOOKED_AT = 60  # lines among which the header is looked for
_TOTAL = re.compile(
    r"(?:[合總总小共]\s*[計计]|[總总]\s*[數数]|本頁合計|本页合计|grand total|sub-?\s?total|totals?|sum)"
    r"\s*(?:[:：（(].*)?|[總总合]共.{0,12}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Header:
    """``n`` is its line, 0 when there is none; ``names`` by column, empty where nothing stands."""

    n: int
    names: tuple[str, ...]

    @property
    def width(self) -> int:
        return len(self.names)


def find_header(head: Sequence[Line], told: int | None = None) -> Header:
    """The line that says most that we know, else the first line of texts above lines of the same width. ``told``: a person says which."""
    if told is not None:
        line = next((line for line in head if line.n == told), None)
        return Header(told, _names(line, None)) if line is not None else Header(0, _letters(head))
    lines = [line for line in head if line.fault is None and not line.is_empty()][:LOOKED_AT]
    best = max(lines, key=_known, default=None)
    if best is None or _known(best) < (2 if _usual_width(lines) > 2 else 1):
        best = _first_texts(lines)
    if best is None:
        return Header(0, _letters(head))
    above = next((line for line in lines if line.n == best.n - 1), None)
    return Header(best.n, _names(best, above))


def _known(line: Line) -> int:
    return len(
        {
            comparable(cell)
            for cell in line.cells
            if isinstance(cell, str) and not isinstance(cell, Number) and len(cell) < 60 and is_known(cell)
        }
    )


def _usual_width(lines: Sequence[Line]) -> int:
    widths = sorted(sum(cell is not None for cell in line.cells) for line in lines)
    return widths[len(widths) // 2] if widths else 0


def _first_texts(lines: Sequence[Line]) -> Line | None:
    """A line of different texts only, as wide as what follows, whose own followers are not all texts like it."""
    for line, following in pairwise(lines):
        cells = [cell for cell in line.cells if cell is not None]
        texts = [
            cell
            for cell in cells
            if isinstance(cell, str) and not isinstance(cell, Number) and not re.search(r"\d", cell) and len(cell) < 40
        ]
        wide = len(texts) >= 2 and len(texts) == len(cells) == len(set(texts))
        if wide and any(re.search(r"\d", shown(cell)) for cell in following.cells):
            return line
    return None


def _letters(head: Sequence[Line]) -> tuple[str, ...]:
    return ("",) * max((len(line.cells) for line in head), default=0)


def _names(line: Line | None, above: Line | None) -> tuple[str, ...]:
    """Texts of the header; under a merged heading that of its group goes before, unless the text alone says more."""
    if line is None:
        return ()
    groups = _groups(above) if above is not None else {}
    width = max(len(line.cells), max(groups, default=-1) + 1)
    names = []
    for at in range(width):
        own = shown(line.cells[at]) if at < len(line.cells) else ""
        group = groups.get(at, "")
        both = f"{group} {own}".strip()
        names.append(both if own != group and (field_of(both) or not field_of(own)) else own or group)
    return tuple(" ".join(name.split())[:120] for name in names)


def _groups(above: Line) -> dict[int, str]:
    """By column, what a heading merged over several columns says — not one over all of them, which is a title."""
    found: dict[int, str] = {}
    if not above.spans:
        return found
    for span in above.extra:
        left, right, text = span.split(":", 2)
        found |= dict.fromkeys(range(int(left), int(right) + 1), text)
    singles = {at: shown(cell) for at, cell in enumerate(above.cells) if cell is not None and at not in found}
    return found | singles if len(above.extra) > 1 or singles else {}


def is_repeated(cells: Sequence[Cell], header: Header) -> bool:
    """The header once more, as printers and pasted pages have it. The first texts tell most lines apart at once."""
    told = [(at, cell) for at, cell in enumerate(cells[: header.width]) if isinstance(cell, str) and not isinstance(cell, Number)]
    if not any(_is_heading(at, cell, header) for at, cell in told[:3]):
        return False
    same = sum(_is_heading(at, cell, header) for at, cell in told)
    return same >= 2 and same >= 0.6 * len(told)


def _is_heading(at: int, cell: str, header: Header) -> bool:
    return cell == header.names[at] or (len(cell) < 40 and comparable(cell) == comparable(header.names[at]))


def is_total(cells: Sequence[Cell]) -> bool:
    """Its first words say that it is a sum."""
    first = next((cell for cell in cells if isinstance(cell, str) and not isinstance(cell, Number)), None)
    return first is not None and _TOTAL.fullmatch(narrow(first).strip()) is not None
