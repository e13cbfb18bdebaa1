"""An import as its preview shows it: what was found, a page of lines, and a sentence for each thing wrong."""

from typing import Any

import orjson
from sqlalchemy import func, select

from server.database import db
from server.ledger import bulk
from server.ledger.details import written
from server.sheets.said import say
from server.sheets.tables import Import, ImportRow
from server.stock.tables import ArchiveNumber
from server.web.errors import Refused
from server.web.language import language

PAGE = 100
MOST_LISTED = 50


def one_import(id: str, page: int = 1, show: str = "all") -> dict[str, Any]:
    """The reply of every call on an import. Raises 404."""
    kept = db.session.get(Import, id)
    if kept is None:
        raise Refused("not_found", 404)
    which = [ImportRow.of == id] + ([ImportRow.status == show] if show != "all" else [])
    total = db.session.scalar(select(func.count()).select_from(ImportRow).where(*which)) or 0
    wanted = select(ImportRow).where(*which).order_by(ImportRow.line).limit(PAGE).offset((page - 1) * PAGE)
    rows = list(db.session.scalars(wanted))
    numbers = _archive_nos([row.sample for row in rows if row.sample]) if kept.status == "confirmed" else {}
    headers = {column["at"]: column["header"] for column in kept.found["columns"]}
    return {"import": _head(kept), "rows": [_row(row, headers, numbers) for row in rows], "total": total, "page": page}


def list_imports() -> list[dict[str, Any]]:
    """The newest ones."""
    wanted = select(Import).order_by(Import.made_ms.desc(), Import.id.desc()).limit(MOST_LISTED)
    return [_head(kept) for kept in db.session.scalars(wanted)]


def _head(kept: Import) -> dict[str, Any]:
    named = ("id", "status", "by", "name", "kind", "size", "sha256", "made_ms", "confirmed_ms", "confirmed_by", "commit")
    chosen = {key: kept.chosen.get(key) for key in ("day_first", "decimal_comma", "currency", "place", "skip_known")}
    return {name: getattr(kept, name) for name in named} | kept.found | {"options": chosen, "imported_before": _before(kept)}


def _before(kept: Import) -> dict[str, Any] | None:
    """The same file, confirmed once already."""
    same = select(Import.id, Import.name, Import.confirmed_ms).where(
        Import.sha256 == kept.sha256, Import.status == "confirmed", Import.id != kept.id
    )
    row = db.session.execute(same.order_by(Import.confirmed_ms.desc()).limit(1)).first()
    return dict(row._mapping) if row else None


def _archive_nos(samples: list[str]) -> dict[str, str]:
    rows = bulk.rows_by(ArchiveNumber, ("sample", "year", "n"), "sample", samples)
    return {row.sample: written(row.year, row.n) for row in rows}


def _row(row: ImportRow, headers: dict[int, str], numbers: dict[str, str]) -> dict[str, Any]:
    told = orjson.loads(row.told)
    return {
        "line": row.line, "status": row.status, "sample": row.sample, "archive_no": numbers.get(row.sample or ""), "told": told or None,
        "problems": spoken(orjson.loads(row.problems), headers), "warnings": spoken(orjson.loads(row.warnings), headers),
    }  # fmt: skip


def spoken(faults: list[list[Any]], headers: dict[int, str]) -> list[dict[str, Any]]:
    """With the column they stand in and a sentence in the reader's language."""
    lang = language()
    return [
        {"code": code, "field": field, "column": at, "header": headers.get(at), "value": value, "message": say(code, lang, words)}
        for code, field, at, value, words in faults
    ]
