"""Places by the names people write in a sheet: a tag code, a name in any language, or a path through the tree."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from server.core import tag
from server.core.ids import SINKS
from server.database import db
from server.sheets.cells import narrow
from server.stock.tables import Place, Tag

_STEP = re.compile(r"\s*[/>＞›→\\|]\s*")


@dataclass(frozen=True, slots=True)
class Places:
    """As they are now; retired ones and the sinks are nobody's home."""

    kinds: Mapping[str, str]
    parents: Mapping[str, str | None]
    named: Mapping[str, tuple[str, ...]]
    tagged: Mapping[str, str]
    cache: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)

    def find(self, text: str) -> tuple[str | None, str | None]:
        """(place, None), or (None, why not: unknown_place, ambiguous_place, final_place)."""
        found = self.cache.get(text)
        if found is None:
            found = self.cache[text] = self._find(text)
        return found

    def _find(self, text: str) -> tuple[str | None, str | None]:
        code = tag.read(text)
        if code in self.tagged:
            return self._checked(self.tagged[code])
        *above, name = _STEP.split(text.strip()) if not self.named.get(_folded(text)) else [text]
        found = [place for place in self.named.get(_folded(name), ()) if self._lies_in(place, above)]
        if len(found) != 1:
            return None, "ambiguous_place" if found else "unknown_place"
        return self._checked(found[0])

    def _checked(self, place: str) -> tuple[str | None, str | None]:
        return (None, "final_place") if self.kinds[place] in SINKS else (place, None)

    def _lies_in(self, place: str, above: list[str]) -> bool:
        """Whether the names above are among those of the places it is part of, in their order."""
        wanted, over = [_folded(name) for name in above if name], self.parents.get(place)
        while over is not None and wanted:
            if over in self.named.get(wanted[-1], ()):
                wanted.pop()
            over = self.parents.get(over)
        return not wanted


def places_now() -> Places:
    """Read once for a sheet."""
    columns = (Place.id, Place.kind, Place.parent, Place.names, Place.retired)
    rows = db.session.execute(select(*columns)).all()
    named: dict[str, dict[str, None]] = {}
    for row in rows:
        for name in row.names.values() if not row.retired else ():
            named.setdefault(_folded(name), {})[row.id] = None
    codes: Any = db.session.execute(select(Tag.code, Tag.target).where(Tag.target_kind == "place", Tag.void_ms.is_(None)))
    in_use = {row.id for row in rows if not row.retired}
    return Places(
        {row.id: row.kind for row in rows}, {row.id: row.parent for row in rows},
        {name: tuple(ids) for name, ids in named.items()}, {code: target for code, target in codes if target in in_use},
    )  # fmt: skip


def _folded(name: str) -> str:
    return "".join(narrow(name).casefold().split())
