"""Any list as a file: the register, its life cycles, slips, receipts, repairs and counts."""

import tempfile
from typing import Any

from flask import Response, send_file
from flask_smorest import Blueprint
from marshmallow import fields
from marshmallow.validate import Length, OneOf

from server.database import db
from server.people.access import needs
from server.sheets.export_words import LANGS, word
from server.sheets.list_lifecycle import list_lifecycle
from server.sheets.list_matters import list_matters
from server.sheets.list_samples import list_samples
from server.sheets.lists import Listed, day_of_ms
from server.sheets.writing import MIMES, write_csv, write_xlsx
from server.stock.samples import which_samples
from server.stock.schemas import STATUSES, SampleSearchArgs
from server.web import clock
from server.web.errors import Refused
from server.web.language import language

exports = Blueprint("exports", __name__, url_prefix="/api/exports", description="Lists as CSV and XLSX")
LISTS = ("samples", "lifecycle", "slips", "receipts", "repairs", "counts")


class ExportArgs(SampleSearchArgs):
    """The filters of the register; slips, receipts, repairs and counts know a status of their own."""

    format = fields.String(load_default="xlsx", validate=OneOf(("csv", "xlsx")))
    lang = fields.String(load_default=None, validate=OneOf(LANGS))
    status = fields.String(load_default=None, validate=Length(1, 24))


@exports.get("/<wanted>")
@needs("register")
@exports.arguments(ExportArgs, location="query")
@exports.response(200, content_type=MIMES["xlsx"])
def get_export(asked: dict[str, Any], wanted: str) -> Response:
    """Written to disk first, so that a fault is an error and not half a file; then sent as it is read."""
    if wanted not in LISTS:
        raise Refused("not_found", 404)
    lang = asked["lang"] or language()
    file = tempfile.TemporaryFile()  # noqa: SIM115  the reply closes it
    try:
        (write_csv if asked["format"] == "csv" else write_xlsx)(_listed(wanted, asked, lang), file)
        db.session.rollback()
        file.seek(0)
    except BaseException:
        file.close()
        raise
    day = day_of_ms(clock.now_ms())
    return send_file(
        file, MIMES[asked["format"]], as_attachment=True, download_name=f"{word('list', wanted, lang)} {day}.{asked['format']}"
    )


def _listed(wanted: str, asked: dict[str, Any], lang: str) -> Listed:
    if wanted not in ("samples", "lifecycle"):
        return list_matters(wanted, asked["status"], lang)
    if asked["status"] is not None and asked["status"] not in STATUSES:
        raise Refused("invalid", 422, field="status")
    which = which_samples(asked["q"], asked["status"], asked["place"])
    return (list_samples if wanted == "samples" else list_lifecycle)(which, lang)
